"""The masked public copy of minutes: what is marked is taken out of every string, and the copy says that it is masked.

A word is masked wherever it stands, since one place that is forgotten tells what all the others hide: in any case,
with any blanks between its parts, and to the end of the word that it begins ("Ask" takes "Asks" with it); a number
with any separators between its figures. The mask has one length, so it tells nothing of what it hides.
"""

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from minutes.lib import blocks, richtext
from minutes.lib.blocks import Inline

from .content import Attachment, Item, Minutes, Proof
from .masker import FIXED, Masker, fields_of, joined, pattern_of
from .masking_words import word
from .shapes import Shape
from .words import attachment_name


@dataclass(frozen=True, slots=True)
class Marks:
    """What is masked: words, whole items (places from 0) and attachments (numbers).

    `opened` are confidential items of which everybody may read the rest when the words are masked.
    """

    words: tuple[str, ...] = ()
    items: tuple[int, ...] = ()
    attachments: tuple[int, ...] = ()
    opened: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.items or self.attachments or self.opened)


def mask(minutes: Minutes, marks: Marks) -> Minutes:
    """The minutes without a trace of what is marked. An item that is still confidential in the copy is not for all."""
    masker = Masker(marks.words, word("mask", minutes.language))
    hidden = {item.label for at, item in enumerate(minutes.items) if at in marks.items and item.label}
    items = []
    for at, item in enumerate(minutes.items):
        masked = _bare(item, masker.token) if at in marks.items else masker.value(item)
        is_open = at in marks.items or at in marks.opened
        items.append(dataclasses.replace(masked, confidential=item.confidential and not is_open))
    bare = {one.number for one in minutes.attachments if one.number in marks.attachments or one.item in hidden}
    attachments = (
        _listed(one, minutes, masker.token) if one.number in bare else _shown(one, masker)
        for one in minutes.attachments
    )
    frame: Minutes = masker.value(dataclasses.replace(minutes, items=(), attachments=(), actions=()))
    return dataclasses.replace(
        frame,
        date=minutes.date,
        document_label=word("label", minutes.language).format(label=minutes.document_label),
        items=tuple(items),
        actions=tuple(masker.value(one) for one in minutes.actions if one.item not in hidden),
        attachments=tuple(attachments),
    )


def mask_proof(proof: Proof, marks: Marks, language: str, content_hash: str, tie: str) -> Proof:
    """The proof of a copy with this hash: the signatures are those of the original, which `tie` ties it to."""
    masker = Masker(marks.words, word("mask", language))
    signatures = tuple(dataclasses.replace(one, name=masker.line(one.name)) for one in proof.signatures)
    return dataclasses.replace(proof, signatures=signatures, content_hash=content_hash, tie=tie)


def tie(content_hash: str, secret: str) -> str:
    """SHA-256 of the original's hash and a secret of 256 bits (both hexadecimal), that tells nothing of the original.

    The hash alone would let anybody try all numbers in a masked place.
    """
    return hashlib.sha256(bytes.fromhex(content_hash) + bytes.fromhex(secret)).hexdigest()


def hits(minutes: Minutes, words: Iterable[str]) -> dict[str, dict[str, int]]:
    """{words: {what these take, as it stands in the minutes: how often}}, each by themselves."""
    lines = [line for _place, kind, value in _strings(minutes, "") for line in _lines(kind, value)]
    found: dict[str, dict[str, int]] = {}
    for one in words:
        masker = Masker((one,), "")
        for line in lines:
            masker.spans(line)
        found[one] = masker.found
    return found


