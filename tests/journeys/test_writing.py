"""The writing page in a browser: the editor, its keys, and the roster beside it; test_workbench.py has the rest."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minutes.models import AgendaItem, Movement
from tests.journeys.seats import sign_in


@pytest.fixture
def item(meeting):
    return meeting.items.last()


@pytest.fixture
def page(live_server, seats, item, secretary):
    faults = []
    heard = {"pageerror": lambda fault: faults.append(fault), "dialog": lambda dialog: dialog.accept()}
    page = seats.take(live_server.url, **heard)
    sign_in(page, live_server.url, secretary.user)
    page.goto(live_server.url + reverse("writing-item", args=[item.pk]))
    yield page
    assert faults == []


def save(page):
    """Ctrl S, and all of it has arrived."""
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_have_attribute("data-open", "0")


def fresh(item):
    return AgendaItem.objects.get(pk=item.pk)


def write(page, words, field="text"):
    editor = page.locator(f"#id_{field}_editor")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_what_is_typed_stays_and_is_saved_by_the_keys_and_a_proposal_becomes_the_decision(page, item):
    toolbar = page.get_by_role("toolbar", name="Textformat: Text")
    write(page, " Två badplatser stängs.")
    expect(toolbar.get_by_role("button", name="Fet", exact=True)).to_be_visible()
    assert page.locator("#id_text_editor").get_attribute("spellcheck") == "true"
    somebody_leaves_while_the_text_stays(page, item)
    a_list_is_written_as_one_types(page, item)
    a_proposal_becomes_the_decision(page, item)


def somebody_leaves_while_the_text_stays(page, item):
    page.get_by_role("button", name=re.compile("Lämnar nu.*Orvar Kjellgren")).click()
    expect(page.locator(".written")).to_contain_text("Orvar Kjellgren lämnar mötet")
    expect(page.locator("#id_text_editor")).to_contain_text("Två badplatser stängs.")
    assert Movement.objects.get().item == item
    page.locator(".written").get_by_role("button").click()
    expect(page.locator(".written")).to_have_count(0)


def a_list_is_written_as_one_types(page, item):
    write(page, "")
    page.keyboard.press("Enter")
    page.keyboard.type("- Norra viken")
    page.keyboard.press("Enter")
    page.keyboard.type("Södra viken")
    save(page)
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Sparat \d+\.\d\d$"))
    assert fresh(item).text == (
        "<p>Vattnet är varmt. Två badplatser stängs.</p><ul><li><p>Norra viken</p></li><li><p>Södra viken</p></li></ul>"
    )


def a_proposal_becomes_the_decision(page, item):
    page.locator("[data-formset-remove]").first.click()
    page.locator("summary", has_text="Förslag till beslut").click()
    write(page, "Styrgruppen beslutar", "proposal")
    for clause in ("att laga bryggan, samt", "att ta bort stenen."):
        page.keyboard.press("Enter")
        page.keyboard.type(clause)
    page.keyboard.press("Alt+b")
    expect(page.locator("#id_decisions-1-clauses")).to_have_value("att laga bryggan, samt\natt ta bort stenen.")
    save(page)
    decision = item.decisions.get()
    assert decision.intro == "Styrgruppen beslutar"
    assert decision.clauses == ["att laga bryggan, samt", "att ta bort stenen."]
