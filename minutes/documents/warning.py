"""One warning of the check list, and the words that several checks use."""

import hashlib
import re
from dataclasses import dataclass

from minutes.lib import text

from .content import Attendee, Item

HERE = ("present", "other", "presenter")
_EVERYBODY = {"alla", "all", "everybody", "everyone", "samtliga"}


@dataclass(frozen=True, slots=True)
class Found:
    """`code` names the check, `place` is a JSON pointer such as "/items/3/text", `message` is for people."""

    code: str
    place: str
    message: str
    key: str

    @property
    def item(self) -> int | None:
        """The index in Minutes.items that the warning is about, if it is about one."""
        found = re.match(r"/items/([0-9]+)", self.place)
        return int(found[1]) if found else None


def warn(code: str, place: str, message: str, *about: str) -> Found:
    """A warning whose key stays the same while `about` does, wherever the place has moved."""
    digest = hashlib.sha256("\0".join((code, *about)).encode()).hexdigest()[:16]
    return Found(code, place, message, f"{code}:{digest}")


def item_name(item: Item) -> str:
    """An item as messages call it: "§ 4 Inloggning"."""
    return f"{item.label} {text.shorten(item.title, 60)}".strip()


def people(value: str) -> list[str]:
    """The names in a field for who is responsible, without brackets and without those that mean the whole group."""
    parts = re.split(r",|/|&|\boch\b|\band\b", re.sub(r"\([^)]*\)", "", value))
    names = [text.line(part) for part in parts]
    return [one for one in names if one and one.lower() not in _EVERYBODY]


def is_called(one: Attendee, called: str) -> bool:
    """Whether `called` is this person's whole name or the beginning of it, such as the first name."""
    return one.name == called or one.name.startswith(f"{called} ")
