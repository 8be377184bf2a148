"""Masking in a browser: what is selected in the copy goes into the list of words, and then out of the copy."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from minutes.services import signoff
from tests.journeys.seats import sign_in

_SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector("[data-masking-copy]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return;
  }
}"""


@pytest.fixture
def page(live_server, seats, meeting, secretary, no_pango):
    signoff.send(meeting, by=secretary.user)
    page = seats.take(live_server.url, width=360, height=740)
    sign_in(page, live_server.url, secretary.user)
    page.goto(live_server.url + reverse("masking-show", args=[meeting.pk]))
    return page


def test_what_is_selected_in_the_copy_is_masked(page):
    take = page.get_by_role("button", name="Lägg till det som är markerat i handlingen")
    expect(take).to_be_disabled()
    page.evaluate(_SELECT, "Läget vid badplatserna")
    expect(take).to_be_in_viewport()
    take.click()
    expect(page.get_by_label("Fler ord")).to_have_value("Läget vid badplatserna")
    page.get_by_role("button", name="Maska och visa kopian").click()
    expect(page.locator("[data-masking-copy] #p2")).to_contain_text("[maskat]")
    expect(page.locator("[data-masking-copy]")).not_to_contain_text("Läget vid badplatserna")
