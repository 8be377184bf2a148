"""The document is beautiful: as on the approved pictures, and with no page that somebody would be ashamed of."""

import dataclasses

import pymupdf
import pytest
from PIL import Image

from minutes.documents import render

from . import looks, samples

pytestmark = pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
HEADING = 12.5  # points; what is larger is the title
TOP, FOOT = 70, 842 - 66  # of what is between running head and foot, in points


@pytest.mark.parametrize("name", looks.ALL)
def test_a_document_looks_as_it_was_approved(name):
    drawn = looks.pictures(looks.made(name)[0])
    approved = sorted(looks.APPROVED.glob(f"{name}-*.png"))
    wrong = []
    for number, picture in enumerate(drawn, 1):
        before = looks.path(looks.APPROVED, name, number)
        share, apart = looks.difference(picture, Image.open(before).convert("L")) if before.exists() else (1, picture)
        if share > looks.TOLERANCE:
            looks.store(picture, looks.path(looks.FOUND, name, number))
            looks.store(apart, looks.path(looks.FOUND, name, number, "-difference"))
            wrong.append(f"page {number}: {share:.1%}")
    assert not wrong, f"look at {looks.FOUND}, then fix it or `make approve`"
    assert len(drawn) == len(approved)


@pytest.mark.parametrize("name", looks.ALL)
def test_no_page_has_a_lonely_heading_or_signatures_alone_or_nothing_and_each_says_what_is_not_approved(name):
    data, minutes, stands = looks.made(name)
    with pymupdf.open(stream=data) as document:
        for number, page in enumerate(document, 1):
            lines = body(page)
            assert len(lines) > 1, f"page {number} is empty"
            assert lines[-1]["spans"][0]["size"] < HEADING - 0.1, f"page {number} ends with a heading"
            assert lines[0]["spans"][0]["text"].strip() != minutes.signers[0].label, (
                f"page {number} begins with signatures"
            )
            assert (stands.state_label in page.get_text()) == (stands.state != "adjusted" or number == 1)


def test_a_planned_meeting_fills_its_pages_though_tables_have_one_row_and_items_no_text():
    notes = samples.fixture("notes")
    statuses = (*["present"] * 6, "other", "presenter", "excused", "absent")
    minutes = dataclasses.replace(
        notes,
        layout=dataclasses.replace(notes.layout, agenda_table=False),
        attendees=tuple(dataclasses.replace(notes.attendees[0], status=one) for one in statuses),
        items=tuple(samples.item(title="Rubrik", number=n, text="<p>Ja.</p>" * (n < 6)) for n in range(1, 26)),
    )
    with pymupdf.open(stream=render.pdf(minutes, samples.proof(minutes))) as document:
        ends = [body(page)[-1]["bbox"][1] for page in document]
        assert len(ends) == 3
        assert min(ends[:2]) > FOOT - 90


def body(page):
    """The lines between running head and foot, from top to bottom."""
    last = FOOT - 34 if page.number == 0 else FOOT
    blocks = page.get_text("dict")["blocks"]
    lines = [line for block in blocks for line in block.get("lines", ()) if TOP < line["bbox"][1] < last]
    return sorted(lines, key=lambda line: line["bbox"][1])


def test_a_page_that_has_changed_is_told_from_one_that_has_not():
    (picture, other, *_rest) = looks.pictures(looks.made("protocol_long")[0])
    moved = Image.new("L", picture.size, 255)
    moved.paste(picture, (0, 6))
    nudged = Image.new("L", picture.size, 255)
    nudged.paste(picture, (0, 1))
    assert looks.difference(picture, picture)[0] == 0
    assert looks.difference(picture, nudged)[0] <= looks.TOLERANCE < looks.difference(picture, moved)[0]
    assert looks.difference(picture, other)[0] > looks.TOLERANCE
