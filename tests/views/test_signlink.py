"""Signing by the link in the mail: what it opens for whom, and what it says when it opens nothing any more."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from minutes.models import AgendaItem, AuditEvent, Notification, Signature, SignoffCode, SignoffLink
from minutes.services import Refused, correction, publication, remark, rounds, signer, signoff, tick
from minutes.services import signlink as service
from tests import factories
from tests.looking import text
from tests.signing import sign

pytestmark = pytest.mark.usefixtures("no_pango")


def link_to(person):
    """The address in the last mail to the person that has one."""
    mails = [one for one in mail.outbox if person.email in one.to[0] and "/s/" in one.body]
    return re.search(r"/s/[\w-]{43}/", mails[-1].body)[0]


def code_to(person):
    mails = [one for one in mail.outbox if person.email in one.to[0] and re.match(r"\d{6} ", one.subject)]
    return mails[-1].subject[:6]


@pytest.fixture
def here(sealed, adjuster):
    return link_to(adjuster)


@pytest.fixture
def signed_page(client, here, sealed, adjuster):
    """press(): ask for a code, type it and sign; the answer of the last step."""

    def press(code=None, **fields):
        client.post(f"{here}?act=code")
        given = {"code": code or code_to(adjuster), "content_hash": sealed.content_hash} | fields
        return client.post(f"{here}?act=sign", given)

    return press


def test_the_link_shows_the_page_to_whoever_holds_it_and_leads_nowhere_else(client, here, meeting):
    before = AuditEvent.objects.count()
    response = client.get(here)
    page = response.content.decode()
    assert "Läget vid badplatserna" in page
    assert "Begär ändring i § 2" in page
    assert set(re.findall(r'<a [^>]*href="(/[^"]*)"', page.partition("<main")[2])) == {
        f"{here}pdf/",
        f"{reverse('account_login')}?next={reverse('signoff-show', args=[meeting.pk])}"
    }
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert (AuditEvent.objects.count(), Signature.objects.count()) == (before, 0)


def test_a_code_from_the_mail_signs_and_the_link_is_a_receipt_then(client, here, signed_page, adjuster):
    assert client.post(f"{here}?act=sign", {"content_hash": "0" * 64}).status_code == 422
    assert signed_page().status_code == 302
    signature = Signature.objects.get()
    assert (signature.person, signature.method) == (adjuster, "mail_code")
    receipt = client.get(here)
    assert "Engångskod via e-post" in receipt.content.decode()
    assert signed_page().status_code == 302
    assert Signature.objects.count() == 1
    assert client.get(here + "?text=1").context["turn"] is None


def test_the_code_is_not_kept_and_works_once_for_ten_minutes_and_five_tries(client, here, adjuster):
    link = SignoffLink.objects.get(person=adjuster)
    service.mail_code(link)
    code = code_to(adjuster)
    assert not SignoffCode.objects.filter(code_hash=code).exists()

    def refused(words, typed=code):
        with pytest.raises(Refused, match=words):
            service.prove(link, typed)

    for typed in ("000 00", "x", "", "é\0", code[::-1] if code != code[::-1] else "-"):
        refused("inte koden", typed)
    refused("Be om en ny")
    SignoffCode.objects.update(tries=0, expires=timezone.now())
    refused("Be om en ny")
    SignoffCode.objects.update(expires=timezone.now() + SignoffCode.LASTS)
    service.prove(link, f" {code[:3]} {code[3:]}")
    refused("Be om en ny")
    answer = client.post(f"{here}?act=sign", {"code": code, "content_hash": "0" * 64})
    assert (answer.status_code, "Be om en ny" in answer.content.decode()) == (422, True)


def test_codes_are_mailed_a_few_times_an_hour_and_once_for_two_clicks(client, here):
    client.post(f"{here}?act=code")
    client.post(f"{here}?act=code")
    owed = Notification.objects.filter(kind="code")
    assert owed.count() == 1
    for _time in range(5):
        owed.update(created=timezone.now() - datetime.timedelta(minutes=1))
        response = client.post(f"{here}?act=code")
    assert (owed.count(), response.status_code) == (5, 409)


def test_a_code_of_another_person_proves_nothing(client, here, chair, adjuster, sealed):
    client.post(f"{link_to(chair)}?act=code")
    client.post(f"{here}?act=code")
    given = {"code": code_to(chair), "content_hash": sealed.content_hash}
    assert client.post(f"{here}?act=sign", given).status_code == 422
    assert not Signature.objects.exists()


def test_a_mail_server_that_is_down_is_told_to_the_reader_and_to_the_secretary(
    client, here, meeting, settings, secretary, sign_in
):
    settings.EMAIL_BACKEND = "tests.views.test_signlink.Down"
    client.post(f"{here}?act=code")
    assert "kunde inte mejlas" in client.get(here).content.decode()
    assert Notification.objects.get(kind="code").state == Notification.State.FAILED
    assert "engångskod" in sign_in(secretary).get(reverse("signoff-show", args=[meeting.pk])).content.decode()


class Down:
    """A mail server that nobody reaches."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("down")


