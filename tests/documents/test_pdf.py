"""The PDF, read back: the words, the tags, what it says of itself, and that nothing else gets in."""

import dataclasses
import io
import itertools
import json
import re
import subprocess
import sys
from functools import cache

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from minutes.documents import letters, load, render

from . import rules, strategies
from .reading import elements, html_text, pdf_text, strange, words
from .samples import FIXTURES, fixture, item, proof, said

WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each try costs a PDF
needs_pango = pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
SURROUNDINGS = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "1", "PATH": "/usr/bin"}


@cache
def made(name):
    """The PDF of a fixture. It is the same each time, as one of the tests here tells."""
    minutes = fixture(name)
    return render.pdf(minutes, proof(minutes))


@cache
def told(name):
    return elements(made(name))


@needs_pango
@pytest.mark.parametrize("name", ["protocol", "notes"])
def test_page_and_pdf_say_the_same_in_the_same_order(name):
    assert words(told(name)) == said(fixture(name))


@needs_pango
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=WITHOUT_SHRINKING)
@given(strategies.documents(), st.data())
def test_every_fact_of_any_page_is_in_the_pdf(minutes, data):
    stands = data.draw(strategies.proofs(minutes))
    assert pdf_text(render.pdf(minutes, stands)) == html_text(render.page_html(minutes, stands))


@needs_pango
@pytest.mark.parametrize("name", ["protocol", "notes"])
def test_the_tags_tell_headings_tables_and_lists(name):
    found = told(name)
    headings = [int(one.tag[1]) for one in found if re.fullmatch("H[1-6]", one.tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))
    heads = [one for one in found if one.tag == "TH"]
    assert heads
    assert {str(one.attributes["/Scope"]) for one in heads} == {"/Column", "/Row"}
    assert {"L", "LI", "LBody", "Table", "TR", "TD", "P"} <= {one.tag for one in found}


@needs_pango
def test_every_list_item_has_one_body_with_what_it_says():
    minutes = dataclasses.replace(
        fixture("protocol"),
        items=(item(text="<ul><li><p>a</p><p>b</p><ul><li>c</ul><li>d<br>e</ul><ol><li>f</ol>"),),
    )
    found = elements(render.pdf(minutes, proof(minutes)))
    items = [at for at, one in enumerate(found) if one.tag == "LI"]
    assert len(items) > 4
    for at in items:
        deeper = itertools.takewhile(lambda one, at=at: one.depth > found[at].depth, found[at + 1 :])
        below = [one for one in deeper if one.depth == found[at].depth + 1]
        assert [one.tag for one in below] in (["Lbl", "LBody"], ["LBody"])
        assert below[-1].text


@needs_pango
def test_the_pdf_says_what_it_is_and_carries_its_data():
    minutes = fixture("protocol")
    with pikepdf.open(io.BytesIO(made("protocol"))) as pdf:
        assert str(pdf.Root.Lang) == "sv"
        assert pdf.docinfo["/Title"] == f"{minutes.heading}, protokoll"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        data = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        assert data == {"minutes.json": load.to_json(minutes), "proof.json": load.to_json(proof(minutes))}
        kinds = {str(file.obj.F): str(file.obj.AFRelationship) for file in pdf.attachments.values()}
        assert kinds == {"minutes.json": "/Source", "proof.json": "/Supplement"}
        assert not [font for font in pdf.objects if _is_font(font) and "FontFile2" not in str(font.keys())]


def _is_font(thing):
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


@needs_pango
def test_the_address_and_the_running_head_are_artifacts():
    read_out = words(told("protocol"))
    assert "Postadress" not in read_out
    assert "Sida" not in read_out
    with pikepdf.open(io.BytesIO(made("protocol"))) as pdf:
        assert len(pdf.pages) > 1
        for sheet in pdf.pages:
            marked = [op for op in pikepdf.parse_content_stream(sheet) if str(op.operator) in ("BDC", "BMC")]
            assert any(str(op.operands[0]) == "/Artifact" for op in marked)


@needs_pango
def test_the_pdf_is_the_same_in_another_process_time_zone_locale_and_hash_seed():
    program = (
        "import django, sys; django.setup()\n"
        "from minutes.documents import load, render; from minutes.documents.content import Proof\n"
        f"m = load.minutes(open({str(FIXTURES / 'protocol.json')!r}, 'rb').read())\n"
        "sys.stdout.buffer.write(render.pdf(m, Proof('draft', 'Utkast', load.content_hash(m))))"
    )
    surroundings = SURROUNDINGS | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "tr_TR.UTF-8"}
    elsewhere = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, check=True)
    assert elsewhere.stdout == made("protocol")


@needs_pango
def test_a_logo_is_shown_with_the_name_as_its_alternative():
    minutes = fixture("notes")
    data = render.pdf(minutes, proof(minutes), logo=SVG)
    (figure,) = [one for one in elements(data) if one.tag == "Figure"]
    left, bottom, right, top = (float(edge) for edge in figure.attributes["/BBox"])
    assert 0 < left < right < 596
    assert 700 < bottom < top < 842


@needs_pango
@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("CMYK", "JPEG")])
def test_a_logo_of_any_colours_is_as_archives_want_it(mode, kind):
    logo = io.BytesIO()
    Image.new(mode, (40, 20), 90).save(logo, kind)
    minutes = dataclasses.replace(fixture("notes"), items=(), attendees=())
    data = render.pdf(minutes, proof(minutes), logo=logo.getvalue())
    assert rules.failures(data) == []
    assert [one.tag for one in elements(data)].count("Figure") == 1


@needs_pango
@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.org/x.png", "http://127.0.0.1:1/"])
def test_nothing_outside_is_fetched(address):
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        render._fetcher().fetch(address)


@needs_pango
def test_the_table_of_letters_is_that_of_the_fonts_and_none_of_them_is_an_empty_box():
    fonts = [TTFont(path) for path in render.FONTS.glob("*.ttf")]
    told = re.findall("([0-9A-F]+)(?:-([0-9A-F]+))?", letters.FONT)
    table = {code for first, last in told for code in range(int(first, 16), int(last or first, 16) + 1)}
    assert fonts
    assert [set(font.getBestCmap()) ^ table for font in fonts] == [set()] * len(fonts)
    everything = "".join(map(chr, sorted(table - {ord("<"), ord("&")})))
    minutes = dataclasses.replace(fixture("notes"), items=(item(text=f"<p>{everything} a\u2003b\u202fc a\u0325</p>"),))
    assert not strange(render.pdf(minutes, proof(minutes)))


def test_without_pango_the_page_works_and_the_pdf_says_what_to_install():
    program = (
        "import ctypes.util, django; ctypes.util.find_library = lambda name: None; django.setup()\n"
        "from minutes.documents import load, render; from minutes.documents.content import Proof\n"
        f"m = load.minutes(open({str(FIXTURES / 'notes.json')!r}, 'rb').read())\n"
        "p = Proof('draft', 'Utkast', load.content_hash(m)); render.page_html(m, p)\n"
        "import json, sys; assert 'weasyprint' not in sys.modules\n"
        "try: render.pdf(m, p)\n"
        "except render.PdfUnavailable as reason: print(json.dumps(str(reason)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], env=SURROUNDINGS, capture_output=True, check=True)
    assert "libpango-1.0-0" in json.loads(ended.stdout)
