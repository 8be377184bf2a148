"""Who is where in the minutes of a meeting, and whether anything has changed: asked every other second."""

import datetime

from django.db import IntegrityError
from django.db.models import Exists, FilteredRelation, Q
from django.utils import timezone

from minutes.lib.prepared import Rows
from minutes.models import AgendaItem, Meeting, Presence
from minutes.permissions import writable_by

from .draft import person_of

STALE = datetime.timedelta(seconds=45)


def watch(pk, *, by):
    """[(revision, state, tab, user, name, item, field)] of a meeting, one for each tab there, in one query.

    A meeting where nobody is has one row with nobody in it; one that the user may not write in has none.
    """
    now, person = timezone.now(), person_of(by)
    if person is None:
        return []
    return _watched(pk=pk, person=person.pk, today=timezone.localdate(now), since=now - STALE)


def _watch(pk, person, today, since):
    here = FilteredRelation("presences", condition=Q(presences__at__gte=since))
    found = Meeting.objects.filter(writable_by(person, today), pk=pk).annotate(here=here).order_by("here__pk")
    who = ("here__tab", "here__user", "here__user__person__name", "here__item", "here__field")
    return found.values_list("revision", "state", *who)


_watched = Rows(_watch, pk=int, person=int, today=datetime.date, since=datetime.datetime)


def report(pk, *, by, tab, item=None, field=""):
    """Tell where a tab is; None leaves the item open. False when there is no such place where the user may write."""
    person = person_of(by)
    if person is None:
        return False
    there = Exists(AgendaItem.objects.filter(pk=item, meeting=pk))
    found = Meeting.objects.filter(writable_by(person.pk, timezone.localdate()), pk=pk).values_list(there).first()
    if found is None or (item and not found[0]):
        return False
    here = Presence(meeting_id=pk, user=by, tab=tab, item_id=item, field=field, at=timezone.now())
    try:
        Presence.objects.bulk_create(
            [here], update_conflicts=True, unique_fields=["user", "tab"],
            update_fields=["meeting", "item", "field", "at"],
        )
    except IntegrityError:  # the item or the meeting was taken away in the same moment
        return False
    return True


def leave(*, by, tab):
    Presence.objects.filter(user=by, tab=tab).delete()


def forget():
    """Take away the tabs that fell silent without leaving. Returns how many."""
    return Presence.objects.filter(at__lt=timezone.now() - STALE).delete()[0]
