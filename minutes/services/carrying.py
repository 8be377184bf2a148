"""What comes back from earlier meetings: deferred items in their earlier wording, and unfinished actions."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from minutes import permissions
from minutes.lib import limits
from minutes.models import ActionItem, AgendaItem, Meeting

from . import Refused

_COPIED = (
    *("title", "type_id", "text", "proposal", "registry_number", "presenter", "duration", "responsible_words"),
    "confidential",
)


def offered_items(body, *, by, into=None, until=None):
    """Deferred items that nobody has carried over yet. `into` is the meeting they would come to, `until` its date."""
    found = AgendaItem.objects.filter(kind=AgendaItem.Kind.ITEM, deferred=True, removed=False, carried_to=None)
    if not permissions.can_plan(by, body):
        found = found.filter(confidential=False)
    return found.filter(meeting__in=_sources(body, by, into, until)).order_by("-meeting__date", "position", "pk")


def offered_actions(body, *, by, into=None, until=None):
    """Actions of earlier meetings that are neither done nor dropped nor carried over."""
    found = ActionItem.objects.unfinished().filter(meeting__in=_sources(body, by, into, until))
    if not permissions.can_plan(by, body):
        found = found.exclude(item__confidential=True)
    return found.order_by("-meeting__date", "position", "pk")


def carry(meeting, *, by, items=(), actions=()):
    """Copy the chosen ones into the meeting. Raises Refused when any of them is not there to be carried any more."""
    offer = {"by": by, "into": meeting, "until": meeting.date}
    found_items = _chosen(items, offered_items(meeting.body, **offer))
    found_actions = _chosen(actions, offered_actions(meeting.body, **offer))
    try:
        with transaction.atomic():
            _copy_items(meeting, found_items)
            _copy_actions(meeting, found_actions)
    except IntegrityError:  # somebody else carried the same thing over in the same moment
        raise Refused(_gone()) from None
    return {"items": [item.pk for item in found_items], "actions": [action.pk for action in found_actions]}


def _sources(body, by, into, until):
    """Meetings that have been held, before the new one; without the body's own pen only those that are published."""
    meetings = Meeting.objects.filter(body=body).exclude(state=Meeting.State.PLANNED)
    if not permissions.can_plan(by, body):
        meetings = meetings.filter(state=Meeting.State.PUBLISHED)
    if into is not None:
        meetings = meetings.exclude(pk=into.pk)
    if until is not None:
        meetings = meetings.filter(date__lte=until)
    return meetings.values("pk")


def _chosen(wanted, offer):
    ids = {getattr(one, "pk", one) for one in wanted}
    if not ids:
        return []
    rows = offer.filter(pk__in=ids).select_related("responsible")
    # PostgreSQL locks the rows, so that nobody ticks off an action while it moves; SQLite has one writer anyway.
    found = list(rows.select_for_update(of=("self",)))
    if len(found) != len(ids):
        raise Refused(_gone())
    return found


def _gone():
    return _("Something that you ticked has already been carried over or finished. Look through the list again.")


def _copy_items(meeting, originals):
    if not originals:
        return
    rows = list(meeting.items.all())
    if len(rows) + len(originals) > limits.ITEMS:
        raise Refused(_("A meeting has room for %(number)s items at the most.") % {"number": limits.ITEMS})
    trailing = 0
    while trailing < len(rows) and not rows[-1 - trailing].is_section:
        trailing += 1
    end = rows[: len(rows) - trailing]
    position = max((row.position for row in end), default=-1) + 1
    after = [row.pk for row in rows[len(rows) - trailing :]]
    AgendaItem.objects.filter(pk__in=after).update(position=F("position") + len(originals))
    people = _by_person(meeting)
    for number, original in enumerate(originals):
        AgendaItem.objects.create(
            meeting=meeting, carried_from=original, position=position + number,
            **{name: getattr(original, name) for name in _COPIED} | _responsible(original, people),
        )


def _copy_actions(meeting, originals):
    if not originals:
        return
    if meeting.actions.count() + len(originals) > limits.ACTIONS:
        raise Refused(_("A meeting has room for %(number)s actions at the most.") % {"number": limits.ACTIONS})
    last = meeting.actions.aggregate(last=Max("position"))["last"]
    people = _by_person(meeting)
    for position, original in enumerate(originals, 0 if last is None else last + 1):
        ActionItem.objects.create(
            meeting=meeting, carried_from=original, position=position, text=original.text, due=original.due,
            due_words=original.due_words, status=original.status, **_responsible(original, people),
        )


def _by_person(meeting):
    return {row.person_id: row for row in meeting.attendances.all() if row.person_id}


def _responsible(original, people):
    """The same person on the new meeting's list; somebody who is not on it stays as a name."""
    then = original.responsible
    now = people.get(then.person_id) if then else None
    words = "" if now else (then.name if then else original.responsible_words)
    return {"responsible": now, "responsible_words": words}
