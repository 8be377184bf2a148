"""One Chromium for all journeys; who needs it in a test takes a seat in it."""

import os

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import expect, sync_playwright

from tests import chromium
from tests.journeys.seats import Seats

# Playwright's own event loop runs beside us, and Django would take it for ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# What is expected comes within moments, unless other processes have the processors.
expect.set_options(timeout=15_000)
# Scripts run for a moment on each page: to compile them for speed and to tidy up behind them costs more than it gains.
SCRIPTS = "--js-flags=--max-optimized-bytecode-size=0 --min-semi-space-size=64 --max-semi-space-size=64"


@pytest.fixture(autouse=True, scope="session")
def kept_interface():
    """The browser keeps the interface's files, as it does on a real server.

    How long it keeps what no header tells depends on how old a file is: in a fresh clone it would ask for each anew.
    """
    serve = StaticFilesHandler.serve

    def serve_to_keep(handler, request):
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_to_keep)
        yield


@pytest.fixture
def seats(chromium_seats):
    """seats.take(base) -> a page of somebody who has not been here before."""
    yield chromium_seats
    chromium_seats.clear()


@pytest.fixture(scope="session")
def chromium_seats():
    executable = chromium.find()
    if not executable:
        words = "no Chromium: install chromium or google-chrome, or name one in CHROMIUM"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", SCRIPTS]
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        yield Seats(browser)
        browser.close()
