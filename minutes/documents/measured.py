"""Texts that nobody writes but somebody may paste: what takes a renderer time by the square of its length is cut up.

A word of a hundred thousand letters, ten thousand line breaks in one paragraph or cell: laid out as they are, they take
minutes. They are printed with all their letters in their order, in more paragraphs than were typed. A table that is
wider than the paper is printed as several under each other, each with the first column, which tells what its rows are.
"""

import dataclasses
import math
import re
from collections.abc import Iterable, Iterator

from minutes.lib.blocks import Block, Break, Cell, Heading, Inline, List, Paragraph, Quote, Run, Table

_LONGEST = 400  # letters of a word: what comes after stands as a word of its own
_COLUMNS = 12  # of a table on paper: figures of seven digits have room
_MOST = 200  # parts of a paragraph: runs in one style and line breaks
_ENDLESS = re.compile(rf"\S{{{_LONGEST}}}(?=\S)")


def measured(value: str, tree: tuple[Block, ...]) -> tuple[Block, ...]:
    """The tree of `value` as it can be laid out; nearly always the tree itself."""
    if value.count("<") <= _MOST and value.count("<t") <= _COLUMNS and not _ENDLESS.search(value):
        return tree
    return tuple(_blocks(tree))


def words(value: str) -> str:
    """Plain text without words that have no end."""
    return _ENDLESS.sub(r"\g<0> ", value)


def _blocks(tree: Iterable[Block]) -> Iterator[Block]:
    for block in tree:
        match block:
            case Paragraph(inlines):
                yield from (Paragraph(part) for part in _parts(_cut(inlines)))
            case Heading(inlines):
                yield Heading(_plain(_cut(inlines)))
            case List(items, ordered):
                yield List(tuple(tuple(_blocks(item)) for item in items), ordered)
            case Quote(inner):
                yield Quote(tuple(_blocks(inner)))
            case Table(head, body):
                whole = Table(*(tuple(tuple(map(_cell, row)) for row in rows) for rows in (head, body)))
                yield from _divided(whole)


def _divided(table: Table) -> Iterator[Table]:
    """The table, or several of about as many columns as each other, none too wide."""
    beside = len(table.body[0]) - 1  # columns beside the first
    parts = max(1, math.ceil(beside / (_COLUMNS - 1)))
    width = math.ceil(beside / parts)
    for start in range(1, max(2, beside + 1), max(1, width)):
        columns = slice(start, start + width)
        yield Table(*(tuple((row[0], *row[columns]) for row in rows) for rows in (table.head, table.body)))


def _cell(cell: Cell) -> Cell:
    return Cell(_plain(_cut(cell.inlines)), cell.header)


def _cut(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(dataclasses.replace(one, text=words(one.text)) if isinstance(one, Run) else one for one in inlines)


def _parts(inlines: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    for at in range(0, len(inlines), _MOST):
        yield inlines[at : at + _MOST]


def _plain(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """What cannot be made into more paragraphs loses its styles and breaks instead."""
    if len(inlines) <= _MOST:
        return inlines
    return (Run(words("".join(" " if isinstance(one, Break) else one.text for one in inlines))),)
