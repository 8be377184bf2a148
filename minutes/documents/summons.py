"""The frozen value of a summons: what is sent to those who are called, made from the Minutes as they stand planned.

It says when and where, who is called, what is on the agenda and which documents belong to it; nothing of what has been
written or proposed in the items. Its canonical JSON is what is kept of each summons that was sent.
"""

import dataclasses
from dataclasses import dataclass
from typing import cast

from minutes.lib import canonical

from . import load
from .content import (
    Attachment,
    Attendee,
    Clock,
    Date,
    Item,
    ItemType,
    Labels,
    Language,
    Layout,
    Letterhead,
    Lines,
    Minutes,
    Mode,
)
from .summons_words import word

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Summons:
    """`changes` are sentences that say what differs from the summons before; a first one has none."""

    label: str  # "Kallelse", "Ändrad kallelse"
    number: int
    document: str  # what the body writes: "protocol" or "notes"
    language: Language
    heading: str
    body: str
    meeting: str
    registry_number: str
    date: Date
    start: Clock
    end: Clock
    place: str
    mode: Mode
    time_and_place: Lines
    letterhead: Letterhead
    labels: Labels
    layout: Layout
    item_types: tuple[ItemType, ...]
    attendees: tuple[Attendee, ...]
    items: tuple[Item, ...]
    attachments: tuple[Attachment, ...]
    answer_by: Date
    changes: tuple[Lines, ...] = ()
    schema: int = SCHEMA_VERSION


def of(minutes: Minutes, *, label: str, number: int, answer_by: str = "", changes: tuple[str, ...] = ()) -> Summons:
    """The summons to a meeting that is planned as `minutes` says; `answer_by` is the ISO date of the last day."""
    same = {field.name for field in dataclasses.fields(Summons)} & {field.name for field in dataclasses.fields(Minutes)}
    secret = {item.label for item in minutes.items if item.confidential and item.label}
    facts = {name: getattr(minutes, name) for name in same} | {
        "items": tuple(_announced(item, minutes.language) for item in minutes.items if not item.removed),
        "attachments": tuple(one for one in minutes.attachments if one.item not in secret),
        "attendees": tuple(dataclasses.replace(one, status="present") for one in minutes.attendees if not one.vacant),
        "heading": f"{label}: {minutes.meeting} {minutes.date}",
        "label": label,
        "number": number,
        "schema": SCHEMA_VERSION,
    }
    return Summons(**facts, answer_by=answer_by, changes=changes)


def _announced(item: Item, language: str) -> Item:
    """What the agenda tells of an item: of a confidential one that it is there, and when."""
    if item.confidential:
        title = word("confidential", language)
        return Item(item.kind, title, item.number, item.label, time=item.time, minutes=item.minutes, confidential=True)
    return Item(
        kind=item.kind,
        title=item.title,
        number=item.number,
        label=item.label,
        type=item.type,
        registry_number=item.registry_number,
        responsible=item.responsible,
        time=item.time,
        minutes=item.minutes,
        presenter=item.presenter,
    )


def form(value: Summons) -> str:
    """How one can take part, where the line of time and place does not tell: "på plats och på distans"."""
    told = value.mode == "hybrid" or (value.mode == "remote" and value.place)
    return word(f"mode.{value.mode}", value.language) if told else ""


def to_json(value: Summons) -> bytes:
    """Canonical JSON; what is kept, embedded in the PDF, and hashed."""
    return canonical.dumps(dataclasses.asdict(value))


def from_json(data: str | bytes) -> Summons:
    """A summons that we kept, every byte as it is. Raises load.Invalid when it is damaged."""
    return cast(Summons, load.own(data, Summons))


def facts_hash(value: Summons) -> str:
    """SHA-256 of what the summons says of the meeting, whoever is called, however often and until when they answer."""
    return canonical.sha256(
        to_json(dataclasses.replace(value, label="", heading="", number=0, answer_by="", attendees=(), changes=()))
    )
