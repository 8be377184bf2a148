import io

import pikepdf
import pytest

from minutes.lib import limits
from minutes.lib.appended import Part, joined

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
</rdf:RDF></x:xmpmeta>"""


def pdf(pages=1, width=200, change=None, **save):
    """A PDF whose pages are so many points wide; `change(pdf)` does something to it."""
    made, file = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(width, 300))
    if change:
        change(made)
    made.save(file, deterministic_id=not save, **save)
    return file.getvalue()


def ours(made):
    made.Root.Metadata = made.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    widget = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig)
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(widget)])
    made.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([made.pages[0].Annots[0]]))


def harmful(made):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.example.org/")
    bad = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh")
    made.Root.OpenAction = script
    made.pages[0].AA = pikepdf.Dictionary(O=script)
    made.pages[0].StructParents = 0
    made.pages[0].Annots = pikepdf.Array([
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        for action in (link, bad)
    ])  # fmt: skip


def part(title, content, name="bilaga.pdf", kind="application/pdf"):
    return Part(title, name, kind, lambda: io.BytesIO(content))


def told(made):
    """(titles of the bookmarks, names of what is embedded, widths of the pages)."""
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_outline() as outline:
        widths = [int(page.mediabox[2]) for page in opened.pages]
        return [one.title for one in outline.root], sorted(opened.attachments), widths


@pytest.fixture
def minutes():
    return pdf(2, change=ours)


def test_pdfs_come_after_the_minutes_in_order_and_everything_else_is_embedded(minutes, monkeypatch):
    monkeypatch.setattr(limits, "APPENDED_PAGES", 9)
    parts = [
        part("Bilaga 1: Karta", pdf(2, 210, harmful)),
        part("Bilaga 2: Kalkyl", b"tal", "kalkyl.xlsx", "application/vnd.oasis.opendocument.text"),
        part("Bilaga 3: Låst", pdf(encryption=pikepdf.Encryption(owner="x", user=""))),
        part("Bilaga 4: Trasig", b"%PDF-1.7 broken"),
        part("Bilaga 5: Bok", pdf(20)),
        part("Bilaga 6: Ritning", pdf(1, 220)),
    ]
    made = joined(minutes, parts, as_file="bifogad som fil", date="2026-11-12")
    assert told(made) == (
        [
            "Bilaga 1: Karta",
            "Bilaga 2: Kalkyl (bifogad som fil)",
            "Bilaga 3: Låst (bifogad som fil)",
            "Bilaga 4: Trasig (bifogad som fil)",
            "Bilaga 5: Bok (bifogad som fil)",
            "Bilaga 6: Ritning",
        ],
        ["2 kalkyl.xlsx", "3 bilaga.pdf", "4 bilaga.pdf", "5 bilaga.pdf"],
        [200, 200, 210, 210, 220],
    )
    for gone in (b"JavaScript", b"Launch", b"pdfaid:part", b"pdfuaid:part", b"/Sig", b"StructParents"):
        assert gone not in made
    assert b"https://www.example.org/" in made
    assert joined(minutes, parts, as_file="bifogad som fil", date="2026-11-12") == made


def test_with_nothing_but_files_the_document_stays_an_archive_file_of_the_part_that_bears_them(minutes):
    made = joined(minutes, [part("Bilaga 1: Text", b"ord", "a.txt", "text/plain")], as_file="fil", date="2026-11-12")
    assert b'pdfaid:part="3"' in made or b"<pdfaid:part>3" in made
