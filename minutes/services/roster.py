"""The roster of a meeting: a snapshot of the seats in force on its date, and the signers that follow from the roles."""

from contextlib import contextmanager

from django.db.models import F
from django.utils import translation

from minutes import audit
from minutes.models import ActionItem, AgendaItem, Attendance, Meeting, Membership, Signer, SignoffRole

from .draft import person_of

Role, Status = Membership.Role, Attendance.Status
_RANK = [Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.MEMBER, Role.SUBSTITUTE, Role.CO_OPTED]
_DECIDES = {Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER}


def make(meeting, *, by):
    """Write the attendance list and the signers of a new meeting."""
    seats = seats_on(meeting.body, meeting.date)
    _attend(meeting, _one_each(seats), first=0)
    _choose_signers(meeting, seats, by)


def move_to(meeting, *, before):
    """Follow the seats to another date: those who have none any more leave, new ones join, guests stay.

    `before` is the date that the roster was made for.
    """
    _align(meeting, seats_on(meeting.body, before), seats_on(meeting.body, meeting.date))


@contextmanager
def following(body, *, by):
    """Let the rosters of meetings that are still planned follow the change of seats that is made within.

    Somebody who was taken off a list by hand stays off it, and guests stay on it.
    """
    meetings = list(Meeting.objects.upcoming().filter(body=body).select_related("body"))
    before = _all_seats(body) if meetings else []
    yield
    after = _all_seats(body) if meetings else []
    for meeting in meetings:
        then, now = _in_force(before, meeting.date), _in_force(after, meeting.date)
        if _facts(then) == _facts(now):
            continue
        if Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.PLANNED).update(revision=F("revision") + 1):
            _align(meeting, then, now)
            _follow_signers(meeting, then, now)
            audit.record("meeting.follow", meeting, by=by)


def _align(meeting, seats_then, seats_now):
    then = {_key(group[0]) for group in _one_each(seats_then)}
    now = {_key(group[0]): group for group in _one_each(seats_now)}
    rows = list(meeting.attendances.all())
    gone = [row for row in rows if (key := _row_key(row)) in then and key not in now]
    for row in gone:
        take_off(row)
    Signer.objects.filter(meeting=meeting, person__in=[row.person_id for row in gone if row.person_id]).delete()
    there = {_row_key(row) for row in rows}
    last = max((row.position for row in rows), default=-1)
    _attend(meeting, [group for key, group in now.items() if key not in there and key not in then], first=last + 1)


def take_off(attendance):
    """Delete a line of a roster; where she was responsible, her name stays as words."""
    words = {"responsible": None, "responsible_words": attendance.name}
    AgendaItem.objects.filter(responsible=attendance).update(**words)
    ActionItem.objects.filter(responsible=attendance).update(**words)
    attendance.delete()


def seats_on(body, date):
    """Memberships in force on the date, in the body's own order; the chair first where no order has been given."""
    return _ordered(body.memberships.on(date).select_related("person"))


def _all_seats(body):
    return _ordered(Membership.objects.filter(body=body).select_related("person"))


def _in_force(seats, date):
    return [seat for seat in seats if seat.starts <= date and (seat.ends is None or seat.ends >= date)]


def _facts(seats):
    return [(seat.pk, seat.person_id, seat.role, seat.represents) for seat in seats]


def _ordered(seats):
    return sorted(seats, key=lambda seat: (seat.position, _RANK.index(seat.role), seat.pk))


def holder(seats, role, prefer=None):
    """The seat of somebody who has the role; `prefer` is taken if she is one of several."""
    found = [seat for seat in seats if seat.role == role and seat.person_id]
    mine = [seat for seat in found if prefer and seat.person_id == prefer.pk]
    return next(iter(mine or found), None)


def signer_for(meeting, role, person, represents=""):
    """An unsaved signer with the snapshot that the sign-off block prints."""
    return Signer(
        meeting=meeting, role=role, person=person, label=role.label, position=role.position, title=person.title,
        organisation=represents or person.represents,
    )


def _key(seat):
    return ("person", seat.person_id) if seat.person_id else ("vacant", seat.represents)


def _row_key(row):
    return ("person", row.person_id) if row.person_id else ("vacant" if row.is_vacant else "guest", row.organisation)


def _one_each(seats):
    """Seats grouped by person, since nobody sits on two chairs; vacant seats stay as many as they are."""
    groups = {}
    for seat in seats:
        groups.setdefault(("person", seat.person_id) if seat.person_id else ("seat", seat.pk), []).append(seat)
    return list(groups.values())


def _attend(meeting, groups, *, first):
    with translation.override(meeting.body.language):
        rows = [_snapshot(meeting, group, position) for position, group in enumerate(groups, first)]
    Attendance.objects.bulk_create(rows)


def _snapshot(meeting, group, position):
    seat = min(group, key=lambda seat: _RANK.index(seat.role))
    if seat.person is None:
        return Attendance(meeting=meeting, organisation=seat.represents, status=Status.EXCUSED, position=position)
    decides = any(one.role in _DECIDES for one in group)
    return Attendance(
        meeting=meeting, person=seat.person, name=seat.person.name, title=seat.person.title, position=position,
        organisation=seat.represents or seat.person.represents,
        note="" if seat.role == Role.MEMBER else str(Role(seat.role).label),
        status=Status.PRESENT if decides else Status.OTHER,
    )


_HOLDERS = {SignoffRole.Source.SECRETARY: Role.SECRETARY, SignoffRole.Source.CHAIR: Role.CHAIR}


def _choose_signers(meeting, seats, by):
    chosen = []
    for role in meeting.body.signoff_roles.filter(source__in=_HOLDERS):
        seat = holder(seats, _HOLDERS[role.source], person_of(by))
        if seat:
            chosen.append(signer_for(meeting, role, seat.person, seat.represents))
    Signer.objects.bulk_create(chosen)


def _follow_signers(meeting, then, now):
    """A new chair or secretary signs in the place of the one before; who was chosen by hand stays."""
    for role in meeting.body.signoff_roles.filter(source__in=_HOLDERS):
        kind = _HOLDERS[role.source]
        before = {seat.person_id for seat in then if seat.role == kind}
        after = {seat.person_id for seat in now if seat.role == kind}
        Signer.objects.filter(meeting=meeting, role=role, person__in=before - after).delete()
        seat = holder(now, kind)
        if seat and not Signer.objects.filter(meeting=meeting, role=role).exists():
            signer_for(meeting, role, seat.person, seat.represents).save(force_insert=True)
