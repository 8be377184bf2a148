"""Seats in a body: who sits from when to when, in which role, or that the seat is vacant."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import limits, people
from minutes.models import Attendance, Body, Meeting, Membership, Person

from . import Refused, roster
from . import person as persons
from .storing import change, store

# Words that people write after the organisation, in both languages.
_ROLES = {
    "ordförande": Membership.Role.CHAIR,
    "chair": Membership.Role.CHAIR,
    "vice ordförande": Membership.Role.VICE_CHAIR,
    "vice chair": Membership.Role.VICE_CHAIR,
    "sekreterare": Membership.Role.SECRETARY,
    "secretary": Membership.Role.SECRETARY,
    "ersättare": Membership.Role.SUBSTITUTE,
    "substitute": Membership.Role.SUBSTITUTE,
    "adjungerad": Membership.Role.CO_OPTED,
    "co-opted": Membership.Role.CO_OPTED,
}


@transaction.atomic
def add(body, *, by, person=None, role=Membership.Role.MEMBER, represents="", starts, ends=None):
    """Seat a person, or without one add a vacant seat of the organisation that it represents."""
    _one_at_a_time(body)
    with roster.following(body, by=by):
        membership = _add(body, person, role, represents, starts, ends)
    audit.record("membership.add", membership, by=by, details={"body": body.pk, "person": membership.person_id})
    return membership


@transaction.atomic
def add_new(body, *, by, role=Membership.Role.MEMBER, starts, ends=None, **details):
    """Register a person (with the details of person.add) in the body's organisation and seat them, in one act."""
    person = persons.add(body.organisation, by=by, **details)
    return add(body, by=by, person=person, role=role, starts=starts, ends=ends)


@transaction.atomic
def add_many(body, rows, *, by, starts, invite=False):
    """Seat the people of the rows (dicts as from `read`), registering the new ones; who sits already is passed over."""
    if len(rows) > limits.PASTED_PEOPLE:
        raise Refused(_("At most %(limit)s people at once.") % {"limit": limits.PASTED_PEOPLE})
    added, register = [], Register(body)
    for row in rows:
        person = None if row["vacant"] else register.find(row)
        if person is None and not row["vacant"]:
            person = _register(body, row, by, invite)
            register.enter(person)
        if person and _overlapping(body, person, row["role"], starts, None).exists():
            continue
        represents = row["represents"] if person is None else ""
        added.append(add(body, by=by, person=person, role=row["role"], represents=represents, starts=starts))
    return added


def read(body, text):
    """Rows of pasted text for `add_many`: name, title, represents, email, role, vacant. Raises Refused when none.

    Where a line tells no role, whoever sits in the body is meant in the role that she has: lists often hold them all.
    """
    found = people.read(text)
    if not found:
        raise Refused(_("No names were found. Write one person on each line."))
    if len(found) > limits.PASTED_PEOPLE:
        raise Refused(_("At most %(limit)s people at once.") % {"limit": limits.PASTED_PEOPLE})
    short = [people.shortened(person, name=limits.NAME, fact=limits.NAME) for person in found]
    rows = [
        {
            "name": one.name, "title": one.title, "represents": one.organisation, "email": one.email,
            "vacant": one.vacant, "role": _ROLES.get(one.note.casefold()),
        }
        for one in short
    ]
    register, seats = Register(body), body.memberships.on(timezone.localdate()).exclude(person=None)
    held = dict(seats.values_list("person_id", "role"))
    for row in rows:
        person = None if row["vacant"] or row["role"] else register.find(row)
        row["role"] = row["role"] or (person and held.get(person.pk)) or Membership.Role.MEMBER
    return rows


class Register:
    """The people of a body's organisation, looked up once, to tell who of them a row means."""

    def __init__(self, body):
        self._by_email, self._by_name = {}, {}
        for person in Person.objects.filter(organisation=body.organisation_id).order_by("pk"):
            self.enter(person)

    def enter(self, person):
        if person.email:
            self._by_email[person.email.casefold()] = person
        self._by_name.setdefault(person.name.casefold(), []).append(person)

    def find(self, row):
        """The one with the row's address, else the only one with its name; None for somebody new or a vacant seat."""
        if row["email"] and (found := self._by_email.get(row["email"].casefold())):
            return found
        namesakes = self._by_name.get(row["name"].casefold(), [])
        return namesakes[0] if len(namesakes) == 1 and _fits(namesakes[0], row) else None


