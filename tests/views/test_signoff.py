"""The pages of the sign-off: who gets in, what a refusal keeps, how many queries they take."""

import pytest
from django.urls import reverse

from minutes.models import Body, Meeting, Reading, Signature
from minutes.services import remark, rounds, signoff
from tests import factories
from tests.looking import text
from tests.signing import sign

pytestmark = pytest.mark.usefixtures("no_tasks")


def page(name, meeting):
    return reverse(name, args=[meeting.pk])


# ---- who gets in


@pytest.mark.parametrize("name", ["signoff-show", "signoff-pdf", "signoff-receipt", "signoff-send", "signoff-recall"])
def test_outsiders_find_nothing_and_strangers_are_asked_to_sign_in(client, sign_in, meeting, sealed, outsider, name):
    assert client.get(page(name, meeting)).status_code == 302
    assert sign_in(outsider).get(page(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", ["signoff-show", "signoff-pdf", "signoff-receipt", "signoff-send", "signoff-remind"])
def test_members_who_neither_write_nor_sign_are_kept_out(sign_in, meeting, sealed, member, name):
    assert sign_in(member).get(page(name, meeting)).status_code == 403


def test_members_read_the_sealed_text_where_the_body_lets_them(sign_in, meeting, sealed, member):
    Body.objects.filter(pk=meeting.body_id).update(draft_readers=Body.DraftReaders.MEMBERS)
    response = sign_in(member).get(page("signoff-show", meeting))
    assert response.status_code == 200
    assert "Läget vid badplatserna" in text(response)
    assert "data-sign" not in response.content.decode()
    assert "Begär ändring" not in text(response)


@pytest.mark.parametrize("name", ["signoff-send", "signoff-recall", "signoff-remind", "remark-list", "checklist-show"])
def test_the_desk_is_for_those_who_write(sign_in, meeting, sealed, adjuster, name):
    assert sign_in(adjuster).get(page(name, meeting)).status_code == 403


@pytest.mark.parametrize("name", ["signoff-sign", "signoff-read", "remark-add"])
def test_acts_of_signers_are_posts(sign_in, meeting, sealed, adjuster, name):
    assert sign_in(adjuster).get(page(name, meeting)).status_code == 405
    assert Signature.objects.count() == Reading.objects.count() == 0


# ---- sending


def test_the_page_sums_up_what_is_sent_and_to_whom(sign_in, meeting, secretary):
    response = sign_in(secretary).get(page("signoff-send", meeting))
    seen = text(response)
    assert all(name in seen for name in ("Siv Lindblom", "Orvar Kjellgren", "Jorunn Ask", "2 punkter"))
    assert f'value="{meeting.revision}"' in response.content.decode()


def test_sending_seals_and_leads_to_the_approval(sign_in, meeting, secretary):
    given = {"deadline": "2026-12-01", "message": "Tack på förhand!", "revision": meeting.revision}
    response = sign_in(secretary).post(page("signoff-send", meeting), given, follow=True)
    assert response.redirect_chain == [(page("signoff-show", meeting), 302)]
    assert (rounds.last(meeting).message, str(rounds.last(meeting).deadline)) == ("Tack på förhand!", "2026-12-01")


def test_the_secretary_signs_and_sends_in_one_press(sign_in, meeting, secretary):
    assert "Jag har fört protokollet" in text(sign_in(secretary).get(page("signoff-send", meeting)))
    given = {"deadline": "2026-12-01", "revision": meeting.revision, "sign": "1"}
    assert sign_in(secretary).post(page("signoff-send", meeting), given).status_code == 302
    assert rounds.last(meeting).signatures.get().person == secretary


def test_a_refused_sending_keeps_the_message_and_learns_the_new_revision(sign_in, meeting, secretary):
    Meeting.objects.filter(pk=meeting.pk).update(revision=9)
    given = {"deadline": "2026-12-01", "message": "Läs noga § 2", "revision": 4}
    response = sign_in(secretary).post(page("signoff-send", meeting), given)
    assert response.status_code == 409
    shown = response.content.decode()
    assert all(part in shown for part in ('value="9"', 'value="2026-12-01"', ">\nLäs noga § 2</textarea>"))
    given["revision"] = 9
    late = sign_in(secretary).post(page("signoff-send", meeting), given | {"deadline": "2020-01-01"})
    assert late.status_code == 422
    assert late.context["form"].errors == {"deadline": ["Den sista dagen har redan passerat."]}
    assert sign_in(secretary).post(page("signoff-send", meeting), given).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"deadline": "i morgon"}, {"message": "a\x00b"}, {"revision": "-3"}, {"deadline": ""}]
)
def test_wild_input_to_the_sending_is_answered_at_its_field(sign_in, meeting, secretary, wrong):
    given = {"deadline": "2026-12-01", "message": "", "revision": 0} | wrong
    response = sign_in(secretary).post(page("signoff-send", meeting), given)
    assert response.status_code == 422
    assert meeting.rounds.count() == 0


