"""What the shared scripts do, on the component page in a browser; accessible in both schemes and at both widths."""

import re

import pytest
from playwright.sync_api import expect

from minutes.lib import richtext
from minutes.templatetags import scripts
from tests.journeys.walking import beside, inaccessible

pytestmark = pytest.mark.urls("tests.gallery")


@pytest.fixture
def asked():
    """What the browser has asked whoever left a page."""
    return []


@pytest.fixture
def visit(seats, live_server, asked):
    """visit(width=..., scheme=...) -> the component page, whose scripts must not fail."""
    faults = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    def open_page(width=1280, scheme="light"):
        heard = {"pageerror": lambda error: faults.append(str(error)), "dialog": leave}
        page = seats.take(live_server.url, width=width, scheme=scheme, **heard)
        page.goto(f"{live_server.url}/components/")
        expect(page.get_by_role("toolbar", name="Textformat: Text")).to_be_visible()
        return page

    yield open_page
    assert faults == []


def test_what_the_scripts_do_at_a_desk(visit):
    page = visit()
    assert inaccessible(page) + beside(page) == []
    a_dialog_opens_and_gives_the_focus_back(page)
    a_menu_closes_on_escape(page)
    rows_are_added_and_removed_and_brought_back(page)
    a_list_is_ordered_by_buttons_keys_and_handle(page)
    an_answer_that_comes_late_takes_no_row_from_the_hand(page)
    an_order_that_cannot_be_saved_is_put_back_and_told(page)
    the_toolbar_speaks_swedish_and_is_one_stop(page)
    words_in_another_language_are_marked_and_stay_so(page)


