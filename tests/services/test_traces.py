"""Each act leaves one event, and what changes nothing leaves none; text that saves itself is history and no act."""

import pytest

from minutes import audit
from minutes.models import AuditEvent
from minutes.services import agenda, attendance, signer, writing
from tests.signing import kinds

ACTS = {
    "agenda.change": lambda item, by: agenda.change(item, by=by, title="Ny rubrik"),
    "agenda.order": lambda item, by: agenda.order(item.meeting, _backwards(item.meeting.items), by=by),
    "attendance.order": lambda item, by: attendance.save(
        item.meeting, [], by=by, ids=_backwards(item.meeting.attendances)
    ),
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
    item, by = meeting.items.last(), secretary.user
    writing.write(item, by=by, seen=None, text="<p>Nytt.</p>")
    writing.set_decisions(item, [{"intro": "Så blir det."}], by=by)
    writing.set_actions(item, [{"text": "Måla bryggan"}], by=by)
    assert kinds(meeting) == []
    assert set(item.states.values_list("field", flat=True)) == {"text", "decisions", "actions"}


def test_an_event_holds_which_revision_was_made_and_never_the_words(meeting, secretary):
    item = meeting.items.last()
    agenda.change(item, by=secretary.user, title="Hemligt.")
    event = AuditEvent.objects.get()
    assert (event.about, event.details) == (f"agendaitem:{item.pk}", {"fields": ["title"], "revision": 1})
