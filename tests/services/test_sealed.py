"""Every act that changes content is refused once the minutes are sealed, also when the object in hand is stale."""

import pytest
from django.core.files.base import ContentFile

from minutes.models import AuditEvent, Meeting, Movement
from minutes.services import Refused, agenda, attachment, attendance, writing
from tests import factories

PDF = ContentFile(b"%PDF-", name="a.pdf")
ACTS = {
    "agenda.add": lambda c: agenda.add(c.meeting, by=c.user, title="Ny"),
    "agenda.add_pasted": lambda c: agenda.add_pasted(c.meeting, "Ny", by=c.user),
    "agenda.change": lambda c: agenda.change(c.item, by=c.user, title="Ny"),
    "agenda.move": lambda c: agenda.move(c.item, by=c.user, steps=1),
    "agenda.order": lambda c: agenda.order(c.meeting, [c.item.pk], by=c.user),
    "agenda.remove": lambda c: agenda.remove(c.item, by=c.user),
    "agenda.restore": lambda c: agenda.restore(c.item, by=c.user),
    "attendance.add": lambda c: attendance.add(c.meeting, by=c.user, name="Ny"),
    "attendance.add_pasted": lambda c: attendance.add_pasted(c.meeting, "Ny", by=c.user),
    "attendance.change": lambda c: attendance.change(c.row, by=c.user, status="excused"),
    "attendance.save": lambda c: attendance.save(c.meeting, [(c.row, {}, {"status": "excused"})], by=c.user),
    "attendance.remove": lambda c: attendance.remove(c.row, by=c.user),
    "writing.write": lambda c: writing.write(c.item, by=c.user, seen=c.item.revision, text="<p>Ny</p>"),
    "writing.set_decisions": lambda c: writing.set_decisions(c.item, [{"intro": "Ny"}], by=c.user),
    "writing.set_actions": lambda c: writing.set_actions(c.item, [{"text": "Ny"}], by=c.user),
    "writing.save": lambda c: writing.save(c.item, by=c.user, seen=c.item.revision, fields={"text": "<p>Ny</p>"}),
    "writing.restore": lambda c: writing.restore(c.state, by=c.user),
    "writing.add_movement": lambda c: writing.add_movement(c.row, item=c.item, kind=Movement.Kind.LEAVES, by=c.user),
    "writing.remove_movement": lambda c: writing.remove_movement(c.movement, by=c.user),
    "attachment.add": lambda c: attachment.add(c.meeting, by=c.user, title="Ny", file=PDF),
    "attachment.change": lambda c: attachment.change(c.attachment, by=c.user, title="Ny"),
    "attachment.remove": lambda c: attachment.remove(c.attachment, by=c.user),
}


class Case:
    def __init__(self, meeting, user):
        self.meeting, self.user = meeting, user
        self.item, self.row = meeting.items.first(), meeting.attendances.first()
        writing.write(self.item, by=user, seen=None, text="<p>Ett.</p>")
        self.state = self.item.states.first()
        self.movement = writing.add_movement(
            meeting.attendances.last(), item=self.item, kind=Movement.Kind.LEAVES, by=user
        )
        self.attachment = factories.Attachment(meeting=meeting)


def picture(meeting):
    """Everything of the meeting that its minutes could show."""
    return [
        list(getattr(meeting, name).values()) for name in ("items", "attendances", "actions", "attachments")
    ] + [list(Movement.objects.values()), [list(i.decisions.values()) for i in meeting.items.all()]]


@pytest.mark.parametrize("state", [Meeting.State.IN_ADJUSTMENT, Meeting.State.ADJUSTED, Meeting.State.PUBLISHED])
@pytest.mark.parametrize("act", ACTS)
def test_no_content_changes_while_sealed(meeting, secretary, act, state):
    case = Case(meeting, secretary.user)
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    before, events = picture(meeting), AuditEvent.objects.count()
    with pytest.raises(Refused):
        ACTS[act](case)
    assert picture(meeting) == before
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("act", ACTS)
def test_the_same_acts_work_in_a_draft(meeting, secretary, act):
    case = Case(meeting, secretary.user)
    revision = Meeting.objects.get(pk=meeting.pk).revision
    if act == "agenda.restore":
        case.item.number = 1
        case.item.save()
        agenda.remove(case.item, by=case.user)
    ACTS[act](case)
    assert Meeting.objects.get(pk=meeting.pk).revision > revision
