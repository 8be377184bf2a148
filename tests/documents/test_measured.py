"""What would take minutes to lay out is cut up, and says the same."""

import re

import pytest

from minutes.documents import render
from minutes.documents.measured import measured, words
from minutes.lib import blocks, richtext
from minutes.lib.text import squeeze

ENDLESS = [
    f"<p>före {'Å' * 150_000} efter</p>",
    "<p>" + "a<br>" * 9_000 + "</p>",
    "<p>" + "<b>a</b>b" * 9_000 + "</p>",
    "<h3>" + "<b>a</b>b" * 500 + "</h3>",
    "<table><tr><td>" + "a<br>" * 5_000 + "</td></tr></table>",
    "<ul><li><blockquote>" + "a<br>" * 5_000 + "</blockquote></li></ul>",
]


@pytest.mark.parametrize("html", ENDLESS)
def test_a_text_without_end_has_short_words_and_paragraphs_and_all_its_letters(html):
    tree = richtext.parse(html)
    made = measured(html, tree)
    printed = blocks.html(made)
    assert squeeze(blocks.text(made)) == squeeze(blocks.text(tree))
    assert max(map(len, blocks.text(made).split())) <= 400
    assert all(part.count("<") <= 402 for part in re.split("</p>|</td>|</h3>", printed))
    assert blocks.html(measured(printed, made)) == printed


def test_an_ordinary_text_is_left_alone():
    tree = richtext.parse("<p>Vattnet är varmt, och <b>bryggan</b> ska lagas.</p>")
    assert measured("", tree) is tree
    assert words("Vattnet är varmt") == "Vattnet är varmt"


def test_no_selector_on_paper_looks_at_all_siblings():
    for name in ("paper", "paper_defaults"):
        rules = re.sub(r"/\*.*?\*/", "", (render.STATIC / "css" / f"{name}.css").read_text(), flags=re.S)
        assert "{" in rules
        assert not re.findall(r":has\(|~[^=]|of-type", rules)
