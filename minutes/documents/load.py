"""JSON in, frozen values out, and the other way.

`minutes` is for files from outside: it cleans every string and collects an error for each place that is wrong.
`sealed` and `proof` are for what we wrote ourselves: nothing is changed, because a hash stands for every byte of it.
"""

import dataclasses
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, cast

from django.utils.translation import gettext as _

from minutes.lib import canonical, dates, limits, richtext, text

from .content import SCHEMA_VERSION, Attachment, Item, Minutes, Proof
from .shapes import PATTERNS, Shape, fields, limit_of


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """`place` is a JSON pointer such as "/items/3/title", empty for the file as a whole; `message` is for people."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place or '/'}: {self.message}"


class Invalid(ValueError):
    """The JSON is not a Minutes; `problems` holds every place that is wrong (at most 100)."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def to_json(value: Minutes | Proof) -> bytes:
    """Canonical JSON. The SHA-256 of a Minutes' is its content hash."""
    return canonical.dumps(dataclasses.asdict(value))


def content_hash(value: Minutes) -> str:
    """SHA-256 of the canonical JSON, hexadecimal."""
    return canonical.sha256(to_json(value))


def minutes(data: str | bytes) -> Minutes:
    """The Minutes in a file from outside, with every string cleaned. Raises Invalid."""
    raw = _parse(data)
    reader = _Reader()
    value = cast(Minutes, reader.read_object(raw, Minutes, ""))
    if not reader.problems:
        reader.problems += _whole(value)
    if reader.problems:
        raise Invalid(reader.problems)
    return value


def altered(data: str | bytes, value: Minutes) -> list[str]:
    """Places (JSON pointers) whose text `minutes` cleaned, so that `value` has it otherwise than the file."""
    verbatim = cast(Minutes, _Reader(verbatim=True).read_object(_parse(data), Minutes, ""))
    return list(_differing(dataclasses.asdict(verbatim), dataclasses.asdict(value), ""))


def _differing(written: Any, kept: Any, place: str) -> Iterator[str]:
    if isinstance(kept, dict):
        for key in kept:
            yield from _differing(written[key], kept[key], f"{place}/{key}")
    elif isinstance(kept, tuple):
        for at, (one, other) in enumerate(zip(written, kept, strict=True)):
            yield from _differing(one, other, f"{place}/{at}")
    elif isinstance(kept, str) and unicodedata.normalize("NFC", written) != kept:
        yield place


def sealed(data: str | bytes) -> Minutes:
    """Our own canonical JSON, every byte as it is. Raises Invalid when it is damaged."""
    return cast(Minutes, own(data, Minutes))


def proof(data: str | bytes) -> Proof:
    """A Proof of our own, every byte as it is. Raises Invalid when it is damaged."""
    return cast(Proof, own(data, Proof))


def own(data: str | bytes, cls: type) -> object:
    """A value of this class from canonical JSON of our own, every byte as it is. Raises Invalid when it is damaged."""
    reader = _Reader(verbatim=True)
    value = reader.read_object(_parse(data), cls, "")
    if reader.problems:
        raise Invalid(reader.problems)
    return value


