"""The sign-off page in a browser: what its script adds, on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minutes.models import Reading, Remark, Signature
from minutes.services import signoff
from tests.journeys.seats import sign_in


@pytest.fixture
def page(live_server, seats, meeting, secretary, adjuster, no_pango):
    signoff.send(meeting, by=secretary.user)
    page = seats.take(live_server.url, width=360, height=740)
    sign_in(page, live_server.url, adjuster.user)
    page.goto(live_server.url + reverse("signoff-show", args=[meeting.pk]))
    return page


def test_the_bar_leads_to_the_signature_which_an_unsent_remark_holds_back(page, meeting, secretary):
    """The remark survives that one looks at another page, and a text that is sent anew meanwhile."""
    address = page.url
    page.get_by_role("link", name="Till underskriften").click()
    expect(page.get_by_role("button", name="Justera protokollet")).to_be_in_viewport()
    page.get_by_text("Jag kan inte skriva under").click()
    expect(page.get_by_label("Varför kan du inte skriva under?")).to_be_visible()

    page.get_by_text("Begär ändring i § 2").click()
    page.get_by_label("Vad behöver ändras?").nth(1).fill("Det var tre badplatser.")
    button = page.get_by_role("button", name="Justera protokollet")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    assert Signature.objects.count() == 0
    signoff.recall(meeting, by=secretary.user, reason="Ett ord.")
    meeting.items.filter(position=0).update(text="<p>Valet är förrättat.</p>")
    signoff.send(meeting, by=secretary.user)
    page.goto(address.replace("/sign-off", ""))
    at_sign_out = "async () => (await import('/static/js/kept.js')).told(document.documentElement.dataset.user)"
    assert [one["text"] for one in page.evaluate(at_sign_out)] == ["Det var tre badplatser."]
    page.goto(address)
    field = page.get_by_label("Vad behöver ändras?").nth(1)
    expect(field).to_have_value("Det var tre badplatser.")
    field.fill("")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har justerat protokollet")


def test_the_page_notes_that_it_is_read_and_a_sent_remark_stands_at_its_item_and_frees_the_button(page):
    with page.expect_response(lambda response: response.url.endswith("/read/"), timeout=9000) as receipt:
        pass
    assert receipt.value.status == 204
    assert Reading.objects.count() == 1
    address = page.url
    page.get_by_text("Begär ändring i § 1").click()
    page.get_by_label("Vad behöver ändras?").first.fill("Två justerare valdes.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Skicka synpunkten").first.click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_label("Vad behöver ändras?").first).to_have_value("Två justerare valdes.")
    page.get_by_role("button", name="Skicka synpunkten").first.click()
    expect(page.locator("#p1")).to_contain_text("Två justerare valdes.")
    expect(page.get_by_role("button", name="Justera protokollet")).not_to_have_attribute("aria-disabled", "true")
    assert Remark.objects.get().item.position == 0