# ---- signing


def test_signing_leads_to_the_receipt(sign_in, meeting, sealed, adjuster):
    given = {"content_hash": sealed.content_hash, "signer": meeting.signers.get(person=adjuster).pk}
    response = sign_in(adjuster).post(page("signoff-sign", meeting), given, follow=True)
    assert response.redirect_chain == [(page("signoff-receipt", meeting), 302)]
    seen = text(response)
    assert "Du har justerat protokollet" in seen
    assert "Siv Lindblom , Orvar Kjellgren" in seen.replace(",", " ,").replace("  ,", " ,")
    assert sealed.content_hash in seen.replace(" ", "")
    assert "Skulle texten ändras" in seen


def test_the_last_receipt_counts_those_who_have_signed_in_words_and_warns_of_no_change(
    sign_in, meeting, sealed, adjuster, chair, secretary
):
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    receipt = text(sign_in(adjuster).get(page("signoff-receipt", meeting)))
    assert ("Alla tre har skrivit under." in receipt, "Skulle texten ändras" in receipt) == (True, False)


def test_somebody_with_two_roles_is_counted_once(sign_in, meeting, adjuster, secretary):
    meeting.signers.filter(role__key="chair").update(person=secretary)
    sealed = signoff.send(meeting, by=secretary.user)
    sign(meeting, secretary)
    client = sign_in(secretary)
    assert "Väntar på: Siv Lindblom, Jorunn Ask." in text(client.get(page("signoff-receipt", meeting)))
    assert "Ingen har skrivit under" not in text(client.get(page("meeting-show", meeting)))
    sign(meeting, secretary)
    assert "En av två är klar." in text(client.get(page("meeting-show", meeting)))
    sign(meeting, adjuster)
    assert "Båda har skrivit under." in text(client.get(page("signoff-receipt", meeting)))
    assert sealed.signatures.count() == 3


def test_the_secretary_signs_in_words_of_her_own(sign_in, meeting, sealed, secretary):
    response = sign_in(secretary).get(page("signoff-show", meeting))
    assert "Underteckna protokollet från 12 november" in text(response)
    assert "Jag har fört protokollet." in text(response)


def test_the_method_is_what_the_session_knows(sign_in, meeting, sealed, adjuster, chair):
    for person, method, expected in [(adjuster, "code", "mail_code"), (chair, "password", "password")]:
        client = sign_in(person)
        session = client.session
        session["account_authentication_methods"] = [{"method": method, "at": 1.0}]
        session["account_authentication_methods_user"] = str(person.user.pk)
        session.save()
        client.post(page("signoff-sign", meeting), {"content_hash": sealed.content_hash})
        assert Signature.objects.get(person=person).method == expected


def test_a_stale_hash_is_a_conflict_and_the_page_shows_what_stands_now(sign_in, meeting, sealed, adjuster):
    response = sign_in(adjuster).post(page("signoff-sign", meeting), {"content_hash": "0" * 64})
    assert response.status_code == 409
    assert "har ändrats sedan du öppnade sidan" in text(response)
    assert sealed.content_hash in response.content.decode()
    assert response.client.post(reverse("signoff-sign", args=[10**25]), {"content_hash": "0" * 64}).status_code == 404


@pytest.mark.parametrize("given", [{}, {"content_hash": "kort"}, {"content_hash": "x" * 64, "signer": "abc"}])
def test_a_broken_form_signs_nothing(sign_in, meeting, sealed, adjuster, given):
    assert sign_in(adjuster).post(page("signoff-sign", meeting), given).status_code == 409
    assert Signature.objects.count() == 0


def test_the_sealed_text_is_shown_whatever_the_tables_say(sign_in, meeting, sealed, adjuster):
    meeting.items.update(title="Smuget in efteråt")
    seen = text(sign_in(adjuster).get(page("signoff-show", meeting)))
    assert "Läget vid badplatserna" in seen
    assert "Smuget in efteråt" not in seen