def _lines(kind: str, value: str) -> list[str]:
    """What is looked through as one: a string, or in rich text a paragraph."""
    if kind != "rich":
        return [value]
    lines: list[str] = []

    def note(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        lines.append(joined(inlines))
        return inlines

    blocks.mapped(richtext.parse(value), note)
    return lines


def is_fixed(minutes: Minutes, words: str) -> bool:
    """Whether the words stand in what every copy shows: the heading, the letterhead, the body's own labels."""
    pattern = re.compile(rf"(?<!\w){pattern_of(words)}(?!\w)", re.IGNORECASE)
    printed = (*_fixed(minutes), word("mask", minutes.language), word("label", minutes.language))
    return any(pattern.search(one) for one in printed)


def left(copy: Minutes, marks: Marks) -> list[str]:
    """Parts of masked names that stand alone in the copy: "Granlund" where "Ylva Granlund" is masked."""
    names = (part for one in marks.words for part in one.split() if len(one.split()) > 1)
    parts = dict.fromkeys(part.strip(".,;:()") for part in names if part[:1].isupper())
    there = hits(copy, (part for part in parts if len(part) > 2 and not is_fixed(copy, part)))
    return [part for part, found in there.items() if found]


def leaks(copy: Minutes, marks: Marks) -> list[str]:
    """The marked words that stand in a copy all the same."""
    return [one for one, found in hits(copy, marks.words).items() if found]


def tells(earlier: Minutes, minutes: Minutes, marks: Marks) -> bool:
    """Whether an earlier text of these minutes says what is masked in them: its words, whole items or attachments."""
    token = word("mask", earlier.language)
    items = {minutes.items[at].label for at in marks.items} - {""}
    listed = [one for one in minutes.attachments if one.number in marks.attachments or one.item in items]
    named, hashes = {(one.number, one.title) for one in listed}, {one.sha256 for one in listed} - {""}
    return (
        bool(leaks(earlier, marks))
        or any(one.label in items and one != _bare(one, token) for one in earlier.items)
        or any((one.number, one.title) in named or one.sha256 in hashes for one in earlier.attachments)
    )


def strings(minutes: Minutes) -> Iterator[tuple[str, str]]:
    """(JSON pointer, plain text) of everything in the minutes that can be masked."""
    for place, kind, value in _strings(minutes, ""):
        yield place, richtext.text(value) if kind == "rich" else value


def _strings(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    for field in fields_of(value):
        if field.name not in FIXED and f"{place}/{field.name}" != "/date":
            yield from _within(getattr(value, field.name), field.shape, f"{place}/{field.name}")


def _within(value: Any, shape: Shape, place: str) -> Iterator[tuple[str, str, str]]:
    if shape.kind in ("line", "lines", "rich", "date", "time"):
        if value:
            yield place, shape.kind, value
    elif shape.kind == "list":
        for at, one in enumerate(value):
            yield from _within(one, shape.item[0], f"{place}/{at}")
    elif shape.kind == "object" and value is not None:
        yield from _strings(value, place)


def _fixed(minutes: Minutes) -> Iterator[str]:
    head = minutes.letterhead
    yield from (minutes.document_label, minutes.heading, minutes.body, minutes.genitive, minutes.meeting)
    yield from (minutes.date, minutes.number)
    yield from (getattr(part, field.name) for part in (head, minutes.labels) for field in fields_of(part))
    yield from (minutes.layout.attachment_name, *(one.name for one in minutes.item_types))
    yield from (*(one.label for one in minutes.items), *(one.label for one in minutes.signers))


def _bare(item: Item, token: str) -> Item:
    """Only its number tells that there is one."""
    return Item(kind=item.kind, title=token, number=item.number, label=item.label)


def _listed(one: Attachment, minutes: Minutes, token: str) -> Attachment:
    name = attachment_name(minutes.layout.attachment_name, number=one.number, title=token, date=minutes.date)
    return Attachment(one.number, name, title=token, item=one.item, public=False)


def _shown(one: Attachment, masker: Masker) -> Attachment:
    """A file whose name says what is masked stays behind, and no hash lets anybody guess what is not public."""
    masked: Attachment = masker.value(one)
    if one.public and (masked.name, masked.title) == (one.name, one.title) and not masker.told_by(one.file_name):
        return masked
    return dataclasses.replace(masked, sha256="", size=0, content_type="", file_name="", public=False)
