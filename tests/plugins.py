"""The suite's own ways: what touches a database is tried on SQLite and then, where a server is named, on PostgreSQL.

Each such test has the name of the database in its own. Tests of pure code run once, and so do the tests in a browser
but those marked `both_databases`.
"""

import gc
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

DATABASE = "django_db_modify_db_settings"  # pytest-django's, before it makes the database of a test
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
LONG = {
    "test_every_page_takes_as_many_queries_for_three_rows_as_for_one",
    "test_start_serves_the_demo_says_where_and_stops_all_its_processes",
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: a test in a browser that runs on PostgreSQL too")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    item, fixtures = metafunc.definition, metafunc.fixturenames
    if not DATABASE_FIXTURES & {*fixtures} and not item.get_closest_marker("django_db"):
        return
    once = "live_server" in fixtures and not item.get_closest_marker("both_databases")
    if DATABASE not in fixtures:
        fixtures.append(DATABASE)
    metafunc.parametrize(DATABASE, list(settings.TRIED)[: 1 if once else None], indirect=True, scope="session")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """The database of the tests that follow; pytest takes down the one before, with what was built on it."""
    connections["default"].close()
    del connections["default"]
    settings.DATABASES["default"] = settings.TRIED[request.param]
    connections.configure_settings(settings.DATABASES)


@pytest.fixture(scope="session")
def django_db_use_migrations(django_db_modify_db_settings: None) -> bool:
    """On SQLite the tables come from the models, which is quicker; PostgreSQL migrates, and so does `make run`."""
    settings.MIGRATION_MODULES = {}
    return connections["default"].vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """PostgreSQL begins to count far from the small numbers that tests take for nobody's."""
    if connections["default"].vendor == "postgresql":
        with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT setval(quote_ident(sequencename)::regclass, 5000) FROM pg_sequences"
                " WHERE sequencename LIKE 'minutes\\_%'"
            )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One database after the other, and first what takes as long as a hundred others: so all processes end at once."""
    databases = list(settings.TRIED)
    items.sort(key=lambda item: (databases.index(database_of(item) or databases[0]), not _is_long(item)))


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the process: it is not looked through again for rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """The loop of whichever plugin has one, on a large stack."""
    manager = session.config.pluginmanager
    return _roomy(manager.subset_hook_caller("pytest_runtestloop", [sys.modules[__name__]]), session)


def _roomy(loop: Callable[..., object], session: pytest.Session) -> object:
    """Python keeps its frames in pieces of 16 kB, and asks the system for one and gives it back whenever calls cross
    its end: a hundred times in each request for a page. One frame that is larger than half a megabyte brings a piece
    of a whole one, and all calls of the loop have room in what is left of it."""
    return loop(session=session)


_roomy.__code__ = _roomy.__code__.replace(co_stacksize=70_000)  # in places of eight bytes


def database_of(item: pytest.Item) -> str:
    """The name of the database that the test runs on, empty for a test without one."""
    found = getattr(item, "callspec", None)
    return found.params.get(DATABASE, "") if found else ""


def _is_long(item: pytest.Item) -> bool:
    return "live_server" in item.fixturenames or item.originalname in LONG
