"""An adjuster from another municipality, on a phone: a mail, a link, a code, a signature. No login."""

import re

from playwright.sync_api import expect

from minutes.lib import mails
from minutes.models import Signature
from minutes.services import signoff
from tests.journeys.walking import Walker, beside, inaccessible


def test_an_adjuster_signs_by_the_link_in_the_mail_and_a_code(
    live_server, seats, meeting, secretary, adjuster, no_pango, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    signoff.send(meeting, by=secretary.user)

    def last_mail():
        return next(mail for mail in mails.newest(settings.EMAIL_FILE_PATH) if adjuster.email in mail.to)

    asked = last_mail()
    assert asked.sender.startswith('"Siv Lindblom, Styrgruppen för badplatser" <')
    walker = Walker(seats, live_server.url, 360)
    page = walker.page
    page.goto(live_server.url + re.search(r"/s/[\w-]+/", asked.text)[0])
    page.get_by_role("link", name="Till underskriften").click()
    page.get_by_text("Jag kan inte skriva under").click()
    reason = page.get_by_label("Varför kan du inte skriva under?")
    reason.fill("Jag är jävig i")
    page.get_by_role("button", name="Justera protokollet").click()
    code = page.get_by_label("Sex siffror")
    expect(code).to_be_focused()
    expect(code).to_be_in_viewport()
    assert (inaccessible(page), beside(page)) == ([], [])

    # While she looks for the mail the phone forgets the page.
    page.get_by_text("Begär ändring i § 2").click()
    remark = page.get_by_label("Vad behöver ändras?").nth(1)
    remark.fill("Var det inte tre?")
    page.reload()
    expect(remark).to_have_value("Var det inte tre?")
    expect(reason).to_have_value("Jag är jävig i")
    remark.fill("")

    code.fill(last_mail().subject[:6])
    page.get_by_role("button", name="Bekräfta och justera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har justerat protokollet")
    assert (inaccessible(page), beside(page), walker.faults) == ([], [], [])
    assert Signature.objects.get().person == adjuster
