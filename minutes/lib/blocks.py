"""Rich text as a closed tree: blocks of runs, and nothing else.

lib.richtext reads HTML into this tree; `html` writes it back in one canonical spelling, so that equal trees are equal
text.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `href` and `lang` are empty when there is neither link nor other language."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break."""


Inline = Run | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A sub-heading; its level is decided by the document that it stands in."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Cell:
    inlines: tuple[Inline, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length; `head` rows hold header cells only, and there is always a row in `body`."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Heading | List | Quote | Table
# Whole words between blanks, with punctuation: short compounds such as "e-arkiv" and dates such as "2026-11-12", words
# that may be too long for a column of a table, and words too long for a line.
_WHOLE = r"(?:[A-ZÅÄÖa-zåäö]{1,3}-[a-zåäö]{2,20}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_COMPOUND = rf"""(?:&\w+;|[(\["”'»])*{_WHOLE}(?:&\w+;|[.,:;!?)\]"”'»])*"""
_LONG = 23  # letters of a word that the column of an ordinary table may have no room for
_FULL = 80  # letters of a line of a table
_MANY = 5  # columns of a table that is set as usual
_NARROW = 10  # letters of a column that leaves room for others, where these need several lines
_TALL, _CUT = 4, 20  # lines of a row: what is more is not held to other rows, or may itself be cut by a page break
_NUMERIC = re.compile(r"^[-–+]?[0-9][0-9 \u00a0.,:/]*(%|kr|tkr|mkr|kronor)?$|^[-–]?$")


def html(blocks: Iterable[Block], *, heading: int = 3, printed: bool = False) -> str:
    """Canonical HTML, with sub-headings at level `heading`.

    With `printed` it is what a document shows: columns of figures get class "num", and of short words beside long texts
    "narrow"; tables of many columns "many", those of high rows "tall" and such rows "cut"; short compounds and dates do
    not break, and long words may.
    """
    return "".join(_block(block, heading, printed) for block in blocks)


def text(blocks: Iterable[Block]) -> str:
    """The words: a line for each paragraph, list item and break, cells of a row separated by tabs."""
    return "\n".join(_lines(blocks))


def mapped(blocks: Iterable[Block], change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> tuple[Block, ...]:
    """The tree with each line (paragraph, heading, cell) as `change` returns it."""
    return tuple(_mapped(block, change) for block in blocks)


def _mapped(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    match block:
        case Paragraph(inlines) | Heading(inlines):
            return type(block)(change(inlines))
        case List(items, ordered):
            return List(tuple(mapped(item, change) for item in items), ordered)
        case Quote(inner):
            return Quote(mapped(inner, change))
        case Table(head, body):
            head, body = (
                tuple(tuple(Cell(change(one.inlines), one.header) for one in row) for row in rows)
                for rows in (head, body)
            )
            return Table(head, body)


def _block(block: Block, heading: int, printed: bool) -> str:
    match block:
        case Paragraph(inlines):
            return f"<p>{_inlines(inlines, _LONG if printed else 0)}</p>"
        case Heading(inlines):
            return f"<h{heading}>{_inlines(inlines, _LONG if printed else 0)}</h{heading}>"
        case Quote(blocks):
            return f"<blockquote>{html(blocks, heading=heading, printed=printed)}</blockquote>"
        case List(items, ordered):
            tag = "ol" if ordered else "ul"
            rows = "".join(f"<li>{html(item, heading=heading, printed=printed)}</li>" for item in items)
            return f"<{tag}>{rows}</{tag}>"
        case Table():
            return _table(block, printed)


def _table(table: Table, printed: bool) -> str:
    columns = len(table.body[0])
    figures = {
        column
        for column in range(columns)
        if printed and column and all(_NUMERIC.match(_plain(row[column].inlines)) for row in table.body)
    }
    long = min(_LONG, max(5, _FULL // columns)) if printed else 0
    heads, heights = ([_height(row) if printed else 0 for row in rows] for rows in (table.head, table.body))
    high = max(heights)
    narrow = _narrow(table) if high > 1 and columns <= _MANY else set()
    kinds = [("num", figures), ("narrow", narrow)]
    head = "".join(_row(row, "col", kinds, long, height) for row, height in zip(table.head, heads, strict=True))
    body = "".join(_row(row, "row", kinds, long, height) for row, height in zip(table.body, heights, strict=True))
    names = [("many", printed and columns > _MANY), ("tall", high > _TALL)]
    return f"<table{_class(names)}>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _narrow(table: Table) -> set[int]:
    """The columns of short words alone."""
    columns = zip(*table.head, *table.body, strict=True)
    return {at for at, column in enumerate(columns) if all(len(_plain(one.inlines)) <= _NARROW for one in column)}


def _height(row: tuple[Cell, ...]) -> int:
    """About how many lines a row takes on paper."""
    letters = _FULL // len(row) or 1
    return max(sum(math.ceil(len(line) / letters) or 1 for line in _plain(cell.inlines).split("\n")) for cell in row)


def _row(row: tuple[Cell, ...], scope: str, kinds: list[tuple[str, set[int]]], long: int, height: int) -> str:
    cells = []
    for column, cell in enumerate(row):
        tag, attributes = ("th", f' scope="{scope}"') if cell.header else ("td", "")
        names = _class([(name, column in which) for name, which in kinds])
        cells.append(f"<{tag}{attributes}{names}>{_inlines(cell.inlines, long)}</{tag}>")
    cut = _class([("cut", height > _CUT)])
    return f"<tr{cut}>{''.join(cells)}</tr>"


def _class(names: list[tuple[str, bool]]) -> str:
    """The attribute with the names that apply, or nothing."""
    found = " ".join(name for name, applies in names if applies)
    return f' class="{found}"' if found else ""


def _inlines(inlines: tuple[Inline, ...], long: int) -> str:
    return "".join("<br>" if isinstance(part, Break) else _run(part, long) for part in inlines)


def marked(escaped: str, long: int = _LONG) -> str:
    """Escaped text: "e-arkiv" and dates do not break after a hyphen ("nowrap"), words of `long` letters may ("long").

    Words that no line has room for are "longest".
    """
    return _words(long).sub(lambda match: f'<span class="{match.lastgroup}">{match[0]}</span>', escaped)


@cache
def _words(long: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s])(?:(?P<longest>\S{{50,}})|(?P<long>\S{{{long},}})|(?P<nowrap>{_COMPOUND}))(?!\S)")


def _run(run: Run, long: int) -> str:
    out = escape(run.text, quote=False)
    if long:
        out = marked(out, long)
    if run.italic:
        out = f"<em>{out}</em>"
    if run.bold:
        out = f"<strong>{out}</strong>"
    if run.lang:
        out = f'<span lang="{escape(run.lang)}">{out}</span>'
    if run.href:
        out = f'<a href="{escape(run.href)}">{out}</a>'
    return out


def _plain(inlines: tuple[Inline, ...]) -> str:
    return "".join("\n" if isinstance(part, Break) else part.text for part in inlines)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(inlines):
                yield from _plain(inlines).split("\n")
            case Quote(inner):
                yield from _lines(inner)
            case List(items):
                for item in items:
                    yield from _lines(item)
            case Table(head, body):
                for row in (*head, *body):
                    yield "\t".join(_plain(cell.inlines).replace("\n", " ") for cell in row)
