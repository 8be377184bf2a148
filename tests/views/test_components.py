import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

HEAVIEST = 40_000


def weight(html):
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    assert sheets
    return sum(Path(finders.find(sheet)).stat().st_size for sheet in sheets)


@pytest.mark.django_db
def test_the_shells_are_light(client, sign_in, secretary):
    strangers = client.get("/account/login/").content.decode()
    workers = sign_in(secretary).get("/account/password/change/").content.decode()
    assert weight(strangers) < HEAVIEST / 2
    assert weight(workers) < HEAVIEST


@pytest.mark.django_db
def test_the_component_page_is_not_for_customers(client):
    assert client.get("/components/").status_code == 404


@pytest.mark.django_db
@pytest.mark.urls("tests.gallery")
def test_the_component_page_shows_every_icon(client):
    page = client.get("/components/").content.decode()
    sprite = Path(finders.find("img/sprite.svg")).read_text(encoding="utf-8")
    for name in re.findall('symbol id="([^"]+)"', sprite):
        assert f"sprite.svg#{name}" in page


def test_icons_that_templates_name_exist():
    sprite = Path(finders.find("img/sprite.svg")).read_text(encoding="utf-8")
    named = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'{%\s*icon "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= set(re.findall('symbol id="([^"]+)"', sprite))


@pytest.mark.parametrize(
    ("template", "heading"), [("500.html", "Något gick fel hos oss"), ("400.html", "Sidan gick inte att läsa")]
)
def test_the_worst_errors_need_neither_request_nor_database(template, heading):
    assert f"<h1>{heading}</h1>" in render_to_string(template)


@pytest.mark.django_db
def test_a_missing_page_leads_on(client, sign_in, secretary, settings):
    settings.DEBUG = False
    stranger = client.get("/nowhere/")
    assert stranger.status_code == 404
    assert "<h1>Sidan finns inte</h1>" in stranger.content.decode()
    assert 'href="/account/login/"' in stranger.content.decode()
    assert 'href="/todo/"' in sign_in(secretary).get("/nowhere/").content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_is_told_so():
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "siv@fjallvik.example"})
    assert answer.status_code == 403
    assert "<h1>Sidan hade varit öppen för länge</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_the_person_menu_signs_out_by_post_and_changes_language(sign_in, secretary):
    client = sign_in(secretary)
    page = client.get("/account/password/change/").content.decode()
    assert '<form action="/account/logout/" method="post">' in page
    client.post("/i18n/setlang/", {"language": "en", "next": "/account/password/change/"})
    assert "Sign out" in client.get("/account/password/change/").content.decode()
