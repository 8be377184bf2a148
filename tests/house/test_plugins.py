"""Which tests run on both databases."""

import pytest
from django.conf import settings
from django.db import connection

from tests.plugins import database_of


def test_a_test_without_a_database_runs_once(request):
    assert database_of(request.node) == ""


@pytest.mark.django_db
def test_a_test_marked_with_the_database_runs_on_the_one_in_its_name(request):
    assert database_of(request.node) == connection.vendor


def test_a_test_whose_fixture_uses_the_database_runs_on_the_one_in_its_name(request, organisation):
    assert database_of(request.node) == connection.vendor


def test_a_test_in_a_browser_runs_once(request, live_server):
    assert database_of(request.node) == connection.vendor == "sqlite"


@pytest.mark.both_databases
def test_a_test_in_a_browser_runs_on_both_when_it_says_so(request, live_server):
    assert database_of(request.node) == connection.vendor


def test_what_touches_the_database_is_collected_for_each_that_is_tried(request):
    """Among what this process has collected: one test for each database, or one test alone where one is enough."""
    tried = {}
    for item in request.session.items:
        if item.path == request.path:
            tried.setdefault(item.originalname, []).append(database_of(item))
    both = list(settings.TRIED)
    assert tried == {
        "test_a_test_without_a_database_runs_once": [""],
        "test_a_test_marked_with_the_database_runs_on_the_one_in_its_name": both,
        "test_a_test_whose_fixture_uses_the_database_runs_on_the_one_in_its_name": both,
        "test_a_test_in_a_browser_runs_once": ["sqlite"],
        "test_a_test_in_a_browser_runs_on_both_when_it_says_so": both,
        "test_what_touches_the_database_is_collected_for_each_that_is_tried": [""],
    }