def test_who_is_signed_in_as_the_person_needs_no_code_and_anybody_else_does(sign_in, here, sealed, adjuster, chair):
    given = {"content_hash": sealed.content_hash}
    assert sign_in(chair).post(f"{here}?act=sign", given).status_code == 422
    assert sign_in(adjuster).post(f"{here}?act=sign", given).status_code == 302
    assert Signature.objects.get().person == adjuster


def test_a_role_of_somebody_else_cannot_be_signed_with_the_link(client, signed_page, meeting, chair):
    response = signed_page(signer=meeting.signers.get(person=chair).pk)
    assert response.status_code in (302, 409)
    assert not Signature.objects.filter(person=chair).exists()


def test_text_that_was_changed_after_the_page_was_opened_is_not_signed(client, here, sealed, signed_page):
    response = signed_page(content_hash="f" * 64)
    assert (response.status_code, Signature.objects.count()) == (409, 0)
    assert "har ändrats" in response.content.decode()
    # The proof holds, so that no second code is needed.
    assert client.post(f"{here}?act=sign", {"content_hash": sealed.content_hash}).status_code == 302


def test_after_a_recall_the_link_says_why_and_signs_nothing(client, here, meeting, secretary, signed_page):
    signoff.recall(meeting, by=secretary.user, reason="Fel datum i § 2.")
    assert "Fel datum i § 2." in client.get(here).content.decode()
    assert client.get(f"{here}pdf/").status_code == 302
    assert signed_page("123456").status_code in (409, 422)
    assert not Signature.objects.exists()


def test_a_link_to_an_earlier_text_opens_no_later_one_and_can_be_renewed(client, here, meeting, secretary, adjuster):
    signoff.recall(meeting, by=secretary.user, reason="Fel datum.")
    AgendaItem.objects.filter(meeting=meeting, position=1).update(text="<p>Nytt.</p>")
    signoff.send(meeting, by=secretary.user)
    newer = link_to(adjuster)
    response = client.get(here)
    assert (response.status_code, "nyare text" in response.content.decode()) == (410, True)
    given = {"content_hash": rounds.last(meeting).content_hash}
    assert client.post(f"{here}?act=sign", given).status_code == 410
    assert client.post(f"{here}?act=renew").status_code == 200
    assert link_to(adjuster) not in (here, newer)
    assert client.get(link_to(adjuster)).status_code == 200


def test_an_expired_link_says_so_and_mails_a_new_one_a_few_times_a_day(client, here, adjuster):
    SignoffLink.objects.update(expires=timezone.now())
    closed = client.get(here)
    assert (closed.status_code, "för gammal" in closed.content.decode()) == (410, True)
    assert client.post(f"{here}?act=code").status_code == 410
    for _time in range(5):
        answers = client.post(f"{here}?act=renew").content
    assert Notification.objects.filter(kind="link", person=adjuster).count() == 3
    assert "Titta i din" in answers.decode()


@pytest.mark.parametrize("token", ["A" * 43, "å", "%00", "x" * 2000])
def test_an_unknown_token_is_answered_in_words(client, here, token):
    response = client.get(f"/s/{token}/")
    assert (response.status_code, "Länken gäller inte" in response.content.decode()) == (404, True)
    assert client.post(f"/s/{token}/?act=renew").status_code == 404


def test_who_does_not_sign_any_more_reads_nothing_by_the_link(client, here, meeting, adjuster, member):
    meeting.signers.filter(person=adjuster).update(person=member)
    response = client.get(here)
    assert (response.status_code, "i ditt ställe" in response.content.decode()) == (410, True)
    assert "badplatserna" not in response.content.decode()
    count = Notification.objects.count()
    assert client.post(f"{here}?act=renew").status_code == 200
    assert Notification.objects.count() == count


@pytest.mark.parametrize("clerical", [True, False])
def test_the_link_is_a_receipt_also_while_what_was_signed_is_corrected_and_for_nobody_else(
    client, sign_in, here, meeting, secretary, chair, adjuster, member, clerical
):
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    publication.publish(meeting, by=secretary.user)
    correction.begin(meeting, by=secretary.user, kind="correction", clerical=clerical, what="Ett ord.", why="Fel.")
    if not clerical:  # of a clerical error the approver signs nothing
        signer.choose(meeting, meeting.signers.get(person=adjuster).role, member, by=secretary.user)
    meeting.items.filter(position=1).update(text="<p>Nytt.</p>")
    signoff.send(meeting, by=secretary.user)
    asked = next(one.body for one in reversed(mail.outbox) if chair.email in one.to[0])
    assert ("har rättats eller kompletterats" in asked, "gäller den underskriften inte" in asked) == (True, False)
    receipt, newer = text(client.get(here)), text(client.get(link_to(chair)))
    assert ("Du har justerat protokollet" in receipt, "i ditt ställe" in receipt) == (True, False)
    assert ("inte din underskrift längre" in receipt, "Nytt." in receipt) == (False, False)
    assert client.post(f"{here}?act=sign", {"content_hash": rounds.last(meeting).content_hash}).status_code == 410
    assert ("Nytt." in newer, "återkallade den tidigare" in newer) == (True, False)
    own = sign_in(member).get(reverse("signoff-receipt", args=[meeting.pk]))
    assert "Du har justerat" not in text(own)


