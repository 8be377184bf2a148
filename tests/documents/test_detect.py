"""Identity numbers, telephone numbers and private addresses are proposed; what is the organisation's own is not."""

import dataclasses
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.documents import detect, personal_numbers
from tests.documents import samples


def check_digit(nine):
    """Written apart from the product's own: the digit that makes the Luhn sum a multiple of ten."""
    doubled = "".join(str(int(digit) * (2 - at % 2)) for at, digit in enumerate(nine))
    return str(-sum(map(int, doubled)) % 10)


born = st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1))
SEPARATORS = ["", "-", "+", " ", "–", " - ", "\xa0", "\u2011", "-\u200e"]


@given(born, st.integers(0, 999), st.booleans(), st.sampled_from(SEPARATORS), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_identity_and_coordination_number_is_found(day, serial, coordination, separator, century):
    date = f"{day:%y%m}{day.day + 60 * coordination:02}"
    last = f"{serial:03}{check_digit(f'{date}{serial:03}')}"
    number = f"{day:%Y}"[:2] * century + date + separator + last
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert personal_numbers.find(f"Sökande {number}, Mo") == [number]
    assert personal_numbers.find(f"Sökande {wrong}, Mo") == []


@pytest.mark.parametrize(
    "number",
    ["070-123 45 67", "0701234567", "08-12 34 56", "0522-69 60 00", "+46 70 123 45 67", "+46 (0)70-123 45 67",
     "0046701234567", "070/1234567", "070\u2011123\xa045\xa067"],
)  # fmt: skip
def test_telephone_numbers_are_found(number):
    assert detect.phones(f"Ring {number}.") == [number]


@pytest.mark.parametrize(
    "other",
    ["2026-11-12", "KS 2026/0123", "12 500 000 kronor", "212000-1234", "kl. 09.00–15.30", "811218-9876", "0,5 procent",
     "sida 01234567890123", "ISBN 978-91-7000-150-4"],
)  # fmt: skip
def test_other_figures_are_no_telephone_numbers(other):
    assert detect.phones(f"Se {other} i dag.") == []


def test_private_addresses_are_proposed_and_the_organisations_own_are_not():
    minutes = samples.fixture("protocol")
    house = dataclasses.replace(
        minutes.letterhead, email="info@mo.example", web="https://www.mo.example/x", phone="0999-12 34 56"
    )
    told = "<p>ylva@post.example, ylva@forvaltning.mo.example, 0999-123456, 070-123 45 67 och 811218-9876</p>"
    item = dataclasses.replace(minutes.items[0], text=told)
    found = detect.proposals(dataclasses.replace(minutes, letterhead=house, items=(item,), attendees=(), actions=()))
    assert [(one.kind, one.words) for one in found] == [
        ("personal_number", "811218-9876"),
        ("phone", "070-123 45 67"),
        ("mail", "ylva@post.example"),
    ]
    assert found[0].places == ("/items/0/text",)
