"""Verification codes: 60 random bits that people can type."""

import pytest

from minutes.lib import codes


def test_a_code_has_twelve_signs_of_thirty_two():
    assert len(set(codes.ALPHABET)) == 32
    many = {codes.new() for _ in range(50)}
    assert len(many) == 50
    assert {len(code) for code in many} == {12}
    assert {sign for code in many for sign in code} <= set(codes.ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "K7QF-2M9X-4R1D",
        " k7qf 2m9x 4rid ",
        "K7QF–2M9X–4RlD",
        "https://justera.example/v/K7QF-2M9X-4R1D/",
        "K7QF2M9X4R1D",
    ],
)
def test_what_people_type_and_paste_is_read(typed):
    assert codes.read(typed) == "K7QF2M9X4R1D"
    assert codes.grouped("K7QF2M9X4R1D") == "K7QF-2M9X-4R1D"


@pytest.mark.parametrize("typed", ["", "K7QF-2M9X-4RT", "K7QF-2M9X-4RTDX", "K7QF-2M9X-4RT\x00", "åäö" * 4, "U" * 12])
def test_anything_else_is_no_code(typed):
    assert codes.read(typed) == ""
