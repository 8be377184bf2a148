"""The writing page in a browser: the editor, its keys, and the roster beside it; test_workbench.py has the rest."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minutes.models import AgendaItem, Movement


@pytest.fixture
def item(meeting):
    return meeting.items.last()


@pytest.fixture
def page(live_server, browser, client, item, secretary):
    client.force_login(secretary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([session])
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + reverse("writing-item", args=[item.pk]))
    yield page
    context.close()
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


def test_the_editor_has_swedish_tools_with_one_stop_for_the_tab_key(page):
    toolbar = page.get_by_role("toolbar", name="Textformat: Text")
    page.locator("#id_text_editor").click()
    expect(toolbar.get_by_role("button", name="Fet", exact=True)).to_be_visible()
    assert toolbar.locator("button[tabindex='0']").count() == 1
    assert page.locator("#id_text_editor").get_attribute("spellcheck") == "true"


def test_the_keys_save_and_stay_and_a_list_is_written_as_one_types(page, item):
    write(page, " Två badplatser stängs.")
    page.keyboard.press("Enter")
    page.keyboard.type("- Norra viken")
    page.keyboard.press("Enter")
    page.keyboard.type("Södra viken")
    save(page)
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Sparat \d+\.\d\d$"))
    assert fresh(item).text == (
        "<p>Vattnet är varmt. Två badplatser stängs.</p><ul><li><p>Norra viken</p></li><li><p>Södra viken</p></li></ul>"
    )


def test_control_enter_saves_and_goes_on(page, live_server, meeting, item):
    first = meeting.items.first()
    page.goto(live_server.url + reverse("writing-item", args=[first.pk]))
    write(page, " Av alla.")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(live_server.url + reverse("writing-item", args=[item.pk]))
    assert fresh(first).text == "<p>Valet förrättas. Av alla.</p>"


def test_a_proposal_becomes_the_decision(page, item):
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


def test_somebody_leaves_while_the_text_stays_unsaved(page, item):
    write(page, " Osparat.")
    page.get_by_role("button", name=re.compile("Lämnar nu.*Orvar Kjellgren")).click()
    expect(page.locator(".written")).to_contain_text("Orvar Kjellgren lämnar mötet")
    expect(page.locator("#id_text_editor")).to_contain_text("Osparat.")
    assert Movement.objects.get().item == item
    page.locator(".written").get_by_role("button").click()
    expect(page.locator(".written")).to_have_count(0)
