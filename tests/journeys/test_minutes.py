"""The main job from end to end, by clicking: plan, write, check, send, three people sign, publish, a stranger reads."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from minutes.documents import render
from minutes.models import Meeting
from tests.journeys.walking import Walker


@pytest.mark.usefixtures("secretary", "chair", "adjuster", "member")
def test_from_the_plan_to_the_strangers_pdf(seats, live_server):
    """The secretary acts at a desk, those who approve and read on a phone; every page is looked at at both widths."""
    desk, phone = (1280, 360), (360, 1280)
    walker = Walker(seats, live_server.url, *desk)
    plan(walker)
    write(walker)
    send(walker)
    for name, before in (("Orvar Kjellgren", "Siv"), ("Jorunn Ask", "Orvar Kjellgren")):
        walker.becomes(name, was=before, widths=phone).sign_in(name)
        walker.follow("Läs och justera")
        sign(walker, "Justera protokollet")
    publish(walker.becomes("Siv", was="Jorunn Ask", widths=desk))
    read(walker.becomes("a stranger", was="Siv", widths=phone))


def plan(siv):
    siv.sign_in("Siv Lindblom")
    siv.follow("Möten")
    siv.follow("Planera möte")
    siv.page.get_by_label("Datum").fill(timezone.localdate().isoformat())
    siv.page.get_by_label("Börjar").fill("09:00")
    siv.page.get_by_label("Slutar").fill("10:30")
    siv.page.get_by_label("Plats", exact=False).first.fill("Rådhuset i Fjällvik")
    siv.press("Planera mötet")
    siv.follow("Förbered dagordningen")
    for title in ("Val av justerare", "Läget vid badplatserna"):
        siv.page.get_by_role("textbox", name="Rubrik", exact=True).fill(title)
        siv.press("Lägg till")
    order(siv.page)


def order(page):
    """By the buttons, the keys and the handle; two moves bring the rows back, the third changes them for good."""
    first, second = "Val av justerare", "Läget vid badplatserna"
    assert Meeting.objects.get().items.count() == 2
    page.get_by_role("button", name=f"Flytta ned {first}").click()
    ordered(page, second, first)
    page.keyboard.press("Alt+ArrowUp")
    ordered(page, first, second)
    for dragged, other in ((second, first), (first, second)):
        drag(page, dragged, other)
        ordered(page, dragged, other)


def ordered(page, *titles):
    """The rows stand so on the page, numbered from the first, and so they are stored."""
    expect(page.locator("#agenda")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#agenda .rows__title")).to_have_text(titles)
    expect(page.locator("#agenda .agenda__no")).to_have_text(["§ 1", "§ 2"])
    assert list(Meeting.objects.get().items.values_list("title", flat=True)) == list(titles)


def drag(page, title, above):
    grip = page.locator("#agenda > li", has_text=title).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator("#agenda > li", has_text=above).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + 4, steps=4)
    page.mouse.up()


def write(siv):
    page = siv.page
    siv.follow("Skriv")
    expect(page.get_by_role("textbox", name="Rubrik", exact=True)).to_have_value("Val av justerare")
    page.locator("[name=decisions-0-intro]").fill("Jorunn Ask utses till justerare.")
    page.get_by_label("Utser justerare").first.check()
    siv.press(re.compile("^Klar"))
    page.locator("#id_text_editor").fill("Bryggan vid Långviken har lossnat i ena hörnet.")
    page.locator("[name=decisions-0-intro]").fill("Styrgruppen beslutar")
    page.locator("[name=decisions-0-clauses]").fill("att bryggan lagas före midsommar, och\natt kostnaden delas lika.")
    page.locator("#quick").press_sequentially("Beställa virke @mal")
    page.keyboard.press("Enter")  # takes the name that is offered
    page.keyboard.press("Enter")
    expect(page.locator("[name=actions-0-who]")).to_have_value("Malte Hedqvist")
    siv.press(re.compile("^Klar"))


def send(siv):
    expect(siv.page).to_have_title(re.compile("^Kontrollista"))
    siv.follow("Vidare till att skicka")
    siv.follow("Rätta")
    chosen = siv.page.get_by_label("Justerare")
    chosen.select_option(chosen.locator("option", has_text="Jorunn Ask").get_attribute("value"))
    siv.press("Spara")
    siv.follow("Vidare till att skicka")
    siv.press("Underteckna och skicka")
    assert Meeting.objects.get().state == Meeting.State.IN_ADJUSTMENT


def sign(walker, words):
    expect(walker.page.locator(".doc")).to_contain_text("att bryggan lagas före midsommar")
    walker.press(words)


def publish(siv):
    siv.go("/")
    siv.follow(re.compile("^Styrgruppen för badplatser"))
    siv.follow("Publicera")
    siv.press("Publicera")
    expect(siv.page.get_by_text("Protokollet är publicerat.")).to_be_visible()
    siv.follow("Läs protokollet")
    expect(siv.page.get_by_role("link", name="Hämta PDF").first).to_be_visible()


def read(stranger):
    page = stranger.page
    stranger.go("/")
    expect(page.locator(".pub-said")).to_contain_text("att bryggan lagas före midsommar")
    stranger.follow(re.compile("^Styrgruppen för badplatser, "))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Styrgruppsmöte")
    expect(page.locator(".doc")).to_contain_text("Bryggan vid Långviken har lossnat i ena hörnet.")
    expect(page.locator(".doc")).to_contain_text("Justerat digitalt")
    for name in ("Siv Lindblom", "Orvar Kjellgren", "Jorunn Ask"):
        expect(page.locator(".doc-signs")).to_contain_text(name)
    if render.pdf_available() is None:
        address = page.get_by_role("link", name="Hämta PDF").get_attribute("href")
        answer = stranger.context.request.get(stranger.base + address)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-1.7")
