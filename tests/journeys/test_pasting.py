"""Pasting gives clean structure: the browser tidies what programs put on the clipboard, the server has the last word.

clipboard/ holds what programs put there, and what of it a document shall have.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from minutes.lib import richtext

from .bench import Writer, text_of

FOLDER = Path(__file__).parent / "clipboard"
PROGRAMS = ["word", "word-on-the-web", "outlook", "teams", "web"]
PASTE = """(area, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def copied(program):
    """What the program puts on the clipboard, and what shall be kept of it."""
    html, kept = (FOLDER / f"{program}{end}" for end in (".html", ".kept.html"))
    return html.read_text(encoding="utf-8"), kept.read_text(encoding="utf-8").replace("\n", "")


@pytest.fixture
def item(meeting):
    item = meeting.items.last()
    item.text = ""
    item.save()
    return item


@pytest.fixture
def writer(seats, live_server, secretary, item):
    writer = Writer(seats, live_server.url, secretary, item)
    yield writer
    assert writer.faults == []


def test_what_is_pasted_is_stored_as_clean_structure_and_nothing_of_it_runs(writer, item):
    writer.page.evaluate("() => { window.alert = () => { throw new TypeError('ran') } }")
    area = writer.editor()
    for html, kept in map(copied, PROGRAMS):
        area.focus()
        writer.page.keyboard.press("Control+a")
        writer.page.keyboard.press("Delete")
        area.evaluate(PASTE, html)
        writer.save()
        assert text_of(item) == kept
    expect(area.locator("img, script, svg, iframe, input")).to_have_count(0)


def test_without_a_browser_the_server_keeps_the_words_and_what_is_safe():
    for html, kept in map(copied, PROGRAMS):
        stored = richtext.sanitise(html)
        assert richtext.sanitise(stored) == stored
        for word in ("alert", "javascript", "MsoNormal", "style=", "evil.example"):
            assert word not in stored
        words = richtext.text(stored)
        assert [line for line in richtext.text(kept).split("\n") if line.split()[-1] not in words] == []
