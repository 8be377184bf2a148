"""Quick lines: what, who and when, and nothing lost of what was written."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import quick

THURSDAY = datetime.date(2026, 11, 12)
HERE = ["Anna Berg", "Per-Olof Sandin", "Anna-Karin Lod", "Siv Lindblom"]
ABSENT = ["Malte Hedqvist", "Anna Ek"]


def read(line):
    return quick.read(line, HERE, ABSENT, after=THURSDAY)


@pytest.mark.parametrize(
    ("line", "text", "who", "when"),
    [
        ("Boka lokal @Siv 2026-12-01", "Boka lokal", "Siv Lindblom", "2026-12-01"),
        ("@Lindblom bokar lokal, senast 2026-12-01 om det går", "bokar lokal om det går", "Siv Lindblom", "2026-12-01"),
        ("Boka lokal @Per-Olof till decembermötet", "Boka lokal", "Per-Olof Sandin", "till decembermötet"),
        ("Boka lokal till decembermötet @Per-O", "Boka lokal", "Per-Olof Sandin", "till decembermötet"),
        ("Boka lokal @per senast fredag", "Boka lokal", "Per-Olof Sandin", "2026-11-13"),
        ("Boka lokal @Malte på torsdag.", "Boka lokal", "Malte Hedqvist", "2026-11-19"),
        ("Boka lokal @Alla den 20 november", "Boka lokal", "Alla", "2026-11-20"),
        ("Boka lokal @Erik Ståhl senast fredag den 8 januari", "Boka lokal", "Erik Ståhl", "2027-01-08"),
        ("Boka lokal 3/12", "Boka lokal", "", "2026-12-03"),
        ("Boka lokal om två veckor @Siv och @Malte", "Boka lokal", "Siv Lindblom och Malte Hedqvist", "2026-11-26"),
        ("Boka lokal före jul", "Boka lokal", "", "före jul"),
        ("Boka lokal senast i mars 2027", "Boka lokal", "", "senast i mars 2027"),
        ("Boka lokal till mötet i mars", "Boka lokal", "", "till mötet i mars"),
        ("Boka lokal nästa vecka", "Boka lokal", "", "nästa vecka"),
        ("Boka lokal snarast", "Boka lokal", "", "snarast"),
        ("Boka lokal i morgon", "Boka lokal", "", "2026-11-13"),
        ("Book a room @Siv by Friday", "Book a room", "Siv Lindblom", "2026-11-13"),
        # What is not said plainly stays in the text.
        ("Till oktobermötet", "Till oktobermötet", "", ""),
        ("Mejla siv@fjallvik.example", "Mejla siv@fjallvik.example", "", ""),
        ("Ring 40/7", "Ring 40/7", "", ""),
        ("Läsa 31 februari", "Läsa 31 februari", "", ""),
        ("Gå igenom fredagens frågor", "Gå igenom fredagens frågor", "", ""),
        ("Boka lokal @", "Boka lokal @", "", ""),
    ],
)
def test_a_line_says_what_who_and_when(line, text, who, when):
    found = read(line)
    assert (found.text, found.who) == (text, who)
    assert (found.due.isoformat() if found.due else found.due_words) == when
    assert found.choices == ()


def test_a_name_that_can_be_several_is_asked_about():
    found = read("Boka lokal @Anna 2026-12-01")
    assert (found.unclear, found.choices, found.who) == ("Anna", ("Anna Berg", "Anna-Karin Lod"), "")
    assert (found.text, found.due) == ("Boka lokal", datetime.date(2026, 12, 1))


def test_those_who_are_here_are_meant_before_those_who_are_not():
    assert read("Boka @Anna Be").who == "Anna Berg"
    assert read("Boka @Anna Ek").who == "Anna Ek"


def test_two_of_one_name_are_told_apart_by_what_the_roster_adds():
    names = ["Eva Ros (Ljungdals kommun)", "Eva Ros (Fjällviks kommun)"]
    found = quick.read("Ring @Eva Ros", names, after=THURSDAY)
    assert found.choices == tuple(names)
    found = quick.read("Ring @Eva Ros (Fjällviks kommun) i morgon", names, after=THURSDAY)
    assert (found.text, found.who) == ("Ring", "Eva Ros (Fjällviks kommun)")


PLAIN = st.lists(st.sampled_from(["Boka", "lokal", "skicka", "avtalet", "12", "kr", "(ny)", "ÅÄÖ"]), min_size=1)
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
PIECES = [*"@/- .", "@Anna", "senast", "fredag", "till", "mötet", "2026-02-30", "\x00"]


@given(PLAIN.map(" ".join), st.sampled_from(HERE + ABSENT), DAYS, st.permutations([0, 1, 2]))
def test_a_line_put_together_is_read_as_it_was_meant_in_any_order(text, name, day, order):
    parts = [text, f"@{name},", day.isoformat()]
    found = read(" ".join(parts[place] for place in order))
    assert (found.text, found.who, found.due) == (text, name, day)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)), st.dates())
def test_anything_at_all_can_be_written(line, day):
    found = quick.read(line, HERE, ABSENT, after=day)
    assert len(found.text) <= 500
    assert len(found.who) <= 120
    assert len(found.due_words) <= 120
    assert bool(found.unclear) == (len(found.choices) > 1)
    assert not (found.due and found.due_words)
