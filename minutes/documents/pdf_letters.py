"""What each picture of a font means, for whoever copies, searches or listens.

WeasyPrint notes for each picture the letters where it first stood. That is wrong where several pictures make one
letter (a letter with marks that the font lacks as one), and where one picture serves several letters (a hyphen and a
no-break hyphen). PDF/A and PDF/UA forbid pictures that mean nothing.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

_MEANING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_SEVERAL = {"\xa0", "\u2010", "\u2011"}  # share a picture with a letter of ASCII
_UNKNOWN = "\ufffd"


def mend(pdf: Any, folder: Path) -> None:
    """`folder` is where the document fonts are, all upright ones with the same pictures, and so all italic ones."""
    for font in [one for one in pdf.objects if isinstance(one, dict) and "ToUnicode" in one]:
        lines = pdf.objects[int(font["ToUnicode"].split()[0])].stream
        for at in range(lines.index(b"endcodespacerange"), len(lines)):
            if found := _MEANING.fullmatch(lines[at]):
                told = bytes.fromhex(found[2].decode()).decode("utf-16-be")
                if len(told) != 1 or told in _SEVERAL:
                    meant = _meant(folder, b"Italic" in font["BaseFont"], int(found[1], 16), told)
                    lines[at] = b"<%b> <%b>" % (found[1], meant.encode("utf-16-be").hex().encode())


def _meant(folder: Path, italic: bool, picture: int, told: str) -> str:
    names, letters = _font(folder, italic)
    name = names[picture] if picture < len(names) else ""
    own = letters.get(name) or letters.get(name.partition(".")[0])
    return own or told or _UNKNOWN


@cache
def _font(folder: Path, italic: bool) -> tuple[list[str], dict[str, str]]:
    """The name of each picture, and the first letter that each of them stands for by itself."""
    from fontTools.ttLib import TTFont

    letters: dict[str, str] = {}
    with TTFont(folder / f"JusteraSans-{'It' if italic else 'Regular'}.ttf") as font:
        for code, name in sorted(font.getBestCmap().items()):
            letters.setdefault(name, chr(code))
        return font.getGlyphOrder(), letters
