"""The page and the PDF, read back."""

import dataclasses
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from minutes.documents import load, render
from minutes.documents.content import Action, Correction, Decision, Item, Proof, Signed

from . import strategies
from .reading import elements, html_text, pdf_text

FIXTURES = Path(__file__).parent / "fixtures"
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each try costs a PDF
needs_pango = pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")


def fixture(name):
    return load.minutes((FIXTURES / f"{name}.json").read_bytes())


def proof(minutes, state="draft", label="Utkast", **values):
    return Proof(state, label, load.content_hash(minutes), **values)


def page(minutes, **values):
    return render.page_html(minutes, values.pop("proof", None) or proof(minutes), **values)


def said(minutes, **values):
    return html_text(page(minutes, **values))


def squeezed(*words):
    return ["".join(word.split()) for word in words]


def in_order(text, *words):
    """Whether the words stand in the text in this order; says which does not."""
    at = 0
    for word in squeezed(*words):
        found = text.find(word, at)
        assert found >= 0, f"{word} is not after {text[max(0, at - 60) : at]}"
        at = found + len(word)


def item(**values):
    return Item("item", values.pop("title", "Rubrik"), 1, "§ 1", **values)


def with_items(*items, **values):
    return dataclasses.replace(fixture("protocol"), items=items, actions=(), **values)


# ---- every element of both kinds of document


def test_protocol_says_everything_in_order():
    in_order(
        said(fixture("protocol")),
        *(
            "Mellanbygdens kommunalförbund",
            "Protokoll",
            "2025-05-15",
            "Dnr MKF 2025/41",
            "Styrgruppsmöte bokbuss 2025-05-15",
        ),
        *("Utkast", "Tid och plats: torsdagen den 15 mars, kl 9-10:30, via Teams."),
        "Närvarande: Kajsa Rehnmark (Kulturchef, Ekfors kommun, ordförande i styrgruppen), Yngve Tallmo",
        "Frånvarande: Torkel Winge (kommunchef, Björkvalla kommun),",
        "Vakant (Hedbergets kommun)",
        *(
            "§1 Val av justerare",
            "Parisa Moradi utses att justera protokollet.",
            "§2",
            "Protokollet läggs till handlingarna.",
        ),
        *("§3", "körs i vår", "Yngve Tallmo lämnar mötet kl. 9.41.", "§4 Ny buss", "Dnr: MKF 2025/17"),
        *("Föredragande: Eva-Lena Stibrand", "Byggare Drivmedel Kronor", "6 950 000", "Vad chaufförerna säger"),
        *("Styrgruppens kommentar", "Beslut Styrgruppen beslutar att förorda elbuss, att be förbundet"),
        "Beslut Styrgruppen beslutar att tacka chaufförerna",
        "16/10, kl 13-14 (därefter studiebesök",
        *("”Vad skulle få dig", "Vad saknar du?”", '"Jag kommer för chauffören'),
        "Punkten utgår i dag och tas upp igen på mötet i september. Parisa tar gärna emot förslag",
        *("Åtgärder", "Ta in anbud på laddplats (§4) Eva-Lena Stibrand 2025-08-29", "före midsommar", "Alla"),
        *("Sekreterare Eva-Lena Stibrand Verksamhetsutvecklare, Bokbussen", "Ordförande", "Justerare Parisa Moradi"),
        *("Bilagor", "Bilaga 1: Anbud i sammandrag (§4) PDF, 418 kB", "Bilaga 2: Turlista"),
    )


def test_notes_say_everything_in_order():
    in_order(
        said(fixture("notes")),
        *("Minnesanteckningar", "Nätverket för friluftsliv", "Information om mötet"),
        *("Datum 2025-02-06", "Tid 13.00-15.30", "Plats Skidstugan", "Deltagare Namn Kommun/Förening"),
        *("Tuva Ekelöf (ersätter Per-Ola Sand) Björkvalla", "Föredragande", "Jamila Osman Länsstyrelsen"),
        *("Förhindrade", "Vakant Scouterna i Hedberget", "Dagordning"),
        "Mötespunktens typ anges som [I] för informationspunkt, [D] för diskussionspunkt, [A] för arbetsmoment.",
        *("Punkt Typ Beskrivning Ansvarig Ca tid", "1 I Förra anteckningarna Bertil 13.00", "Alla 13.10", "FIKA 14.20"),
        *("4 A Allemansrätten i skolan Jamila (Länsstyrelsen) 14.40", "5 D Vem sköter vindskydden? Åsa 14.10"),
        *("AVSLUT 15.30", "1) Förra anteckningarna", "Synpunkter: Föreningarna kan", "Åsa ber alla mejla"),
        *(
            "Antecknat av Minna Heikkilä",
            "Justerat av Åsa Dunder",
            "Bilagor",
            "2025-02-06 - Bilaga 1-Vinterleden, karta",
        ),
    )