def test_remarks_and_a_refusal_need_no_code(client, here, sealed, meeting, adjuster):
    item = meeting.items.get(position=1)
    client.post(f"{here}?act=add", {"item": item.pk, "text": "Tre bryggor.", "wording": "Tre bryggor lagas."})
    made = sealed.remarks.get()
    assert (made.author, made.wording) == (adjuster, "Tre bryggor lagas.")
    assert AuditEvent.objects.get(kind="remark.add").details["by_link"] is True
    other = remark.add(meeting, by=meeting.signers.first().person.user, text="Min egen.")
    assert client.post(f"{here}?act=remove&remark={other.pk}").status_code == 409
    assert client.post(f"{here}?act=remove&remark={made.pk}").status_code == 302
    assert client.post(f"{here}?act=remove&remark={made.pk}").status_code == 404
    reason = {"content_hash": sealed.content_hash, "reason": "Jäv."}
    assert client.post(f"{here}?act=decline", reason).status_code == 302
    assert Signature.objects.get().method == "link"
    assert client.get(here).status_code == 200


def test_what_is_confidential_is_shown_to_who_has_typed_the_code(client, here, meeting, secretary, adjuster):
    service.read(service.find(here.split("/")[-2]), content_hash=rounds.last(meeting).content_hash)
    signoff.recall(meeting, by=secretary.user, reason="Sekretess.")
    changed = {"confidential": True, "title": "Larmkoderna", "text": "<p>Koden är hemlig.</p>"}
    AgendaItem.objects.filter(meeting=meeting, position=1).update(**changed)
    action = factories.ActionItem(item__confidential=True, item__meeting__body=meeting.body, text="Byt låset i Mo.")
    factories.ActionItem(meeting=meeting, text=action.text, carried_from=action)
    sealed = signoff.send(meeting, by=secretary.user)
    here = link_to(adjuster)
    shown = client.get(here).content.decode()
    kept = ("hemlig", "Byt låset", "Larmkoderna", "badplatsernas", "varmt")  # the last stood open in the text before
    assert [words for words in kept if words in shown] == []
    assert ("Inget har ändrats" in shown, "sekretessbelagt har också ändrats" in shown) == (False, True)
    assert f"{here}pdf/" not in shown
    assert client.get(f"{here}pdf/")["Location"] == f"{here}?text=1#sign"
    client.post(f"{here}?act=code")
    assert client.post(f"{here}?act=prove", {"code": code_to(adjuster)}).status_code == 302
    shown = client.get(here).content.decode()
    assert ("Koden är hemlig." in shown, action.text in shown) == (True, True)
    assert client.get(f"{here}pdf/").status_code == 503  # without Pango there is none
    assert client.post(f"{here}?act=sign", {"content_hash": sealed.content_hash}).status_code == 302


def test_the_reading_is_noted_by_the_link_too(client, here, sealed, adjuster):
    given = {"content_hash": sealed.content_hash}
    assert client.post(f"{here}?act=read", given).status_code == 204
    assert sealed.readings.get().person == adjuster
    assert client.post(f"{here}?act=read", {"content_hash": "f" * 64}).status_code == 409


def test_the_receipt_tells_that_somebody_else_could_not_sign(client, here, meeting, sealed, adjuster, chair):
    sign(meeting, adjuster)
    assert "Väntar på:" in text(client.get(here))
    signoff.decline(meeting, by=chair.user, content_hash=sealed.content_hash, reason="Jäv.")
    shown = text(client.get(here))
    assert "Orvar Kjellgren kan inte skriva under, så ingen kan skriva under nu." in shown
    assert ("Väntar på:" in shown, "De andra skriver under" in shown, "Jäv." in shown) == (False, False, False)


def test_when_all_have_signed_who_need_not_sign_sees_the_state(client, here, meeting, adjuster, chair, secretary):
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    assert client.get(here).context["all_signed"] is True


def test_a_reminder_has_a_link_of_its_own_that_lasts_two_weeks_from_then(client, here, sealed, adjuster):
    SignoffLink.objects.update(expires=timezone.now())
    tick.remind(sealed.deadline)
    assert link_to(adjuster) != here
    assert client.get(link_to(adjuster)).status_code == 200
    count = Notification.objects.count()
    tick.remind(sealed.deadline)
    assert Notification.objects.count() == count
