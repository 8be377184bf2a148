"""Each act leaves one event, and what changes nothing leaves none; text that saves itself is history and no act."""

import pytest

from minutes import audit
from minutes.models import AuditEvent
from minutes.services import agenda, attendance, signer, writing
from minutes.views import chronicle
from tests.signing import kinds

ACTION = [{"text": "Måla bryggan"}]
ACTS = {
    "writing.set_decisions": lambda item, by: writing.set_decisions(item, [{"intro": "Så blir det."}], by=by),
    "writing.set_actions": lambda item, by: writing.set_actions(item, writing.action_rows(item) or ACTION, by=by),
    "agenda.change": lambda item, by: agenda.change(item, by=by, title="Ny rubrik"),
    "agenda.order": lambda item, by: agenda.order(item.meeting, [*_backwards(item.meeting.items)], by=by),
    "attendance.order": lambda item, by: attendance.order(item.meeting, [*_backwards(item.meeting.attendances)], by=by),
    "signer.word": lambda item, by: signer.word(item.meeting, item.meeting.signers.first().role, by=by, title="Chef"),
}


def _backwards(rows):
    return sorted(rows.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("kind", ACTS)
def test_a_change_leaves_one_event_and_the_same_again_none(meeting, secretary, kind):
    item = meeting.items.last()
    for _again in range(2):
        ACTS[kind](item, secretary.user)
        assert kinds(meeting) == [kind]
    assert audit.verify() == (1, None)


def test_a_step_in_the_order_is_told_and_one_beyond_the_end_is_not(meeting, secretary):
    agenda.move(meeting.items.last(), by=secretary.user, steps=1)
    assert kinds(meeting) == []
    agenda.move(meeting.items.last(), by=secretary.user, steps=-1)
    assert kinds(meeting) == ["agenda.order"]


def test_writing_is_history_and_leaves_no_event(meeting, secretary):
    item = meeting.items.last()
    writing.write(item, by=secretary.user, seen=None, text="<p>Nytt.</p>")
    assert kinds(meeting) == []
    assert item.states.filter(field="text").last().value == "<p>Vattnet är varmt.</p>"


def test_an_event_holds_which_revision_was_made_and_never_the_words(meeting, secretary):
    item = meeting.items.last()
    writing.set_decisions(item, [{"intro": "Hemligt."}], by=secretary.user)
    event = AuditEvent.objects.get()
    assert (event.about, event.details) == (f"agendaitem:{item.pk}", {"revision": 1})


def test_the_history_of_a_meeting_is_not_drowned_by_what_is_written(meeting, secretary):
    item = meeting.items.last()
    writing.set_decisions(item, [{"intro": "Så blir det."}], by=secretary.user)
    agenda.change(item, by=secretary.user, title="Ny rubrik")
    assert [event.kind for event in chronicle.events(meeting, whole=True)] == ["agenda.change"]
