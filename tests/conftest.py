"""The cast: one body, one meeting, and the five people who meet each other in most tests."""

import datetime
import itertools

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection
from django.template import RequestContext, Template
from django.test import TransactionTestCase
from django.test.signals import template_rendered
from django.utils import translation

from minutes import models
from minutes.documents import render
from minutes.lib.sessions import SessionStore
from minutes.models import guards
from minutes.services import signoff
from tests import factories
from tests.signing import NO_TASKS
from tests.standing import Once, standing

pytest_plugins = ["tests.plugins"]
Role = models.Membership.Role


_numbers = itertools.count()


def _render(template, context):
    if isinstance(context, RequestContext) and context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(autouse=True, scope="session")
def plain_rendering(django_test_environment):
    """Pages tell what they were rendered with (`response.context`), their hundreds of parts do not: that takes time."""
    Template._render = _render


@pytest.fixture(autouse=True)
def quick_and_quiet(settings, tmp_path_factory):
    """Swedish, nobody has tried too often, files and mail of this test only."""
    translation.activate("sv")
    cache.clear()
    # Named, not made: most tests write no file, and a folder for each of them takes its time.
    own = tmp_path_factory.getbasetemp() / f"own-{next(_numbers)}"
    settings.MEDIA_ROOT = own / "files"
    settings.EMAIL_FILE_PATH = own / "mail"


@pytest.fixture(autouse=True, scope="session")
def quick_emptying(django_test_environment):
    """What tests have committed is deleted: Django's own way makes each table and all permissions anew, every time."""
    TransactionTestCase._fixture_teardown = lambda _test: _empty()


def _empty():
    kept = {model._meta.db_table for model in (ContentType, Permission)}
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - kept
    if connection.vendor == "postgresql":
        deletions = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
        return connection.ops.execute_sql_flush(["SET LOCAL session_replication_role = replica", *deletions])
    guards.remove(connection.alias)
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
    return guards.install(connection.alias)


@pytest.fixture
def once(db):
    made = Once()
    connection.execute_wrappers.append(made.watch)
    yield made
    connection.execute_wrappers.remove(made.watch)


@standing
def organisation():
    return factories.Organisation(name="Fjällviks kommun")


@standing
def body(organisation):
    return factories.Body(organisation=organisation, name="Styrgruppen för badplatser", slug="badplatser")


def _member(body, name, role, email):
    person = factories.Person(organisation=body.organisation, name=name, email=email)
    factories.Membership(body=body, person=person, role=role)
    return person


@standing
def secretary(body):
    """A person; `.user` signs in."""
    return _member(body, "Siv Lindblom", Role.SECRETARY, "siv@fjallvik.example")


@standing
def chair(body):
    return _member(body, "Orvar Kjellgren", Role.CHAIR, "orvar@fjallvik.example")


@standing
def adjuster(body):
    return _member(body, "Jorunn Ask", Role.MEMBER, "jorunn@ljungdal.example")


@standing
def member(body):
    return _member(body, "Malte Hedqvist", Role.MEMBER, "malte@ljungdal.example")


@standing
def outsider():
    return factories.Person(name="Ove Utberg", email="ove@annanstans.example")


@standing
def administrator(organisation):
    person = factories.Person(organisation=organisation, name="Asta Nordin", email="asta@fjallvik.example")
    organisation.administrators.add(person.user)
    return person


@standing
def meeting(body, secretary, chair, adjuster, member):
    """A draft with everybody on the roster, two written items and the three signers chosen."""
    meeting = factories.Meeting(body=body, date=datetime.date(2026, 11, 12))
    for position, person in enumerate([chair, adjuster, member, secretary]):
        factories.Attendance(
            meeting=meeting, person=person, name=person.name, title=person.title, organisation=person.represents,
            position=position,
        )
    first = factories.AgendaItem(meeting=meeting, title="Val av justerare", text="<p>Valet förrättas.</p>", position=0)
    factories.Decision(item=first, intro="Jorunn Ask utses till justerare.", heading=False, names_adjusters=True)
    second = factories.AgendaItem(meeting=meeting, title="Läget vid badplatserna", position=1)
    factories.Decision(item=second)
    roles = {role.key: role for role in body.signoff_roles.all()}
    for position, (key, person) in enumerate([("secretary", secretary), ("chair", chair), ("adjuster", adjuster)]):
        factories.Signer(
            meeting=meeting, role=roles[key], person=person, title=person.title, organisation=person.represents,
            position=position,
        )
    return meeting


@pytest.fixture
def sign_in(client):
    """sign_in(person) -> a client that is signed in as that person."""

    def as_person(person):
        # The session as a login leaves it: what a login does besides is tested with the login itself.
        session = SessionStore()
        session[SESSION_KEY] = str(person.user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
        session.create()
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return as_person


@pytest.fixture
def no_pango(monkeypatch):
    """As on a machine without Pango: no library can be found."""
    with monkeypatch.context() as patch:
        patch.setattr("ctypes.util.find_library", lambda name: None)
        render._has_pango.cache_clear()
        yield
    render._has_pango.cache_clear()


@pytest.fixture
def no_tasks(settings):
    """Tasks are asked for and wait: for tests that want neither the mail nor the PDF that an act sets going."""
    settings.TASKS = NO_TASKS


@standing
def sealed(meeting, secretary):
    """The round of the meeting, just sent by its secretary."""
    return signoff.send(meeting, by=secretary.user)
