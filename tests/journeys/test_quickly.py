"""What makes writing quick, in a browser: keys, names and phrases while one types, quick lines, one key to decide."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minutes.models import AgendaItem, Phrase
from tests import factories

from .bench import Writer, text_of


@pytest.fixture
def sit(seats, live_server, meeting, secretary):
    """sit(item) -> the secretary at the workbench."""
    writers = []

    def at(item, **more):
        writers.append(Writer(seats, live_server.url, secretary, item, **more))
        return writers[-1]

    yield at
    assert [fault for writer in writers for fault in writer.faults] == []


@pytest.fixture
def item(meeting):
    item = meeting.items.last()
    item.decisions.all().delete()
    return item


def offers(writer):
    return writer.page.get_by_role("listbox").get_by_role("option")


def test_one_key_decides_and_names_and_phrases_are_offered_where_one_writes(sit, meeting, item, body):
    Phrase.objects.create(body=body, text="{namn} tackas för åren sedan {datum}.")
    meeting.attendances.filter(name="Malte Hedqvist").update(status="excused")
    AgendaItem.objects.filter(pk=item.pk).update(
        proposal="<p>Styrgruppen beslutar</p><ul><li><p>att laga bryggan, samt</p></li><li><p>att städa.</p></li></ul>"
    )
    siv = sit(item)
    one_key_decides_as_proposed_and_it_can_be_undone(siv, item)
    names_and_phrases_are_offered(siv, item)


def one_key_decides_as_proposed_and_it_can_be_undone(siv, item):
    page = siv.page
    expect(page.get_by_role("heading", name="Förslag till beslut")).to_be_visible()
    siv.look()
    page.keyboard.press("Alt+b")
    expect(page.locator("#decided")).to_contain_text("enligt förslaget")
    siv.save()
    decision = item.decisions.get()
    assert (decision.intro, decision.clauses) == ("Styrgruppen beslutar", ["att laga bryggan, samt", "att städa."])
    expect(page.locator("#rail [aria-current]")).to_contain_text("Beslutat")
    siv.look()
    page.locator("#decided").get_by_role("button", name="Ångra").click()
    siv.save()
    assert not item.decisions.exists()
    expect(siv.editor("proposal")).to_be_visible()


def names_and_phrases_are_offered(siv, item):
    page, editor = siv.page, siv.editor()
    siv.write(" Enligt @")
    expect(offers(siv)).to_contain_text(["Orvar Kjellgren", "Jorunn Ask", "Siv Lindblom"])
    assert editor.get_attribute("aria-activedescendant") == offers(siv).first.get_attribute("id")
    siv.look()
    page.keyboard.type("jo")
    page.keyboard.press("Enter")
    page.keyboard.type("är det så. @Malte")
    expect(offers(siv)).to_have_text(["Malte Hedqvist inte här"])
    page.keyboard.press("Escape")
    page.keyboard.type(". /tackas")
    expect(offers(siv)).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.type("Orvar K")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    siv.save()
    words = "Enligt Jorunn Ask är det så. @Malte. Orvar Kjellgren tackas för åren sedan den 12 november 2026."
    assert words in text_of(item)
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()

    # Plain fields offer them, too.
    page.keyboard.press("Alt+s")
    page.keyboard.type("@si")
    siv.look()
    page.keyboard.press("Enter")
    siv.save()
    assert item.decisions.get().intro == "Siv Lindblom"


def test_pressing_a_name_chooses_who_approves_and_the_keys_are_listed_and_lead_about(sit, meeting, item):
    meeting.signers.filter(role__key="adjuster").delete()
    first = meeting.items.first()
    first.decisions.all().delete()
    siv = sit(first)
    pressing_a_name_chooses_who_approves_and_writes_the_decision(siv, meeting)
    the_keys_are_listed_and_lead_about(siv, meeting, item)


def pressing_a_name_chooses_who_approves_and_writes_the_decision(siv, meeting):
    first = meeting.items.first()
    siv.page.get_by_role("group", name="Justerare").get_by_role("radio", name="Malte Hedqvist").check()
    words = "Malte Hedqvist utses att jämte ordföranden justera protokollet."
    expect(siv.page.locator("[name=decisions-0-intro]")).to_have_value(words)
    siv.look()
    assert first.decisions.get().intro == words
    assert meeting.signers.get(role__key="adjuster").person.name == "Malte Hedqvist"


def the_keys_are_listed_and_lead_about(siv, meeting, item):
    page = siv.page
    siv.editor().focus()
    page.keyboard.press("F1")
    keys = siv.dialog("Tangenter")
    expect(keys).to_contain_text("Nästa punkt")
    expect(keys.locator("dt", has_text="undefined")).to_have_count(0)
    assert "" not in [text.strip() for text in keys.locator("dt, kbd").all_inner_texts()]
    siv.look(keys)
    page.keyboard.press("Escape")
    page.keyboard.type("?")
    expect(keys).to_be_hidden()
    page.keyboard.press("Alt+n")
    expect(page).to_have_url(siv.base + reverse("writing-item", args=[item.pk]))
    page.keyboard.press("Alt+k")
    expect(siv.editor("comment")).to_be_focused()
    page.keyboard.press("Alt+a")
    expect(page.locator("#quick")).to_be_focused()
    page.keyboard.press("Alt+u")
    expect(page).to_have_url(siv.base + reverse("writing-item", args=[meeting.items.first().pk]))


def test_a_line_becomes_an_action_and_the_history_puts_a_text_back_on_a_phone(sit, meeting, item):
    factories.Attendance(meeting=meeting, name="Jorunn Lie")
    siv = sit(item, width=360)
    a_line_becomes_an_action_when_it_is_clear_who_is_meant(siv, item)
    the_history_lies_over_the_item_and_puts_a_text_back_into_it(siv, item)


def a_line_becomes_an_action_when_it_is_clear_who_is_meant(siv, item):
    page, read = siv.page, siv.page.locator("#quick-read")
    siv.editor().focus()
    page.keyboard.press("Alt+a")
    page.keyboard.type("Boka båt @Jorunn senast fredag")
    page.keyboard.press("Enter")
    expect(read).to_contain_text("Vem menas med Jorunn?")
    siv.look()
    read.get_by_role("button", name="Jorunn Lie").click()
    expect(read).to_contain_text("fredag 13 november")
    page.keyboard.press("Enter")
    expect(page.locator("#quick")).to_have_value("")
    page.keyboard.type("Laga bryggan @orv")
    page.keyboard.press("Enter")
    expect(page.locator("#quick")).to_have_value("Laga bryggan @Orvar Kjellgren ")
    page.keyboard.press("Alt+u")
    expect(page.locator("#heading")).to_contain_text("Val av justerare")
    page.keyboard.press("Alt+n")
    expect(page.locator("#quick")).to_have_value("Laga bryggan @Orvar Kjellgren ")
    page.keyboard.press("Alt+a")
    page.keyboard.type("till decembermötet")
    expect(read).to_contain_text("till decembermötet")
    page.keyboard.press("Enter")
    expect(page.locator("#quick")).to_have_value("")
    siv.save()
    rows = item.actions.values_list("text", "responsible__name", "due", "due_words")
    assert [(text, who, str(due or words)) for text, who, due, words in rows] == [
        ("Boka båt", "Jorunn Lie", "2026-11-13"), ("Laga bryggan", "Orvar Kjellgren", "till decembermötet"),
    ]


def the_history_lies_over_the_item_and_puts_a_text_back_into_it(siv, item):
    siv.write(" Och djupt.")
    siv.save()
    siv.page.keyboard.press("Alt+h")
    past = siv.dialog("Läget vid badplatserna, så stod det förut")
    expect(past.locator("ins", has_text="Och djupt")).to_be_visible()
    siv.look(past)
    past.get_by_role("link", name="det som står nu").click()
    expect(past.locator("del", has_text="Och djupt")).to_be_visible()
    past.get_by_role("button", name="Hämta tillbaka den").click()
    expect(past).to_be_hidden()
    expect(siv.editor()).to_have_text("Vattnet är varmt.")
    assert text_of(item) == "<p>Vattnet är varmt.</p>"
