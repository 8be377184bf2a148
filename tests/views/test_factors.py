"""A second factor: set up, asked for at the next sign-in, told in what is signed."""

import base64
import hashlib
import hmac
import re
import time
from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from minutes.documents.methods import level
from minutes.models import AuditEvent, User
from minutes.views import proving

PASSWORD = "en-lång-fras-utan-mening"


def shown_by_app(secret):
    """The six digits of RFC 6238 for this half minute."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def has_app(sign_in, adjuster):
    """Who approves has a password and an app; returns (the app's secret, her spare codes)."""
    adjuster.user.set_password(PASSWORD)
    adjuster.user.save()
    client = sign_in(adjuster)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Visa att det är du" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<span[^>]*>([A-Z2-7]{32})</span>", page)[1]
    assert "Det stämmer inte" in client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    with time_machine.travel(time.time(), tick=False):
        response = client.post(reverse("mfa_activate_totp"), {"code": shown_by_app(secret)}, follow=True)
    spare = re.findall(r'hash">([0-9a-f]{8,})<', response.content.decode())
    client.logout()
    return secret, spare


@pytest.mark.usefixtures("no_pango")
def test_the_app_is_asked_for_after_the_password_and_told_in_the_signature(client, has_app, sealed, adjuster):
    secret, spare = has_app
    assert len(spare) == 10
    asked = client.post(reverse("account_login"), {"login": adjuster.email, "password": PASSWORD}, follow=True)
    assert "Ett steg till" in asked.content.decode()
    assert client.get(reverse("todo-show")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "12345\x00"})
    assert wrong.status_code == 200
    with time_machine.travel(time.time() + 60, tick=False):  # each code works once
        client.post(reverse("mfa_authenticate"), {"code": shown_by_app(secret)})
    client.post(reverse("signoff-sign", args=[sealed.meeting_id]), {"content_hash": sealed.content_hash})
    details = AuditEvent.objects.get(kind="signoff.sign").details
    assert (details["method"], details["level"]) == ("password_mfa", "double")


@pytest.mark.usefixtures("no_pango")
def test_the_app_is_asked_for_after_a_mailed_code_too(client, has_app, sealed, adjuster):
    client.post(reverse("account_request_login_code"), {"email": adjuster.email})
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(reverse("mfa_authenticate"), {"code": has_app[1][0]})
    client.post(reverse("signoff-sign", args=[sealed.meeting_id]), {"content_hash": sealed.content_hash})
    assert AuditEvent.objects.get(kind="signoff.sign").details["method"] == "mail_code_mfa"
    assert "Engångskod via e-post och andra faktor" in client.get(
        reverse("signoff-receipt", args=[sealed.meeting_id])
    ).content.decode()


def test_nobody_takes_away_what_another_proves_herself_by(sign_in, has_app, chair, adjuster):
    held = Authenticator.objects.filter(user=adjuster.user)
    key = held.create(user=adjuster.user, type="webauthn", data={"name": "Nyckel"})
    chair.user.set_password(PASSWORD)
    chair.user.save()
    client = sign_in(chair)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    for address in (reverse("mfa_remove_webauthn", args=[key.pk]), reverse("mfa_deactivate_totp")):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert {one.type for one in held} == {"totp", "recovery_codes", "webauthn"}


@pytest.mark.parametrize("credential", ["{}", '{"id": "AAAA", "rawId": "BBBB", "type": "public-key", "response": {}}'])
def test_a_passkey_that_no_browser_makes_is_refused(sign_in, chair, credential):
    chair.user.set_password(PASSWORD)
    chair.user.save()
    client = sign_in(chair)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "Nyckel", "credential": credential})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_who_has_lost_the_phone_is_let_in_by_who_runs_the_server(client, has_app, adjuster, capsys):
    call_command("forget_factors", adjuster.email.upper())
    assert "1 app or key" in capsys.readouterr().out
    response = client.post(reverse("account_login"), {"login": adjuster.email, "password": PASSWORD})
    assert response.url == reverse("start-show")
    assert AuditEvent.objects.filter(kind="user.forget_factors").exists()
    with pytest.raises(CommandError):
        call_command("forget_factors", "ingen@ljungdal.example")


@pytest.mark.parametrize(
    ("records", "method", "factors"),
    [
        (["code"], "mail_code", "single"),
        (["password"], "password", "single"),
        (["password_reset"], "mail_code", "single"),
        (["demo"], "demo", "none"),
        (["code", "mfa"], "mail_code_mfa", "double"),
        (["password", "mfa"], "password_mfa", "double"),
        (["passkey"], "passkey", "double"),
    ],
)
def test_what_the_session_knows_is_the_method(records, method, factors):
    told = {"passkey": {"method": "mfa", "type": "webauthn", "passwordless": True}}
    known = [told.get(record, {"method": record}) for record in records]
    session = {"account_authentication_methods": known, "account_authentication_methods_user": "1"}
    user = User(pk=1)
    assert proving.signed_in_how(SimpleNamespace(session=session, user=user)) == method
    assert level(method) == factors
