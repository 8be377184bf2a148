"""Who gets which answer: every address, asked by every kind of reader, for a meeting in every part of its life."""

import datetime
from functools import cache

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from tests import world as worlds
from tests.permission_requests import DATA, arguments
from tests.permission_table import TABLE

ROLES = ("anonymous", "outsider", "member", "adjuster", "chair", "secretary", "administrator")


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for this file; every request is rolled back to it."""
    kept = tmp_path_factory.mktemp("world")
    with override_settings(MEDIA_ROOT=kept), django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        world.kept = kept
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db, settings):
    settings.MEDIA_ROOT = built.kept
    return built


@pytest.fixture
def bare_answers(monkeypatch):
    """Answers by their number alone: what pages say is tested where they are, and drawing thousands takes its time."""
    monkeypatch.setattr(Template, "render", lambda *_: "")
    for status in (403, 404):
        answer = lambda request, exception, status=status: HttpResponse(status=status)  # noqa: E731
        monkeypatch.setattr(f"{settings.ROOT_URLCONF}.handler{status}", answer, raising=False)


@cache
def rows():
    """{(name, method): [(states, expected answers by role)]} of the table."""
    found = {}
    for line in TABLE.strip().splitlines():
        if line and not line.startswith("#"):
            name, method, states, *cells = line.split()
            found.setdefault((name, method), []).append((states, dict(zip(ROLES, cells, strict=True))))
    return found


def addresses():
    """Every named address of the product, those of the admin apart."""
    pending, found = list(get_resolver().url_patterns), {}
    while pending:
        one = pending.pop()
        if isinstance(one, URLPattern):
            found[one.name] = one
        elif one.namespace is None:
            pending += one.url_patterns
    return found


def ask(world, role, name, method, scene):
    """What the answer is called in the table; nothing that the request did stays."""
    url = reverse(name, args=arguments(name, world, scene))
    data = DATA.get(name, lambda *_: {})(world, scene) if method == "POST" else {}
    client = world.clients[role]
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method.lower())(url, data)
        answer = called(response)
        for close in response._resource_closers:  # the whole close() would end the transaction's connection
            close()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def called(response):
    to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    return "login" if to_sign_in else str(response.status_code)


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize(("name", "method"), rows())
def test_each_reader_gets_the_answer_of_the_table(world, name, method):
    """A form is sent in every part of the meeting's life, and its page is opened once for each line of the table."""
    is_page_of_a_form = method == "GET" and (name, "POST") in rows()
    expected = {
        state: answers
        for states, answers in rows()[name, method]
        for state in (states[:1] if is_page_of_a_form else states).replace("-", "D")
    }
    actual = {
        state: {role: ask(world, role, name, method, world.scenes[state]) for role in ROLES} for state in expected
    }
    assert actual == expected


def test_the_table_has_every_address_and_asks_it_in_every_part_of_a_meetings_life():
    told = {key: sorted("".join(states for states, _answers in lines)) for key, lines in rows().items()}
    assert {name for name, _method in told} == set(addresses())
    assert [key for key, states in told.items() if states not in (["-"], sorted(worlds.STATES))] == []


@pytest.mark.parametrize("name", [name for name in addresses() if not name.startswith(("account_", "mfa_"))])
def test_a_method_that_an_address_does_not_know_is_refused(world, name):
    """Asked by whoever may most: POST where the table has only GET, GET where it has only POST, else DELETE."""
    methods = {method for told, method in rows() if told == name}
    method = "DELETE" if len(methods) == 2 else "GET" if methods == {"POST"} else "POST"
    role = (
        "administrator" if name.split("-")[0] in ("organisation", "person", "administration", "body") else "secretary"
    )
    assert ask(world, role, name, method, world.scenes["D"]) == "405"


NUMBERED = [name for name, at in addresses().items() if "-" in name and "<int:" in str(at.pattern)]


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("name", NUMBERED)
def test_what_does_not_exist_is_not_found(world, name):
    methods = {method for told, method in rows() if told == name}
    numbers = [2**40 if isinstance(one, int) else one for one in arguments(name, world, world.scenes["D"])]
    client = world.clients["secretary"]
    response = getattr(client, "get" if "GET" in methods else "post")(reverse(name, args=numbers))
    assert response.status_code == 404


def test_members_read_drafts_where_the_body_says_so(world):
    reading = ["preview-show", "preview-pdf", "attachment-file"]
    assert {ask(world, "member", name, "GET", world.scenes["D"]) for name in reading} == {"403"}
    world.body.draft_readers = "members"
    world.body.save()
    assert {ask(world, "member", name, "GET", world.scenes["D"]) for name in reading} == {"200"}


def test_a_seat_that_has_ended_opens_the_meetings_of_its_time_alone(world):
    ended = timezone.localdate() - datetime.timedelta(days=5)
    world.people["member"].memberships.update(ends=ended)
    shown = {state: ask(world, "member", "meeting-show", "GET", world.scenes[state]) for state in worlds.STATES}
    assert shown == {"P": "404", "D": "404", "A": "200", "J": "200", "U": "200"}
    assert ask(world, "member", "body-show", "GET", world.scenes["D"]) == "403"
