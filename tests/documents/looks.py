"""Reference documents as pictures. `make approve` (python -m tests.documents.looks) stores what they look like now.

They have a logo or none, 1 and 40 attendees, titles of three lines, one item and 75, and each state that is printed;
an address of six lines, a name too long for a column, high rows and a decision that a page break cuts.
"""

import os
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pymupdf
from PIL import Image, ImageChops, ImageFilter

from minutes.documents.content import Decision

APPROVED = Path(__file__).parents[1] / "reference"
FOUND = Path(__file__).parents[2] / "var" / "looks"  # what a failing test leaves: the new picture and the difference
DPI = 50
GREYS = 16
# Two pages are alike when at most this share of their patches (2 mm wide) differ by more than a fifth of black. Other
# versions of Pango move letters by less; a line that goes to another place is ten times as much.
PATCH, FIFTH, TOLERANCE = 4, 51, 0.004
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="180" height="40"><path fill="#0b5563" d="M0 40 20 0l20 40z"/>'
    b'<path fill="#7a1f3d" d="M50 8h130v8H50zm0 16h90v8H50z"/></svg>'
)
TITLE = "Gemensamt möte mellan styrgruppen för bryggorna vid Norra udden, hamnrådet och föreningarnas båtlag om räcken"


def protocol_long():
    from tests.documents import judged

    told = ["<p>Ingen har något att invända.</p>", judged.LINKED, "<p>Punkten utgår.</p>"]
    minutes = judged.short(heading=TITLE, items=judged.items(75, lambda n: told[n % 3]), attendees=judged.people(40))
    return minutes, judged.proof(minutes), LOGO


def protocol_short():
    from tests.documents import judged

    (item,) = judged.items(1, judged.paragraphs(14) + judged.quotes(2) + judged.high(3))
    decision = Decision("Styrgruppen beslutar", tuple(f"att {judged.prose(1, n)}" for n in range(22)))
    minutes = judged.short(
        items=(replace(item, decisions=(decision,)),), attendees=judged.people(1), actions=(), attachments=()
    )
    address, mail = "Förbundets kansli, Ekfors kommun, Box 12, 990 10 Ekfors", "bokbussen.kansliet@mellanbygden.example"
    head = replace(minutes.letterhead, postal_address=address, email=mail)
    signer = replace(minutes.signers[0], name="Björn Åkerströmshöjdenbergsson")
    minutes = replace(minutes, letterhead=head, signers=(signer, *minutes.signers[1:]))
    return minutes, judged.proof(minutes, "in_adjustment", "Ej justerat"), None


def notes_long():
    from tests.documents import judged

    told = [judged.lists(2), judged.table(9), judged.nested(4), judged.quotes(1) + judged.table(3)]
    items = [replace(one, type="IDA"[n % 3]) for n, one in enumerate(judged.items(18, lambda n: told[n % 4]))]
    items[4] = replace(items[4], title=f"{TITLE} och {TITLE.lower()}")
    minutes = judged.short("notes", items=tuple(items), attendees=judged.people(40), attachments=judged.files(16))
    return minutes, judged.proof(minutes, "in_adjustment", "Ej justerat"), None


def notes_short():
    from tests.documents import judged

    minutes = replace(judged.english(), items=judged.items(1, judged.LINKED), attendees=judged.people(1))
    return minutes, judged.sealed(minutes), LOGO


ALL = {made.__name__: made for made in (protocol_long, protocol_short, notes_long, notes_short)}


@cache
def made(name):
    """The PDF of a reference document and what it is made from."""
    from minutes.documents import render

    minutes, stands, logo = ALL[name]()
    return render.pdf(minutes, stands, logo=logo), minutes, stands


def pictures(data):
    """The pages in grey."""
    with pymupdf.open(stream=data) as document:
        drawn = [page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY) for page in document]
    return [Image.frombytes("L", (one.width, one.height), one.samples) for one in drawn]


def difference(one, other):
    """The share of patches that differ, and a picture of where."""
    smooth = [picture.filter(ImageFilter.BoxBlur(PATCH / 2)) for picture in (one, other.resize(one.size))]
    apart = ImageChops.difference(*smooth).point(lambda grey: 255 if grey > FIFTH else 0)
    return apart.histogram()[255] / (one.width * one.height), apart


def path(folder, name, page, suffix=""):
    return folder / f"{name}-{page:02}{suffix}.png"


def store(picture, where):
    where.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(GREYS, method=Image.Quantize.MAXCOVERAGE).save(where, optimize=True)


def approve():
    for old in APPROVED.glob("*.png"):
        old.unlink()
    for name in ALL:
        for number, picture in enumerate(pictures(made(name)[0]), 1):
            store(picture, path(APPROVED, name, number))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.modules["tests.documents.looks"] = sys.modules["__main__"]
    import django

    django.setup()
    approve()
