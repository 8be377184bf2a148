"""The roster of a meeting: a snapshot of the seats in force on its date, and the signers that follow from the roles."""

from django.utils import translation

from minutes.models import Attendance, Membership, Signer, SignoffRole

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
    then = {_key(group[0]) for group in _one_each(seats_on(meeting.body, before))}
    now = {_key(group[0]): group for group in _one_each(seats_on(meeting.body, meeting.date))}
    rows = list(meeting.attendances.all())
    gone = [row for row in rows if (key := _row_key(row)) in then and key not in now]
    Attendance.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Signer.objects.filter(meeting=meeting, person__in=[row.person_id for row in gone if row.person_id]).delete()
    there = {_row_key(row) for row in rows}
    last = max((row.position for row in rows), default=-1)
    _attend(meeting, [group for key, group in now.items() if key not in there and key not in then], first=last + 1)


def seats_on(body, date):
    """Memberships in force on the date, in the body's own order; the chair first where no order has been given."""
    seats = body.memberships.on(date).select_related("person")
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


def _choose_signers(meeting, seats, by):
    wanted = {SignoffRole.Source.SECRETARY: Role.SECRETARY, SignoffRole.Source.CHAIR: Role.CHAIR}
    chosen = []
    for role in meeting.body.signoff_roles.all():
        seat = holder(seats, wanted[role.source], person_of(by)) if role.source in wanted else None
        if seat:
            chosen.append(signer_for(meeting, role, seat.person, seat.represents))
    Signer.objects.bulk_create(chosen)
