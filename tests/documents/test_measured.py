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


def wide(columns):
    kinds = ("K", "th"), ("a", "td"), ("b", "td")
    rows = ["".join(f"<{tag}>{kind}{n}</{tag}>" for n in range(columns)) for kind, tag in kinds]
    return f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>"


@pytest.mark.parametrize(("columns", "parts"), [(1, [1]), (12, [12]), (13, [7, 7]), (60, [11, 11, 11, 11, 11, 10])])
def test_a_table_that_is_too_wide_is_printed_as_several_with_the_first_column_in_each(columns, parts):
    tables = measured(wide(columns), richtext.parse(wide(columns)))
    assert [len(table.body[0]) for table in tables] == parts
    rows = [[blocks.text([table]).split("\n")[row].split("\t") for table in tables] for row in range(3)]
    for kind, row in zip("Kab", rows, strict=True):
        assert all(part[0] == f"{kind}0" for part in row)
        assert [cell for part in row for cell in part[1:]] == [f"{kind}{n}" for n in range(1, columns)]


def test_words_of_narrow_columns_may_break_and_tables_of_many_columns_are_set_smaller():
    few, many = (wide(columns).replace("a0", "Avvikelse") for columns in (5, 12))
    few, many = (blocks.html(richtext.parse(value), printed=True) for value in (few, many))
    assert ("<table>" in few, '"long"' in few) == (True, False)
    assert ('<table class="many">' in many, '<span class="long">Avvikelse</span>' in many) == (True, True)


def test_high_rows_are_not_held_together_and_the_highest_may_be_cut():
    low, high, highest = (wide(2).replace("a0", "Ek " * count) for count in (40, 80, 300))
    low, high, highest = (blocks.html(richtext.parse(value), printed=True) for value in (low, high, highest))
    assert ("tall" in low, '<table class="tall">' in high, "cut" in high) == (False, True, False)
    assert ('<table class="tall">' in highest, highest.count('<tr class="cut">')) == (True, 1)


def test_columns_of_short_words_are_narrow_where_others_have_long_texts():
    short, long = wide(3), wide(3).replace("b1", "Ek " * 20)
    short, long = (blocks.html(richtext.parse(value), printed=True) for value in (short, long))
    found = [re.findall('class="narrow">(..)<', one) for one in (short, long)]
    assert found == [[], ["K0", "K2", "a0", "a2", "b0", "b2"]]


def test_no_selector_on_paper_looks_at_all_siblings():
    for name in ("paper", "paper_defaults"):
        rules = re.sub(r"/\*.*?\*/", "", (render.STATIC / "css" / f"{name}.css").read_text(), flags=re.S)
        assert "{" in rules
        assert not re.findall(r":has\(|~[^=]|of-type", rules)
