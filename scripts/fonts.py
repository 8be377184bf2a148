#!/usr/bin/env python
"""Makes the document font: static instances of Source Sans 3 in var/fonts, under a family name of our own.

Static fonts lay out a short document 1.4 times faster than the variable font. The Open Font License reserves the name
"Source" for unchanged files, so the instances are called Justera Sans and are made at set-up, never committed.
"""

import io
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "var" / "fonts"
FAMILY = "Justera Sans"
# By source file: the weights and style names of its instances.
INSTANCES = {
    "SourceSans3[wght].ttf": {"Regular": (400, "Regular"), "Semibold": (600, "Semibold"), "Bold": (700, "Bold")},
    "SourceSans3-Italic[wght].ttf": {
        "It": (400, "Italic"),
        "SemiboldIt": (600, "Semibold Italic"),
        "BoldIt": (700, "Bold Italic"),
    },
}
# Latin, Greek and Cyrillic letters, punctuation, arrows and mathematics. All the glyphs would take four times as long.
CHARACTERS = ((0x20, 0x491), (0x1E00, 0x1EFF), (0x2000, 0x2BFF))
# Name records, https://learn.microsoft.com/typography/opentype/spec/name
COPYRIGHT, FAMILY_NAME, SUBFAMILY, UNIQUE, FULL, VERSION, POSTSCRIPT, LICENCE, LICENCE_URL = 0, 1, 2, 3, 4, 5, 6, 13, 14
TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_SUBFAMILY = 16, 17


def rename(font: Any, style: str, postscript: str) -> None:
    """Four styles share a family in the old name records; the semibold ones are a family of their own there."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (COPYRIGHT, VERSION, LICENCE, LICENCE_URL)]
    semibold = style.startswith("Semibold")
    texts = {
        FAMILY_NAME: f"{FAMILY} Semibold" if semibold else FAMILY,
        SUBFAMILY: style.removeprefix("Semibold").strip() or "Regular",
        UNIQUE: f"{postscript}; instance for Justera",
        FULL: f"{FAMILY} {style}",
        POSTSCRIPT: postscript,
    }
    if semibold:
        texts |= {TYPOGRAPHIC_FAMILY: FAMILY, TYPOGRAPHIC_SUBFAMILY: style}
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)
    bold, italic = style.startswith("Bold"), style.endswith("Italic")
    font["head"].macStyle = bold | italic << 1
    regular = not bold and not italic
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | italic | bold << 5 | regular << 6


def subset(source: Path) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(name_IDs=["*"], notdef_outline=True, glyph_names=False))
    subsetter.populate(unicodes=[code for first, last in CHARACTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    del font["STAT"]  # it describes the axes that an instance no longer has
    smaller = io.BytesIO()
    font.save(smaller)
    return smaller.getvalue()


def make_instances(source: Path) -> None:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    smaller = subset(source)
    for name, (weight, style) in INSTANCES[source.name].items():
        font = instantiateVariableFont(TTFont(io.BytesIO(smaller), recalcTimestamp=False), {"wght": weight})
        target = FOLDER / f"JusteraSans-{name}.ttf"
        rename(font, style, target.stem)
        unfinished = target.with_suffix(f".{os.getpid()}")
        font.save(unfinished)
        unfinished.replace(target)


def main() -> int:
    if all((FOLDER / f"JusteraSans-{name}.ttf").exists() for styles in INSTANCES.values() for name in styles):
        return 0
    import fontpkg_source_sans_3

    print("== Making the document fonts", file=sys.stderr)
    package = Path(fontpkg_source_sans_3.__file__).parent
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "LICENSE").write_bytes((package / "LICENSE").read_bytes())
    with ProcessPoolExecutor() as pool:
        list(pool.map(make_instances, [package / "files" / name for name in INSTANCES]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
