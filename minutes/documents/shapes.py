"""What the types in content.py say, as data: read by load.py and schema.py so that both always agree."""

import dataclasses
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from minutes.lib import limits


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """One type. `kind` is a form of string, or "int", "bool", "choice", "list" or "object"."""

    kind: str
    choices: tuple[str, ...] = ()
    item: "tuple[Shape, ...]" = ()  # of a list: the one shape of its members
    cls: type = object  # of an object
    nullable: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    name: str
    shape: Shape
    required: bool
    limit: int  # characters of a string, members of a list, highest integer


PATTERNS = {
    "date": r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$",
    "time": r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$",
    "moment": r"^([0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9])?$",
    "sha256": r"^([0-9a-f]{64})?$",
    "colour": r"^(#[0-9a-fA-F]{6})?$",
}
_LIMITS = {"line": limits.LINE, "lines": limits.LINES, "rich": limits.RICH, "int": 2**31 - 1}
_LISTS = {
    "attendees": limits.ATTENDEES,
    "items": limits.ITEMS,
    "item_types": limits.ITEM_TYPES,
    "actions": limits.ACTIONS,
    "attachments": limits.ATTACHMENTS,
    "signers": limits.SIGNERS,
    "decisions": limits.DECISIONS_PER_ITEM,
    "clauses": limits.CLAUSES_PER_DECISION,
    "movements": limits.MOVEMENTS_PER_ITEM,
    "signatures": limits.SIGNERS,
    "changes": limits.ITEMS,
}


@cache
def fields(cls: type) -> tuple[Field, ...]:
    """The fields of a content dataclass in order."""
    hints = get_type_hints(cls, include_extras=True)
    found = []
    for field in dataclasses.fields(cls):
        shape = _shape(hints[field.name])
        limit = _LISTS[field.name] if shape.kind == "list" else _LIMITS.get(shape.kind, 0)
        found.append(Field(field.name, shape, field.default is dataclasses.MISSING, limit))
    return tuple(found)


def limit_of(shape: Shape) -> int:
    """Characters that one string of this shape may have."""
    return _LIMITS.get(shape.kind, limits.LINE)


def _shape(hint: Any) -> Shape:
    origin = get_origin(hint)
    if origin is Annotated:
        return Shape(get_args(hint)[1])
    if origin is Literal:
        return Shape("choice", choices=get_args(hint))
    if origin is tuple:
        return Shape("list", item=(_shape(get_args(hint)[0]),))
    if origin is UnionType:
        (inner,) = (part for part in get_args(hint) if part is not NoneType)
        return dataclasses.replace(_shape(inner), nullable=True)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return Shape("object", cls=hint)
    return Shape({str: "line", int: "int", bool: "bool"}[hint])
