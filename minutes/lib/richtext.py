"""Sanitise rich text: hostile or sloppy HTML in, the canonical spelling of a closed tree out.

Two walls: nh3 (a real HTML parser) drops scripts, styles, handlers and foreign addresses; then the tree of lib.blocks
is built, which cannot hold anything but paragraphs, sub-headings, lists, quotes, tables, bold, italic, breaks, links
and languages.
"""

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

import nh3

from . import blocks, limits
from .blocks import Block, Break, Cell, Heading, Inline, List, Paragraph, Quote, Run, Table
from .inlines import normalise
from .text import clean

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BOUNDARIES = {"p", "div", "section", "article", "header", "footer", "main", "aside", "pre", "dl", "dt", "dd", "figure"}
_BOUNDARIES |= {"figcaption", "address", "hr", "caption", "thead", "tbody", "tfoot"}
_BOLD, _ITALIC = {"strong", "b"}, {"em", "i"}
_CONTAINERS = {"ul", "ol", "li", "blockquote", "table", "tr", "td", "th"}
_TAGS = _HEADINGS | _BOUNDARIES | _BOLD | _ITALIC | _CONTAINERS | {"br", "a", "span"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "title", "textarea", "select"},
    attributes={"a": {"href"}, "span": {"lang"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=None,
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
_TAG = re.compile("<(/?)([a-zA-Z][^\\s/>]*)")
_ANY_TAG = re.compile("</?[a-zA-Z][^>]*>?")
_NEED_NO_END = {"p", "li", "br", "hr", "td", "th", "tr", "dt", "dd", "thead", "tbody", "tfoot", "col", "img", "wbr"}
_NEED_NO_END |= {"input", "meta", "link", "option", "source", "embed", "area", "base", "track", "param"}
_COLUMNS, _CELLS, _DEEPEST = 60, 100_000, 200  # the parser's time grows with the square of the depth


def sanitise(value: str) -> str:
    """Canonical HTML of `value`, which may be anything at all. Idempotent; empty when there are no words in it."""
    return blocks.html(parse(value))


@lru_cache(maxsize=400)  # check list and document read every text of a meeting after each save of one of them
def parse(value: str) -> tuple[Block, ...]:
    """The tree of any HTML; parse(blocks.html(tree)) is the same tree again for every tree that parse returns."""
    if "<" not in value and "&" not in value:
        value = escape(value, quote=False)
    value = clean(value)
    if _depth(value) > _DEEPEST:
        value = escape(plain(value), quote=False)
    builder = _Builder()
    builder.feed(_CLEANER.clean(value))
    builder.close()
    return builder.tree()


def plain(value: str) -> str:
    """The words of any HTML without reading it: tags become blanks."""
    return _ANY_TAG.sub(" ", clean(value))


def has_too_many_parts(value: str) -> bool:
    """Whether it would take long to read: asked of what comes from outside, before it is sanitised."""
    return value.count("<") > limits.RICH_TAGS


def text(value: str) -> str:
    """The words of rich text, a line for each paragraph, item and table row."""
    return blocks.text(parse(value))


def from_plain(value: str) -> str:
    """Canonical HTML of plain text: an empty line parts paragraphs, a single line break is kept as a break."""
    paragraphs = re.split(r"\n[ \t]*\n", clean(value))
    return sanitise("".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs))


def _depth(value: str) -> int:
    """How deep the tags of `value` can at most be nested."""
    deepest = depth = 0
    for end, name in _TAG.findall(value):
        if name.lower() not in _NEED_NO_END:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Frame:
    """An open container. `blocks` of a list are its stray paragraphs and finished items, see _Builder._close."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.blocks: list[Block] = []
        self.items: list[tuple[Block, ...]] = []
        self.rows: list[list[Cell]] = []


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [_Frame("root")]
        self.inlines: list[Inline] = []
        self.heading = 0
        self.bold = 0
        self.italic = 0
        self.hrefs: list[str] = []
        self.langs: list[str] = []

    def tree(self) -> tuple[Block, ...]:
        while len(self.stack) > 1:
            self._close()
        self._flush()
        return tuple(self.stack[0].blocks)

    # ---- what nh3 lets through

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BOLD:
            self.bold += 1
        elif tag in _ITALIC:
            self.italic += 1
        elif tag == "br":
            self.inlines.append(Break())
        elif tag == "a":
            self.hrefs.append(_address(values.get("href") or ""))
        elif tag == "span":
            lang = values.get("lang") or ""
            self.langs.append(lang if _LANGUAGE.fullmatch(lang) else "")
        elif tag in _CONTAINERS:
            self._flush()
            self.stack.append(_Frame(tag if self._fits(tag) else "none"))
        else:
            self._flush()
            self.heading += tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if tag in _BOLD:
            self.bold -= 1
        elif tag in _ITALIC:
            self.italic -= 1
        elif tag == "a":
            self.hrefs.pop()
        elif tag == "span":
            self.langs.pop()
        elif tag in _CONTAINERS:
            self._close()
        elif tag != "br":
            self._flush()
            self.heading -= tag in _HEADINGS

    def handle_data(self, data: str) -> None:
        href = next((href for href in reversed(self.hrefs) if href), "")
        lang = next((lang for lang in reversed(self.langs) if lang), "")
        self.inlines.append(Run(clean(data), self.bold > 0, self.italic > 0, href, lang))

    # ---- containers

    def _fits(self, tag: str) -> bool:
        """Whether a container may open here; one that may not only parts paragraphs."""
        parents = [frame.tag for frame in self.stack if frame.tag != "none"]
        in_table = "table" in parents
        match tag:
            case "ul" | "ol" | "blockquote":
                return not in_table and len(parents) <= limits.NESTING
            case "li":
                return parents[-1] in ("ul", "ol")
            case "table":
                return parents == ["root"]
            case "tr":
                return parents[-1] == "table"
            case _:
                return parents[-1] == "tr"

    def _flush(self) -> None:
        """End the paragraph being read."""
        inlines, self.inlines = normalise(self.inlines), []
        if not inlines:
            return
        frame = next(frame for frame in reversed(self.stack) if frame.tag != "none")
        if self.heading and frame.tag == "root":
            frame.blocks.append(Heading(inlines))
        else:
            frame.blocks.append(Paragraph(inlines))

    def _close(self) -> None:
        self._flush()
        frame = self.stack.pop()
        if frame.tag == "none":
            return
        parent = next(outer for outer in reversed(self.stack) if outer.tag != "none")
        found = tuple(frame.blocks)
        if frame.tag in ("ul", "ol") and (items := (*frame.items, *((block,) for block in found))):
            parent.blocks.append(List(items, frame.tag == "ol"))
        elif frame.tag == "blockquote" and found:
            parent.blocks.append(Quote(found))
        elif frame.tag == "li":
            # Stray text that came before this item was collected as blocks of the list: keep the order.
            parent.items.extend((block,) for block in parent.blocks)
            parent.blocks.clear()
            parent.items.extend([found] if found else [])
        else:
            _close_table_part(frame, parent, found)


def _close_table_part(frame: _Frame, parent: _Frame, found: tuple[Block, ...]) -> None:
    if frame.tag == "table":
        table = _table(frame.rows)
        parent.blocks.extend((*found, table) if table else found)
    elif frame.tag == "tr":
        parent.blocks.extend(found)
        parent.rows.append(frame.rows[0] if frame.rows else [])
    elif frame.tag in ("td", "th"):
        cell = Cell(_joined(found), frame.tag == "th")
        parent.rows[0].append(cell) if parent.rows else parent.rows.append([cell])


def _address(href: str) -> str:
    href = clean(href).strip()
    return href if _ADDRESS.fullmatch(href) else ""


def _joined(found: tuple[Block, ...]) -> tuple[Inline, ...]:
    """The paragraphs of a table cell as lines."""
    inlines: list[Inline] = []
    for block in found:
        if isinstance(block, Paragraph | Heading):
            inlines += [*([Break()] if inlines else []), *block.inlines]
    return normalise(inlines)


def _table(rows: list[list[Cell]]) -> Table | None:
    """Rows of equal length, empty ones dropped. Leading rows of header cells are the head; one row stays the body."""
    rows = [row for row in rows if any(cell.inlines for cell in row)]
    if not rows:
        return None
    most = max(1, min(_COLUMNS, _CELLS // len(rows)))
    rows = [_narrow(row, most) for row in rows]
    width = max(len(row) for row in rows)
    split = 0
    while split < len(rows) - 1 and all(cell.header for cell in rows[split]):
        split += 1
    head = [tuple(row + [Cell((), True)] * (width - len(row))) for row in rows[:split]]
    body = []
    for row in rows[split:]:
        # In the body only the first cell can be the heading of its row.
        cells = [Cell(cell.inlines, cell.header and not column) for column, cell in enumerate(row)]
        body.append(tuple(cells + [Cell(())] * (width - len(row))))
    return Table(tuple(head), tuple(body))


def _narrow(row: list[Cell], most: int) -> list[Cell]:
    """At most so many cells; what stood in those beyond becomes lines of the last. One long row lengthens them all."""
    if len(row) <= most:
        return row
    joined = [one for cell in row[most - 1 :] if cell.inlines for one in (Break(), *cell.inlines)]
    return [*row[: most - 1], Cell(normalise(joined), row[most - 1].header)]
