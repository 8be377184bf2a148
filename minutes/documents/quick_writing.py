"""Quicker drawing and writing: a letter is drawn as it was the time before, an object is put into bytes once."""

import struct
import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from . import quick_text

_LEVEL = 6  # of compressing: 9 takes three times as long, which is a twentieth of a short document, for 2 % fewer bytes
_LETTER = struct.Struct("Iiiii")  # picture, width, how far it is moved right and up, attributes


def methods() -> list[tuple[Any, str, Any]]:
    """(Class, name of a method, what it becomes)."""
    import pydyf

    return [
        (pydyf.PDF, "page_references", property(_page_references(pydyf.PDF.page_references.fget))),
        (pydyf.PDF, "write", _write(pydyf.PDF.write)),
        (pydyf.Dictionary, "data", property(_data(pydyf.Dictionary.data.fget))),
        (pydyf.Stream, "data", property(_data(pydyf.Stream.data.fget))),
        (pydyf, "zlib", _compressing()),
    ]


def functions() -> list[tuple[Callable[..., Any], Callable[..., Any]]]:
    """(Function, what it becomes)."""
    import pydyf
    from weasyprint.draw import text

    return [
        (text.draw_first_line, _draw_first_line(text.draw_first_line)),
        (pydyf._to_bytes, _to_bytes(pydyf._to_bytes)),
    ]


def _compressing() -> SimpleNamespace:
    """What pydyf uses of zlib."""
    return SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj(_LEVEL))


def _page_references(original: Callable[[Any], tuple[bytes, ...]]) -> Callable[[Any], tuple[bytes, ...]]:
    """Asked for each tag: making them all each time makes long documents take the square of their length."""

    def page_references(self: Any) -> tuple[bytes, ...]:
        count = len(self.pages["Kids"])
        if vars(self).get("quick_count") != count:
            self.quick_count, self.quick_references = count, original(self)
        references: tuple[bytes, ...] = self.quick_references
        return references

    return page_references


def _write(original: Callable[..., None]) -> Callable[..., None]:
    """What is written is asked for twice, once for the file and once for its identifier, and compressed each time."""
    import pydyf

    def write(self: Any, *args: Any, **options: Any) -> None:
        for one in self.objects:
            if isinstance(one, pydyf.Dictionary | pydyf.Stream):
                one.quick_data = one.data
        original(self, *args, **options)

    return write


def _data(original: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    def data(self: Any) -> bytes:
        found: bytes | None = vars(self).get("quick_data")
        return original(self) if found is None else found

    return data


def _to_bytes(original: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """Nearly everything in a PDF is text or bytes already."""

    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            ready: bytes = item
            return ready
        if kind is str:
            return str.encode(item, "ascii")
        return original(item)

    return to_bytes


def _draw_first_line(original: Callable[..., Any]) -> Callable[..., Any]:
    """A line whose letters have all been drawn before, each in its width, is put together from how they were."""
    from weasyprint.text.ffi import ffi

    def draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        plain = text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.text.strip()
        runs = _runs(stream, textbox, ffi) if plain and textbox.style["font_size"] >= 1 else []
        if not runs:
            quick_text.alone(textbox.pango_layout)
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        if not all(letter in font.quick for font, _size, letters in runs for letter in letters):
            quick_text.alone(textbox.pango_layout)
            drawn = original(stream, textbox, text_overflow, block_ellipsis, matrix)
            for font, size, letters in runs:
                _learn(font, size, letters)
            return drawn
        stream.set_text_matrix(*matrix.values)
        string, before = "", None
        for font, size, letters in runs:
            if font is not before:
                if string:
                    stream.show_text(string)
                string, before = "", font
                stream.set_font_size(font.hash, size)
            shown = "<" + "".join([font.quick[letter] for letter in letters])
            string += shown[:-1] if shown[-1] == "<" else shown + ">"
        stream.show_text(string)
        return []

    return draw_first_line


def _runs(stream: Any, textbox: Any, ffi: Any) -> list[tuple[Any, float, list[tuple[int, int]]]]:
    """(Font, size, [(picture, width)]) of each run of a line; nothing when a letter is moved or is a picture."""
    line, _second = textbox.pango_layout.get_first_line()
    found, run, end = [], line.runs[0], len(textbox.pango_layout.text.encode())
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        font, size = stream.add_font(item.analysis.font)
        if font.png or font.svg or font.colr or font.bitmap:
            return []
        if "quick" not in vars(font):
            font.quick = {}
        count = glyphs.num_glyphs
        while count and item.offset + glyphs.log_clusters[count - 1] >= end:  # the space before the next line
            count -= 1
        pictures = _LETTER.iter_unpack(ffi.buffer(glyphs.glyphs, count * _LETTER.size))
        letters = []
        for picture, width, right, up, _attributes in pictures:
            if right or up:
                return []
            letters.append((picture, width))
        if letters:
            found.append((font, size, letters))
        run = run.next
    return found


def _learn(font: Any, size: float, letters: list[tuple[int, int]]) -> None:
    """How each letter was drawn: its number and, where its width is not the font's own, how much the next is moved."""
    from weasyprint.text.ffi import FROM_UNITS

    for picture, width in letters:
        if picture in font.widths and picture in font.to_unicode:
            moved = font.widths[picture] + 0.0 - width * 1000 * FROM_UNITS / size
            font.quick[picture, width] = f"{picture:04x}" + (f">{int(moved)}<" if moved else "")
