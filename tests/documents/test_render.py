"""The page, read back: every element of both kinds of document, in order."""

import dataclasses
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes.documents import foot, render
from minutes.documents.content import Action, Correction, Decision, Signed

from . import strategies
from .reading import html_text
from .samples import fixture, item, page, proof, said


def squeezed(*words):
    return ["".join(word.split()) for word in words]


def in_order(text, *words):
    """Whether the words stand in the text in this order; says which does not."""
    at = 0
    for word in squeezed(*words):
        found = text.find(word, at)
        assert found >= 0, f"{word} is not after {text[max(0, at - 60) : at]}"
        at = found + len(word)


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


def test_own_words_for_time_and_place_do_not_say_the_heading_again():
    minutes = dataclasses.replace(fixture("notes"), time_and_place="torsdagen den 6 februari, Skidstugan")
    in_order(said(minutes), "Information om mötet Tid och plats torsdagen den 6 februari, Skidstugan Deltagare")


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


def test_only_a_decision_that_is_longer_than_a_third_of_a_page_may_be_cut_by_its_end():
    several, sentence, many = (Decision("Vi beslutar", ("att bygga.",) * count) for count in (14, 1, 17))
    short, long = with_items(item(decisions=(several, sentence))), with_items(item(decisions=(sentence, many)))
    assert ("doc-decision--long" in page(short), page(long).count("doc-decision--long")) == (False, 1)


def test_high_rows_of_actions_are_not_held_together_and_the_highest_may_be_cut():
    minutes = fixture("protocol")
    long = [dataclasses.replace(minutes, actions=(Action("Räkna " * count),)) for count in (30, 60, 200)]
    assert [("doc-actions tall" in page(one), 'class="cut"' in page(one)) for one in long] == [
        (False, False), (True, False), (True, True),
    ]  # fmt: skip


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
    correction = Correction("correction", 1, "I § 4 står nu 54.", "Siffrorna hade bytt plats.", "2025-06-02")
    minutes = dataclasses.replace(fixture("protocol"), correction=correction)
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
        *("Ej justerat", "Eva-Lena Stibrand", "Undertecknat digitalt 2025-05-20 kl. 08.52 (lösenord och andra faktor)"),
        *("Kajsa Rehnmark", "Parisa Moradi", "Justerat digitalt 2025-05-21 kl. 14.07 (engångskod via e-post)"),
    )
    assert text.count("digitalt") == 2


def test_signers_stand_two_beside_each_other_when_a_word_has_no_room_in_the_narrowest_column():
    minutes = fixture("protocol")
    first, *others = minutes.signers
    for name, style in (("Eva-Lena Ängsholmsstierna-Ekenstråhle", "columns"), (f"Eva {'Ek' * 13}", "lines")):
        signers = (dataclasses.replace(first, name=name), *others)
        assert f"doc-signs--{style}" in page(dataclasses.replace(minutes, signers=signers))


def test_the_foot_of_page_one_is_as_high_as_the_address():
    head = fixture("protocol").letterhead
    assert [foot.margin(one) for one in (head, dataclasses.replace(head, postal_address="Ekfors " * 12))] == [36, 44]


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
    anchors = [anchor for anchor, _label, _title in found]
    assert anchors == [*(f"p{n}" for n in range(1, 8)), "actions", "signoff", "attachments"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.documents(), st.data())
def test_any_minutes_have_a_page_in_which_no_typed_tag_is_a_tag(minutes, data):
    text = page(minutes, proof=data.draw(strategies.proofs(minutes)))
    allowed = {"article", "div", "p", "b", "br", "span", "section", "table", "thead", "tbody", "tr", "th", "td", "em"}
    allowed |= {"nav", "ol", "ul", "li", "a", "strong", "blockquote", "footer", "h2", "h3", "h4"}
    assert set(re.findall(r"</?([a-z0-9]+)", text)) <= allowed
    for one in minutes.items:
        assert "".join(one.title.split()) in html_text(text) or one.kind != "item"
