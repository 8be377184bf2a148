"""The check list: warnings of the document, accepted with a note that stays while what it is about stays."""

import pytest

from minutes.models import Acknowledgement, AuditEvent
from minutes.services import Refused, checklist, signoff
from tests import factories

pytestmark = pytest.mark.usefixtures("no_tasks")


@pytest.fixture
def empty_item(meeting):
    return factories.AgendaItem(meeting=meeting, title="Tom punkt", text="", position=5)


def only(meeting, code):
    (found,) = [pair for pair in checklist.warnings(meeting) if pair[0].code == code]
    return found


def test_a_warning_is_accepted_with_a_note_that_survives_other_changes(meeting, secretary, empty_item):
    warning, accepted = only(meeting, "no_text")
    assert accepted is None
    checklist.acknowledge(meeting, key=warning.key, note="Inget sades.", by=secretary.user)
    meeting.items.filter(position=0).update(text="<p>Annan text.</p>")
    assert only(meeting, "no_text")[1].note == "Inget sades."
    assert AuditEvent.objects.filter(kind="checklist.acknowledge").count() == 1


def test_an_accepted_warning_can_be_asked_about_again(meeting, secretary, empty_item):
    key = only(meeting, "no_text")[0].key
    checklist.acknowledge(meeting, key=key, note="Inget sades.", by=secretary.user)
    checklist.reopen(meeting, key=key, by=secretary.user)
    assert only(meeting, "no_text")[1] is None
    with pytest.raises(Refused, match="Ingen hade"):
        checklist.reopen(meeting, key=key, by=secretary.user)


def test_accepting_needs_a_note_and_something_to_accept(meeting, secretary, empty_item):
    with pytest.raises(Refused, match="varför"):
        checklist.acknowledge(meeting, key=only(meeting, "no_text")[0].key, note=" ", by=secretary.user)
    with pytest.raises(Refused, match="inget att kontrollera"):
        checklist.acknowledge(meeting, key="no_text:0000", note="Jo.", by=secretary.user)
    assert Acknowledgement.objects.count() == 0


def test_the_list_is_closed_once_the_minutes_are_sent(meeting, secretary, empty_item):
    key = only(meeting, "no_text")[0].key
    signoff.send(meeting, by=secretary.user)
    with pytest.raises(Refused, match="stängd"):
        checklist.acknowledge(meeting, key=key, note="För sent.", by=secretary.user)


def test_an_organisation_that_people_are_registered_with_is_known(meeting, adjuster):
    adjuster.represents = "Ljungdals kommun"
    adjuster.save()
    factories.Attendance(meeting=meeting, name="Una Stavfel", organisation="Ljungdahls kommun")
    assert "Ljungdals kommun" in only(meeting, "unknown_organisation")[0].message
