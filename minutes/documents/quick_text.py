"""Quicker lines of text: what depends on the style alone is made once for each style, and no line is shaped in vain."""

import re
from collections.abc import Callable
from math import inf
from typing import Any

_ENOUGH = 3  # letters of a line, times its width in letters' heights: a line and the next word, with a little to spare
_PLAIN: dict[str, object] = {
    "white_space": "normal",
    "hyphens": "manual",
    "overflow_wrap": "normal",
    "word_break": "normal",
    "letter_spacing": "normal",
    "word_spacing": 0,
}
_NEW_PARAGRAPH = re.compile("[\n\r\u2029]")


def methods() -> list[tuple[Any, str, Any]]:
    """(Class, name of a method, what it becomes)."""
    from weasyprint.text import ffi as library
    from weasyprint.text.line_break import Layout

    library.ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")
    return [
        (Layout, "setup", _setup(Layout.setup)),
        (Layout, "set_text", _set_text(Layout.set_text)),
        (Layout, "deactivate", lambda layout: None),  # it is as it will be drawn
        (Layout, "reactivate", lambda layout, style: None),
    ]


def functions() -> list[tuple[Callable[..., Any], Callable[..., Any]]]:
    """(Function, what it becomes)."""
    from weasyprint.text import line_break

    return [
        (line_break.strut, _strut(line_break.strut)),
        (line_break.split_first_line, _split_first_line(line_break.split_first_line)),
    ]


def _setup(original: Callable[..., None]) -> Callable[..., None]:
    """A layout without text is copied from the first one in its style."""
    from weasyprint.text.ffi import ffi, gobject, pango

    def copy(layout: Any) -> Any:
        return ffi.gc(pango.pango_layout_copy(layout), gobject.g_object_unref)

    def setup(self: Any, style: Any) -> None:
        if (made := getattr(style, "quick_layout", None)) is None:
            own = set(vars(self))
            original(self, style)
            known = {key: value for key, value in vars(self).items() if key not in own | {"style", "layout"}}
            style.quick_layout = copy(self.layout), known
            return
        template, known = made
        vars(self).update(known)
        self.style, self.layout = style, copy(template)

    return setup


def _set_text(original: Callable[..., None]) -> Callable[..., None]:
    """A text of one paragraph is laid out as it is drawn, or drawing would lay it out once more."""
    from weasyprint.text.ffi import pango

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        pango.pango_layout_set_single_paragraph_mode(self.layout, not _NEW_PARAGRAPH.search(text))
        original(self, text, justify)

    return set_text


def _strut(original: Callable[..., Any]) -> Callable[..., Any]:
    def strut(style: Any) -> Any:
        found = getattr(style, "quick_strut", None)
        if found is None:
            found = style.quick_strut = original(style)
        return found

    return strut


def _split_first_line(original: Callable[..., Any]) -> Callable[..., Any]:
    """A line of plain text: one try, and no second one with a word that has no room."""

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        plain = _is_plain(style) and max_width is not None and max_width != inf and "\xad" not in text
        found = _line(text, style, context, max_width, justification_spacing) if plain else None
        if found is not None:
            return found
        return original(text, style, context, max_width, justification_spacing, is_line_start, minimum)

    return split_first_line


def _is_plain(style: Any) -> bool:
    found = getattr(style, "quick_plain", None)
    if found is None:
        found = style.quick_plain = all(style[name] == value for name, value in _PLAIN.items())
    return bool(found)


def _line(text: str, style: Any, context: Any, width: float, spacing: Any) -> Any:
    """The line, or None where it needs a closer look: little room, a word that may have room, a word too long."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import FROM_UNITS, pango

    if not style["font_size"] or width < 2 * style["font_size"]:
        return None
    start = text[: int(width / style["font_size"] * _ENOUGH)]
    layout = line_break.create_layout(start, style, context, width, spacing)
    line, resume = layout.get_first_line()
    taken, height = line_break.line_size(line, style)
    if taken > width:
        return None
    if resume is None:
        fits = len(start) == len(text)
        return line_break.first_line_metrics(line, text, layout, None, True, style) if fits else None
    if not _has_no_room(layout, start, resume, width - taken, is_whole=len(start) == len(text)):
        return None
    if layout.first_line_direction % 2:  # from right to left
        return line_break.first_line_metrics(line, text, layout, resume, True, style)
    layout.text = start.encode()[: line.length].decode().rstrip(" ")
    layout.quick_more = True
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    return layout, len(layout.text.encode()), resume, taken, height, baseline


def alone(layout: Any) -> None:
    """Lay out again, without what comes after it, a line that was kept with the next one."""
    from weasyprint.text.ffi import pango

    if vars(layout).pop("quick_more", False):
        pango.pango_layout_set_width(layout.layout, -1)
        layout.set_text(layout.text)


def _has_no_room(layout: Any, text: str, resume: int, room: float, *, is_whole: bool) -> bool:
    """Whether the first word of the second line is clearly wider than what is left of the first."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango
    from weasyprint.text.line_break import get_next_break_point

    encoded = text.encode()
    at = len(encoded[:resume].decode())
    breaks = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)[at + 1 : len(text)]
    next_break = get_next_break_point(breaks)
    if next_break is None:
        if not is_whole:
            return False
        next_break = len(text)
    end = resume + len(text[at : at + next_break + 1].rstrip(" ").encode())
    width, run = 0.0, pango.pango_layout_get_line_readonly(layout.layout, 1).runs[0]
    while run != ffi.NULL and width <= room:
        item, glyphs = run.data.item, run.data.glyphs
        for at in range(glyphs.num_glyphs):
            if item.offset + glyphs.log_clusters[at] >= end:
                return width > room
            width += glyphs.glyphs[at].geometry.width * FROM_UNITS
        run = run.next
    return bool(width > room)
