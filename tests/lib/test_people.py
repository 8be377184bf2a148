import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import people
from minutes.lib.people import Pasted

RUNE = Pasted("Rune Fält", "kanslichef", "Fjällviks kommun")


@pytest.mark.parametrize(
    "line",
    [
        "Rune Fält (kanslichef, Fjällviks kommun)",
        "Rune Fält (kanslichef, Fjällviks kommun",
        "Rune Fält, kanslichef, Fjällviks kommun)",
        "Rune Fält, kanslichef, Fjällviks kommun",
        "Rune Fält – kanslichef, Fjällviks kommun",
        "Rune Fält (kanslichef Fjällviks kommun)",
        "Rune Fält\tkanslichef\tFjällviks kommun",
        "  • Rune Fält  (kanslichef ;Fjällviks kommun),",
        "12. Rune Fält (kanslichef, Fjällviks kommun).",
    ],
)
def test_one_person_is_read_however_the_line_is_punctuated(line):
    assert people.read(line) == [RUNE]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Rune Fält", Pasted("Rune Fält")),
        ("Rune Fält\tFjällviks kommun", Pasted("Rune Fält", organisation="Fjällviks kommun")),
        ("Rune Fält (Fjällviks kommun)", Pasted("Rune Fält", organisation="Fjällviks kommun")),
        ("Rune Fält (kanslichef)", Pasted("Rune Fält", title="kanslichef")),
        ("Rune Fält (Kommunakademin Norr)", Pasted("Rune Fält", organisation="Kommunakademin Norr")),
        ("Rune Fält <Rune.Falt@fjallvik.example>", Pasted("Rune Fält", email="rune.falt@fjallvik.example")),
        (
            "Rune Fält (kanslichef, Fjällviks kommun) rune@fjallvik.example",
            Pasted("Rune Fält", "kanslichef", "Fjällviks kommun", email="rune@fjallvik.example"),
        ),
        ("rune@fjallvik.example", Pasted("rune", email="rune@fjallvik.example")),
        (
            "Rune Fält (kanslichef, Fjällviks kommun, ordförande)",
            Pasted("Rune Fält", "kanslichef", "Fjällviks kommun", "ordförande"),
        ),
        ("Vakant (Ljungdals kommun)", Pasted(organisation="Ljungdals kommun", vacant=True)),
        ("Vakant\tLjungdal", Pasted(organisation="Ljungdal", vacant=True)),
        ("Per-Olof Ek (IT-chef, Ljungdal)", Pasted("Per-Olof Ek", "IT-chef", "Ljungdal")),
    ],
)
def test_what_is_missing_stays_empty(line, person):
    assert people.read(line) == [person]


def test_a_list_in_running_text_is_read_also_where_a_comma_is_missing():
    pasted = "Rune Fält (kanslichef, Fjällviks kommun), Tea Molin (arkivarie, Ljungdal) Ivar Sund (jurist, Ljungdal)"
    assert [person.name for person in people.read(pasted)] == ["Rune Fält", "Tea Molin", "Ivar Sund"]


def test_empty_lines_and_the_heading_of_a_table_are_passed_over():
    assert people.read("Namn\tKommun/Organisation\n\n \t \nRune Fält\tFjällvik\n") == [
        Pasted("Rune Fält", organisation="Fjällvik")
    ]


def test_a_row_in_which_nobody_is_named_is_told():
    assert people.unread("Namn\tKommun\n\nRune Fält\n (utan namn) \nVakant") == ["(utan namn)"]


def test_shortened_keeps_what_a_table_can_hold():
    person = people.shortened(Pasted("N" * 300, "t" * 300, email="x" * 300), name=120, fact=60)
    assert (len(person.name), len(person.title), person.email) == (120, 60, "")


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_anything_at_all_can_be_pasted(pasted):
    for person in people.read(pasted):
        assert person.vacant or person.name
        assert "\x00" not in person.name + person.title + person.organisation
