"""The sign-off page in a browser: what its script adds, on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minutes.models import Reading, Remark, Signature
from minutes.services import signoff


@pytest.fixture
def page(live_server, browser, client, meeting, secretary, adjuster, no_pango):
    signoff.send(meeting, by=secretary.user)
    client.force_login(adjuster.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="sv-SE")
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([session])
    page = context.new_page()
    page.goto(live_server.url + reverse("signoff-show", args=[meeting.pk]))
    yield page
    context.close()


def test_an_unsent_remark_holds_the_signature_back_and_survives_a_reload(page):
    page.get_by_text("Begär ändring i § 2").click()
    page.get_by_label("Vad behöver ändras?").nth(1).fill("Det var tre badplatser.")
    button = page.get_by_role("button", name="Justera protokollet")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    assert Signature.objects.count() == 0
    page.reload()
    field = page.get_by_label("Vad behöver ändras?").nth(1)
    expect(field).to_have_value("Det var tre badplatser.")
    field.fill("")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har justerat protokollet")


def test_a_sent_remark_stands_at_its_item_and_frees_the_button(page):
    page.get_by_text("Begär ändring i § 1").click()
    page.get_by_label("Vad behöver ändras?").first.fill("Två justerare valdes.")
    page.get_by_role("button", name="Skicka synpunkten").first.click()
    expect(page.locator("#p1")).to_contain_text("Två justerare valdes.")
    expect(page.get_by_role("button", name="Justera protokollet")).not_to_have_attribute("aria-disabled", "true")
    assert Remark.objects.get().item.position == 0


def test_the_page_notes_that_it_has_been_read(page):
    with page.expect_response(lambda response: response.url.endswith("/read/"), timeout=9000) as receipt:
        pass
    assert receipt.value.status == 204
    assert Reading.objects.count() == 1


def test_the_bar_leads_to_the_signature_and_the_way_out_opens(page):
    page.get_by_role("link", name="Till underskriften").click()
    expect(page.get_by_role("button", name="Justera protokollet")).to_be_in_viewport()
    page.get_by_text("Jag kan inte skriva under").click()
    expect(page.get_by_label("Varför kan du inte skriva under?")).to_be_visible()
