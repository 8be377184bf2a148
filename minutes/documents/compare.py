"""What differs between two sealings of the same minutes, item by item."""

import dataclasses
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from typing import Final

from minutes.lib import richtext

from . import wording
from .content import Item, Minutes

# What is printed besides the items: the name of the part, and the fields of Minutes that it is made of.
_OUTSIDE: Final = {
    "heading": ("heading", "meeting", "number", "date", "registry_number"),
    "correction": ("correction",),
    "time_and_place": ("time_and_place",),
    "attendees": ("attendees",),
    "actions": ("actions",),
    "attachments": ("attachments",),
    "signers": ("signers",),
    "frame": ("letterhead", "labels", "layout", "item_types", "document", "document_label", "language", "body"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Changes:
    """`items` stand in the newer minutes and are new or different; `outside` names other parts that differ."""

    items: tuple[Item, ...]
    outside: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.items or self.outside)


def changes(before: Minutes, now: Minutes) -> Changes:
    """What somebody who has read `before` has not read yet. Items are the same when they carry the same number."""
    known = {item.number: item for item in before.items if item.number}
    items = tuple(item for item in now.items if item.number and known.get(item.number) != item)
    outside = [
        name
        for name, fields in _OUTSIDE.items()
        if any(getattr(before, field) != getattr(now, field) for field in fields)
    ]
    # Breaks and the closing have no number, so they are told of as the agenda, as is the order of the items.
    rows = ([item.number or item for item in one.items] for one in (before, now))
    stood, stands = ([row for row in some if not isinstance(row, int) or row in known] for some in rows)
    return Changes(items, (*outside, "agenda") if stood != stands else tuple(outside))


@dataclasses.dataclass(frozen=True, slots=True)
class Rewording:
    """How an item reads otherwise: how many words differ, and the changed lines as HTML with <ins> and <del>."""

    item: Item
    words: int
    passages: tuple[str, ...]
    is_new: bool = False


def rewordings(before: Minutes, now: Minutes) -> tuple[Rewording, ...]:
    """Each changed item by words. An item that is new is named alone; one without words changed in another way."""
    known = {item.number: item for item in before.items if item.number}
    return tuple(
        _rewording(known[item.number], item, now.layout.proposals)
        if item.number in known
        else Rewording(item, 0, (), is_new=True)
        for item in changes(before, now).items
    )


def _rewording(before: Item, now: Item, proposals: bool) -> Rewording:
    old, new = list(_lines(before, proposals)), list(_lines(now, proposals))
    words, passages = 0, []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        was, reads = (escape("\n".join(lines)) for lines in (old[start:end], new[other_start:other_end]))
        words += wording.count("\n".join(old[start:end]), "\n".join(new[other_start:other_end]))
        # What is only gone is shown whole: unified would find no word to put it beside.
        shown = wording.unified(was, reads) if reads else f"<del>{was}</del>"
        passages.append(shown.replace("\n", "<br>"))
    return Rewording(now, words, tuple(passages))


def _lines(item: Item, proposals: bool) -> Iterator[str]:
    """What is printed of an item, as lines of plain text."""
    yield item.title
    for rich in (item.text, item.proposal if proposals else "", item.comment, item.remarks):
        yield from filter(None, richtext.text(rich).split("\n"))
    for decision in item.decisions:
        yield from filter(None, decision.intro.split("\n"))
        yield from decision.clauses
    yield from (movement.sentence for movement in item.movements)
    yield item.outcome_sentence
