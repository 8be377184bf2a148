"""Around the text in the workbench: agenda, attendance, check list, document, planned times, and a screen for all."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from minutes.models import ActionItem, Movement

from .bench import Writer


@pytest.fixture
def noon(settings):
    """A time zone where it is the middle of the day: what began a while ago began today."""
    settings.TIME_ZONE = f"Etc/GMT{datetime.datetime.now(datetime.UTC).hour - 12:+d}"


@pytest.fixture
def items(meeting, chair, noon):
    """The two items of a meeting that goes on today, the first of them four minutes over its time."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    meeting.writer, meeting.date, meeting.start, meeting.end = chair, now.date(), None, None
    meeting.save()
    first, second = meeting.items.all()
    times = [now - datetime.timedelta(minutes=14), now - datetime.timedelta(minutes=4)]
    for item, moment in zip((first, second), times, strict=True):
        meeting.items.filter(pk=item.pk).update(time=moment.time())
    ActionItem.objects.create(meeting=meeting, item=second, text="Laga bryggan")
    return [first, second]


@pytest.fixture
def siv(seats, live_server, secretary, items):
    writer = Writer(seats, live_server.url, secretary, items[0])
    yield writer
    assert writer.faults == []


def titles(meeting):
    return list(meeting.items.values_list("title", flat=True))


def rail(writer):
    return writer.page.locator("#rail-list .rail__title").all_text_contents()


def waits_for(page, asked, count):
    """So many requests have been held up."""
    for _attempt in range(200):
        if len(asked) >= count:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{len(asked)} requests instead of {count}")


def test_the_agenda_grows_and_moves_under_the_writer(siv, meeting, items):
    page = siv.page
    siv.write("Förra raden. ", at="Home")
    page.keyboard.press("Alt+y")
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.type("Nya bryggor")
    siv.is_saved()
    assert titles(meeting) == ["Val av justerare", "Nya bryggor", "Läget vid badplatserna"]
    expect(page.locator("#rail [aria-current]")).to_contain_text("Nya bryggor")
    asked = []
    page.route(page.url, lambda route: asked.append(route) if len(asked) < 2 else route.continue_())
    page.keyboard.press("Alt+PageDown")
    waits_for(page, asked, 1)
    # Another asking for the page overtakes the one that the move has made; the words wait for it.
    page.evaluate("document.dispatchEvent(new Event('justera:resolved'))")
    waits_for(page, asked, 2)
    asked[0].continue_()
    page.wait_for_timeout(200)
    asked[1].continue_()
    expect(page.locator("#heading")).to_have_text("§ 3 Nya bryggor")
    expect(page.locator("#live")).to_have_text("Flyttad: den är nu § 3 Nya bryggor")
    assert rail(siv) == titles(meeting) == ["Val av justerare", "Läget vid badplatserna", "Nya bryggor"]
    page.locator(".wb-acts summary").click()
    page.get_by_role("link", name="Klistra in flera").click()
    sheet = siv.dialog("Klistra in flera")
    sheet.get_by_role("textbox").fill("1. Räddningsbojar\n2. Övrigt")
    siv.look(sheet)
    sheet.get_by_role("button", name="Lägg till alla").click()
    expect(page.locator("#rail")).to_contain_text("Räddningsbojar")
    assert titles(meeting)[3:] == ["Räddningsbojar", "Övrigt"]


def test_who_is_here_is_told_in_one_gesture(siv, meeting, items):
    page = siv.page
    siv.editor().focus()
    page.keyboard.press("Alt+r")
    page.keyboard.press("Escape")
    expect(siv.editor()).to_be_focused()
    page.keyboard.press("Alt+r")
    page.keyboard.press("Enter")
    written = page.locator(".written")
    expect(written).to_contain_text("Orvar Kjellgren lämnar mötet")
    expect(page.locator("#here-count")).to_contain_text("3")
    assert Movement.objects.get().time is not None
    expect(page.get_by_role("button", name=re.compile("^Kommer nu.*Orvar"))).to_be_focused()
    written.get_by_role("button").click()
    expect(page.locator("#here-count")).to_contain_text("4")
    page.get_by_role("button", name="Upprop").click()
    page.get_by_label("Närvaro för Malte Hedqvist").select_option("excused")
    expect(page.locator(".crowd")).to_contain_text("förhindrad")
    siv.look()
    page.get_by_role("button", name="Upprop").click()
    page.locator("#add-people summary").click()
    page.get_by_label("Namn (titel").fill("Ebba Falk (jurist, Ljungdals kommun)\nNils Ek")
    page.locator("#add-people button").click()
    expect(page.locator(".crowd")).to_contain_text("Ebba Falk")
    expect(page.locator("#here-count")).to_contain_text("5")
    expect(page.locator("#add-people .notice")).to_contain_text("2 personer")
    expect(page.locator("#add-people-now")).to_be_focused()


