"""Beside the text: who comes and goes."""

import pytest
from django.urls import reverse

from minutes.models import Movement
from tests import factories
from tests.views.test_writing import url


@pytest.fixture
def item(meeting):
    return meeting.items.last()


def test_somebody_leaves_and_it_is_undone(writer, meeting, item):
    row = meeting.attendances.first()
    writer.post(url("movement", item), {"leaves": row.pk, "time": "13:52"})
    page = writer.get(url("item", item))
    assert "Orvar Kjellgren lämnar mötet kl. 13.52." in page.content.decode()
    assert page.context["presence"]["members"]["here"] == 3
    assert writer.get(url("item", meeting.items.first())).context["presence"]["members"]["here"] == 4
    writer.post(reverse("writing-remove_movement", args=[Movement.objects.get().pk]))
    assert not Movement.objects.exists()


def test_with_script_only_the_roster_comes_back(writer, meeting, item):
    row = meeting.attendances.first()
    answer = writer.post(url("movement", item), {"leaves": row.pk}, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'name="arrives"' in page
    again = writer.post(url("movement", item), {"leaves": row.pk}, headers={"hx-request": "true"})
    assert "notice--error" in again.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"leaves": "x"}, {"leaves": "\x00"}, {"leaves": 1, "arrives": 1}, {"time": "99:99"}]
)
def test_a_press_that_says_nothing_changes_nothing(writer, item, data):
    answer = writer.post(url("movement", item), data)
    assert (answer.status_code, answer.context["item"], "notice--error" in answer.content.decode()) == (422, item, True)
    assert not Movement.objects.exists()


def test_somebody_of_another_meeting_is_not_found(writer, item):
    assert writer.post(url("movement", item), {"leaves": factories.Attendance().pk}).status_code == 404
