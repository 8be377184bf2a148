"""The agenda: its rows, their order, and what is known of each before the meeting."""

from django.db import transaction
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.lib import limits, pasted
from minutes.models import AgendaItem, Meeting

from . import Refused, storing, texts
from .draft import claim, claim_item

Kind = AgendaItem.Kind


@transaction.atomic
def add(meeting, *, by, title, kind=Kind.ITEM, after=None, **fields):
    """Put a row below `after`, or last: above the row that closes the meeting, if there is one."""
    claim(meeting)
    item = _add(meeting, by=by, title=title, kind=kind, after=after, **fields)
    audit.record("agenda.add", item, by=by)
    return item


@transaction.atomic
def add_pasted(meeting, text, *, by):
    """Add a row for each pasted line (lib.pasted.titles) and return them; refuses when there is none."""
    claim(meeting)
    rows = pasted.titles(text)
    if not rows:
        raise Refused(_("Write at least one title, each on a line of its own."))
    _check_room(meeting, len(rows))
    items = []
    for row in rows:
        items.append(_add(meeting, by=by, title=row.title, kind=row.kind, time=row.time or None))
        audit.record("agenda.add", items[-1], by=by)
    return items


@transaction.atomic
def change(item, *, by, seen=None, **fields):
    """Change what is known of a row beforehand. `seen` is the revision that was shown; see texts.save."""
    claim_item(item)
    check_relations(item.meeting, fields, by=by, chosen=item.deferred_to_meeting_id)
    changed = texts.save(item, by=by, seen=seen, **fields)
    if changed:
        audit.record("agenda.change", item, by=by, details={"fields": sorted(changed), "revision": item.revision})
    return changed


@transaction.atomic
def move(item, *, by, steps):
    """Move a row up (negative steps) or down; at the end of the agenda it stays there."""
    claim(item.meeting)
    ids = list(item.meeting.items.values_list("pk", flat=True))
    if item.pk not in ids:
        raise Refused(_("The row has been removed."))
    place = ids.index(item.pk)
    ids.remove(item.pk)
    ids.insert(max(0, place + steps), item.pk)
    if _order(item.meeting, ids):
        audit.record("agenda.order", item.meeting, by=by)


@transaction.atomic
def order(meeting, ids, *, by):
    """Put the rows in this order. Rows that somebody else has added meanwhile keep their place at the end."""
    claim(meeting)
    known = list(meeting.items.values_list("pk", flat=True))
    if len(set(ids)) != len(ids) or not set(ids) <= set(known):
        raise Refused(_("The agenda has been changed meanwhile. Reload the page and order it again."))
    if _order(meeting, dict.fromkeys([*ids, *known])):
        audit.record("agenda.order", meeting, by=by)


@transaction.atomic
def renumber(meeting, *, by):
    """Deal the numbers of the items out anew, in the order of the agenda.

    The meeting keeps the numbers that it has: in a body that numbers through the year those of others stay.
    """
    claim(meeting)
    loaded = compose.load(meeting.pk)
    if not loaded.numbered:
        raise Refused(_("The numbers follow the order by themselves until they have been sent out."))
    if not can_renumber(loaded):
        raise Refused(_("The numbers follow the order already."))
    dealt = renumbering(loaded)
    # First none at all: no two items may carry the same number, not even for a moment.
    AgendaItem.objects.filter(pk__in=dealt).update(number=None)
    AgendaItem.objects.bulk_update([AgendaItem(pk=pk, number=new) for pk, (_now, new) in dealt.items()], ["number"])
    changed = [[pk, now, new] for pk, (now, new) in dealt.items() if now != new]
    audit.record("agenda.renumber", meeting, by=by, details={"items": changed})


def can_renumber(meeting):
    """Whether numbers that were sent out stand in another order than the items. Give it what compose.load returned."""
    return meeting.is_writable and meeting.numbered and any(now != new for now, new in renumbering(meeting).values())


def renumbering(meeting):
    """{item id: (its number now, the one that its place in the order would give it)}."""
    shown = {pk: number for pk, (number, _label) in compose.numbers(meeting).items() if number}
    return {pk: (now, new) for (pk, now), new in zip(shown.items(), sorted(shown.values()), strict=True)}


@transaction.atomic
def remove(item, *, by):
    """Take a row away, for good if nobody has written in it.

    One that was written in, or whose number is frozen, stays in its place as removed, and can be brought back. What it
    had been carried over from is offered to other meetings again.
    """
    claim_item(item)
    item.refresh_from_db(fields=["number", "outcome_words", *AgendaItem.RICH])
    if item.number is not None or says_something(item):
        AgendaItem.objects.filter(pk=item.pk).update(removed=True, carried_from=None)
        item.removed = True
    else:
        AgendaItem.objects.filter(pk=item.pk).delete()
    audit.record("agenda.remove", item.meeting, by=by, details={"item": item.pk, "number": item.number})


def says_something(item):
    """Whether words would be lost with the row: texts, decisions and actions, as they stand or as they once stood."""
    rows = (item.decisions, item.actions, item.states, item.movements)
    return any(getattr(item, name) for name in (*AgendaItem.RICH, "outcome_words")) or any(r.exists() for r in rows)


@transaction.atomic
def restore(item, *, by):
    """Bring a removed item back under its old number."""
    claim(item.meeting)
    if not AgendaItem.objects.filter(pk=item.pk, removed=True).update(removed=False):
        raise Refused(_("The row is not removed."))
    item.removed = False
    audit.record("agenda.restore", item, by=by)


def check_relations(meeting, fields, *, by, chosen=None):
    """A row points only at things of its own meeting and body, and at meetings that the user sees. Raises Refused.

    `chosen` is the id of the meeting that the row is deferred to already, which it may keep whoever writes.
    """
    responsible, kind, to = fields.get("responsible"), fields.get("type"), fields.get("deferred_to_meeting")
    if responsible and responsible.meeting_id != meeting.pk:
        raise Refused(_("The person responsible is not on the roster of this meeting."))
    if kind and kind.body_id != meeting.body_id:
        raise Refused(_("The type belongs to another body."))
    if to is None:
        return
    offered = Meeting.objects.filter(body=meeting.body_id).exclude(pk=meeting.pk).to_choose(by, chosen=chosen)
    if not offered.filter(pk=to.pk).exists():
        raise Refused(_("An item is deferred to another meeting of the same body."))


def _add(meeting, *, by, after=None, **fields):
    _check_room(meeting, 1)
    check_relations(meeting, fields, by=by)
    rows = list(meeting.items.values_list("pk", "kind"))
    ids = [pk for pk, _kind in rows]
    place = len(ids)
    if after is not None and after.pk in ids:
        place = ids.index(after.pk) + 1
    elif fields["kind"] != Kind.CLOSING and rows and rows[-1][1] == Kind.CLOSING:
        place -= 1
    item = AgendaItem(meeting=meeting, position=len(ids), **fields)
    storing.store(item, exclude=["number", "meeting"])
    ids.insert(place, item.pk)
    _order(meeting, ids)
    item.position = place
    return item


def _check_room(meeting, more):
    if meeting.items.count() + more > limits.ITEMS:
        raise Refused(_("An agenda has room for %(number)s rows at the most.") % {"number": limits.ITEMS})


def _order(meeting, ids):
    """Returns how many rows moved."""
    now = dict(meeting.items.values_list("pk", "position"))
    moved = [AgendaItem(pk=pk, position=place) for place, pk in enumerate(ids) if now.get(pk) != place]
    AgendaItem.objects.bulk_update(moved, ["position"])
    return len(moved)