def _parse(data: str | bytes) -> Any:
    if len(data) > limits.JSON:
        message = _("The file is larger than %(size)s MB.") % {"size": limits.JSON // limits.MEGABYTE}
        raise Invalid([Problem("", message)])
    try:
        words = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(words, object_pairs_hook=_once, parse_int=_number)
    except UnicodeDecodeError:
        raise Invalid([Problem("", _("The file is not UTF-8."))]) from None
    except json.JSONDecodeError as error:
        message = _("This is not JSON: line %(line)s, column %(column)s.")
        raise Invalid([Problem("", message % {"line": error.lineno, "column": error.colno})]) from None
    except RecursionError:
        raise Invalid([Problem("", _("The JSON is nested too deeply."))]) from None
    except ValueError as error:
        raise Invalid([Problem("", str(error))]) from None


def _number(digits: str) -> int | float:
    """Python reads no number of thousands of digits: such a one is told at its place, as too large."""
    return int(digits) if len(digits) < 20 else float(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, _value in pairs if sum(key == other for other, _v in pairs) > 1)
        raise ValueError(_("The key “%(key)s” stands twice in one object.") % {"key": twice})
    return found


class _Reader:
    def __init__(self, verbatim: bool = False) -> None:
        self.verbatim = verbatim
        self.problems: list[Problem] = []

    def fail(self, place: str, message: str) -> None:
        if len(self.problems) < 100:
            self.problems.append(Problem(place, message))

    def read_object(self, raw: Any, cls: type, place: str) -> object:
        if not isinstance(raw, dict):
            self.fail(place, _("An object is expected here."))
            return None
        known = fields(cls)
        for key in sorted(raw.keys() - {field.name for field in known}):
            self.fail(f"{place}/{_escape(key)}", _("This key is not known."))
        values = {}
        for field in known:
            if field.name in raw:
                values[field.name] = self.value(raw[field.name], field.shape, field.limit, f"{place}/{field.name}")
            elif field.required:
                self.fail(f"{place}/{field.name}", _("This key is missing."))
        return None if self.problems else cls(**values)

    def value(self, raw: Any, shape: Shape, limit: int, place: str) -> object:
        if raw is None and shape.nullable:
            return None
        match shape.kind:
            case "object":
                return self.read_object(raw, shape.cls, place)
            case "list":
                return self.read_list(raw, shape, limit, place)
            case "bool":
                if not isinstance(raw, bool):
                    self.fail(place, _("true or false is expected here."))
            case "int":
                if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= limit:
                    self.fail(place, _("A whole number, 0 or greater, is expected here."))
            case _:
                return self.string(raw, shape, limit, place)
        return raw

    def read_list(self, raw: Any, shape: Shape, limit: int, place: str) -> tuple[object, ...]:
        if not isinstance(raw, list):
            self.fail(place, _("A list is expected here."))
            return ()
        if len(raw) > limit:
            self.fail(place, _("There can be %(limit)s entries at the most.") % {"limit": limit})
            return ()
        (inner,) = shape.item
        return tuple(self.value(part, inner, limit_of(inner), f"{place}/{at}") for at, part in enumerate(raw))

    def string(self, raw: Any, shape: Shape, limit: int, place: str) -> str:
        if not isinstance(raw, str):
            self.fail(place, _("A text in quotation marks is expected here."))
            return ""
        if shape.kind == "choice":
            if raw not in shape.choices:
                allowed = ", ".join(choice or '""' for choice in shape.choices)
                self.fail(place, _("One of these is expected here: %(choices)s.") % {"choices": allowed})
            return raw
        if self.verbatim:
            return raw
        return self.cleaned(raw, shape, limit, place)

    def cleaned(self, raw: str, shape: Shape, limit: int, place: str) -> str:
        if limit and len(raw) > limit:
            message = _("The text has %(length)s characters; there can be %(limit)s at the most.")
            self.fail(place, message % {"length": len(raw), "limit": limit})
            return ""
        if pattern := PATTERNS.get(shape.kind):
            day = raw.partition("T")[0] if shape.kind in ("date", "moment") else ""
            if not re.fullmatch(pattern, raw) or (day and dates.parse(day) is None):
                self.fail(place, _form(shape.kind))
            return raw
        return {"rich": richtext.sanitise, "lines": text.lines}.get(shape.kind, text.line)(raw)


def _form(kind: str) -> str:
    return {
        "date": _("A date such as 2026-11-12 is expected here."),
        "time": _("A time such as 09:30 is expected here."),
        "moment": _("A date and time such as 2026-11-12T09:30 is expected here."),
        "sha256": _("A SHA-256 of 64 hexadecimal digits is expected here."),
        "colour": _("A colour such as #0b5563 is expected here."),
    }[kind]


def _escape(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901), shortened."""
    return text.shorten(key, 80).replace("~", "~0").replace("/", "~1")


def _whole(value: Minutes) -> Iterator[Problem]:
    """What one field alone cannot tell."""
    if value.schema != SCHEMA_VERSION:
        message = _("The schema version is %(found)s; this program reads %(known)s.")
        yield Problem("/schema", message % {"found": value.schema, "known": SCHEMA_VERSION})
    if not value.heading:
        yield Problem("/heading", _("The heading is empty."))
    if not dates.EARLIEST.isoformat() <= value.date <= dates.LATEST.isoformat():
        yield Problem("/date", _("Write a date between 1900 and 2199."))
    if "{n}" not in value.layout.item_number:
        yield Problem("/layout/item_number", _("The format must contain {n}, where the number goes."))
    for at, attendee in enumerate(value.attendees):
        if bool(attendee.name) == attendee.vacant:
            yield Problem(f"/attendees/{at}", _("Somebody has a name, or the seat is vacant: one of the two."))
    numbers: set[int] = set()
    for at, item in enumerate(value.items):
        yield from _item(item, f"/items/{at}", {kind.letter for kind in value.item_types}, numbers)
    yield from _files(value.attachments)


def _files(attachments: tuple[Attachment, ...]) -> Iterator[Problem]:
    numbers: set[int] = set()
    for at, one in enumerate(attachments):
        if one.number in numbers:
            yield Problem(f"/attachments/{at}/number", _("The number stands at another attachment too."))
        numbers.add(one.number)
        if one.sha256 and one.public and not one.file_name:
            yield Problem(f"/attachments/{at}/file_name", _("The file has a SHA-256 but no name."))
        if one.size and not one.sha256:
            yield Problem(f"/attachments/{at}/size", _("What is listed without a file has no size."))


def _item(item: Item, place: str, letters: set[str], numbers: set[int]) -> Iterator[Problem]:
    if not item.title:
        yield Problem(f"{place}/title", _("The title is empty."))
    if (item.kind == "item") != bool(item.number):
        yield Problem(f"{place}/number", _("An item has a number; a break or a closing has none."))
    if item.number in numbers and item.number:
        yield Problem(f"{place}/number", _("The number stands at another item too."))
    numbers.add(item.number)
    if item.type and item.type not in letters:
        yield Problem(f"{place}/type", _("The letter is not among the item types."))
    if item.kind != "item" and (item.text or item.decisions or item.comment or item.remarks):
        yield Problem(place, _("A break or a closing has no text and no decisions."))
