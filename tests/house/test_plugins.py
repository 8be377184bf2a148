"""Which tests run on both databases."""

import pytest

from tests.plugins import differs_between_databases


def test_a_test_without_a_database_runs_once(request):
    assert not differs_between_databases(request.node)


@pytest.mark.django_db
def test_a_test_marked_with_the_database_runs_on_both(request):
    assert differs_between_databases(request.node)


def test_a_test_whose_fixture_uses_the_database_runs_on_both(request, organisation):
    assert differs_between_databases(request.node)


def test_a_test_in_a_browser_runs_once(request, live_server):
    assert not differs_between_databases(request.node)


@pytest.mark.both_databases
def test_a_test_in_a_browser_runs_on_both_when_it_says_so(request, live_server):
    assert differs_between_databases(request.node)
