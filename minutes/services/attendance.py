"""The roster of a meeting: who is there, as what, and for whom."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import limits, pasted
from minutes.models import Attendance

from . import Conflict, Refused, facts, roster, storing
from .draft import claim

Status = Attendance.Status


@transaction.atomic
def add(meeting, *, by, person=None, **fields):
    """Put somebody last on the roster. What is not told of a `person` is copied from her, and stays as it is here."""
    claim(meeting)
    attendance = put(meeting, person=person, **fields)
    audit.record("attendance.add", attendance, by=by)
    return attendance


@transaction.atomic
def add_pasted(meeting, text, *, by):
    """Add a line for each pasted one (lib.pasted.names) that is not on the roster already; returns those added.

    A name that the body's people bear is tied to that person, when only one bears it.
    """
    claim(meeting)
    rows = pasted.names(text)
    if not rows:
        raise Refused(_("Write at least one name, each on a line of its own."))
    there = {_key(a.name, a.organisation) for a in meeting.attendances.all()}
    people = _people(meeting)
    added = []
    for row in rows:
        key = _key(row.person.name, row.person.organisation)
        if key in there:
            continue
        there.add(key)
        given = {"name": row.person.name, "title": row.person.title, "organisation": row.person.organisation}
        given |= {"note": row.person.note, "serves_for": row.serves_for}
        person = people.get(key[0])
        fields = {name: value for name, value in given.items() if value or not person}
        added.append(put(meeting, person=person, **fields))
        audit.record("attendance.add", added[-1], by=by)
    return added


@transaction.atomic
def change(attendance, *, by, seen=None, **fields):
    """Change a line of the roster. `seen` holds the values that were shown; another value now raises Conflict."""
    claim(attendance.meeting)
    _change(attendance, by=by, seen=seen or {}, fields=fields)


@transaction.atomic
def save(meeting, rows, *, by, ids=None):
    """Change several lines at once, all or none: `rows` are (attendance, seen, fields); `ids` is a new order.

    Lines that somebody else has added meanwhile keep their place at the end.
    """
    claim(meeting)
    for attendance, seen, fields in rows:
        _change(attendance, by=by, seen=seen, fields=fields)
    if ids is not None:
        _order(meeting, ids, by)


@transaction.atomic
def remove(attendance, *, by):
    """Take somebody off the roster; where she was responsible, her name stays as words."""
    claim(attendance.meeting)
    about = {"attendance": attendance.pk}
    if not Attendance.objects.filter(pk=attendance.pk).exists():
        raise Refused(_("%(name)s has been taken off the roster meanwhile.") % {"name": attendance})
    roster.take_off(attendance)
    audit.record("attendance.remove", attendance.meeting, by=by, details=about)


def put(meeting, *, person=None, **fields):
    """As `add`, for a service that has claimed the meeting and leaves a trace of its own."""
    found = meeting.attendances.aggregate(last=Max("position"))
    if meeting.attendances.count() >= limits.ATTENDEES:
        raise Refused(_("A roster has room for %(number)s people at the most.") % {"number": limits.ATTENDEES})
    if person:
        if meeting.attendances.filter(person=person).exists():
            raise Refused(_("%(name)s is already on the roster.") % {"name": person.name})
        fields = {"name": person.name, "title": person.title, "organisation": person.represents} | fields
    if not fields.get("name") and fields.get("status", Status.PRESENT) == Status.PRESENT:
        fields |= {"status": Status.EXCUSED}  # no vacant seat is present
    fields = _cleaned(fields)
    place = 0 if found["last"] is None else found["last"] + 1
    attendance = Attendance(meeting=meeting, person=person, position=place, **fields)
    return storing.store(attendance, exclude=["meeting"])


def _change(attendance, *, by, seen, fields):
    # Only the meeting's own lines: the claim on it says nothing about another meeting's.
    trial = Attendance.objects.filter(pk=attendance.pk, meeting=attendance.meeting_id).first()
    if trial is None:
        raise Refused(_("%(name)s has been taken off the roster meanwhile.") % {"name": attendance})
    fields = _cleaned(fields)
    before = facts.texts_of(trial)
    changed = storing.change(trial, fields)
    if not changed:
        return
    storing.check(trial)
    unchanged = {name: value for name, value in seen.items() if name in changed}
    if not Attendance.objects.filter(pk=trial.pk, **unchanged).update(**{name: fields[name] for name in changed}):
        trial.refresh_from_db()
        raise Conflict(
            _("%(name)s was changed by somebody else since you opened the page.") % {"name": trial},
            {name: getattr(trial, name) for name in unchanged},
        )
    facts.keep(trial, before, meeting=attendance.meeting, by=by)
    details = {"status": trial.status} if "status" in changed else {}
    audit.record("attendance.change", trial, by=by, details={"fields": changed} | details)
    for name in changed:
        setattr(attendance, name, fields[name])


def _cleaned(fields):
    """The values as they will be stored: a name of invisible characters only is no name."""
    return {name: Attendance._meta.get_field(name).get_prep_value(value) for name, value in fields.items()}


def _order(meeting, ids, by):
    now = dict(meeting.attendances.values_list("pk", "position"))
    if len(set(ids)) != len(ids) or not set(ids) <= set(now):
        raise Refused(_("The roster has been changed meanwhile. Reload the page and order it again."))
    whole = enumerate(dict.fromkeys([*ids, *now]))
    moved = [Attendance(pk=pk, position=place) for place, pk in whole if now[pk] != place]
    Attendance.objects.bulk_update(moved, ["position"])
    if moved:
        audit.record("attendance.order", meeting, by=by)


def _key(name, organisation):
    """Who is the same: a name once, a vacant seat once for each organisation."""
    return (name.casefold(), "" if name else organisation.casefold())


def _people(meeting):
    """The body's people by their names in small letters; a name that two bear is nobody's."""
    found = {}
    there = set(meeting.attendances.exclude(person=None).values_list("person", flat=True))
    for seat in meeting.body.memberships.on(meeting.date).exclude(person=None).select_related("person"):
        found.setdefault(seat.person.name.casefold(), set()).add(seat.person)
    alone = {name: next(iter(people)) for name, people in found.items() if len(people) == 1}
    return {name: person for name, person in alone.items() if person.pk not in there}