def a_dialog_opens_and_gives_the_focus_back(page):
    opener = page.locator("a.btn--danger", has_text="Återkalla justeringen")
    opener.click()
    dialog = page.get_by_role("dialog", name="Återkalla justeringen?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Varför återkallas den?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def a_menu_closes_on_escape(page):
    summary = page.locator(".pagehead summary")
    summary.click()
    expect(page.get_by_role("link", name="Lägg i kalendern")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Lägg i kalendern")).to_be_hidden()
    expect(summary).to_be_focused()


def rows_are_added_and_removed_and_brought_back(page):
    page.get_by_role("button", name="Lägg till person").click()
    expect(page.locator("[name=people-2-name]")).to_be_focused()
    expect(page.locator("[name=people-TOTAL_FORMS]")).to_have_value("3")
    page.get_by_role("button", name="Ta bort raden").first.click()
    expect(page.locator("[name=people-0-name]")).to_be_hidden()
    expect(page.locator("[name=people-0-DELETE]")).to_be_checked()
    page.locator("[data-formset]").get_by_role("button", name="Ångra").click()
    expect(page.locator("[name=people-0-name]")).to_be_visible()
    expect(page.locator("[name=people-0-DELETE]")).not_to_be_checked()


def order(page):
    return [re.sub(r"\D", "", text)[-1] for text in page.locator("#agenda-list .rows__title").all_inner_texts()]


def saved(page):
    """What the server answered stands in the list."""
    expect(page.locator("#agenda-list")).not_to_have_attribute("aria-busy", "true")
    return order(page)


def a_list_is_ordered_by_buttons_keys_and_handle(page):
    page.locator("#agenda-list [value='1:down']").click()
    expect(page.locator("#live")).to_have_text("Punkt 1 flyttad till plats 2 av 3")
    assert saved(page) == ["2", "1", "3"]
    page.locator("#agenda-list [value='1:up']").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#live")).to_have_text("Punkt 1 flyttad till plats 1 av 3")
    assert saved(page) == ["1", "2", "3"]
    expect(page.locator("#agenda-list [value='1:down']")).to_be_focused()  # nothing moves up from the first place

    grip = page.locator("#agenda-list [data-id='3'] [data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator("#agenda-list [data-id='1']").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + 30, steps=6)
    page.mouse.move(start["x"] + 8, end["y"] + 4, steps=3)
    page.mouse.up()
    expect(page.locator("#live")).to_have_text("Punkt 3 flyttad till plats 1 av 3")
    assert saved(page) == ["3", "1", "2"]


def an_answer_that_comes_late_takes_no_row_from_the_hand(page):
    """What is moved meanwhile stays moved, and is saved after what is under way."""
    held = []
    page.route("**/components/", lambda route: route.continue_() if held else held.append(route))
    page.locator("#agenda-list [value='3:down']").click()
    page.locator("#agenda-list [value='3:down']").click()
    grip = page.locator("#agenda-list [data-id='2'] [data-grip]")
    start, end = grip.bounding_box(), page.locator("#agenda-list [data-id='1']").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    with page.expect_response("**/components/"):
        held[0].continue_()
    page.mouse.move(start["x"] + 8, end["y"] + 4, steps=3)
    page.mouse.up()
    assert saved(page) == ["2", "1", "3"]
    page.unroute("**/components/")


def an_order_that_cannot_be_saved_is_put_back_and_told(page):
    page.route("**/components/", lambda route: route.fulfill(status=409, body="sealed"))
    page.locator("#agenda-list [value='2:down']").click()
    expect(page.locator("#live")).to_have_text("Ordningen kunde inte sparas. Ladda om sidan och försök igen.")
    assert saved(page) == ["2", "1", "3"]
    page.unroute("**/components/")


def the_toolbar_speaks_swedish_and_is_one_stop(page):
    toolbar = page.get_by_role("toolbar")
    bold = toolbar.get_by_role("button", name="Fet")
    bold.focus()
    page.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Kursiv")).to_be_focused()
    assert toolbar.locator("button[tabindex='0']").count() == 1
    page.locator("#id_text_editor").fill("viktigt")
    page.keyboard.press("ControlOrMeta+a")
    bold.click()
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#id_text")).to_have_value("<p><strong>viktigt</strong></p>")
    labels = toolbar.locator("button").evaluate_all("all => all.map((button) => button.ariaLabel)")
    assert set(labels) <= set(scripts.editor_words().values())


def words_in_another_language_are_marked_and_stay_so(page):
    kept = '<p>Risken för <span lang="en">scope creep</span></p>'
    page.locator("#id_text").evaluate(
        "(field, html) => { field.value = html; field.dispatchEvent(new Event('justera:restore')); }", kept
    )
    expect(page.locator("#id_text_editor [lang=en]")).to_have_text("scope creep")
    page.locator("#id_text_editor").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" växer")
    expect(page.locator("#id_text")).to_have_value(kept.replace("</p>", " växer</p>"))

    page.keyboard.press("ControlOrMeta+a")
    page.get_by_role("button", name="Annat språk").click()
    page.get_by_label("Orden är på").select_option("Finska")
    page.get_by_role("dialog").get_by_role("button", name="Spara").click()
    finnish = '<p><span lang="fi">Risken för scope creep växer</span></p>'
    expect(page.locator("#id_text")).to_have_value(finnish)
    assert richtext.sanitise(finnish) == finnish


def test_the_components_on_a_phone_in_the_dark(visit, asked):
    page = visit(360, "dark")
    assert inaccessible(page) + beside(page) == []
    page.goto("about:blank")
    assert asked == []


def stored(page):
    return page.evaluate("Object.keys(localStorage).map((key) => key.split(':').pop()).sort()")


def test_what_is_written_survives_a_reload_and_is_erased_when_it_is_saved(visit, asked):
    """Leaving warns; what is refused is kept."""
    page = visit()
    page.get_by_label("Anteckning").fill("Ett ord")
    page.locator("#id_text_editor").fill("Hela texten")
    page.get_by_role("button", name="Lägg till person").click()
    page.locator("[name=people-2-name]").fill("Jorunn Ask")
    page.wait_for_function("() => localStorage.length === 3")
    assert stored(page) == ["note", "people-2-name", "text"]

    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("#id_text_editor")).to_contain_text("Leila Haddad")
    for form in ("#fields", "#writing"):
        page.locator(form).get_by_role("button", name="Hämta tillbaka den").click()
    expect(page.get_by_label("Anteckning")).to_have_value("Ett ord")
    expect(page.locator("#id_text_editor")).to_have_text("Hela texten")
    expect(page.locator("[name=people-2-name]")).to_have_value("Jorunn Ask")

    page.get_by_label("Börjar").first.fill("13:00")
    page.get_by_label("Som löpande text").first.check()
    page.locator("[name=people-1-name]").fill("Orvar Kjellgren")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("[data-messages]")).to_have_text("Sparat.")
    assert stored(page) == ["text"]

    page.goto(page.url)
    page.get_by_label("Anteckning").fill("Ett annat ord")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#fields .errors, .errors").first).to_be_visible()
    expect(page.get_by_label("Anteckning")).to_have_value("Ett annat ord")
    assert "note" in stored(page)
