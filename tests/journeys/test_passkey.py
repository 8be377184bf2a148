"""A passkey in a real browser, whose security key is a virtual one: added, used to sign in, told in the signature."""

import pytest
from playwright.sync_api import expect

from minutes.models import Signature
from tests.journeys.walking import Walker

KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def walker(live_server, seats, sign_in, sealed, adjuster, no_tasks):
    adjuster.user.set_unusable_password()  # else it is asked for before the sign-in is changed
    adjuster.user.save()
    walker = Walker(seats, live_server.url.replace("127.0.0.1", "localhost"), 360).take_on(sign_in(adjuster))
    devices = walker.context.new_cdp_session(walker.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield walker
    devices.send("WebAuthn.disable")
    devices.detach()


def test_a_passkey_is_added_and_signs_in(walker, sealed):
    page = walker.go("/account/factors/").page
    walker.follow("Lägg till en lösennyckel")
    page.get_by_role("button", name="Lägg till lösennyckeln").click()
    page.get_by_role("button", name="Använd lösennyckeln").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservkoder")
    walker.look()
    walker.context.clear_cookies()
    walker.go("/account/login/")
    page.get_by_role("button", name="Logga in med lösennyckel").click()
    expect(page).to_have_title("Att göra – Justera")
    walker.go(f"/meetings/{sealed.meeting_id}/sign-off/")
    page.get_by_role("button", name="Justera protokollet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har justerat protokollet")
    assert Signature.objects.get().method == "passkey"