def test_a_break_has_a_row_in_the_agenda_and_no_section():
    text = page(fixture("notes"))
    assert text.count("FIKA") == 1
    assert len(re.findall('class="doc-item"', text)) == 5


def test_a_vacant_seat_is_in_italics_and_typed_tags_are_words():
    minutes = dataclasses.replace(fixture("notes"), place="<i>x</i>", time_and_place="Plats: <i>x</i>")
    assert "<em>Vakant</em>" in page(minutes)
    assert "&lt;i&gt;x&lt;/i&gt;" in page(minutes)


def test_empty_sections_vanish():
    full = fixture("notes")
    labels = full.labels
    bare = dataclasses.replace(
        full, attendees=(), items=(), actions=(), attachments=(), signers=(), time_and_place="", item_types=()
    )
    text = said(bare)
    for label in (
        labels.present,
        labels.excused,
        labels.agenda,
        labels.actions,
        labels.attachments,
        labels.time_and_place,
    ):
        assert squeezed(label)[0] not in text
    assert "<table" not in page(bare)
    assert "<h3" not in page(bare)


def test_clauses_are_numbered_only_when_they_are_several():
    one = with_items(item(decisions=(Decision("Vi beslutar", ("att bygga.",)),)))
    two = with_items(item(decisions=(Decision("Vi beslutar", ("att bygga,", "att måla.")),)))
    assert "Vi beslutar att bygga." in page(one)
    assert "doc-clauses" not in page(one)
    assert page(two).count("<li><p>att ") == 2


def test_a_decision_without_heading_has_none():
    shown = with_items(item(decisions=(Decision("Så blir det."),)))
    hidden = with_items(item(decisions=(Decision("Så blir det.", heading=False),)))
    assert "<h4>Beslut</h4>" in page(shown)
    assert "<h4>Beslut</h4>" not in page(hidden)
    assert "Såblirdet." in said(hidden)


def test_an_outcome_comes_first_for_an_item_that_was_not_dealt_with_and_last_otherwise():
    withdrawn = with_items(item(outcome="withdrawn", outcome_sentence="Punkten utgår.", text="<p>Mer sen.</p>"))
    tabled = with_items(item(outcome="tabled", outcome_sentence="Ärendet bordläggs.", text="<p>Vi talade.</p>"))
    in_order(said(withdrawn), "Punkten utgår.", "Mer sen.")
    in_order(said(tabled), "Vi talade.", "Ärendet bordläggs.")


def test_a_removed_item_says_so():
    assert "Punktenutgår." in said(with_items(item(removed=True)))


def test_proposals_are_printed_only_when_the_body_prints_them():
    minutes = with_items(item(proposal="<p>Bygg!</p>"))
    printed = dataclasses.replace(minutes, layout=dataclasses.replace(minutes.layout, proposals=True))
    assert "Bygg!" not in said(minutes)
    in_order(said(printed), "Förslag till beslut", "Bygg!")


def test_a_correction_says_what_it_changes_and_why():
    minutes = dataclasses.replace(
        fixture("protocol"),
        correction=Correction("correction", 1, "I § 4 står nu 54.", "Siffrorna hade bytt plats.", "2025-06-02"),
    )
    in_order(said(minutes), "Rättelse 2025-06-02.", "Ersätter version 1.", "I § 4 står nu 54.", "Skäl: Siffrorna hade")


def test_signatures_are_told_with_verb_time_and_method():
    minutes = fixture("protocol")
    signatures = (
        Signed("secretary", "Eva-Lena Stibrand", "signed", "2025-05-20T08:52", "password_mfa"),
        Signed("adjuster", "Parisa Moradi", "approved", "2025-05-21T14:07", "mail_code"),
        Signed("adjuster", "Någon Annan", "approved", "2025-05-21T14:08", "mail_code"),
    )
    text = said(minutes, proof=proof(minutes, "in_adjustment", "Ej justerat", signatures=signatures))
    in_order(
        text,
        *("Ej justerat", "Eva-Lena Stibrand", "Undertecknat digitalt 2025-05-20 kl. 08.52 (lösenord och engångskod)"),
        *("Kajsa Rehnmark", "Parisa Moradi", "Justerat digitalt 2025-05-21 kl. 14.07 (engångskod via e-post)"),
    )
    assert text.count("digitalt") == 2


