import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import NoReverseMatch, reverse

from minutes.models import User
from tests import factories

CODE = re.compile(r"^\d{4}-\d{4}$", re.MULTILINE)
LOGIN, REQUEST, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"
SECRET = "en lång hemlighet om vatten"


def code():
    return CODE.search(mail.outbox[-1].body)[0]


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_a_mailed_code_signs_in(client, member):
    answer = client.post(REQUEST, {"email": "MALTE@ljungdal.example"})
    assert answer.url == CONFIRM
    assert mail.outbox[0].to == ["malte@ljungdal.example"]
    assert code() in mail.outbox[0].body
    answer = client.post(CONFIRM, {"code": code().replace("-", " ")})
    assert signed_in(client) == str(member.user_id)
    assert answer.url == "/"


def test_where_one_was_going_is_kept_all_the_way(client, member, body):
    wanted = reverse("membership-list", args=[body.slug])
    answer = client.get(wanted)
    assert answer.url == f"{LOGIN}?next={wanted}"
    answer = client.post(REQUEST, {"email": member.email, "next": wanted})
    assert answer.url == f"{CONFIRM}?next={wanted.replace('/', '%2F')}"
    assert client.post(CONFIRM, {"code": code(), "next": wanted}).url == wanted


def test_nobody_is_led_to_another_site(client, member):
    client.post(REQUEST, {"email": member.email, "next": "https://annanstans.example/"})
    assert client.post(CONFIRM, {"code": code(), "next": "https://annanstans.example/"}).url == "/"


def test_a_password_signs_in(client, member):
    member.user.set_password(SECRET)
    member.user.save()
    client.post(LOGIN, {"login": member.email, "password": SECRET})
    assert signed_in(client) == str(member.user_id)


@pytest.mark.parametrize("email", ["malte@ljungdal.example", "ingen@ljungdal.example"])
def test_a_wrong_password_says_the_same_of_a_known_and_an_unknown_address(client, member, email):
    page = client.post(LOGIN, {"login": email, "password": "fel"})
    assert page.status_code == 200
    assert "Adressen och lösenordet hör inte ihop." in page.content.decode()
    assert signed_in(client) is None


def strip(page):
    return re.sub(r'(csrf\S+" value="|nonce=")[^"]+', "", page.content.decode())


def test_an_unknown_address_is_not_revealed_and_gets_no_mail(client, member):
    pages = {}
    for email in (member.email, "ingen@ljungdal.example"):
        answer = client.post(REQUEST, {"email": email})
        pages[email] = (answer.status_code, answer.url, strip(client.get(CONFIRM)).replace(email, ""))
        client.get(f"{LOGIN}?other=1")
    assert pages[member.email] == pages["ingen@ljungdal.example"]
    assert [message.to for message in mail.outbox] == [[member.email]]


def test_a_wrong_code_is_told_at_the_field_and_five_end_it(client, member):
    client.post(REQUEST, {"email": member.email})
    right = code()
    for _ in range(4):
        page = client.post(CONFIRM, {"code": "0000-0001"})
        assert "Koden är inte den vi skickade sist." in page.content.decode()
    page = client.post(CONFIRM, {"code": "0000-0001"}, follow=True)
    assert page.redirect_chain == [(REQUEST, 302)]
    assert "För många försök" in page.content.decode()
    client.post(CONFIRM, {"code": right})
    assert signed_in(client) is None


def test_an_expired_code_is_told_and_where_one_was_going_is_kept(client, member, time_machine):
    client.post(REQUEST, {"email": member.email})
    right = code()
    time_machine.move_to(time.time() + 901)
    answer = client.post(f"{CONFIRM}?next=/meetings/", {"code": right, "next": "/meetings/"})
    assert answer.url == f"{REQUEST}?next=%2Fmeetings%2F"
    assert "Koden gäller inte längre" in client.get(answer.url).content.decode()
    assert signed_in(client) is None


def test_a_new_code_ends_the_old_one(client, member):
    client.post(REQUEST, {"email": member.email})
    first = code()
    page = client.post(CONFIRM, {"action": "resend"}, follow=True)
    assert "En ny kod är på väg" in page.content.decode()
    assert code() != first
    client.post(CONFIRM, {"code": first})
    assert signed_in(client) is None
    client.post(CONFIRM, {"code": code()})
    assert signed_in(client) == str(member.user_id)


def test_an_invitation_leads_to_the_page_with_the_address_filled_in(client, db):
    page = client.get(f"{LOGIN}?email=tea%40fjallvik.example").content.decode()
    assert 'value="tea@fjallvik.example"' in page
    assert "<script>alert" not in client.get(f"{LOGIN}?email=%22%3E%3Cscript%3Ealert(1)").content.decode()


