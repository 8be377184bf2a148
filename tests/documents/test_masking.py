"""What is masked is nowhere in the copy: not in its data, not on its page."""

import dataclasses
import html
import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minutes.documents import load, masking, render
from minutes.documents.content import Action, Attachment, Decision, Signed
from minutes.documents.masking import Marks, mask
from tests.documents import samples

PROTOCOL = samples.fixture("protocol")
NUMBER = "811218-9876"  # from the Tax Agency's own examples; the check digit is right
TIE = masking.tie("a" * 64, "b" * 64)


def with_text(rich, **values):
    item = dataclasses.replace(PROTOCOL.items[0], text=rich, **values)
    return dataclasses.replace(PROTOCOL, items=(item, *PROTOCOL.items[1:]))


def masked_text(rich, *words):
    return mask(with_text(rich), Marks(words)).items[0].text


def everything(copy):
    """All the strings of the data, and the words of the page."""
    page = render.page_html(copy, samples.proof(copy, "published", "Justerat", tie=TIE, code="0" * 12))
    values = re.findall(r'(?<=[:,\[])"((?:[^"\\]|\\.)*)"(?!:)', load.to_json(copy).decode())
    return "\n".join([*(json.loads(f'"{one}"') for one in values), html.unescape(re.sub("<[^>]*>", "", page))])


def stands(word, said):
    return bool(re.search(rf"(?<!\w){re.escape(word)}", said, re.IGNORECASE))


# What the document prints whatever is written in it cannot be told from what is.
_SIGNERS = tuple(dataclasses.replace(one, name="", title="", organisation="") for one in PROTOCOL.signers)
EMPTY = dataclasses.replace(
    PROTOCOL,
    items=(samples.item(title="–", decisions=(Decision("–"),)),),
    attendees=(),
    actions=(),
    attachments=(),
    signers=_SIGNERS,
    time_and_place="",
    place="",
)
SAID = {word for _place, said in masking.strings(PROTOCOL) for word in re.findall(r"\w{5,}", said)}
PRINTED = everything(EMPTY)
WORDS = sorted(word for word in SAID if not stands(word, PRINTED))


@example(WORDS, set())
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.sets(st.integers(0, len(PROTOCOL.items) - 1)))
@settings(max_examples=10, deadline=None)
def test_no_marked_word_stands_anywhere_in_the_copy(words, items):
    marks = Marks(tuple(words), tuple(items))
    copy = mask(PROTOCOL, marks)
    said = everything(copy)
    assert [word for word in words if stands(word, said)] == []
    assert masking.leaks(copy, marks) == []
    assert load.sealed(load.to_json(copy)) == copy


