"""Where two texts of the same minutes differ, as rows of a table: for whoever holds one and asks about the other.

One of the two may come from a stranger, so nothing here takes long whatever it holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minutes.lib import limits, richtext, text

from . import wording
from .content import Item, Minutes

MOST: Final = 40  # rows that are shown
_CLASSES: Final = ("differs", "differs")
_MARK: Final = re.compile(r'<ins class="differs">(.*?)</ins>', re.DOTALL)
_CONTEXT: Final = 45  # characters that are shown beside what differs
_WORDS: Final = 1_500  # of one passage, to be compared word by word
_LINES: Final = 3_000


@dataclass(frozen=True, slots=True)
class Difference:
    """`where` is the place in words; `yours` and `ours` are safe HTML with what differs in <ins>, or empty."""

    where: str
    yours: SafeString
    ours: SafeString


def differences(yours: Minutes, ours: Minutes) -> list[Difference]:
    """Each passage that reads otherwise, in the order of the document; at most MOST."""
    found: list[Difference] = []
    left, right = dict(_places(yours)), dict(_places(ours))
    for key in dict.fromkeys([*right, *left]):
        (where, mine), (there, other) = left.get(key, ("", [])), right.get(key, ("", []))
        for row in _rows(there or where, mine, other) if mine != other else ():
            found.append(row)
            if len(found) == MOST:
                return found
    return found


def _places(minutes: Minutes) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """(key, (name of the place, its lines)), in the order of the document."""
    head = minutes.letterhead
    yield "head", (_("The head"), [head.organisation, minutes.document_label, minutes.date, minutes.registry_number])
    yield "heading", (_("The heading"), [minutes.heading])
    correction = minutes.correction
    yield "correction", (_("The correction"), [correction.what, correction.why] if correction else [])
    yield "facts", (_("Time and place"), minutes.time_and_place.split("\n"))
    people = [_joined(one.name, one.title, one.organisation, one.note, one.status) for one in minutes.attendees]
    yield "people", (_("Attendance"), people)
    for at, item in enumerate(minutes.items[: limits.ITEMS]):
        yield f"item {item.number or -at}", (f"{item.label} {item.title}".strip(), list(_lines(item)))
    actions = [_joined(one.text, one.responsible, one.due, one.due_words) for one in minutes.actions]
    yield "actions", (_("Actions"), actions)
    yield "signers", (_("Signatures"), [_joined(s.label, s.name, s.title, s.organisation) for s in minutes.signers])
    yield "files", (_("Attachments"), [_joined(one.name, one.file_name) for one in minutes.attachments])


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _lines(item: Item) -> Iterator[str]:
    yield item.title
    yield from filter(None, (item.responsible, item.time, item.presenter, item.registry_number))
    for rich in (item.text, item.proposal, item.remarks, item.comment):
        yield from filter(None, _words(rich).split("\n"))
    for decision in item.decisions:
        yield from filter(None, (decision.intro, *decision.clauses))
    yield from (movement.sentence for movement in item.movements)
    if item.outcome_sentence:
        yield item.outcome_sentence


def _words(rich: str) -> str:
    if len(rich) > limits.RICH or richtext.has_too_many_parts(rich):
        return richtext.plain(rich[: limits.RICH])
    return richtext.text(rich)


def _rows(where: str, yours: list[str], ours: list[str]) -> Iterator[Difference]:
    if max(len(yours), len(ours)) > _LINES:
        yield _row(where, yours, ours)
        return
    for kind, start, end, first, last in SequenceMatcher(None, yours, ours, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _row(where, yours[start:end], ours[first:last])


def _row(where: str, yours: list[str], ours: list[str]) -> Difference:
    left, right = (escape("\n".join(lines)) for lines in (yours, ours))
    if max(len(left.split()), len(right.split())) > _WORDS or not (left and right):
        left, right = (f'<ins class="differs">{side}</ins>' if side else "" for side in (left, right))
    else:
        left, right = wording.marked(left, right, _CLASSES)
    return Difference(text.shorten(where, 120), _around(left), _around(right))


def _around(marked: str) -> SafeString:
    """The marked words with a few on each side; what is long is shortened, at a blank so that no entity is cut."""
    marks = list(_MARK.finditer(marked))
    if not marks:
        return mark_safe(_short(marked))  # noqa: S308 - escaped above
    parts, last = [], 0
    for mark in marks[:20]:
        between = marked[last : mark.start()]
        parts += [_between(between) if last else _tail(between), _short(mark[1], inside=True)]
        last = mark.end()
    return mark_safe("".join([*parts, _head(marked[last:])]))  # noqa: S308 - escaped above


def _short(escaped: str, *, inside: bool = False) -> str:
    shown = escaped if len(escaped) <= 300 else escaped[:300].rpartition(" ")[0] + " …"
    return f'<ins class="differs">{shown}</ins>' if inside else shown


def _head(escaped: str) -> str:
    return escaped if len(escaped) <= _CONTEXT else escaped[:_CONTEXT].rpartition(" ")[0] + " …"


def _tail(escaped: str) -> str:
    return escaped if len(escaped) <= _CONTEXT else "… " + escaped[-_CONTEXT:].partition(" ")[2]


def _between(escaped: str) -> str:
    return escaped if len(escaped) <= 2 * _CONTEXT else f"{_head(escaped)} {_tail(escaped).removeprefix('… ')}"
