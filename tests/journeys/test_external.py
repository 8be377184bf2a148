"""From the link in the mail to an outside service and back, on a phone: what was begun is still there."""

from playwright.sync_api import expect

from minutes.lib import oidc
from minutes.models import Signature
from tests import provider
from tests.views.test_signlink import link_to


def test_a_half_written_remark_and_the_place_survive_the_way_to_the_service(
    live_server, seats, settings, sealed, adjuster, no_pango
):
    settings.SITE_URL = live_server.url
    with provider.running(f"{live_server.url}/identity/complete/") as issuer:
        settings.SIGN_OIDC = provider.settings_of(issuer)
        oidc.forget()
        page = seats.take(live_server.url, width=360, height=740)
        page.goto(live_server.url + link_to(adjuster))
        page.get_by_text("Begär ändring i § 2").click()
        page.get_by_label("Vad behöver ändras?").nth(1).fill("Det var tre badplatser.")
        away = page.get_by_role("link", name="Legitimera dig med BankID")
        away.scroll_into_view_if_needed()
        place = page.evaluate("scrollY")
        away.click()
        page.locator("[name=login]").fill(adjuster.email)
        page.locator("[name=password]").fill(provider.PASSWORD)
        page.locator("[name=password]").press("Enter")
        expect(page.get_by_text("Du har legitimerat dig med BankID")).to_be_visible()
    page.wait_for_function("place => Math.abs(scrollY - place) < 200", arg=place)
    remark = page.get_by_label("Vad behöver ändras?").nth(1)
    expect(remark).to_have_value("Det var tre badplatser.")
    remark.fill("")
    page.get_by_role("button", name="Justera protokollet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har justerat protokollet")
    assert Signature.objects.get().external["issuer"] == issuer
