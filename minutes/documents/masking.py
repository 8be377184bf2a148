"""The masked public copy of minutes: what is marked is taken out of every string, and the copy says that it is masked.

A word is masked wherever it stands, since one place that is forgotten tells what all the others hide: in any case,
with any blanks between its parts, and to the end of the word that it begins ("Ask" takes "Asks" with it); a number
with any separators between its figures. The mask has one length, so it tells nothing of what it hides.
"""

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from minutes.lib import blocks, richtext, text
from minutes.lib.blocks import Inline, Run
from minutes.lib.inlines import normalise

from . import personal_numbers
from .content import Attachment, Item, Minutes, Proof
from .masking_words import word
from .shapes import Field, Shape, fields
from .words import attachment_name

# What the minutes are called, printed labels, and keys: the same in every copy.
_FIXED = {"document_label", "heading", "body", "genitive", "meeting", "number", "letterhead", "labels", "layout"}
_FIXED |= {"item_types", "label", "type", "role", "content_type", "item", "remarks_label"}
FIGURES = 6  # so many and nothing but separators between them: a number, however it is written
_SEPARATED = r"[\s\-–+./()]{0,3}"
_JOINERS = "[\u200c\u200d]*"


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
    masker = _Masker(marks.words, word("mask", minutes.language))
    hidden = {item.label for at, item in enumerate(minutes.items) if at in marks.items and item.label}
    items = []
    for at, item in enumerate(minutes.items):
        masked = _bare(item, masker.token) if at in marks.items else masker.value(item)
        is_open = at in marks.items or at in marks.opened
        items.append(dataclasses.replace(masked, confidential=item.confidential and not is_open))
    bare = {one.number for one in minutes.attachments if one.number in marks.attachments or one.item in hidden}
    attachments = (
        _listed(one, minutes, masker.token) if one.number in bare else _shown(masker.value(one))
        for one in minutes.attachments
    )
    frame: Minutes = masker.value(dataclasses.replace(minutes, items=(), attachments=(), actions=()))
    return dataclasses.replace(
        frame,
        document_label=word("label", minutes.language).format(label=minutes.document_label),
        items=tuple(items),
        actions=tuple(masker.value(one) for one in minutes.actions if one.item not in hidden),
        attachments=tuple(attachments),
    )


def mask_proof(proof: Proof, marks: Marks, language: str, content_hash: str, tie: str) -> Proof:
    """The proof of a copy with this hash: the signatures are those of the original, which `tie` ties it to."""
    masker = _Masker(marks.words, word("mask", language))
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
        masker = _Masker((one,), "")
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
        lines.append(_told(inlines))
        return inlines

    blocks.mapped(richtext.parse(value), note)
    return lines


def _told(inlines: tuple[Inline, ...]) -> str:
    return "".join(one.text if isinstance(one, Run) else "\n" for one in inlines)


def is_fixed(minutes: Minutes, words: str) -> bool:
    """Whether the words stand in what every copy shows: the heading, the letterhead, the body's own labels."""
    pattern = re.compile(rf"(?<!\w){_pattern(words)}(?!\w)", re.IGNORECASE)
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


def strings(minutes: Minutes) -> Iterator[tuple[str, str]]:
    """(JSON pointer, plain text) of everything in the minutes that can be masked."""
    for place, kind, value in _strings(minutes, ""):
        yield place, richtext.text(value) if kind == "rich" else value


