"""Every PDF is archivable and accessible: judged as a whole by outloud, pikepdf and the rules that neither knows."""

import html
import io
import itertools
import re

import outloud
import pikepdf
import pikepdf.pdfa
import pymupdf
import pytest

from minutes.documents import load, render
from minutes.lib.text import squeeze

from . import judged, rules
from .reading import elements, html_text, strange, words
from .samples import proof

needs_pango = pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
# What pikepdf cannot judge: level A, extension schemas, and dictionaries that it has not learnt, empty ones of ours.
KNOWN = [
    *(f"XMP namespace {name} is not permitted" for name in ("pdfaExtension", "pdfaProperty", "pdfaSchema")),
    "XMP property pdfaExtension:schemas is not permitted",
    "XMP property pdfuaid:part is not permitted",
    "patterns are not supported",
    "pdfaid:conformance is 'A', expected 'B'",
    "shadings are not supported",
]
# What outloud guesses from the looks of a page: a short table with a heading for each row is no broken table, texts
# that return are no running heads, and markers of lists are painted after the page and tagged before their items.
GUESSES = ["TBL-010", "PAG-001", "ORD-001"]
LEFT, RIGHT = 27 * 72 / 25.4 - 2, 595.3 - 22 * 72 / 25.4 + 2  # of the text, in points
DOCUMENTS = {"everything": judged.everything, "english": judged.english, "hostile": judged.hostile}


@needs_pango
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_archivable_accessible_and_says_what_the_page_says(name, tmp_path):
    minutes = load.minutes(load.to_json(DOCUMENTS[name]()))
    stands = judged.sealed(minutes) if name == "english" else proof(minutes)
    data = render.pdf(minutes, stands)
    assert rules.failures(data) == []
    assert judged_by_outloud(data, tmp_path) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert judged_by_pikepdf(pdf) == KNOWN
        assert pdf.check_pdf_syntax() == []
        assert [one for one in bookmarks(pdf) if one.startswith("§")] == numbered(minutes)
    assert not strange(data)
    assert off_the_paper(data) == []
    told = elements(data)
    assert words(told) == html_text(render.page_html(minutes, stands))
    whole_again(told)
    if name == "hostile":
        assert squeeze("[U+1F389] och [U+1F469 U+200D U+1F469 U+200D U+1F467]") in words(told)
        assert squeeze("[U+65E5 U+672C U+8A9E]") in words(told)
    foreign = {str(one.language) for one in told if one.language}
    assert foreign == {"everything": {"en"}, "english": {"sv"}, "hostile": set()}[name]


def off_the_paper(data):
    """Words that begin or end in the margins of the page."""
    with pymupdf.open(stream=data) as document:
        return [
            (page.number, word)
            for page in document
            for left, _top, right, _bottom, word, *_where in page.get_text("words")
            if left < LEFT or right > RIGHT
        ]


def judged_by_outloud(data, folder):
    path = folder / "judged.pdf"
    path.write_bytes(data)
    result = outloud.check(str(path), skip=GUESSES)
    assert not result.error
    return [(one.rule, one.message) for one in result.findings if one.severity != "info"]


def judged_by_pikepdf(pdf):
    found = pikepdf.pdfa.check(pdf, "3b").findings
    return sorted(re.sub("=http[^ ]*", "", one.message) for one in found)


def numbered(minutes):
    return [html_text(label + title) for _anchor, label, title in render.contents(minutes) if label]


def bookmarks(pdf):
    with pdf.open_outline() as outline:
        (document,) = outline.root
        return [html_text(html.escape(one.title)) for one in document.children]


def whole_again(told):
    """What a page break parts is one element: no list, table or row begins twice, and heads stand once."""
    for one, following in itertools.pairwise(told):
        assert (one.tag, following.tag) != ("L", "L")
    heads = [one.text for one in told if one.tag == "THead"]
    tables = [one for one in told if one.tag == "Table"]
    assert len(heads) <= len(tables)


@needs_pango
@pytest.mark.parametrize(("variant", "part", "level"), [("pdf/a-2a", "2", "A"), ("pdf/a-2b", "2", "B")])
def test_a_variant_without_embedded_files_is_tagged_all_the_same(variant, part, level):
    minutes = judged.short("notes")
    data = render.pdf(minutes, proof(minutes), variant=variant)
    assert rules.failures(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.attachments
        assert pdf.open_metadata()["pdfaid:part"] == part
        assert pdf.open_metadata()["pdfaid:conformance"] == level
