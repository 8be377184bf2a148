"""Answers to a summons: given by the link in the mail, without login, and entered on the attendance list."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import tokens
from minutes.lib.prepared import Objects
from minutes.models import Attendance, Meeting, Membership, SummonsLink, SummonsReply

from . import Refused, attendance, facts, summons

Answer, Status = SummonsReply.Answer, Attendance.Status


def find(token):
    """The reply that the link with this token belongs to; None for any other token."""
    link = _found.first(digest=tokens.digest(token))
    return link.reply if link else None


_links = SummonsLink.objects.select_related(
    "reply__meeting__body__organisation", "reply__attendance", "reply__person", "reply__answered",
    "reply__substitute", "reply__first__body__organisation",
)
_found = Objects(lambda digest: _links.filter(token_hash=digest), digest=str)


@transaction.atomic
def link(meeting, *, by):
    """A token for who is called and has signed in, as if it had come by mail; None for everybody else."""
    reply = SummonsReply.objects.filter(meeting=meeting, person__user=by, attendance__isnull=False).first()
    if reply is None:
        return None
    token, digest = tokens.new()
    SummonsLink.objects.create(reply=reply, token_hash=digest)
    audit.record("reply.link", reply.attendance, by=by)
    return token


def substitutes(meeting, reply):
    """The body's substitutes on the day, to choose among: their people, without the one who answers."""
    seats = Membership.objects.filter(body=meeting.body_id, role=Membership.Role.SUBSTITUTE, person__isnull=False)
    return [seat.person for seat in seats.on(meeting.date).select_related("person") if seat.person != reply.person]


@transaction.atomic
def answer(reply, *, answer, person=None, name="", note=""):
    """Enter what somebody has answered. Who is replaced names a `person` or writes a `name`.

    It can be said anew until the meeting is opened; what the answer before did to the attendance list is taken back.
    """
    meeting = reply.meeting
    if meeting is None:
        raise Refused(_("The meeting has been cancelled."))
    rows = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.PLANNED)
    if not rows.update(revision=F("revision") + 1):
        raise Refused(_("The meeting has been opened. Tell the secretary instead."))
    reply = SummonsReply.objects.select_related("attendance", "substitute", "person").get(pk=reply.pk)
    if reply.attendance is None:
        raise Refused(_("You are no longer on the attendance list of the meeting."))
    if meeting.date < timezone.localdate():
        raise Refused(_("The meeting is over."))
    sent = summons.latest(meeting)
    summons.take_back(reply)
    row = Attendance.objects.get(pk=reply.attendance_id)
    changed = {"answer": answer, "note": note, "answered": sent, "answered_at": timezone.now()}
    changed["status_before"] = row.status if row.status != Status.EXCUSED else Status.PRESENT
    if answer == Answer.REPLACED:
        changed |= _replace(sent, row, person, name, reply)
    _enter(row, answer, reply)
    SummonsReply.objects.filter(pk=reply.pk).update(**changed)
    summons.keep_up(sent, meeting)
    details = {"answer": answer, "person": reply.person_id, "number": sent.number}
    audit.record("reply.answer", row, by=None, details=details)


def _enter(row, answer, reply):
    away = row.status in (Status.EXCUSED, Status.ABSENT)
    status = Status.EXCUSED if answer != Answer.COMING else Status.PRESENT if away else row.status
    facts.set_line(row, meeting=reply.meeting, by=reply, status=status)


def _replace(sent, row, person, name, reply):
    """Let somebody stand in for the line; returns what the reply must know to take it back."""
    meeting = sent.meeting
    name = Attendance._meta.get_field("name").get_prep_value(person.name if person else name)
    if not name:
        raise Refused(_("Write who comes in your place."))
    there = meeting.attendances.filter(person=person) if person else meeting.attendances.filter(name__iexact=name)
    other = there.select_related("person__user").first()
    if other and other.pk == row.pk:
        raise Refused(_("Nobody can stand in for herself."))
    if other and other.serves_for:
        told = _("%(name)s already comes in the place of %(other)s.")
        raise Refused(told % {"name": name, "other": other.serves_for})
    if other and other.status == Status.EXCUSED:
        raise Refused(_("%(name)s cannot come either.") % {"name": name})
    before = other.status if other else ""
    if other:
        facts.set_line(other, meeting=meeting, by=reply, status=Status.PRESENT, serves_for=row.name)
    else:
        other = attendance.put(meeting, person=person, serves_for=row.name, **({} if person else {"name": name}))
    if other.person and summons.address_of(other.person):
        summons.call(sent, [other])
    return {"substitute": other, "substitute_status_before": before}
