"""Two texts side by side, with the words marked that the other one lacks."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"<[^>]*>|&[#\w]+;|\w+|\s+|.", re.DOTALL)
# So many words on both sides are compared in a moment; of longer texts that differ from end to end all is marked.
_MOST: Final = 4_000


def marked(left: str, right: str, classes: tuple[str, str] = ("d-mine", "d-theirs")) -> tuple[str, str]:
    """Both texts again, with <ins class=…> around each run of words that the other one has not in its place.

    The texts are HTML of the closed set (lib.richtext) or escaped plain text; so are the answers, apart from the marks.
    """
    tokens = _TOKEN.findall(left), _TOKEN.findall(right)
    places = _words(tokens[0]), _words(tokens[1])
    words = [tokens[0][n] for n in places[0]], [tokens[1][n] for n in places[1]]
    different: tuple[set[int], set[int]] = set(), set()
    for kind, start, end, other_start, other_end in _differences(*words):
        if kind != "equal":
            different[0].update(places[0][start:end])
            different[1].update(places[1][other_start:other_end])
    first, second = (
        "".join(_with_marks(tokens[side], different[side], classes[side])) for side in (0, 1)
    )
    return first, second


def unified(before: str, after: str) -> str:
    """`after` with <ins> around each run of words that it has and `before` has not, and <del> with what has gone.

    As in `marked`; what has gone stands without its own bold and links where it was last.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    old_places, new_places = _words(old), _words(new)
    gone: dict[int, str] = {}
    added: set[int] = set()
    differences = _differences([old[n] for n in old_places], [new[n] for n in new_places])
    for kind, start, end, other_start, other_end in differences:
        if kind == "equal":
            continue
        added.update(new_places[other_start:other_end])
        words = _run(old, old_places[start:end])
        # Before the word that stands there now, so that it is where words can be; else after the last one.
        place = new_places[other_start] if other_start < len(new_places) else -1
        gone[place] = gone.get(place, "") + (f"<del>{words}</del>" if words else "")
    if not new_places:
        return f"<p>{gone[-1]}</p>" if gone.get(-1) else after
    last = new_places[-1]
    out: list[str] = []
    for n, token in enumerate(new):
        blank = " " if gone.get(n) and n not in added and token[0].isalnum() else ""
        out.append(gone.get(n, "") + blank)
        out.append(f"<ins>{token}</ins>" if n in added else token)
        if n == last and gone.get(-1):
            out.append(f" {gone[-1]}")
    return re.sub(r"</ins>(\s*)<ins>", r"\1", "".join(out))


def count(before: str, after: str) -> int:
    """How many words differ, of whichever text has more of them in a place; marks of punctuation are no words."""
    old, new = ([token for token in _TOKEN.findall(one) if token[0].isalnum()] for one in (before, after))
    return sum(
        max(end - start, other_end - other_start)
        for kind, start, end, other_start, other_end in _differences(old, new)
        if kind != "equal"
    )


def _run(tokens: list[str], places: list[int]) -> str:
    """The words at these places and what stands between them, without tags."""
    if not places:
        return ""
    text = "".join(" " if token.startswith("<") else token for token in tokens[places[0] : places[-1] + 1])
    return re.sub(r"\s+", " ", text)


def _words(tokens: list[str]) -> list[int]:
    return [n for n, token in enumerate(tokens) if not token.startswith("<") and not token.isspace()]


def _differences(left: list[str], right: list[str]) -> list[tuple[str, int, int, int, int]]:
    """As SequenceMatcher's opcodes. What both begin and end with is set apart first: most of a long text."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    ends = 0
    while ends < min(len(left), len(right)) - start and left[-1 - ends] == right[-1 - ends]:
        ends += 1
    middle = left[start : len(left) - ends], right[start : len(right) - ends]
    if max(map(len, middle)) > _MOST:
        return [("replace", start, len(left) - ends, start, len(right) - ends)]
    found = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    return [(kind, a + start, b + start, c + start, d + start) for kind, a, b, c, d in found]


def _with_marks(tokens: list[str], different: set[int], css: str) -> Iterator[str]:
    """A mark never spans a tag; blanks between two marked words are marked with them."""
    open_ = False
    for n, token in enumerate(tokens):
        inside = n in different or (token.isspace() and open_ and n + 1 in different)
        if inside != open_:
            yield f'<ins class="{css}">' if inside else "</ins>"
            open_ = inside
        yield token
    if open_:
        yield "</ins>"
