"""What differs between two sealings of the same minutes, item by item."""

import dataclasses
from typing import Final

from .content import Item, Minutes

# Parts that an item is no part of; signatures and layout are not what a reader reads.
_OUTSIDE: Final = ("heading", "time_and_place", "attendees", "actions", "attachments", "signers")


@dataclasses.dataclass(frozen=True, slots=True)
class Changes:
    """`items` stand in the newer minutes and are new or different; `outside` names fields of Minutes that differ."""

    items: tuple[Item, ...]
    outside: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.items or self.outside)


def changes(before: Minutes, now: Minutes) -> Changes:
    """What somebody who has read `before` has not read yet. Items are the same when they carry the same number."""
    known = {item.number: item for item in before.items if item.number}
    items = tuple(item for item in now.items if item.number and known.get(item.number) != item)
    outside = tuple(name for name in _OUTSIDE if getattr(before, name) != getattr(now, name))
    return Changes(items, outside)
