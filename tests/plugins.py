"""The suite's own options.

`--only-database` is the second run, on PostgreSQL: it leaves out what the first run on SQLite has settled for both,
which is every test that touches no database, and the tests in a browser but those marked `both_databases`.
"""

import gc

import pytest
from django.conf import settings

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
BROWSER_FIXTURES = {"live_server"}
LONG = {
    "test_every_page_takes_as_many_queries_for_three_rows_as_for_one",
    "test_start_serves_the_demo_says_where_and_stops_all_its_processes",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="run only what differs between databases")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: a test in a browser that runs on PostgreSQL too")
    if config.getoption("only_database") and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        raise pytest.UsageError("--only-database is for PostgreSQL: scripts/with_pg.py pytest --only-database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # These take as long as a hundred others: begun last, they would keep the other processes waiting.
    items.sort(key=lambda item: not (_is_in_browser(item) or item.name in LONG))
    if not config.getoption("only_database"):
        return
    left_out = [item for item in items if not differs_between_databases(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if differs_between_databases(item)]


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the process: it is not looked through again for rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def differs_between_databases(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if _is_in_browser(item):
        return item.get_closest_marker("both_databases") is not None
    return bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


def _is_in_browser(item: pytest.Item) -> bool:
    return bool(BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())))
