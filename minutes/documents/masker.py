"""Takes words out of values and strings: what a mark of documents.masking takes, and what is left in its place."""

import dataclasses
import re
import unicodedata
from typing import Any
from urllib.parse import unquote

from minutes.lib import blocks, richtext, text
from minutes.lib.blocks import Inline, Run
from minutes.lib.inlines import normalise

from . import personal_numbers
from .personal_numbers import HYPHENS, INVISIBLE
from .shapes import Field, Shape, fields

# What the minutes are called, printed labels, and keys: the same in every copy.
FIXED = {"document_label", "heading", "body", "genitive", "meeting", "number", "letterhead", "labels", "layout"}
FIXED |= {"item_types", "label", "type", "role", "content_type", "item"}
FIGURES = 6  # so many and nothing but separators between them: a number, however it is written
_SEPARATORS = rf"\s{HYPHENS}{INVISIBLE}+./()"
_SEPARATED = f"[{_SEPARATORS}]{{0,3}}"
_JOINERS = f"[{INVISIBLE}]*"
_BLANKS = rf"[\s._{HYPHENS}{INVISIBLE}]+"  # between words, as in "ylva.granlund@mo.example"
_BARE = re.compile(f"[{INVISIBLE}]")
# Letters that people write for each other: a name with a hyphen or an apostrophe is the same with another one.
_ALIKE = tuple(re.compile(f"[{one}]") for one in (HYPHENS, "'\u2019\u02bc\u00b4\u0060"))


class Masker:
    """Takes words out of values; `found` counts what was taken, as it stood."""

    def __init__(self, words: tuple[str, ...], token: str) -> None:
        self.token = token
        self.found: dict[str, int] = {}
        self.patterns = [re.compile(_bounded(one), re.IGNORECASE) for one in words if _BARE.sub("", text.line(one))]
        self.slugs = [re.compile(pattern) for one in words if (pattern := _slug_of(one))]

    def value(self, value: Any) -> Any:
        changed = {
            field.name: self._member(getattr(value, field.name), field.shape)
            for field in fields_of(value)
            if field.name not in FIXED
        }
        return dataclasses.replace(value, **changed)

    def _member(self, value: Any, shape: Shape) -> Any:
        match shape.kind:
            case "line" | "lines":
                return self.line(value)
            case "rich":
                return self.rich(value)
            case "date" | "time":
                return "" if self.spans(value) or self.spans(value.replace(":", ".")) else value
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
        spans, at = self.spans(joined(inlines)), 0
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
        keeps = run.href and not touched and not self.told_by(run.href)
        return dataclasses.replace(run, text=words, href=run.href if keeps else "")

    def told_by(self, name: str) -> bool:
        """Whether the name of a file or an address says it, also as "asa-oberg" or "AsaOberg" says "Åsa Öberg"."""
        plain = unquote(name)
        slug = text.slug(plain, length=len(plain) * 2)
        return bool(self.spans(plain)) or any(pattern.search(slug) for pattern in self.slugs)

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
    return pattern_of(words) if _is_number(words) or not _of_word(words[:1]) else rf"(?<![^\W_]){pattern_of(words)}"


def _slug_of(words: str) -> str:
    """A pattern for what `text.slug` makes of them, with or without blanks; empty for other alphabets."""
    parts = text.slug(words, length=len(words) * 2).split("-")
    return rf"(?<![a-z0-9]){'-?'.join(parts)}" if all(parts) else ""


def pattern_of(words: str) -> str:
    words = text.line(words)
    if _is_number(words):
        figures = [one for one in words if one.isdigit()]
        century = figures[:2] if len(figures) == 12 and personal_numbers.find(words) == [words] else []
        # The same person without the century.
        first = f"(?:{_SEPARATED.join(century)}{_SEPARATED})?" if century else ""
        return first + _SEPARATED.join(figures[len(century) :])
    return _BLANKS.join(_JOINERS.join(map(_letter, _BARE.sub("", part))) for part in words.split())


def _letter(letter: str) -> str:
    return next((alike.pattern for alike in _ALIKE if alike.match(letter)), re.escape(letter))


def _is_number(words: str) -> bool:
    return bool(re.fullmatch(rf"[\d{_SEPARATORS}]+", words)) and sum(map(str.isdigit, words)) >= FIGURES


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


def fields_of(value: Any) -> tuple[Field, ...]:
    cls: Any = type(value)
    return fields(cls)


def joined(inlines: tuple[Inline, ...]) -> str:
    return "".join(one.text if isinstance(one, Run) else "\n" for one in inlines)
