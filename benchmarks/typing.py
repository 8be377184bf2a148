"""From the key to what is painted, in the editor of the workbench."""

import os
import statistics

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests import chromium

KEYS = 240
# From the key's own time to the first task after the frame that it changed has been painted.
LISTEN = """() => {
  window.painted = [];
  document.addEventListener("keydown", (event) => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => window.painted.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => painted.port2.postMessage(0));
  }, { capture: true });
}"""


def measure(asker, path):
    """The median in milliseconds; None where there is no Chromium."""
    executable = chromium.find()
    if not executable:
        return None
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's event loop runs beside us
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.start()
    server.is_ready.wait()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            found = _type(browser, asker, f"http://localhost:{server.port}", path)
            browser.close()
    finally:
        server.terminate()
        server.join()
    return statistics.median(found)


def _type(browser, asker, origin, path):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in asker.cookies.items()])
    page = context.new_page()
    page.goto(origin + path)
    editor = page.locator("[data-field=text] .ProseMirror")
    editor.click()
    page.keyboard.press("Control+End")
    page.evaluate(LISTEN)
    page.keyboard.type("Vi talar vidare om bryggan. " * (KEYS // 28), delay=45)
    page.wait_for_function(f"window.painted.length >= {KEYS // 28 * 28}")
    return page.evaluate("window.painted")
