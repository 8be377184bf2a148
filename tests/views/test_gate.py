"""What stands before every view: character sets, caches, and words of somebody who was signed out while writing."""

import pytest
from django.test import Client
from django.urls import reverse

WORDS = "Bryggan lagas före midsommar."


@pytest.fixture
def address(meeting):
    return reverse("writing-item", args=[meeting.items.first().pk])


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "utf-16", "undefined", "base64", "x"])
def test_other_character_sets_than_utf8_are_refused(sign_in, secretary, address, charset):
    body = b'--B\r\nContent-Disposition: form-data; name="title"\r\n\r\n\\ud800\r\n--B--\r\n'
    content_type = f"multipart/form-data; boundary=B; charset={charset}"
    client = sign_in(secretary)
    assert client.generic("POST", address, body, content_type=content_type).status_code == 400
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies["csrftoken"] = "x" * 32
    for sent in (content_type, f"application/x-www-form-urlencoded; charset={charset}"):
        assert stranger.generic("POST", "/account/login/", body, content_type=sent).status_code == 400


def test_pages_of_somebody_who_is_signed_in_are_kept_by_no_cache(sign_in, secretary, meeting):
    client = sign_in(secretary)
    for name in ("meeting-show", "preview-show", "attachment-list", "meeting-history"):
        assert client.get(reverse(name, args=[meeting.pk]))["Cache-Control"] == "private, no-cache"


def test_an_open_page_may_be_kept(client, body):
    assert "public" in client.get(reverse("published-body", args=[body.slug]))["Cache-Control"]


def test_who_was_signed_out_while_writing_gets_her_words_back(client, address, meeting):
    client.cookies["csrftoken"] = "x"
    form_page = f"http://testserver{address}?from=todo"
    answer = client.post(address, {"title": "Bad", "text": f"<p>{WORDS}</p>", "password": "hemligt ord"}, headers={
        "referer": form_page
    })
    page = answer.content.decode()
    assert answer.status_code == 403
    assert WORDS in page
    assert "hemligt ord" not in page
    assert f"/account/login/?next={address}%3Ffrom%3Dtodo" in page


def test_a_form_of_its_own_address_leads_back_to_the_page_it_stood_on(client, meeting):
    page = reverse("signoff-show", args=[meeting.pk])
    answer = client.post(
        reverse("remark-add", args=[meeting.pk]), {"text": WORDS}, headers={"referer": f"http://testserver{page}"}
    )
    assert answer.url == f"/account/login/?next={page}"


def test_another_site_is_no_place_to_go_back_to(client, address):
    answer = client.post(address, {"text": WORDS}, headers={"referer": "https://annanstans.example/"})
    assert answer.url == f"/account/login/?next={address}"


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(client, address):
    answer = client.post(address, {"text": WORDS}, headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"].partition("?")[0]) == (403, "/account/login/")


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("outsider", 404)])
def test_words_sent_without_right_come_back_as_text(request, sign_in, address, who, status):
    client = sign_in(request.getfixturevalue(who))
    answer = client.post(address, {"text": "<script>alert('hej hopp')</script><p>Två ord</p>", "seen": "0 0"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Två ord" in page
    assert "alert(" not in page


def test_words_of_a_page_that_was_open_too_long_come_back(secretary, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(address, {"text": f"<p>{WORDS}</p>"})
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