def test_the_date_of_adjustment_stands_at_the_top():
    minutes = fixture("protocol")
    published = proof(minutes, "published", "Justerat", adjusted_on="2025-05-21", version=1)
    in_order(said(minutes, proof=published), minutes.heading, "Justerat den 21 maj 2025", "Tid och plats")


def test_an_english_body_has_english_words():
    minutes = dataclasses.replace(fixture("notes"), language="en")
    text = page(minutes)
    assert 'lang="en"' in text
    in_order(html_text(text), "Vacant", "Description Responsible")


# ---- the page


@pytest.mark.parametrize("level", [1, 2, 3])
def test_heading_levels_follow_the_embedding_page(level):
    text = page(fixture("protocol"), level=level)
    levels = [int(found) for found in re.findall(r"<h([1-6])[ >]", text)]
    assert levels[0] == level
    assert levels.count(level) == 1
    assert set(levels) == {level, level + 1, level + 2}


def test_the_page_leads_from_decisions_and_agenda_to_their_places():
    for name in ("protocol", "notes"):
        text = page(fixture(name), prefix="v1-")
        targets = re.findall(r'href="#([^"]+)"', text)
        identities = re.findall(r' id="([^"]+)"', text)
        assert targets
        assert set(targets) <= set(identities)
        assert len(identities) == len(set(identities))
        assert all(identity.startswith("v1-") for identity in identities)


def test_the_page_can_carry_something_at_each_item():
    text = page(fixture("notes"), item_extra=lambda one: f"<form>{one.number}</form>")
    assert re.findall("<form>(.)</form>", text) == list("12345")


def test_only_attachments_with_a_file_are_links():
    text = page(fixture("protocol"), attachment_url=lambda one: f"/files/{one.number}/")
    assert re.findall(r'href="(/files/[^"]*)"', text) == ["/files/1/"]


def test_the_page_needs_no_inline_style_or_script():
    text = page(fixture("protocol"))
    assert "style=" not in text
    assert "<style" not in text
    assert "<script" not in text


def test_contents_name_every_section_with_its_anchor():
    found = render.contents(fixture("protocol"))
    assert found[0] == ("p1", "§1", "Val av justerare")
    assert [anchor for anchor, _label, _title in found] == [
        *(f"p{n}" for n in range(1, 8)),
        "actions",
        "signoff",
        "attachments",
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.documents(), st.data())
def test_any_minutes_have_a_page_in_which_no_typed_tag_is_a_tag(minutes, data):
    text = page(minutes, proof=data.draw(strategies.proofs(minutes)))
    allowed = {
        "article",
        "div",
        "p",
        "b",
        "br",
        "span",
        "section",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "em",
        "nav",
    }
    allowed |= {"ol", "ul", "li", "a", "strong", "blockquote", "footer", "h2", "h3", "h4"}
    assert set(re.findall(r"</?([a-z0-9]+)", text)) <= allowed
    for one in minutes.items:
        assert "".join(one.title.split()) in html_text(text) or one.kind != "item"


# ---- the PDF


@needs_pango
@pytest.mark.parametrize("name", ["protocol", "notes"])
def test_page_and_pdf_say_the_same_in_the_same_order(name):
    minutes = fixture(name)
    assert pdf_text(render.pdf(minutes, proof(minutes))) == said(minutes)


@needs_pango
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=WITHOUT_SHRINKING)
@given(strategies.documents(), st.data())
def test_every_fact_of_any_page_is_in_the_pdf(minutes, data):
    stands = data.draw(strategies.proofs(minutes))
    assert pdf_text(render.pdf(minutes, stands)) == html_text(render.page_html(minutes, stands))