def _strings(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    for field in _fields(value):
        if field.name not in _FIXED:
            yield from _within(getattr(value, field.name), field.shape, f"{place}/{field.name}")


def _within(value: Any, shape: Shape, place: str) -> Iterator[tuple[str, str, str]]:
    if shape.kind in ("line", "lines", "rich"):
        if value:
            yield place, shape.kind, value
    elif shape.kind == "list":
        for at, one in enumerate(value):
            yield from _within(one, shape.item[0], f"{place}/{at}")
    elif shape.kind == "object" and value is not None:
        yield from _strings(value, place)


def _fixed(minutes: Minutes) -> Iterator[str]:
    head = minutes.letterhead
    yield from (minutes.document_label, minutes.heading, minutes.body, minutes.genitive, minutes.meeting, minutes.date)
    yield from (getattr(part, field.name) for part in (head, minutes.labels) for field in _fields(part))
    yield from (minutes.layout.attachment_name, *(one.name for one in minutes.item_types))
    yield from (*(one.label for one in minutes.items), *(one.label for one in minutes.signers))


def _fields(value: Any) -> tuple[Field, ...]:
    cls: Any = type(value)
    return fields(cls)


class _Masker:
    """Takes words out of values; `found` counts what was taken, as it stood."""

    def __init__(self, words: tuple[str, ...], token: str) -> None:
        self.token = token
        self.found: dict[str, int] = {}
        self.patterns = [re.compile(_bounded(one), re.IGNORECASE) for one in words if text.line(one)]

    def value(self, value: Any) -> Any:
        changed = {
            field.name: self._member(getattr(value, field.name), field.shape)
            for field in _fields(value)
            if field.name not in _FIXED
        }
        return dataclasses.replace(value, **changed)

    def _member(self, value: Any, shape: Shape) -> Any:
        match shape.kind:
            case "line" | "lines":
                return self.line(value)
            case "rich":
                return self.rich(value)
            case "list":
                return tuple(self._member(one, shape.item[0]) for one in value)
            case "object":
                return value if value is None else self.value(value)
        return value

    def line(self, value: str) -> str:
        for start, end in reversed(self.spans(value)):
            value = value[:start] + self.token + value[end:]
        return value

    def rich(self, value: str) -> str:
        tree = richtext.parse(value)
        masked = blocks.mapped(tree, self.inlines)
        return blocks.html(masked) if masked != tree else value

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Words that are half bold are found too; a link to what is masked, or from it, is none any more."""
        spans, at = self.spans(_told(inlines)), 0
        out: list[Inline] = []
        for one in inlines:
            size = len(one.text) if isinstance(one, Run) else 1
            touched = [(start, end) for start, end in spans if start < at + size and end > at]
            if not isinstance(one, Run):
                out += [] if touched else [one]
            else:
                out.append(self._run(one, at, touched))
            at += size
        return normalise(out)

    def _run(self, run: Run, at: int, touched: list[tuple[int, int]]) -> Run:
        words = run.text
        for start, end in reversed(touched):
            # The mask stands where the words begin, once, also when they end in another run.
            token = self.token if start >= at else ""
            words = words[: max(0, start - at)] + token + words[end - at :]
        keeps = run.href and not touched and not self.spans(unquote(run.href))
        return dataclasses.replace(run, text=words, href=run.href if keeps else "")

    def spans(self, value: str) -> list[tuple[int, int]]:
        """What is masked in a string, in order; places with nothing but blanks between them are one."""
        found = [_widened(value, *match.span()) for pattern in self.patterns for match in pattern.finditer(value)]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and (start <= merged[-1][1] or not value[merged[-1][1] : start].strip()):
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        for start, end in merged:
            self.found[value[start:end]] = self.found.get(value[start:end], 0) + 1
        return merged


def _bounded(words: str) -> str:
    """A name begins a word; a number may stand within a longer one."""
    words = text.line(words)
    return _pattern(words) if _is_number(words) or not _of_word(words[:1]) else rf"(?<!\w){_pattern(words)}"


def _pattern(words: str) -> str:
    words = text.line(words)
    if _is_number(words):
        figures = [one for one in words if one.isdigit()]
        century = figures[:2] if len(figures) == 12 and personal_numbers.find(words) == [words] else []
        # The same person without the century.
        first = f"(?:{_SEPARATED.join(century)}{_SEPARATED})?" if century else ""
        return first + _SEPARATED.join(figures[len(century) :])
    return r"\s+".join(_JOINERS.join(map(re.escape, part)) for part in words.split())


def _is_number(words: str) -> bool:
    return bool(re.fullmatch(r"[\d\s\-–+./()]+", words)) and sum(map(str.isdigit, words)) >= FIGURES


def _widened(value: str, start: int, end: int) -> tuple[int, int]:
    """To the ends of the word, so that "Asks" does not become a mask and an s."""
    while start and _of_word(value[start]) and _of_word(value[start - 1]):
        start -= 1
    while end < len(value) and (
        _of_word(value[end - 1]) and (_of_word(value[end]) or unicodedata.combining(value[end]))
    ):
        end += 1
    return start, end


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _bare(item: Item, token: str) -> Item:
    """Only its number tells that there is one."""
    return Item(kind=item.kind, title=token, number=item.number, label=item.label)


def _listed(one: Attachment, minutes: Minutes, token: str) -> Attachment:
    name = attachment_name(minutes.layout.attachment_name, number=one.number, title=token, date=minutes.date)
    return Attachment(one.number, name, title=token, item=one.item, public=False)


def _shown(one: Attachment) -> Attachment:
    """What is not public has no hash in the copy either: its content could be guessed from that."""
    return one if one.public else dataclasses.replace(one, sha256="", size=0, content_type="", file_name="")
