"""Two texts of an item compared by words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.documents import wording
from minutes.lib import richtext


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("<p>Vattnet är varmt.</p>", "<p>Vattnet är kallt.</p>", "<p>Vattnet är <del>varmt</del><ins>kallt</ins>.</p>"),
        ("<p>En två tre.</p>", "<p>En tre.</p>", "<p>En <del>två</del> tre.</p>"),
        ("<p>A</p>", "<p>A</p><ul><li><p>B c</p></li></ul>", "<p>A</p><ul><li><p><ins>B c</ins></p></li></ul>"),
        ("<p>En.</p><p>Två <strong>tre</strong></p>", "<p>En.</p>", "<p>En. <del>Två tre</del></p>"),
        ("<p>En</p>", "", "<p><del>En</del></p>"),
        ("", "<p>En</p>", "<p><ins>En</ins></p>"),
        ("", "", ""),
    ],
)
def test_what_came_and_what_went_is_marked_where_it_was(before, after, shown):
    assert wording.unified(before, after) == shown


PARTS = ["<p>En bil", "</p><p>", " <strong>två</strong>", "<ul><li>tre", " &amp; 4 &lt;b&gt;", "</li></ul>", "<br>"]
TEXTS = st.lists(st.sampled_from(PARTS)).map(lambda parts: richtext.sanitise("".join(parts)))


def words(html):
    return re.findall(r"\w+", richtext.text(html))


@given(TEXTS, TEXTS)
def test_without_what_went_it_is_the_later_text_and_without_what_came_the_earlier_words(before, after):
    shown = wording.unified(before, after)
    assert words(re.sub("<del>.*?</del>", " ", shown)) == words(after)
    assert sorted(words(re.sub("<ins>.*?</ins>", " ", shown))) == sorted(words(before))
