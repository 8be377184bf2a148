"""Checks of how the meeting runs: planned times against each other, and people who come and go."""

import itertools
from collections.abc import Iterator

from django.utils.translation import gettext as _

from minutes.lib import dates

from .content import Attendee, Item, Minutes, Movement
from .warning import HERE, Found, is_called, item_name, people, warn


def times(minutes: Minutes) -> Iterator[Found]:
    """Planned times that run backwards, lie outside the meeting, or leave a row less time than it is said to need."""
    timed = [(at, item) for at, item in enumerate(minutes.items) if item.time and not item.removed]
    before = ""
    for at, item in timed:
        values = {"item": item_name(item), "time": dates.clock(item.time), "before": dates.clock(before)}
        if before and item.time < before:
            message = _("%(item)s is planned for %(time)s, before the row above it (%(before)s).") % values
            yield warn("time_order", f"/items/{at}/time", message, item.title, item.time, before)
        elif item.time < minutes.start or (minutes.end and item.time > minutes.end):
            message = _("%(item)s is planned for %(time)s, outside the meeting.") % values
            yield warn("time_outside", f"/items/{at}/time", message, item.title, item.time)
        before = item.time
    for (at, item), (_at, following) in itertools.pairwise(timed):
        end = _later(item.time, item.minutes)
        if item.minutes and following.time > item.time and end > following.time:
            values = {"item": item_name(item), "end": dates.clock(end), "next": item_name(following)}
            message = _("%(item)s is planned to last until %(end)s, but %(next)s begins at %(time)s.")
            message %= values | {"time": dates.clock(following.time)}
            yield warn("time_overlap", f"/items/{at}/duration", message, item.title, end, following.title)


def movements(minutes: Minutes) -> Iterator[Found]:
    """Times at which people came and went that run backwards or lie outside the meeting."""
    before = ""
    for at, item, moved in _moves(minutes):
        if not moved.time:
            continue
        values = {"sentence": moved.sentence, "before": dates.clock(before)}
        if before and moved.time < before:
            message = _("“%(sentence)s” stands after what happened at %(before)s.") % values
            yield warn("movement_order", f"/items/{at}/movements", message, item.title, moved.name, moved.time)
        elif moved.time < minutes.start or (minutes.end and moved.time > minutes.end):
            message = _("“%(sentence)s” is outside the hours of the meeting.") % values
            yield warn("movement_outside", f"/items/{at}/movements", message, item.title, moved.name, moved.time)
        before = moved.time


def absent(minutes: Minutes) -> Iterator[Found]:
    """People who answer for an item while they were out of the room, and signers who did not stay to the end."""
    here = [one for one in minutes.attendees if one.status in HERE and one.name]
    first = {moved.name: moved.kind for _at, _item, moved in reversed(list(_moves(minutes)))}
    # Whoever arrives before ever leaving was not there from the beginning.
    out = {called: "late" for called, kind in first.items() if kind == "arrives"}
    where: dict[str, Item] = {}
    for at, item in enumerate(minutes.items):
        out = {called: why for called, why in out.items() if called not in {moved.name for moved in item.movements}}
        if item.kind == "item" and not item.removed:
            yield from _responsible(item, at, here, out)
        for moved in item.movements:
            out.pop(moved.name, None)
            if moved.kind == "leaves":
                out[moved.name], where[moved.name] = "left", item
    for at, signer in enumerate(minutes.signers):
        if out.get(signer.name) == "left":
            values = {"name": signer.name, "label": signer.label, "item": item_name(where[signer.name])}
            message = _("%(name)s (%(label)s) left the meeting at %(item)s, before it was over.") % values
            yield warn("signer_left", f"/signers/{at}", message, signer.name, signer.label)


def _responsible(item: Item, at: int, here: list[Attendee], out: dict[str, str]) -> Iterator[Found]:
    for called in people(item.responsible):
        for one in here:
            if is_called(one, called) and one.name in out:
                values = {"name": one.name, "item": item_name(item)}
                told = {
                    "left": _("%(name)s is responsible for %(item)s but has left the meeting."),
                    "late": _("%(name)s is responsible for %(item)s but had not arrived yet."),
                }[out[one.name]]
                yield warn("responsible_out", f"/items/{at}/responsible", told % values, one.name, item.title)


def _moves(minutes: Minutes) -> Iterator[tuple[int, Item, Movement]]:
    for at, item in enumerate(minutes.items):
        for moved in item.movements:
            yield at, item, moved


def _later(clock: str, more: int) -> str:
    """HH:MM some minutes later; "24:00" for everything after midnight."""
    total = int(clock[:2]) * 60 + int(clock[3:]) + more
    return f"{total // 60:02}:{total % 60:02}" if total < 24 * 60 else "24:00"
