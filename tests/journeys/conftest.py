"""One Chromium for all journeys; what a test needs of it is a context of its own."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests import chromium

# Playwright's own event loop runs beside us, and Django would take it for ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser():
    executable = chromium.find()
    if not executable:
        words = "no Chromium: install chromium or google-chrome, or name one in CHROMIUM"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
