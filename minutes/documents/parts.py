"""The parts of a laid out document: plain values in their printed form, escaped, for the templates."""

import html
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from minutes.lib import blocks, richtext

from . import letters
from .measured import measured, words

_NOTHING = SafeString("")


def show(value: str) -> SafeString:
    """Plain text as it is printed: escaped, line breaks kept, short compounds unbroken."""
    escaped = html.escape(letters.printable(words(value)), quote=True)
    return mark_safe(blocks.marked(escaped).replace("\n", "<br>"))  # noqa: S308


def rich(value: str, heading: int) -> SafeString:
    """Rich text as it is printed, sanitised once more, with sub-headings at level `heading`."""
    printed = blocks.html(measured(value, richtext.parse(value)), heading=heading, printed=True)
    return mark_safe(letters.printable_html(printed))  # noqa: S308


@dataclass(frozen=True, slots=True)
class Fact:
    label: SafeString
    value: SafeString


@dataclass(frozen=True, slots=True)
class Person:
    name: SafeString
    details: SafeString  # in brackets after the name: title, organisation and note, or what a table has no column for
    organisation: SafeString
    vacant: bool


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: SafeString
    people: list[Person]
    organisations: bool  # anybody has one: a table needs the column


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the agenda table."""

    kind: str
    number: str
    type: SafeString
    title: SafeString
    responsible: SafeString
    time: str
    anchor: str
    note: SafeString = _NOTHING  # after the title: who presents it


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision: words, then at most one clause in `alone` or several in `clauses`."""

    anchor: str
    heading: SafeString
    intro: SafeString
    alone: SafeString
    clauses: list[SafeString]
    summary: SafeString
    long: bool  # too long to be moved to the next page as a whole


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    label: SafeString
    title: SafeString
    facts: list[Fact]
    opening: SafeString  # the outcome of an item that was not dealt with
    text: SafeString
    movements: list[SafeString]
    proposal_label: SafeString
    proposal: SafeString
    remarks_label: SafeString
    remarks: SafeString
    comment_label: SafeString
    comment: SafeString
    rulings: list[Ruling]
    outcome: SafeString
    extra: SafeString


@dataclass(frozen=True, slots=True)
class Signing:
    label: SafeString
    name: SafeString
    details: SafeString
    signed: SafeString


@dataclass(frozen=True, slots=True)
class File:
    name: SafeString
    item: SafeString
    note: str  # "PDF, 412 kB"
    link: str
