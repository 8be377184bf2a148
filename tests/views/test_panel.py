"""The side of the writing page: the roster changed from there, and the document that follows."""

import json

import pytest
from django.urls import reverse

from minutes.models import Attendance
from minutes.services import attendance

HTMX = {"HX-Request": "true"}


@pytest.fixture
def roster(meeting):
    return reverse("panel-attendance", args=[meeting.items.last().pk])


def changed(row, **given):
    return {"row": row.pk, "seen": "present", f"status-{row.pk}": "excused"} | given


def test_pasted_people_are_on_the_roster_at_once(writer, meeting, roster):
    again = writer.post(roster, {"people": "(utan namn)"}, headers=HTMX).content.decode()
    assert "\n(utan namn)</textarea>" in again
    page = writer.post(roster, {"people": "Ebba Falk (jurist)\nNils Ek"}, headers=HTMX).content.decode()
    assert "2 personer" in page
    assert set(meeting.attendances.values_list("name", flat=True)) >= {"Ebba Falk", "Nils Ek"}
    assert writer.post(roster, {"people": "Ebba Falk"}).url == reverse("writing-item", args=[meeting.items.last().pk])


def test_whoever_is_excused_is_no_longer_counted_as_here(writer, meeting, roster):
    row = meeting.attendances.first()
    page = writer.post(roster, changed(row), headers=HTMX)
    assert (page.context["here"], Attendance.objects.get(pk=row.pk).status) == (3, "excused")


def test_a_status_that_somebody_else_has_changed_is_refused_in_words(writer, meeting, roster, secretary):
    row = meeting.attendances.first()
    attendance.change(row, by=secretary.user, status="absent")
    page = writer.post(roster, changed(row), headers=HTMX).content.decode()
    assert "notice--error" in page
    assert Attendance.objects.get(pk=row.pk).status == "absent"


@pytest.mark.parametrize(
    "data", [{}, {"people": ""}, {"people": "\x00"}, {"row": "x"}, {"row": 1, "status-1": "banan"}]
)
def test_what_says_nothing_changes_nothing(writer, meeting, roster, data):
    assert writer.post(roster, data).status_code in (409, 422)
    assert not meeting.attendances.exclude(status="present").exists()


def test_the_document_tells_which_section_is_which_item(writer, meeting):
    meeting.items.filter(pk=meeting.items.last().pk).update(text="<p>Bryggan är lagad.</p>")
    page = writer.get(reverse("panel-document", args=[meeting.pk]))
    anchors = json.loads(page.context["anchors"])
    assert list(anchors) == [str(item.pk) for item in meeting.items.all()]
    html = page.content.decode()
    assert "Bryggan är lagad." in html
    assert all(f'id="{anchor}"' in html for anchor in anchors.values())
