"""The letters of the document font. What it lacks is printed by its number, never as a box or from another font.

Fonts of the server would make the PDF differ from one server to the next. A letter without any font is a box that no
reader can tell from another, and that PDF/A forbids. Page and PDF print the same.
"""

import re
import unicodedata

# What Source Sans 3 has of the letters that scripts/fonts.py keeps; a test compares it with the fonts.
FONT = """
20-7E A0-181 186 18A 18D-190 192-194 196-197 19A-19B 19E 1A0-1A1 1AF-1B1 1B7 1BF-1C3 1CD-1DD 1E2-1E7 1EA-1EB
1EE-1F0 1F4-1F5 1F7-201 204-205 208-209 20C-20D 218-220 222-223 226-227 237 23A-23E 241-245 248-249 250-27B
27D-285 287-292 294-295 298-299 29B-29F 2A1-2A8 2B0-2B4 2B7-2B9 2BB-2C1 2C6-2CC 2D0-2DE 2E0-2E4 2ED 300-30D
30F-313 315 318-320 323-32A 32C 32E-332 334 337-33D 340 342-345 34F 357-358 35C 35E-35F 361 374-375 37A 37E
384-38A 38C 38E-3A1 3A3-3D1 3D5 3D7 3D9 3DB 3DD 3E1 3F4 3F7-3F8 400-45F 462-463 472-475 490-491 1E02-1E03
1E06-1E07 1E0A-1E11 1E16-1E17 1E1E-1E2B 1E32-1E3B 1E3E-1E49 1E52-1E53 1E56-1E63 1E66-1E67 1E6A-1E6F 1E72-1E73
1E7E-1E85 1E8E-1E97 1E9E-1EF9 2007 2009-200B 2010-201E 2020-2023 2026 202F-2033 2035 2039-203A 203C-203F 2044
2047-204A 2070-2071 2074-208E 20A1 20A3-20A4 20A6-20A7 20A9 20AB-20AC 20AE 20B1-20B2 20B4-20B5 20B8-20BA 20BD
2105 2113 2116-2117 211E 2120 2122 2126 212E 2150-215E 2189 2190-2199 21A8 21D0-21D3 21E7 2200 2202-2203 2206
220F 2211-2212 2215 2219-221A 221E-221F 2229 222B 2236-2237 2248 2260-2261 2264-2265 2302-2303 2310 2318
231C-2321 2325-2326 232B 25A0-25A1 25AA-25AC 25B2-25BA 25BC-25C4 25C6 25C9-25CC 25CF 25D8-25D9 25E6 2610-2611
2615 263A-263C 263F-2642 2660 2663 2665-2666 266A-266B 2713-2714 2717-2718 2752 275B-2760 2764 27E6-27E9
"""
# Of these the renderer needs no picture: blanks of every width, and joiners and selectors that nobody sees.
_BLANKS = "\t\n\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
_UNSEEN += "\U000e0000-\U000e0fff"
_MOST = 2_000  # numbers in one text: beyond that a box stands for each letter, so that the text stays as long as it is


def _class(ranges: str) -> str:
    """The inside of a character class, of "20-7E A0"."""
    return "".join("-".join(re.escape(chr(int(end, 16))) for end in part.split("-")) for part in ranges.split())


# The renderer looks for the cup in fonts of pictures, though ours has one.
_ONE = re.compile(f"☕|[^{_class(FONT)}{_BLANKS}{_UNSEEN}]")
_RUN = re.compile(f"[{_UNSEEN}]*(?:{_ONE.pattern})(?:[{_UNSEEN}]|{_ONE.pattern})*")
_ALONE = re.compile(f"[{_UNSEEN}]")
_EITHER = re.compile(f"{_ONE.pattern}|[{_UNSEEN}]")
_TAG = re.compile("(<[^>]*>)")


def printable(value: str) -> str:
    """The text as the font can print it: "[U+1F389]" for what it lacks, where it is not a letter with marks."""
    if not _EITHER.search(value):
        return value
    value = _ONE.sub(_apart, value)
    return _ALONE.sub("", _RUN.sub(_number if len(_ONE.findall(value)) <= _MOST else _box, value))


def printable_html(value: str) -> str:
    """The same for canonical HTML, whose tags stay."""
    if not _EITHER.search(value):
        return value
    return "".join(part if part.startswith("<") else printable(part) for part in _TAG.split(value))


def lacking(value: str) -> list[str]:
    """What will be printed by its number, each once."""
    return list(dict.fromkeys(_RUN.findall(_ONE.sub(_apart, value)))) if _ONE.search(value) else []


def _apart(found: re.Match[str]) -> str:
    """A letter and its marks, where the font has them though it lacks the two in one."""
    parts = unicodedata.normalize("NFD", found[0])
    return found[0] if _ONE.search(parts) else parts


def _number(found: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(letter):04X}' for letter in found[0])}]"


def _box(found: re.Match[str]) -> str:
    return "□" * len(found[0])
