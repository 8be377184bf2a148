"""What changed between two Minutes: for each item and for the rest, word by word.

An item is the same item when its title is the same, else when its number is; so renumbering is no change of text.
"""

import dataclasses
import difflib
import re
from dataclasses import dataclass
from typing import Literal

from minutes.lib import richtext

from .content import Item, Minutes

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went; white space included, so that the pieces joined are the text."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One item that differs. `before` or `after` is None for one that came or went; `fields` names what differs."""

    before: Item | None
    after: Item | None
    fields: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`items` in the order of the new document; `elsewhere` names other fields of Minutes that differ."""

    items: tuple[Change, ...]
    elsewhere: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.items or self.elsewhere)


def compare(before: Minutes, after: Minutes) -> Difference:
    """Everything that differs between two Minutes; false when nothing does."""
    pairs = _paired(before.items, after.items)
    changes = tuple(_change(old, new) for old, new in pairs if old != new)
    elsewhere = tuple(
        field.name
        for field in dataclasses.fields(Minutes)
        if field.name != "items" and getattr(before, field.name) != getattr(after, field.name)
    )
    kept = [_index(before.items, old) for old, new in pairs if old and new]
    return Difference(changes, elsewhere if kept == sorted(kept) else (*elsewhere, "order"))


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The difference of two plain texts by words."""
    old, new = _tokens(before), _tokens(after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece("removed", "".join(old[i:j])))
        if k < m:
            pieces.append(Piece("added", "".join(new[k:m])))
    return tuple(pieces)


def item_text(item: Item) -> str:
    """Everything of an item that is printed, as plain text in printed order."""
    parts = [f"{item.label} {item.title}".strip(), item.registry_number, item.presenter]
    parts += [richtext.text(item.text), *(one.sentence for one in item.movements), richtext.text(item.proposal)]
    parts += [item.remarks_label, richtext.text(item.remarks), richtext.text(item.comment)]
    for decision in item.decisions:
        parts += [decision.intro, *decision.clauses]
    return "\n".join(part for part in (*parts, item.outcome_sentence) if part)


def _tokens(value: str) -> list[str]:
    return re.findall(r"\s+|[^\s\w]|\w+", value)


def _change(old: Item | None, new: Item | None) -> Change:
    fields: tuple[str, ...] = ()
    if old and new:
        fields = tuple(f.name for f in dataclasses.fields(Item) if getattr(old, f.name) != getattr(new, f.name))
    pieces = words(item_text(old) if old else "", item_text(new) if new else "")
    return Change(old, new, fields, pieces)


def _paired(before: tuple[Item, ...], after: tuple[Item, ...]) -> list[tuple[Item | None, Item | None]]:
    """Each new item with the old one that it was; items that went stand after the one that they followed."""
    free = list(before)
    found: dict[int, Item] = {}
    for same in (_same_title, _same_number):
        for at, new in enumerate(after):
            old = next((one for one in free if same(one, new)), None) if at not in found else None
            if old is not None:
                found[at] = old
                free = [one for one in free if one is not old]
    pairs: list[tuple[Item | None, Item | None]] = [(found.get(at), new) for at, new in enumerate(after)]
    for gone in free:
        earlier = before[: _index(before, gone)]
        at = max((n for n, (old, _new) in enumerate(pairs, 1) if any(old is one for one in earlier)), default=0)
        pairs.insert(at, (gone, None))
    return pairs


def _index(items: tuple[Item, ...], item: Item) -> int:
    return next(at for at, one in enumerate(items) if one is item)


def _same_title(one: Item, other: Item) -> bool:
    return (one.kind, one.title) == (other.kind, other.title)


def _same_number(one: Item, other: Item) -> bool:
    return bool(one.number) and one.number == other.number