@pytest.mark.parametrize(
    ("told", "words", "left"),
    [
        ("<p>Sökande Ylva Ask fick Asks nyckel, i asken.</p>", ["ask"],
         "<p>Sökande Ylva [maskat] fick [maskat] nyckel, i [maskat].</p>"),
        ("<p>Ylva <strong>A</strong>sk kom.</p>", ["Ylva Ask"], "<p>[maskat] kom.</p>"),
        ("<p>Ylva<br>Ask &amp; son</p>", ["ylva ask"], "<p>[maskat] &amp; son</p>"),
        ("<p>Se <a href='https://x.example/Ylva%20Ask'>sidan</a>.</p>", ["Ylva Ask"], "<p>Se sidan.</p>"),
        ("<p>Skriv <a href='mailto:ylva@x.example'>ylva@x.example</a>.</p>", ["ylva@x.example"],
         "<p>Skriv [maskat].</p>"),
        (f"<p>{NUMBER}, 8112189876 och 81 12 18 98 76.</p>", [NUMBER], "<p>[maskat], [maskat] och [maskat].</p>"),
        (f"<p>{NUMBER} och 19{NUMBER}</p>", [f"19{NUMBER}"], "<p>[maskat] och [maskat]</p>"),
        ("<p>Ylva Ask från Mo.</p>", ["Ylva", "Ask"], "<p>[maskat] från Mo.</p>"),
        ("<p>ylva.ask@x.example, Brev_Ylva_Ask och <a href='https://x.example/YlvaAsk'>sidan</a>.</p>", ["Ylva Ask"],
         "<p>[maskat]@x.example, [maskat] och sidan.</p>"),
        ("<p>811218\u20119876, 811218\u22129876 och 811218\u200e9876.</p>", [NUMBER],
         "<p>[maskat], [maskat] och [maskat].</p>"),
        ("<p>Ek\u2011Lund, Ek–Lund, O’Hara och As\u200ek.</p>", ["Ek-Lund", "O'Hara", "Ask"],
         "<p>[maskat], [maskat], [maskat] och [maskat].</p>"),
        ("<ul><li>Mask och task</li></ul>", ["ask"], "<ul><li>Mask och task</li></ul>"),
        ("<table><tr><th>Namn</th></tr><tr><td>Ylva</td></tr></table>", ["ylva"],
         "<table><thead><tr><th scope=\"col\">Namn</th></tr></thead><tbody><tr><td>[maskat]</td></tr></tbody></table>"),
    ],
)  # fmt: skip
def test_what_a_mark_takes(told, words, left):
    masked = masked_text(told, *words)
    assert re.sub(r' scope="col"', "", masked) == re.sub(r' scope="col"', "", left)


def test_masks_tell_nothing_of_what_they_hide():
    short, long = (masked_text(f"<p>Av {name} kom.</p>", name) for name in ("Bo", "Maximiliana von Lagerstråle"))
    assert short == long


def test_a_masked_item_is_its_number_alone_and_takes_its_actions_and_attachments_along():
    label = PROTOCOL.items[0].label
    minutes = dataclasses.replace(
        with_text("<p>Hemligt.</p>", title="Ärendet Ask", confidential=True),
        actions=(Action("Ring Ask", "Ylva", item=label),),
        attachments=(Attachment(1, "Bilaga 1: Ask", "Ask", "", "c" * 64, 9, "application/pdf", "ask.pdf", label),),
    )
    copy = mask(minutes, Marks(items=(0,)))
    assert (copy.items[0].label, copy.items[0].title, copy.items[0].text) == (label, "[maskat]", "")
    assert not copy.items[0].confidential
    assert copy.actions == ()
    assert (copy.attachments[0].sha256, copy.attachments[0].public) == ("", False)
    assert not re.search(r"(?<!\w)ask", everything(copy), re.IGNORECASE)


def test_a_masked_attachment_keeps_its_number_and_a_closed_one_its_name_but_no_hash():
    files = [Attachment(n, f"Bilaga {n}: Karta", "Karta", "", "c" * 64, 9, "application/pdf", "k.pdf", public=n == 1)
             for n in (1, 2)]  # fmt: skip
    copy = mask(dataclasses.replace(PROTOCOL, attachments=tuple(files)), Marks(attachments=(1,)))
    first, second = copy.attachments
    assert ("Karta" in first.name, "[maskat]" in first.name, first.sha256) == (False, True, "")
    assert (second.name, second.sha256) == ("Bilaga 2: Karta", "")


def test_an_earlier_text_that_says_what_is_masked_is_found():
    file = Attachment(1, "Bilaga 1: Karta", "Karta", "", "c" * 64, 9, "application/pdf", "k.pdf")
    minutes = dataclasses.replace(with_text("<p>Ylva kom.</p>"), attachments=(file,))
    renamed = dataclasses.replace(minutes, attachments=(dataclasses.replace(file, number=2, title="Skiss"),))
    for marks in (Marks(("Ylva",)), Marks(items=(0,)), Marks(attachments=(1,))):
        copy = mask(minutes, marks)
        assert (masking.tells(minutes, minutes, marks), masking.tells(copy, minutes, marks)) == (True, False)
    assert masking.tells(renamed, minutes, Marks(attachments=(1,)))