def test_check_list_and_document_follow_and_lead(siv, meeting, items, seats, live_server, chair):
    page = siv.page
    orvar = Writer(seats, live_server.url, chair, items[1])
    page.get_by_role("tab", name="Kontroll").click()
    nobody = page.locator("#check-body li", has_text="Laga bryggan")
    expect(nobody).to_contain_text("Ingen är ansvarig")
    siv.look()
    nobody.get_by_role("link", name="Gå till § 2").click()
    expect(page.locator("#heading")).to_have_text("§ 2 Läget vid badplatserna")
    expect(page.locator("#id_actions-0-who")).to_be_focused()
    nobody.locator("summary").click()
    nobody.get_by_role("textbox").fill("Tas på nästa möte.")
    orvar.write(" Orvars rad.")
    orvar.is_saved()
    expect(siv.editor()).to_contain_text("Orvars rad.")
    # What he wrote has come, and the half-written note stays.
    expect(nobody.get_by_role("textbox")).to_have_value("Tas på nästa möte.")
    nobody.get_by_role("button", name="Låt stå").click()
    expect(page.locator("#check-body .is-accepted")).to_contain_text("Tas på nästa möte.")
    expect(nobody.get_by_role("link")).to_be_focused()
    page.get_by_role("tab", name="Dokument").click()
    here = page.locator("#document .is-here")
    expect(here).to_contain_text("Orvars rad.")
    siv.write(" Sivs rad.")
    expect(here).to_contain_text("Sivs rad.")
    siv.look()
    page.locator("#document .doc-nr", has_text="§ 1").last.click()
    expect(page.locator("#heading")).to_have_text("§ 1 Val av justerare")
    expect(here).to_contain_text("Val av justerare")
    page.reload()
    expect(page.get_by_role("tab", name="Dokument")).to_have_attribute("aria-selected", "true")
    expect(here).to_contain_text("Val av justerare")
    assert orvar.faults == []


def test_the_plan_is_worked_out_anew_and_the_room_follows(siv, meeting, items):
    page = siv.page
    expect(page.locator("#clock")).to_have_text(re.compile("^[45] min över$"))
    with page.context.expect_page() as opened:
        page.keyboard.press("Alt+v")
    screen = opened.value
    expect(screen.get_by_role("heading", level=1)).to_have_text("Val av justerare")
    assert screen.locator("button, input").count() == 0
    page.bring_to_front()
    page.locator("#rail a").nth(1).click()
    expect(page.locator("#heading")).to_have_text("§ 2 Läget vid badplatserna")
    siv.write(" Det regnar.")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Läget vid badplatserna")
    expect(screen.locator("#s-text")).to_contain_text("Det regnar.")
    page.locator(".wb-acts summary").click()
    page.get_by_role("link", name="Räkna om tider").click()
    sheet = siv.dialog("Räkna om tider")
    sheet.get_by_label("börjar kl.").fill("13:05")
    sheet.get_by_role("button", name="Visa").click()
    expect(sheet.locator("b")).to_have_text("13.05")
    siv.look(sheet)
    sheet.get_by_role("button", name="Ändra tiderna").click()
    expect(page.locator("#rail [aria-current]")).to_contain_text("13.05")
    assert meeting.items.last().time == datetime.time(13, 5)


def test_on_a_phone_the_panels_are_drawers(seats, live_server, secretary, items):
    writer = Writer(seats, live_server.url, secretary, items[0], width=360)
    page = writer.page
    for name, words in (("Närvaro", "Orvar Kjellgren"), ("Kontroll", "kontroll"), ("Dokument", "§ 2")):
        page.locator(".dock").get_by_text(name).click()
        drawer = page.locator(".panel:popover-open")
        expect(drawer).to_contain_text(words)
        writer.look(drawer)
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
    assert writer.faults == []


def test_without_script_the_tabs_are_links(client, secretary, items):
    client.force_login(secretary.user)
    page = client.get(reverse("writing-item", args=[items[0].pk])).content.decode()
    for name in ("attendance-edit", "checklist-show", "preview-show"):
        assert f'href="{reverse(name, args=[items[0].meeting_id])}" data-panel' in page
