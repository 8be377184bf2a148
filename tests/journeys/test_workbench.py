"""The workbench in two browsers: what somebody types is saved by itself, seen by the other, and never lost."""

import re
import socket

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from minutes.models import Meeting, TextState
from minutes.services import signoff

from .bench import Server, Writer, text_of
from .deciding import rows_are_written_together_and_a_choice_is_made_anew


@pytest.fixture
def items(meeting, chair):
    """The two items of a meeting that is held today, and whose pen the chair holds too."""
    meeting.writer, meeting.date = chair, timezone.localdate()
    meeting.save(update_fields=["writer", "date"])
    return list(meeting.items.all())


@pytest.fixture
def sit(seats, live_server, items):
    """sit(person, item) -> that person at the workbench."""
    writers = []

    def at(person, item, **more):
        writers.append(Writer(seats, more.pop("base", live_server.url), person, item, **more))
        return writers[-1]

    yield at
    assert [fault for writer in writers for fault in writer.faults] == []


def test_two_at_once_see_each_other_and_each_keeps_the_caret(sit, secretary, chair, items):
    siv, orvar = sit(secretary, items[1]), sit(chair, items[0])
    orvar.write(" Orvars rad.")
    siv.write(" Sivs rad.")
    siv.is_saved()
    orvar.is_saved()
    assert text_of(items[0]) == "<p>Valet förrättas. Orvars rad.</p>"
    assert text_of(items[1]) == "<p>Vattnet är varmt. Sivs rad.</p>"
    expect(siv.page.locator("#others")).to_contain_text("Orvar skriver i §")
    expect(siv.page.locator("#rail")).to_contain_text("Orvar skriver")
    siv.look()

    siv.page.locator("#rail a").first.click()
    expect(siv.editor()).to_contain_text("Orvars rad.")
    siv.write("En kommentar", "comment")
    orvar.write(" Och en till.")
    expect(siv.editor()).to_contain_text("Och en till.")
    expect(siv.page.locator(".field__who")).to_have_text("Orvar skriver här")
    siv.page.keyboard.type(" i två led.")
    siv.is_saved()
    assert text_of(items[0], "comment") == "<p>En kommentar i två led.</p>"
    expect(orvar.editor("comment")).to_have_text("En kommentar i två led.")


def test_two_texts_in_one_field_are_both_kept_and_one_decides(sit, secretary, chair, items):
    siv, orvar = sit(secretary, items[1]), sit(chair, items[1])
    orvar.goes_offline()
    orvar.write(" Orvar tillägger en sak.")
    siv.write("Sivs början. ", at="Home")
    siv.save()
    orvar.comes_back()
    box = orvar.dialog("Du och Siv har skrivit här samtidigt")
    expect(box.locator("[data-slot=mine] ins")).to_contain_text("Orvar tillägger en sak")
    expect(box.locator("[data-slot=theirs] ins")).to_contain_text("Sivs början")
    orvar.look(box)
    orvar.page.keyboard.press("Escape")
    orvar.says("Två texter: Text")
    orvar.look()
    orvar.write(" Två saker.")
    orvar.page.get_by_role("button", name="Jämför och avgör").click()
    box.get_by_role("button", name="Behåll Sivs").click()
    expect(orvar.editor()).to_have_text("Sivs början. Vattnet är varmt.")
    orvar.is_saved()
    aside = TextState.objects.get(item=items[1], set_aside=True)
    assert "Orvar tillägger en sak." in aside.value
    orvar.keeps()

    orvar.goes_offline()
    orvar.write(" Orvars slut.")
    siv.write("Först av allt. ", at="Home")
    siv.save()
    orvar.comes_back()
    orvar.dialog("Du och Siv har skrivit här samtidigt")
    expect(orvar.page.locator("#conflict-field_editor")).to_be_visible()
    orvar.page.keyboard.press("Control+Enter")
    orvar.is_saved()
    assert text_of(items[1]) == "<p>Först av allt. Sivs början. Vattnet är varmt. Orvars slut.</p>"
    expect(siv.editor()).to_contain_text("Orvars slut.")
    siv.page.close()
    rows_are_written_together_and_a_choice_is_made_anew(orvar, items[1], secretary)