def test_the_reading_receipt_is_a_small_post(sign_in, meeting, sealed, adjuster, secretary):
    client = sign_in(adjuster)
    assert client.post(page("signoff-read", meeting), {"content_hash": sealed.content_hash}).status_code == 204
    assert client.post(page("signoff-read", meeting), {"content_hash": "0" * 64}).status_code == 409
    assert client.post(page("signoff-read", meeting)).status_code == 422
    assert Reading.objects.get().person == adjuster


# ---- declining, recalling


def test_declining_needs_a_reason_and_keeps_the_page_open_at_it(sign_in, meeting, sealed, adjuster):
    client = sign_in(adjuster)
    response = client.post(page("signoff-decline", meeting), {"content_hash": sealed.content_hash, "reason": "\u200b"})
    assert response.status_code == 422
    assert "autofocus" in response.content.decode().partition('id="decline" open')[2].partition("</details>")[0]
    client.post(page("signoff-decline", meeting), {"content_hash": sealed.content_hash, "reason": "Jag är jävig."})
    seen = text(client.get(page("signoff-show", meeting)))
    assert "Jorunn Ask kan inte skriva under" in seen
    assert "Jag är jävig." not in seen


def test_the_secretary_reads_the_reason_and_recalls(sign_in, meeting, sealed, adjuster, secretary, chair):
    sign(meeting, chair)
    signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Jag är jävig.")
    client = sign_in(secretary)
    assert "Jag är jävig." in text(client.get(page("signoff-show", meeting)))
    assert client.post(page("signoff-recall", meeting), {"reason": "\u200b"}).status_code == 422
    response = client.post(page("signoff-recall", meeting), {"reason": "Ny justerare."})
    assert response.status_code == 302
    seen = text(sign_in(chair).get(page("signoff-show", meeting)))
    assert "Ny justerare." in seen
    assert "1 tidigare underskrift gäller inte" in seen
    assert "Orvar Kjellgren, Ordförande" in seen


def test_a_late_recall_is_a_conflict_and_the_reason_stays(sign_in, meeting, sealed, secretary, chair, adjuster):
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    response = sign_in(secretary).post(page("signoff-recall", meeting), {"reason": "Fel ort i § 2."})
    assert response.status_code == 409
    assert "Fel ort i § 2." in text(response)


def test_void_signatures_stay_visible_in_the_next_round(sign_in, meeting, sealed, chair, adjuster, secretary):
    sign(meeting, chair)
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    signoff.send(meeting, by=secretary.user)
    seen = text(sign_in(adjuster).get(page("signoff-show", meeting)))
    assert "1 tidigare underskrift gäller inte" in seen


def test_a_signer_is_shown_what_has_changed_since_she_read(sign_in, meeting, sealed, chair, adjuster, secretary):
    meeting.items.filter(position=1).update(text="<p>Två badplatser är klara.</p>")
    signoff.recall(meeting, by=secretary.user, reason="Fel ord.")
    signoff.send(meeting, by=secretary.user)
    sign(meeting, chair)
    signoff.recall(meeting, by=secretary.user, reason="Fel antal.")
    meeting.items.filter(position=1).update(text="<p>Tre badplatser är klara.</p>")
    signoff.send(meeting, by=secretary.user)
    seen = text(sign_in(chair).get(page("signoff-show", meeting)))
    assert "Ändrat sedan du läste Ett ord har ändrats i § 2 struket: Två nytt: Tre badplatser är klara." in seen
    assert "sedan du läste" not in text(sign_in(adjuster).get(page("signoff-show", meeting)))


# ---- queries


@pytest.mark.parametrize("name", ["signoff-show", "remark-list", "signoff-receipt"])
def test_more_items_and_remarks_take_no_more_queries(
    sign_in, meeting, secretary, adjuster, name, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        signoff.send(meeting, by=secretary.user)
        for item in meeting.items.all():
            remark.add(meeting, by=adjuster.user, text="Ändra", item=item)
        sign(meeting, secretary)
        client = sign_in(secretary)
        client.get(page(name, meeting))
        with django_assert_max_num_queries(60) as taken:
            assert client.get(page(name, meeting)).status_code == 200
        counts.append(len(taken))
        signoff.recall(meeting, by=secretary.user, reason="Mer text.")
        for _ in range(6):
            factories.Decision(item=factories.AgendaItem(meeting=meeting))
    assert counts[0] == counts[1]
