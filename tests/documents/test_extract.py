"""An extract: nothing of other items, whom it is sent to, who vouches for it."""

import dataclasses
import io

import lxml.html
import pikepdf
import pytest

from minutes.documents import extract, render
from minutes.documents.content import Action, Attachment, Decision, Item, Proof

from . import rules
from .reading import html_text, pdf_text
from .samples import fixture
from .test_conformance import off_the_paper

ATTESTED = extract.Attestation("Elsa Norrby", "utredare", "2026-11-22", ("Ekonomiavdelningen", "Tallnäs kommun"))
SIGNED = Proof("published", "Justerat", "2026-10-20")


def cut(language="sv"):
    items = (
        Item("item", "Bryggan", number=1, label="§ 1", decisions=(Decision(intro="Bryggan lagas."),)),
        Item("item", "Hemligheten", number=2, label="§ 2"),
    )
    minutes = dataclasses.replace(
        fixture("protocol"),
        language=language,
        items=items,
        actions=(Action("Köpa virke", item="§ 1"), Action("Tiga", item="§ 2"), Action("Gammalt")),
        attachments=(Attachment(1, "Ritning", item="§ 1"), Attachment(2, "Hemlig bilaga", item="§ 2")),
    )
    return extract.of(minutes, {0})


def words(html):
    return " ".join(" ".join(lxml.html.fromstring(html).itertext()).split())


def test_it_holds_the_chosen_item_with_what_belongs_to_it_and_nothing_else():
    shown = words(extract.page_html(cut(), SIGNED, ATTESTED))
    for one in ("Protokollsutdrag", "Bryggan", "Köpa virke", "Ritning"):
        assert one in shown
    for other in ("Hemlig", "Tiga", "Gammalt"):
        assert other not in shown


def test_it_says_whose_it_is_whom_it_goes_to_and_who_vouches_for_it():
    minutes = cut()
    shown = words(extract.page_html(minutes, SIGNED, ATTESTED))
    assert minutes.heading.startswith(minutes.body)
    assert "Beslutet skickas till Ekonomiavdelningen Tallnäs kommun" in shown
    assert "Rätt utdraget intygar den 22 november 2026 Elsa Norrby utredare" in shown


@pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
def test_its_pdf_is_archivable_and_accessible_within_its_margins_and_says_what_it_is():
    minutes = cut()
    data = extract.pdf(minutes, SIGNED, ATTESTED)
    assert rules.failures(data) == []
    assert pdf_text(data) == html_text(extract.page_html(minutes, SIGNED, ATTESTED))
    assert off_the_paper(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.docinfo["/Title"] == f"{minutes.heading}, protokollsutdrag"


def test_it_speaks_the_language_of_the_minutes():
    shown = words(extract.page_html(cut("en"), SIGNED, ATTESTED))
    assert "The decision is sent to" in shown
    assert "Beslutet" not in shown
