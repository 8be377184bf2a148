"""What a summons says, and what it says of a change."""

import dataclasses

import pytest

from minutes.documents import render, summons, summons_changes, summons_sheet
from tests.documents import rules, samples
from tests.documents.reading import html_text, pdf_text

MINUTES = samples.fixture("protocol")


def made(minutes=MINUTES, **values):
    return summons.of(minutes, **{"label": "Kallelse", "number": 1} | values)


def changed(**values):
    return dataclasses.replace(MINUTES, **values)


def items(at, **values):
    found = [*MINUTES.items]
    found[at] = dataclasses.replace(found[at], **values)
    return tuple(found)


def test_it_says_time_place_people_agenda_and_documents_and_nothing_of_what_is_written():
    minutes = changed(items=items(1, presenter="Karin Lund", text="<p>Hemligt utkast.</p>"), mode="hybrid")
    said = html_text(summons_sheet.page_html(made(minutes, answer_by="2026-12-01")))
    expected = ["Kallelse:Styrgruppsmöte", "viaTeams", "Svarasenast:den1december2026", "föredrasavKarinLund"]
    expected.append("Mötesform:påplatsochpådistans")
    assert [words for words in expected if words not in said] == []
    assert [one.name for one in minutes.attachments if "".join(one.name.split()) not in said] == []
    assert "Hemligt" not in said


def test_of_a_confidential_item_it_tells_neither_title_nor_documents():
    label = MINUTES.attachments[0].item
    at = next(at for at, item in enumerate(MINUTES.items) if item.label == label)
    value = made(changed(items=items(at, confidential=True)))
    assert value.items[at].title == "Punkt med sekretess"
    assert MINUTES.items[at].title not in str(value)
    assert [one.item for one in value.attachments if one.item == label] == []


def test_it_can_be_read_back_from_its_json():
    value = made(changes=("Ny plats.",))
    assert summons.from_json(summons.to_json(value)) == value


def test_nothing_is_told_of_what_is_the_same_or_concerns_nobody():
    head = dataclasses.replace(MINUTES.letterhead, phone="0999-1")
    other = changed(letterhead=head, attendees=(), items=items(0, text="<p>Nytt.</p>"))
    assert summons_changes.between(made(), made(other, number=2, answer_by="2026-12-01")) == ()


def test_each_change_is_told_in_words():
    (first, second, *rest) = MINUTES.items
    third = dataclasses.replace(rest[0], presenter="Karin Lund")
    new = dataclasses.replace(first, title="Ny fråga")
    then, now = made(), made(
        changed(
            date="2025-05-20", start="", end="", place="Rådhuset", mode="in_person",
            items=(second, first, third, new, *rest[1:]), attachments=MINUTES.attachments[1:],
        )
    )
    assert summons_changes.between(then, now) == (
        "Nytt datum: tisdagen den 20 maj 2025. Tidigare: torsdagen den 15 maj 2025.",
        "Tiden är inte längre bestämd. Tidigare: kl. 9.00–10.30.",
        "Ny plats: Rådhuset. Tidigare: via Teams.",
        "Mötesformen är ändrad: på plats.",
        "Ny punkt på dagordningen: ”Ny fråga”.",
        "Punkterna har fått en ny ordning.",
        f"Uppgifterna om punkten ”{third.title}” är ändrade.",
        "Handlingen ”Anbud i sammandrag” är borttagen.",
    )
    assert summons_changes.moves(then, now)


def test_a_title_in_the_same_place_is_told_as_renamed():
    now = made(changed(items=items(0, title="Val av två justerare")))
    told = "Punkten ”Val av justerare” heter nu ”Val av två justerare”."
    assert summons_changes.between(made(), now) == (told,)
    assert not summons_changes.moves(made(), now)


@pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
def test_its_pdf_is_archivable_and_accessible_and_says_what_the_page_says():
    value = made(label="Ändrad kallelse", number=2, answer_by="2025-05-01", changes=("Ny plats: Rådhuset.",))
    data = summons_sheet.pdf(value)
    assert rules.failures(data) == []
    assert pdf_text(data) == html_text(summons_sheet.page_html(value))