@needs_pango
@pytest.mark.parametrize("name", ["protocol", "notes"])
def test_the_tags_tell_headings_tables_and_lists(name):
    minutes = fixture(name)
    found = elements(render.pdf(minutes, proof(minutes)))
    headings = [int(one.tag[1]) for one in found if re.fullmatch("H[1-6]", one.tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(headings, headings[1:], strict=False))
    heads = [one for one in found if one.tag == "TH"]
    assert heads
    assert {str(one.attributes["/Scope"]) for one in heads} == {"/Column", "/Row"}
    assert {"L", "LI", "LBody", "Table", "TR", "TD", "P"} <= {one.tag for one in found}


@needs_pango
def test_the_pdf_says_what_it_is_and_carries_its_data():
    minutes = fixture("protocol")
    stands = proof(minutes)
    with pikepdf.open(io.BytesIO(render.pdf(minutes, stands))) as pdf:
        assert str(pdf.Root.Lang) == "sv"
        assert pdf.docinfo["/Title"] == minutes.heading
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        data = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        assert data == {"minutes.json": load.to_json(minutes), "proof.json": load.to_json(stands)}
        kinds = {str(file.obj.F): str(file.obj.AFRelationship) for file in pdf.attachments.values()}
        assert kinds == {"minutes.json": "/Source", "proof.json": "/Supplement"}
        assert not [font for font in pdf.objects if _is_font(font) and "FontFile2" not in str(font.keys())]


def _is_font(thing):
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


@needs_pango
def test_a_variant_without_embedded_files_has_none():
    minutes = fixture("notes")
    with pikepdf.open(io.BytesIO(render.pdf(minutes, proof(minutes), variant="pdf/a-2a"))) as pdf:
        assert not pdf.attachments
        assert pdf.open_metadata()["pdfaid:part"] == "2"


@needs_pango
def test_the_address_and_the_running_head_are_artifacts():
    minutes = fixture("protocol")
    data = render.pdf(minutes, proof(minutes))
    read_out = pdf_text(data)
    assert "Postadress" not in read_out
    assert "Sida" not in read_out
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 1
        for sheet in pdf.pages:
            marked = [op for op in pikepdf.parse_content_stream(sheet) if str(op.operator) in ("BDC", "BMC")]
            assert any(str(op.operands[0]) == "/Artifact" for op in marked)


@needs_pango
def test_the_pdf_is_the_same_in_another_process_time_zone_and_hash_seed(tmp_path):
    minutes = fixture("protocol")
    here = render.pdf(minutes, proof(minutes))
    program = (
        "import django, sys; django.setup()\n"
        "from minutes.documents import load, render; from minutes.documents.content import Proof\n"
        f"m = load.minutes(open({str(FIXTURES / 'protocol.json')!r}, 'rb').read())\n"
        "sys.stdout.buffer.write(render.pdf(m, Proof('draft', 'Utkast', load.content_hash(m))))"
    )
    surroundings = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
        "PATH": "/usr/bin",
    }
    surroundings |= {"VAR_DIR": str(tmp_path), "DEBUG": "1"}
    made = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, check=True)
    assert made.stdout == here


@needs_pango
def test_a_logo_is_shown_with_the_name_as_its_alternative():
    minutes = fixture("notes")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123"/></svg>'
    data = render.pdf(minutes, proof(minutes), logo=svg)
    (figure,) = [one for one in elements(data) if one.tag == "Figure"]
    left, bottom, right, top = (float(edge) for edge in figure.attributes["/BBox"])
    assert 0 < left < right < 596
    assert 700 < bottom < top < 842


@needs_pango
@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.org/x.png", "http://127.0.0.1:1/"])
def test_nothing_outside_is_fetched(address):
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        render._fetcher().fetch(address)


@needs_pango
@pytest.mark.parametrize(
    "wild",
    [
        "Å" * 400,
        "a b " * 100,
        "🎉👩‍👩‍👧",
        "\u200fעברית\u200e",
        "مرحبا",
        "日本語",
        "<b>&amp;</b>",
        "{{ title }}{% now %}",
        "§" * 90,
        "ﬁ ﬂ ½",
    ],
)
def test_wild_text_everywhere_still_gives_a_pdf(wild):
    minutes = dataclasses.replace(
        fixture("notes"),
        heading=wild,
        time_and_place=f"Plats: {wild}",
        items=(item(title=wild, responsible=wild, type="I", text=f"<p>{wild.replace('<', '&lt;')}</p>"),),
        actions=(Action(wild, wild, "", wild),),
        registry_number=wild,
    )
    data = render.pdf(minutes, proof(minutes))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) >= 1


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
    surroundings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "1", "PATH": "/usr/bin"}
    made = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, check=True)
    assert "libpango-1.0-0" in json.loads(made.stdout)
