import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.documents.render import STATIC
from minutes.lib import colours

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_is_that_of_wcag():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_every_colour_is_readable_as_text_and_under_text_in_both_schemes(colour):
    for tokens, grounds in zip(colours.tokens(colour), (colours.LIGHT, colours.DARK), strict=True):
        accent, ink, soft, strong = (tokens[f"--accent{part}"] for part in ("", "-ink", "-soft", "-strong"))
        for ground in (*grounds, soft, ink):
            assert colours.contrast(accent, ground) >= 4.5
        assert colours.contrast(strong, soft) >= 4.5


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert colours.on_light("#1F5A3F") == "#1f5a3f"
    assert colours.on_light("#ffe000") != "#ffe000"


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#0b5563;}", "url(x)"])
def test_what_is_no_colour_becomes_the_products_own(wrong):
    assert colours.style_sheet(wrong) == colours.style_sheet(colours.DEFAULT)


def test_the_grounds_are_those_of_the_tokens():
    light, dark, _print = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8").split("@media")
    for scheme, grounds in ((light, colours.LIGHT), (dark, colours.DARK)):
        found = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", scheme))
        assert tuple(found[name] for name in ("paper", "ground", "sunken")) == grounds
    assert f"--accent: {colours.DEFAULT}" in light
