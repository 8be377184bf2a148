"""What the shared scripts do, on the component page in a browser; accessible in both schemes and at both widths."""

import re

import pytest
from playwright.sync_api import expect

from minutes.lib import richtext
from minutes.templatetags import scripts
from tests.journeys.walking import beside, inaccessible

pytestmark = pytest.mark.urls("tests.gallery")


@pytest.fixture
def visit(browser, live_server):
    """visit(width=..., scheme=...) -> the component page, whose scripts must not fail."""
    faults, contexts = [], []

    def open_page(width=1280, scheme="light"):
        context = browser.new_context(locale="sv-SE", viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{live_server.url}/components/")
        expect(page.get_by_role("toolbar", name="Textformat: Text")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_components_are_accessible_and_fit(visit, width, scheme):
    page = visit(width, scheme)
    assert inaccessible(page) + beside(page) == []


def test_a_dialog_opens_and_gives_the_focus_back(visit):
    page = visit()
    opener = page.locator("a.btn--danger", has_text="Återkalla justeringen")
    opener.click()
    dialog = page.get_by_role("dialog", name="Återkalla justeringen?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Varför återkallas den?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_menu_closes_on_escape(visit):
    page = visit()
    summary = page.locator(".pagehead summary")
    summary.click()
    expect(page.get_by_role("link", name="Lägg i kalendern")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Lägg i kalendern")).to_be_hidden()
    expect(summary).to_be_focused()


def test_rows_are_added_and_removed_and_brought_back(visit):
    page = visit()
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


def test_a_list_is_ordered_by_buttons_keys_and_handle(visit):
    page = visit()
    with page.expect_response("**/components/"):
        page.locator("#agenda-list [value='1:down']").click()
    expect(page.locator("#live")).to_have_text("Punkt 1 flyttad till plats 2 av 3")
    assert order(page) == ["2", "1", "3"]
    with page.expect_response("**/components/"):
        page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#live")).to_have_text("Punkt 1 flyttad till plats 1 av 3")
    assert order(page) == ["1", "2", "3"]

    grip = page.locator("#agenda-list [data-id='3'] [data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator("#agenda-list [data-id='1']").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + 30, steps=6)
    with page.expect_response("**/components/"):
        page.mouse.move(start["x"] + 8, end["y"] + 4, steps=3)
        page.mouse.up()
    expect(page.locator("#live")).to_have_text("Punkt 3 flyttad till plats 1 av 3")
    assert order(page) == ["3", "1", "2"]


def test_an_order_that_cannot_be_saved_is_put_back_and_told(visit):
    page = visit()
    page.route("**/components/", lambda route: route.fulfill(status=409, body="sealed"))
    page.locator("#agenda-list [value='1:down']").click()
    expect(page.locator("#live")).to_have_text("Ordningen kunde inte sparas. Ladda om sidan och försök igen.")
    assert order(page) == ["1", "2", "3"]


def stored(page):
    return page.evaluate("Object.keys(localStorage).map((key) => key.split(':').pop()).sort()")


def test_what_is_written_survives_a_reload_and_is_erased_when_it_is_saved(visit):
    page = visit()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Anteckning").fill("Ett ord")
    page.locator("#id_text_editor").fill("Hela texten")
    page.get_by_role("button", name="Lägg till person").click()
    page.locator("[name=people-2-name]").fill("Jorunn Ask")
    page.wait_for_timeout(500)
    assert stored(page) == ["note", "people-2-name", "text"]

    page.reload()
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


def test_what_was_refused_is_kept(visit):
    page = visit()
    page.get_by_label("Anteckning").fill("Ett ord")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#fields .errors, .errors").first).to_be_visible()
    expect(page.get_by_label("Anteckning")).to_have_value("Ett ord")
    assert "note" in stored(page)


def test_leaving_with_unsaved_text_warns(visit):
    page = visit()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    page.get_by_label("Anteckning").press_sequentially("ord")
    page.reload()
    assert asked == ["beforeunload"]


def test_the_toolbar_speaks_swedish_and_is_one_stop(visit):
    page = visit()
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
    assert set(labels) <= set(scripts.words()["editor"].values())


def test_words_in_another_language_are_marked_and_stay_so(visit):
    page = visit()
    kept = '<p>Risken för <span lang="en">scope creep</span></p>'
    page.locator("#id_text").evaluate(
        "(field, html) => { field.value = html; field.dispatchEvent(new Event('justera:restore')); }", kept
    )
    expect(page.locator("#id_text_editor [lang=en]")).to_have_text("scope creep")
    page.locator("#id_text_editor").press("End")
    page.keyboard.type(" växer")
    expect(page.locator("#id_text")).to_have_value(kept.replace("</p>", " växer</p>"))

    page.keyboard.press("ControlOrMeta+a")
    page.get_by_role("button", name="Annat språk").click()
    page.get_by_label("Orden är på").select_option("Finska")
    page.get_by_role("dialog").get_by_role("button", name="Spara").click()
    finnish = '<p><span lang="fi">Risken för scope creep växer</span></p>'
    expect(page.locator("#id_text")).to_have_value(finnish)
    assert richtext.sanitise(finnish) == finnish