def _fits(person, row):
    """A namesake with another address or another municipality is another person."""
    pairs = [(person.email, row["email"]), (person.represents, row["represents"])]
    return all(not ours or not theirs or ours.casefold() == theirs.casefold() for ours, theirs in pairs)


@transaction.atomic
def edit(membership, *, by, **fields):
    """Change role, organisation or days of a seat; with a last day it ends."""
    _one_at_a_time(membership.body)
    changed = change(membership, fields)
    if not changed:
        return membership
    if membership.person:
        _refuse_overlap(membership.body, membership.person, membership)
    with roster.following(membership.body, by=by):
        store(membership)
    audit.record("membership.edit", membership, by=by, details={"fields": changed, "body": membership.body_id})
    return membership


@transaction.atomic
def remove(membership, *, by):
    """Take back a seat that was entered by mistake. Returns None, or the last day of one that is ended instead.

    A seat that a meeting was held with is part of its history: it is not removed, it ends.
    """
    body = membership.body
    _one_at_a_time(body)
    try:
        membership.refresh_from_db()
    except Membership.DoesNotExist:
        raise Refused(_("The seat has been removed meanwhile.")) from None
    details = {"body": body.pk, "person": membership.person_id, "role": membership.role}
    meeting, last = held_with(membership), last_day(membership)
    if meeting and last is None:
        message = _("The seat is on the roster of the meeting on %(date)s, and it has ended already.")
        raise Refused(message % {"date": meeting.date.isoformat()})
    if meeting:
        edit(membership, by=by, ends=last)
        return last
    audit.record("membership.remove", membership, by=by, details=details)
    with roster.following(body, by=by):
        Membership.objects.filter(pk=membership.pk).delete()
    return None


def held_with(membership):
    """The first meeting with the seat on its roster that does not follow the seats any more; None without any."""
    seated = {"person": membership.person_id} if membership.person_id else {
        "person": None, "name": "", "organisation": membership.represents
    }
    days = {"date__gte": membership.starts} | ({"date__lte": membership.ends} if membership.ends else {})
    meetings = Meeting.objects.filter(body=membership.body_id, **days).exclude(pk__in=Meeting.objects.upcoming())
    return meetings.filter(attendances__in=Attendance.objects.filter(**seated)).order_by("date", "pk").first()


def last_day(membership):
    """The last day of a seat that is ended today, so that it is not in force any more; None if it has ended already."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    if membership.ends and membership.ends <= yesterday:
        return None
    return max(yesterday, membership.starts)


def _add(body, person, role, represents, starts, ends):
    if person and person.organisation_id != body.organisation_id:
        raise Refused(_("%(name)s is registered by another organisation.") % {"name": person.name})
    membership = Membership(body=body, person=person, role=role, represents=represents, starts=starts, ends=ends)
    if person:
        _refuse_overlap(body, person, membership)
    last = body.memberships.order_by("-position").values_list("position", flat=True).first()
    membership.position = 0 if last is None else min(last + 1, 32_000)
    return store(membership)


def _register(body, row, by, invite):
    details = {name: row[name] for name in ("name", "title", "represents", "email")}
    return persons.add(body.organisation, by=by, invite=invite and bool(row["email"]), **details)


def _one_at_a_time(body):
    """Make acts on the body's seats wait for each other, since SQLite has no constraint against overlapping days."""
    # On SQLite every write transaction waits already; there the lock is no statement at all.
    Body.objects.select_for_update().get(pk=body.pk)


def _refuse_overlap(body, person, membership):
    same = _overlapping(body, person, membership.role, membership.starts, membership.ends)
    other = same.exclude(pk=membership.pk).first()
    if other:
        raise Refused(
            (
                _("%(name)s is already %(role)s in the body from %(starts)s.")
                if other.ends is None
                else _("%(name)s is already %(role)s in the body from %(starts)s to %(ends)s.")
            )
            % {"name": person.name, "role": other.get_role_display(), "starts": other.starts, "ends": other.ends}
        )


def _overlapping(body, person, role, starts, ends):
    """Seats of the person in the same role that share a day with the given ones, the first and last included."""
    seats = Membership.objects.filter(body=body, person=person, role=role).filter(Q(ends=None) | Q(ends__gte=starts))
    return seats if ends is None else seats.filter(starts__lte=ends)