def test_a_file_whose_name_says_what_is_masked_stays_behind():
    file = Attachment(1, "Bilaga 1: Brev från Ylva", "Brev från Ylva", "", "c" * 64, 9, "application/pdf", "brev.pdf")
    (one,) = mask(dataclasses.replace(PROTOCOL, attachments=(file,)), Marks(("Ylva",))).attachments
    assert (one.name, one.sha256, one.file_name, one.public) == ("Bilaga 1: Brev från [maskat]", "", "", False)


@pytest.mark.parametrize(
    ("name", "stays"),
    [("brev_asa-oberg.pdf", True), ("AsaOberg 2.pdf", True), ("%C3%85sa%20%C3%96berg.pdf", True),
     ("811218_9876.pdf", True), ("karta.pdf", False), ("asarna-oberget.pdf", False)],
)  # fmt: skip
def test_the_name_of_a_file_says_what_is_masked_also_in_other_letters(name, stays):
    file = Attachment(1, "Bilaga 1: Brev", "Brev", "", "c" * 64, 9, "application/pdf", name)
    (one,) = mask(dataclasses.replace(PROTOCOL, attachments=(file,)), Marks(("Åsa Öberg", NUMBER))).attachments
    assert (one.file_name == "", one.public) == (stays, not stays)


def test_a_date_and_a_time_of_day_are_masked_by_being_left_out():
    actions = (Action("Ring", due="2026-03-04"), Action("Skriv", due="2026-03-05"))
    copy = mask(dataclasses.replace(PROTOCOL, actions=actions, start="14:07"), Marks(("2026-03-04", "14.07")))
    assert ([one.due for one in copy.actions], copy.start) == (["", "2026-03-05"], "")
    assert mask(PROTOCOL, Marks((PROTOCOL.date[:2],))).date == PROTOCOL.date


def test_a_confidential_item_is_opened_only_by_being_masked_whole_or_opened_by_name():
    minutes = with_text("<p>Ylva fick nyckeln.</p>", confidential=True)
    kept = [mask(minutes, marks).items[0].confidential for marks in (
        Marks(("Ylva",)), Marks(("Ylva",), opened=(0,)), Marks(items=(0,)))]  # fmt: skip
    assert kept == [True, False, False]


def test_the_copy_says_that_it_is_masked_and_what_ties_it_to_the_original():
    copy = mask(PROTOCOL, Marks(("Ylva",)))
    page = render.page_html(copy, samples.proof(copy, "published", "Justerat", tie=TIE, code="0" * 12))
    assert copy.document_label == f"{PROTOCOL.document_label} (maskad kopia)"
    assert "Maskad offentlig kopia." in page
    assert TIE in page


def test_a_signature_is_masked_by_the_same_words():
    proof = samples.proof(PROTOCOL, signatures=(Signed("chair", "Ylva Ask", "signed", "2026-01-02T10:00", "demo"),))
    masked = masking.mask_proof(proof, Marks(("Ask",)), "sv", "d" * 64, TIE)
    assert (masked.signatures[0].name, masked.content_hash, masked.tie) == ("Ylva [maskat]", "d" * 64, TIE)


def test_a_part_of_a_masked_name_that_is_left_is_told():
    minutes, marks = with_text("<p>Ylva Granlund kom. Granlunds ärende återkommer.</p>"), Marks(("Ylva Granlund",))
    assert masking.left(mask(minutes, marks), marks) == ["Granlund"]


def test_what_every_copy_shows_cannot_be_masked():
    assert masking.is_fixed(PROTOCOL, PROTOCOL.body)
    assert masking.is_fixed(PROTOCOL, "maskat")
    assert not masking.is_fixed(PROTOCOL, "Lagerstråle")


def test_a_long_text_without_blanks_is_masked_in_no_time():
    assert masked_text(f"<p>{'a' * 150_000}</p>", "a" * 10) == "<p>[maskat]</p>"