def test_what_is_written_without_a_network_arrives_when_it_is_back(sit, secretary, items):
    siv = sit(secretary, items[1])
    siv.goes_offline()
    siv.write(" Utan nät.")
    siv.page.locator("[name=decisions-0-intro]").fill("Bryggan lagas.")
    siv.says("Inte sparat – försöker igen")
    siv.keeps("decisions", "text")
    siv.look()
    siv.page.locator("#rail a").first.click()
    expect(siv.page.locator("#notreached")).to_be_visible()
    expect(siv.editor()).to_contain_text("Utan nät.")
    siv.comes_back()
    siv.is_saved()
    assert text_of(items[1]) == "<p>Vattnet är varmt. Utan nät.</p>"
    assert items[1].decisions.get().intro == "Bryggan lagas."
    siv.keeps()


@pytest.fixture
def server(live_server, tmp_path):
    """A server of its own process on the test's database: server.start(), server.kill()."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = f"sqlite:///{connection.settings_dict['NAME']}"
    runs = Server(port, {"DEBUG": "1", "DATABASE_URL": database, "VAR_DIR": str(tmp_path)})
    yield runs
    runs.kill()


def test_a_server_that_dies_between_typing_and_saving_loses_nothing(sit, secretary, items, server):
    server.start()
    siv = sit(secretary, items[1], base=server.url)
    server.kill()
    siv.write(" Skrivet medan servern var borta.")
    siv.says("Inte sparat – försöker igen")
    server.start()
    siv.is_saved()
    assert text_of(items[1]) == "<p>Vattnet är varmt. Skrivet medan servern var borta.</p>"
    siv.keeps()


def code():
    return re.search(r"\b\d{4}-?\d{4}\b", mail.outbox[-1].body)[0]


def test_a_login_that_ends_in_mid_sentence_is_taken_up_again_on_the_page(sit, secretary, chair, items):
    siv = sit(secretary, items[1])
    siv.is_signed_out_while_she_types(" Mitt i en mening")
    box = siv.dialog("Logga in igen")
    siv.page.keyboard.type("bortkommet")
    expect(box.get_by_label("E-postadress").first).to_have_value(secretary.email)
    siv.look(box)
    box.get_by_role("button", name="Skicka en kod").click()
    expect(box.get_by_label("Koden i mejlet")).to_be_visible()
    siv.look(box)
    box.get_by_label("Koden i mejlet").fill(code())
    box.get_by_role("button", name="Logga in", exact=True).click()
    expect(box).to_be_hidden()
    siv.is_saved()
    assert text_of(items[1]) == "<p>Vattnet är varmt. Mitt i en mening</p>"

    siv.is_signed_out_while_she_types(" som tar slut.")
    siv.dialog("Logga in igen")
    box.get_by_role("button", name="Orvar Kjellgren").click()
    expect(box.get_by_text("Någon annan är inloggad")).to_be_visible()
    siv.look(box)
    assert text_of(items[1]) == "<p>Vattnet är varmt. Mitt i en mening</p>"
    siv.keeps("text")
    box.get_by_role("button", name="Logga in som Siv Lindblom").click()
    box.get_by_role("button", name="Siv Lindblom").and_(box.locator("[name=person]")).click()
    expect(box).to_be_hidden()
    siv.is_saved()
    assert text_of(items[1]) == "<p>Vattnet är varmt. Mitt i en mening som tar slut.</p>"
    assert TextState.objects.filter(item=items[1], field="text", by=chair).count() == 0


def test_a_closed_tab_gives_its_text_back_and_signing_out_warns_of_it(sit, secretary, items, live_server):
    siv = sit(secretary, items[1])
    siv.goes_offline()
    siv.write(" Nästan borta.")
    siv.says("Inte sparat")
    siv.page.close()
    siv.comes_back()
    away = siv.page = siv.context.new_page()
    away.goto(live_server.url + reverse("meeting-list"))
    away.locator(".switch--person summary").click()
    away.get_by_role("button", name="Logga ut").click()
    box = away.get_by_role("dialog", name="Du har text som inte är sparad")
    with away.expect_download() as found:
        box.get_by_role("button", name="Ladda ned texten").click()
    assert "Vattnet är varmt. Nästan borta." in found.value.path().read_text(encoding="utf-8")
    siv.look(box)
    box.get_by_role("button", name="Stanna kvar").click()

    siv.open(items[0])
    expect(siv.page.locator("#found")).to_contain_text("Nästan borta.")
    siv.look()
    siv.page.get_by_role("button", name="Hämta tillbaka den").click()
    siv.is_saved()
    assert text_of(items[1]) == "<p>Vattnet är varmt. Nästan borta.</p>"
    expect(siv.page.locator("#found")).to_have_count(0)
    siv.keeps()


@pytest.mark.usefixtures("no_tasks")
def test_minutes_sent_while_the_other_types_refuse_in_words_and_keep_the_text(sit, meeting, secretary, chair, items):
    siv, orvar = sit(secretary, items[0]), sit(chair, items[1])
    orvar.write(" Precis för sent.")
    signoff.send(Meeting.objects.get(pk=meeting.pk), by=secretary.user)
    late = orvar.page.get_by_role("alert").filter(has_text="Det här hann inte sparas")
    expect(late).to_contain_text("för justering.")
    expect(late).to_contain_text("Vattnet är varmt. Precis för sent.")
    expect(late.get_by_role("button", name="Kopiera")).to_be_visible()
    expect(orvar.page.locator("#id_title")).to_be_disabled()
    orvar.look()
    assert text_of(items[1]) == "<p>Vattnet är varmt.</p>"
    orvar.keeps("text")
    expect(siv.page.locator("#id_title")).to_be_disabled()
    assert TextState.objects.filter(item=items[1]).count() == 0


HOSTILE = (
    '<p onclick="hacked()">Fin <b>text</b></p><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    '<a href="javascript:window.hacked=1">länk</a><svg onload="window.hacked=1"></svg><iframe srcdoc="x"></iframe>'
)
PASTE = """(area, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_hostile_text_is_stored_clean_and_nothing_of_it_runs_on_a_phone(sit, secretary, chair, items):
    siv = sit(secretary, items[1], width=360)
    siv.editor().focus()
    siv.page.keyboard.press("Control+a")
    siv.editor().evaluate(PASTE, HOSTILE)
    siv.save()
    assert text_of(items[1]) == "<p>Fin <strong>text</strong></p><p>länk</p>"
    siv.look()
    # The editor reads what is pasted in a document of its own that runs nothing; the policy says so aloud.
    assert all("inline event handler" in fault for fault in siv.faults)
    siv.faults.clear()

    siv.goes_offline()
    siv.write(" Mitt.")
    orvar = Client()
    orvar.force_login(chair.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for turn, (field, value) in enumerate([("text", f"{HOSTILE}<p>Från Orvar</p>"), ("title", f'">{HOSTILE}')], 1):
        sent = {"field": field, "seen": 99, "tab": "orvar", "turn": turn, field: value}
        assert orvar.post(reverse("writing-field", args=[items[1].pk]), sent).status_code == 200
    siv.comes_back()
    box = siv.dialog("Du och Orvar har skrivit här samtidigt")
    expect(box.locator("[data-slot=theirs]")).to_contain_text("Från Orvar")
    siv.look(box)
    box.get_by_role("button", name="Behåll Orvars").click()
    expect(siv.page.locator("#id_title")).to_have_value(re.compile("script"))
    assert siv.page.evaluate("window.hacked") is None
    live = "main :is(script:not([type$=json]), iframe, img:not(.ProseMirror-separator), [onclick], [href^=javascript])"
    assert siv.page.locator(live).count() == 0


def test_a_keyboard_alone_writes_goes_on_and_comes_back(sit, secretary, items, live_server):
    siv = sit(secretary, items[0])
    # Live, and the text is there already: one begins with the comment.
    expect(siv.editor("comment")).to_be_focused()
    siv.page.keyboard.type("Ett.")
    siv.page.keyboard.press("Control+Enter")
    expect(siv.page.locator("#heading")).to_contain_text("badplatserna")
    expect(siv.page).to_have_url(live_server.url + reverse("writing-item", args=[items[1].pk]))
    expect(siv.editor("comment")).to_be_focused()
    siv.page.keyboard.type("Två.")
    siv.page.go_back()
    expect(siv.page.locator("#heading")).to_contain_text("Val av justerare")
    expect(siv.editor("comment")).to_be_focused()
    siv.page.keyboard.type(" Tre.")
    siv.is_saved()
    assert [text_of(item, "comment") for item in items] == ["<p>Ett. Tre.</p>", "<p>Två.</p>"]
    siv.page.locator("#id_duration").evaluate("(field) => { field.closest('details').open = true; }")
    siv.page.locator("#id_duration").focus()
    siv.page.keyboard.type("-5")
    siv.page.keyboard.press("Tab")
    siv.says("Inte sparat: Minuter")
    expect(siv.page.locator("#id_duration")).to_have_attribute("aria-invalid", "true")
    siv.look()
    siv.page.locator("#id_duration").focus()
    siv.page.keyboard.press("Control+a")
    siv.page.keyboard.type("25")
    siv.save()
    assert text_of(items[0], "duration") == 25
