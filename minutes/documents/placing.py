"""Where a proposed wording belongs in an item: for the words it is most like, else as a paragraph of its own."""

import dataclasses
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from minutes.lib import richtext

_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_SENTENCES: Final = re.compile(r"(?<=[.!?:])(?:\s+|<br>)(?=\S)")
_ALIKE: Final = 0.5  # of the words the same: less is another matter and not another wording


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """`part` is the field of the item that changes, or "decisions"; `value` what it is then; `before` the old words."""

    part: str
    value: Any
    before: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class _Spot:
    """Words that could be replaced: of a rich text from `start` to `end`, or of a decision's intro (-1) or clause."""

    part: str
    words: str
    start: int
    end: int


def place(texts: Mapping[str, str], decisions: Sequence[Mapping[str, Any]], wording: str) -> Placed:
    """The rich texts and decisions of an item with the plain `wording`; the first text takes what fits nowhere."""
    best, likeness = None, _ALIKE
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_words(wording))
    for spot in [*_in_texts(texts, len(_SENTENCES.split(wording.strip()))), *_in_decisions(decisions)]:
        matcher.set_seq1(_words(spot.words))
        if matcher.quick_ratio() > likeness and (found := matcher.ratio()) > likeness:
            best, likeness = spot, found
    if best is None:
        first = next(iter(texts))
        return Placed(first, texts[first] + richtext.from_plain(wording), "", wording)
    if best.part == "decisions":
        return Placed("decisions", _decided(decisions, best, wording), best.words, wording)
    rich = texts[best.part]
    new = html.escape(wording.strip(), quote=False).replace("\n", "<br>")
    return Placed(
        best.part, richtext.sanitise(rich[: best.start] + new + rich[best.end :]), best.words, wording.strip()
    )


def _in_texts(texts: Mapping[str, str], sentences: int) -> Iterator[_Spot]:
    """Each run of about as many sentences as the wording has, within a paragraph."""
    for part, rich in texts.items():
        for paragraph in _PARAGRAPH.finditer(rich):
            gaps = [match.span() for match in _SENTENCES.finditer(paragraph[1])]
            starts = [0, *(end for _start, end in gaps)]
            ends = [*(start for start, _end in gaps), len(paragraph[1])]
            for first in range(len(starts)):
                for last in range(first, min(first + sentences + 1, len(ends))):
                    piece = paragraph[1][starts[first] : ends[last]]
                    at = paragraph.start(1)
                    yield _Spot(part, richtext.text(f"<p>{piece}</p>"), at + starts[first], at + ends[last])


def _in_decisions(decisions: Sequence[Mapping[str, Any]]) -> Iterator[_Spot]:
    for n, decision in enumerate(decisions):
        yield _Spot("decisions", str(decision["intro"]), n, -1)
        for place_of, clause in enumerate(decision["clauses"]):
            yield _Spot("decisions", str(clause), n, place_of)


def _decided(decisions: Sequence[Mapping[str, Any]], spot: _Spot, wording: str) -> list[dict[str, Any]]:
    found = [dict(decision) for decision in decisions]
    row = found[spot.start]
    if spot.end < 0:
        row["intro"] = wording.strip()
    else:
        row["clauses"] = [wording.strip() if n == spot.end else one for n, one in enumerate(row["clauses"])]
    return found


def _words(value: str) -> list[str]:
    return re.findall(r"\w+", value.casefold())