def test_who_waits_for_a_code_can_begin_again_with_another_address(client, member):
    client.post(REQUEST, {"email": member.email})
    assert client.get(LOGIN).url == CONFIRM
    assert client.get(f"{LOGIN}?other=1").status_code == 200
    assert client.get(LOGIN).status_code == 200


@pytest.mark.parametrize("email", ["", "inte en adress", "a" * 400 + "@x.example", "a\x00@x.example", "<b>@x.example"])
def test_a_wild_address_is_told_at_the_field(client, db, email):
    page = client.post(REQUEST, {"email": email})
    assert page.status_code == 200
    assert "field__error" in page.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("wild", ["", "\x00", "٣" * 8, "<script>", "x" * 100_000, "😀"])
def test_a_wild_code_or_password_is_told_and_never_an_error(client, member, wild):
    client.post(REQUEST, {"email": member.email})
    assert client.post(CONFIRM, {"code": wild}).status_code == 200
    client.get(f"{LOGIN}?other=1")
    assert client.post(LOGIN, {"login": member.email, "password": wild}).status_code == 200
    assert signed_in(client) is None


def test_nobody_signs_up_and_nobody_changes_address_alone(client, db):
    for name in ("account_email", "account_confirm_email", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.post("/account/email/", {"email": "x@x.example"}).status_code == 404
    data = {"email": "x@x.example", "password1": SECRET, "password2": SECRET}
    assert client.post("/account/signup/", data).url == LOGIN
    assert not User.objects.exists()


def test_a_closed_login_gets_no_code(client, member):
    User.objects.filter(pk=member.user_id).update(is_active=False)
    client.post(REQUEST, {"email": member.email})
    assert mail.outbox == []


def test_the_old_address_no_longer_signs_in_after_a_change(client, member, administrator):
    from minutes.services import person

    client.post(REQUEST, {"email": member.email})
    client.post(CONFIRM, {"code": code()})
    client.post("/account/logout/")
    assert EmailAddress.objects.filter(email=member.email).count() <= 1
    old = member.email
    person.edit(member, by=administrator.user, email="nytt@ljungdal.example")
    mail.outbox.clear()
    client.post(REQUEST, {"email": old})
    assert mail.outbox == []
    client.get(f"{LOGIN}?other=1")
    client.post(REQUEST, {"email": "nytt@ljungdal.example"})
    client.post(CONFIRM, {"code": code()})
    assert signed_in(client) == str(member.user_id)


def test_a_mail_server_that_is_down_is_told(client, member, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    for email in (member.email, "ingen@ljungdal.example"):
        page = client.post(REQUEST, {"email": email}, follow=True)
        assert "kan inte skickas just nu" in page.content.decode()
        client.get(f"{LOGIN}?other=1")


def test_many_requests_for_codes_are_slowed_down(client, member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,2/5m/key"}
    for _ in range(3):
        client.get(f"{LOGIN}?other=1")
        page = client.post(REQUEST, {"email": member.email})
    assert "För många försök" in page.content.decode()
    assert len(mail.outbox) == 2


def test_who_has_no_password_chooses_one_and_then_changes_it(client, sign_in, db):
    person = factories.Person()
    person.user.set_unusable_password()
    person.user.save()
    sign_in(person)
    assert client.get("/account/password/change/").url == "/account/password/set/"
    client.post("/account/password/set/", {"password1": SECRET, "password2": SECRET})
    assert User.objects.get(pk=person.user_id).check_password(SECRET)
    wrong = {"oldpassword": "fel", "password1": SECRET + "!", "password2": SECRET + "!"}
    assert "inte ditt nuvarande lösenord" in client.post("/account/password/change/", wrong).content.decode()
    client.post("/account/password/change/", wrong | {"oldpassword": SECRET})
    assert User.objects.get(pk=person.user_id).check_password(SECRET + "!")


@pytest.mark.parametrize("weak", ["kort", "123456789012", "password1234"])
def test_a_weak_password_is_refused_at_the_field(client, db, sign_in, weak):
    person = factories.Person()
    person.user.set_unusable_password()
    person.user.save()
    sign_in(person)
    page = client.post("/account/password/set/", {"password1": weak, "password2": weak}).content.decode()
    assert "field__error" in page
    assert not User.objects.get(pk=person.user_id).has_usable_password()


def test_a_forgotten_password_is_replaced_through_a_link_in_a_mail(client, member):
    client.post("/account/password/reset/", {"email": "ingen@ljungdal.example"})
    assert mail.outbox == []
    answer = client.post("/account/password/reset/", {"email": member.email})
    assert answer.url == "/account/password/reset/done/"
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": SECRET, "password2": SECRET})
    assert User.objects.get(pk=member.user_id).check_password(SECRET)
    assert "gäller inte längre" in client.get(link, follow=True).content.decode()
