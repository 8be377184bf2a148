"""Signing by an outside service, against a provider that really runs (tests/provider.py)."""

import re
from urllib.parse import urljoin

import pytest
import requests
from django.test import Client
from django.urls import reverse

from minutes.documents import evidence as content
from minutes.lib import oidc
from minutes.models import AuditEvent, Meeting, Person, Signature, SignoffRound
from minutes.services import evidence, identity, publication
from tests import provider
from tests.signing import sign
from tests.views.test_signlink import link_to

BACK = "http://127.0.0.1:8000/identity/complete/"
pytestmark = pytest.mark.usefixtures("no_pango")


@pytest.fixture(scope="module")
def issuer():
    with provider.running(BACK) as issuer:
        yield issuer


@pytest.fixture
def bank(issuer, settings):
    settings.SIGN_OIDC = provider.settings_of(issuer)
    oidc.forget()


def gone_through(address, person):
    """What the browser brings back when the person has signed in at the provider."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False)
        while not answer.headers.get("Location", "").startswith(BACK):
            if answer.is_redirect:
                answer = browser.get(urljoin(answer.url, answer.headers["Location"]), allow_redirects=False)
                continue
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text)[1]
            typed = {"login": person.email, "password": provider.PASSWORD, "csrfmiddlewaretoken": token}
            answer = browser.post(answer.url, typed, allow_redirects=False)
        return answer.headers["Location"]


@pytest.fixture
def page(meeting):
    return reverse("signoff-show", args=[meeting.pk])


def begin(client, page):
    """Press the button on the page; where it leads."""
    shown = client.get(page).content.decode()
    return client.get(re.search(r'href="([^"]+/identify/oidc/)"', shown)[1])


def text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", response.content.decode()))


def test_who_signs_in_at_the_service_signs_by_it(bank, issuer, sign_in, sealed, page, adjuster, secretary, chair):
    client, meeting = sign_in(adjuster), sealed.meeting
    back = client.get(gone_through(begin(client, page).url, adjuster))
    assert back.url == f"{page}#sign"
    assert "Du har legitimerat dig med BankID" in text(client.get(page))
    assert not Signature.objects.exists()
    client.post(reverse("signoff-sign", args=[meeting.pk]), {"content_hash": sealed.content_hash})
    signature = Signature.objects.get()
    told = signature.external
    assert (signature.method, told["service"], told["issuer"], told["level"]) == (
        "external", "BankID", issuer, provider.LEVEL,
    )  # fmt: skip
    assert re.fullmatch("[0-9a-f]{32}", told["transaction"])
    assert AuditEvent.objects.get(kind="signoff.sign").details["external"] == told
    assert "BankID" in text(client.get(reverse("signoff-receipt", args=[meeting.pk])))

    for person in (secretary, chair):
        sign(meeting, person)
    version = publication.publish(meeting, by=secretary.user)
    assert re.search(r"Justerat digitalt[^)]*\(BankID\)", re.sub("<[^>]*>", "", version.html))
    found = evidence.of(version)
    vouched = next(one.external for one in found.answers if one.external)
    assert (vouched.issuer, vouched.level, vouched.transaction) == (issuer, provider.LEVEL, told["transaction"])
    assert told["transaction"].encode() in content.to_json(found)
    seen = text(sign_in(secretary).get(reverse("evidence-show", args=[meeting.pk, 1])))
    for words in (f"Utfärdare {issuer}", f"Tillitsnivå enligt tjänsten {provider.LEVEL}", told["transaction"]):
        assert words in seen


def test_by_the_link_another_person_is_refused_and_who_it_is_needs_no_code(bank, client, sealed, adjuster, secretary):
    here = link_to(adjuster)
    refused = client.get(gone_through(begin(client, here).url, secretary))
    assert refused.url == f"{here}?text=1"
    words = "Enligt BankID är du någon annan än Jorunn Ask"
    assert words in text(client.get(refused.url))
    assert client.post(f"{here}?act=sign", {"content_hash": sealed.content_hash}).status_code == 422

    back = gone_through(begin(client, here).url, adjuster)
    kept = client.cookies.copy()
    client.get(back)
    client.post(f"{here}?act=sign", {"content_hash": sealed.content_hash})
    assert Signature.objects.get().external["service"] == "BankID"
    # The same answer once more: nothing waits for it, and the provider takes the code once.
    assert client.get(back).status_code == 400
    client.cookies = kept
    assert client.get(back).url == f"{here}?text=1"
    assert "Svaret från BankID går inte att använda" in text(client.get(f"{here}?text=1"))


def test_who_gives_up_at_the_service_has_signed_nothing(bank, client, sealed, adjuster):
    here = link_to(adjuster)
    state = re.search(r"state=([\w-]+)", begin(client, here).url)[1]
    back = client.get(f"{BACK}?state={state}&error=access_denied")
    assert "Legitimeringen med BankID avbröts." in text(client.get(back.url))
    for wild in ("", "?state=x&code=y", "?state=%00", "?state=%F0%9F%98%80&code=%00", f"?state={'%C3%A5' * 2000}"):
        assert client.get(f"{BACK}{wild}").status_code == 400


def test_what_was_vouched_is_of_one_person_and_one_text(bank, sign_in, sealed, page, meeting, adjuster, chair):
    client = sign_in(adjuster)
    client.get(gone_through(begin(client, page).url, adjuster))
    kept = client.cookies["identity"].value
    client = sign_in(chair)
    client.cookies["identity"] = kept
    assert "Du har legitimerat dig" not in text(client.get(page))
    client.cookies["identity"] = f"{kept}x"
    assert client.get(page).context["vouched"] is None


def test_a_number_is_compared_and_never_kept(bank, settings, sign_in, administrator, sealed, page, adjuster):
    settings.SIGN_OIDC |= {"claim": provider.NUMBER}
    number = provider.NUMBERS[adjuster.email]
    client = sign_in(adjuster)
    back = client.get(gone_through(begin(client, page).url, adjuster))
    assert "har inget personnummer registrerat" in text(client.get(back.url))
    fields = {"name": adjuster.name, "email": adjuster.email}
    there = reverse("person-edit", args=[adjuster.pk])
    administers = Client()
    administers.force_login(administrator.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "med sekel" in text(administers.post(there, fields | {"identity": number[2:]}))
    administers.post(there, fields | {"identity": f"{number[:8]}-{number[8:]}"})
    assert "Ett är registrerat." in text(administers.get(there))
    back = client.get(gone_through(begin(client, page).url, adjuster))
    assert back.url == f"{page}#sign"
    assert number[2:] not in f"{Person.objects.filter(pk=adjuster.pk).values()}{back.headers}{client.cookies}"
    client.cookies.pop("identity")
    identity.register(adjuster, provider.NUMBERS["siv@fjallvik.example"], by=administrator.user)
    assert AuditEvent.objects.filter(kind="person.identify").count() == 2
    back = client.get(gone_through(begin(client, page).url, adjuster))
    assert "är du någon annan än Jorunn Ask" in text(client.get(back.url))


def test_a_service_that_does_not_answer_is_told_so(settings, sign_in, sealed, page, adjuster):
    settings.SIGN_OIDC = provider.settings_of("http://127.0.0.1:9")
    oidc.forget()
    client = sign_in(adjuster)
    assert "BankID svarar inte just nu" in text(client.get(begin(client, page).url))


def test_without_settings_there_is_nothing_to_see(sign_in, sealed, page, meeting, adjuster):
    client = sign_in(adjuster)
    assert "identify" not in client.get(page).content.decode()
    assert client.get(reverse("identity-begin", args=[meeting.pk, "oidc"])).status_code == 404


def test_who_sends_proves_who_she_is_first_and_signs_and_sends_what_she_has_written(bank, sign_in, meeting, secretary):
    client, page = sign_in(secretary), reverse("signoff-send", args=[meeting.pk])
    written = {"deadline": "2026-12-01", "message": "Tack på förhand!", "revision": meeting.revision}
    assert "Legitimera dig med BankID" in text(client.get(page))

    def away():
        leaving = client.post(page, written | {"prove": "oidc"}).content.decode()
        return client.get(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', leaving)[1]).url

    def stands():
        shown = client.get(page)
        form = shown.context["form"]
        assert (form["deadline"].value(), form["message"].value()) == ("2026-12-01", "Tack på förhand!")
        assert not SignoffRound.objects.exists()
        return text(shown)

    given_up = re.search(r"state=([\w-]+)", away())[1]
    assert client.get(f"{BACK}?state={given_up}&error=access_denied").url == page
    words = stands()
    assert "Legitimeringen med BankID avbröts." in words
    assert "Inget är skickat." in words
    assert "Legitimera dig med BankID" in words

    assert client.get(gone_through(away(), secretary)).url == f"{page}#sign"
    assert "Du har legitimerat dig med BankID" in stands()
    Meeting.objects.update(revision=meeting.revision + 1)  # somebody writes: it is of the text that was to be sent
    assert "Du har legitimerat dig med BankID" not in stands()
    refused = client.post(page, written | {"sign": "1"})
    assert (refused.status_code, SignoffRound.objects.count()) == (409, 0)
    Meeting.objects.update(revision=meeting.revision)

    assert client.post(page, written | {"sign": "1"}).status_code == 302
    sealed, signature = SignoffRound.objects.get(), Signature.objects.get()
    assert (str(sealed.deadline), sealed.message) == ("2026-12-01", "Tack på förhand!")
    assert (signature.method, signature.external["service"]) == ("external", "BankID")
    assert signature.content_hash == sealed.content_hash
