import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import timetable

TODAY = datetime.date(2026, 11, 22)
D, T = datetime.date, datetime.time


def only(line):
    (row,) = timetable.read(line, today=TODAY)
    return row


@pytest.mark.parametrize(
    ("line", "date", "start", "end", "place"),
    [
        ("2027-02-13 9.00-10.00 Rådhuset", D(2027, 2, 13), T(9), T(10), "Rådhuset"),
        ("13/2 kl 9-10", D(2027, 2, 13), T(9), T(10), ""),
        ("13/2, kl 9-10 (Storsalen)", D(2027, 2, 13), T(9), T(10), "Storsalen"),
        ("- 24/11 13:00–15:30, Almvik", D(2026, 11, 24), T(13), T(15, 30), "Almvik"),
        ("22/11", D(2026, 11, 22), None, None, ""),
        ("21/11", D(2027, 11, 21), None, None, ""),
        ("21/11 2026", D(2026, 11, 21), None, None, ""),
        ("21/11/2026 kl. 8", D(2026, 11, 21), T(8), None, ""),
        ("tisdag den 13 april 2027 kl. 9.00–12.00, Sal 3", D(2027, 4, 13), T(9), T(12), "Sal 3"),
        ("Tisdag 13/4 9-12", D(2027, 4, 13), T(9), T(12), ""),
        ("13 april kl 9 till 12 via länk", D(2027, 4, 13), T(9), T(12), "via länk"),
        ("13 April 2027 at 9:00 to 12:00 Town hall", D(2027, 4, 13), T(9), T(12), "Town hall"),
        ("29/2 kl 10", D(2028, 2, 29), T(10), None, ""),
        ("2027-03-04 Sal 3", D(2027, 3, 4), None, None, "Sal 3"),
        ("2027-03-04 9.00 Sal 3", D(2027, 3, 4), T(9), None, "Sal 3"),
        ("2027-03-04 kl 09.15-16.45 Kansliet, plan 2", D(2027, 3, 4), T(9, 15), T(16, 45), "Kansliet, plan 2"),
    ],
)
def test_a_line_gives_its_day_times_and_place(line, date, start, end, place):
    row = only(line)
    assert (row.date, row.start, row.end, row.place, row.problem) == (date, start, end, place, "")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("kommer senare", "no_date"),
        ("31/2 kl 9", "no_such_day"),
        ("2027-02-30", "no_such_day"),
        ("2027-13-01", "no_such_day"),
        ("32/1", "no_such_day"),
        ("13/13 2027", "no_such_day"),
        ("måndag 13/4 2027", "other_weekday"),
        ("måndag 13 april 2027", "other_weekday"),
        ("2027-02-13 kl 25", "no_such_time"),
        ("2027-02-13 9.75-10.00", "no_such_time"),
        ("2027-02-13 10-9", "ends_before"),
        ("2027-02-13 9-9", "ends_before"),
        ("2027-02-13 " + "x" * 600, "too_long"),
    ],
)
def test_a_wrong_line_says_what_is_wrong_with_it(line, problem):
    assert only(line).problem == problem


def test_lines_are_counted_with_the_empty_ones():
    rows = timetable.read("\n2027-02-13\r\n\n  \n•\n14/2", today=TODAY)
    assert [(row.number, row.date) for row in rows] == [(2, D(2027, 2, 13)), (6, D(2027, 2, 14))]


def test_the_same_day_and_time_twice_is_wrong_but_another_time_is_not():
    rows = timetable.read("13/2 9-10\n13/2 11-12\n2027-02-13 9.00-12", today=TODAY)
    assert [row.problem for row in rows] == ["", "", "twice"]


@given(st.text(max_size=80), st.dates(D(1990, 1, 1), D(2090, 1, 1)))
def test_any_text_is_read_without_falling_over(line, today):
    for row in timetable.read(line, today=today):
        assert (row.date is None) <= (row.problem != "")


@given(
    st.dates(D(2026, 11, 22), D(2099, 12, 31)),
    st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(["", "Rådhuset", "Sal 3", "Kansliet, plan 2", "via länk 4", "10"]),
)
def test_the_normal_form_of_a_row_is_read_as_the_same_row(date, start, place):
    first = timetable.Row(1, "", date, start, None, place)
    again = only(first.normal)
    assert (again.date, again.start, again.end, again.place, again.problem) == (date, start, None, place, "")
