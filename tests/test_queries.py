"""Every page asks the database as often for three rows as for one."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from minutes.models import Body, Phrase, Signature, StandingItem
from minutes.notifications import links
from minutes.settings import TASKS
from tests import factories
from tests import world as worlds
from tests.permission_requests import arguments
from tests.signing import NO_TASKS
from tests.test_permissions import ROLES, rows

pytestmark = pytest.mark.django_db


def pages():
    """{name: (reader, part of a meeting's life)} where the table says that a page is shown."""
    found = {}
    for (name, method), lines in rows().items():
        for states, answers in lines if method == "GET" else ():
            readers = [role for role in ("secretary", "administrator", *ROLES) if answers[role] == "200"]
            if readers:
                found.setdefault(name, (readers[0], states.replace("-", "D")[0]))
    return found


def count(world, name, role, state):
    with CaptureQueriesContext(connection) as captured:
        status = open_page(world, name, role, state)
    assert status == 200, (name, role, state)
    return len(captured)


def open_page(world, name, role, state):
    response = world.clients[role].get(reverse(name, args=arguments(name, world, world.scenes[state])))
    for close in response._resource_closers:  # the whole close() would end the transaction's connection
        close()
    return response.status_code


def grow(world):
    """Two more of everything that lists show, and meetings with three rows of everything instead of one."""
    today = timezone.localdate()
    for number in range(2):
        body = factories.Body(organisation=world.organisation)
        for role in ("secretary", "member"):
            factories.Membership(body=body, person=world.people[role], role=role)
        factories.Meeting(body=body, state="planned", date=today + datetime.timedelta(days=60 + number))
        person = factories.Person(organisation=world.organisation)
        factories.Membership(body=world.body, person=person)
        factories.Membership(body=world.body, person=None, represents="Ljungdals kommun")
        factories.Membership(body=world.body, person=factories.Person(organisation=world.organisation), ends=today)
        Phrase.objects.create(body=world.body, text="Informationen noteras.", position=number)
        StandingItem.objects.create(body=world.body, title="Övriga frågor", position=number)
    world.scenes = {letter: worlds.scene(world, letter, rows=3, later=1) for letter in reversed(worlds.STATES)}


@pytest.fixture
def bare_pdfs(monkeypatch):
    """PDFs without pages: their layout takes its time, and asks no database."""
    bare = SimpleNamespace(metadata=SimpleNamespace(), write_pdf=lambda **_: worlds.PDF)
    monkeypatch.setattr("weasyprint.HTML.render", lambda *_, **__: bare)


@pytest.mark.usefixtures("bare_pdfs")
def test_every_page_takes_as_many_queries_for_three_rows_as_for_one(tmp_path):
    """In one test, since both worlds take longer to make than all their pages."""
    with override_settings(MEDIA_ROOT=tmp_path / "files", EMAIL_FILE_PATH=tmp_path / "mail", TASKS=NO_TASKS):
        world = worlds.build()
        few = {name: count(world, name, *asked) for name, asked in pages().items()}
        grow(world)
        many = {name: count(world, name, *asked) for name, asked in pages().items()}
    assert many == few


@pytest.fixture
def pressed(settings, no_pango, django_assert_max_num_queries):
    """pressed(client, address, ...): the button that signs, in at most twelve statements, its task among them."""
    settings.TASKS = TASKS

    def press(client, address, **given):
        with django_assert_max_num_queries(12):
            assert client.post(address, given).status_code == 302
        return Signature.objects.count()

    return press


@pytest.mark.parametrize("last", ["by login", "by link"])
def test_signing_takes_at_most_twelve_queries_by_login_and_by_link_with_the_code_and_for_the_last_one_too(
    sealed, chair, secretary, adjuster, sign_in, pressed, last
):
    """Session, user, lock, check, signature, events and the ends of the transaction: everything but the next page."""
    Body.objects.update(publish_when_adjusted=True)
    given, page = {"content_hash": sealed.content_hash}, reverse("signoff-sign", args=[sealed.meeting_id])
    own = sealed.meeting.signers.get(person=chair).pk
    owed = SimpleNamespace(round=sealed, round_id=sealed.pk, person=adjuster, person_id=adjuster.pk)
    link, code = reverse("signlink-show", args=[links.new(owed)]) + "?act=sign", links.new_code(owed)
    acts = [
        lambda: pressed(Client(), link, code=code, **given),
        lambda: pressed(sign_in(chair), page, signer=own, **given),
        lambda: pressed(sign_in(secretary), page, **given),
    ]
    assert [act() for act in (acts if last == "by login" else acts[::-1])] == [1, 2, 3]
    sealed.refresh_from_db()
    assert (sealed.state, DBTaskResult.objects.get().args_kwargs["args"]) == ("completed", [sealed.pk])
