import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib.schedule import PastMidnight, Slot, recompute


def clock(told):
    return datetime.time.fromisoformat(told) if told else None


def times(*rows, first=0, start="13:00"):
    found = recompute([Slot(clock(time), minutes) for time, minutes in rows], first=first, start=clock(start))
    return [time.strftime("%H:%M") if time else "" for time in found]


def test_each_row_begins_where_the_one_above_ends():
    assert times(("09:00", 10), ("11:00", 5), ("08:00", 20)) == ["13:00", "13:10", "13:15"]


def test_a_row_without_a_length_keeps_the_time_it_had():
    assert times(("09:00", None), ("09:25", None), ("09:30", None), start="09:10") == ["09:10", "09:35", "09:40"]


def test_a_row_that_came_too_early_takes_no_time():
    assert times(("10:00", None), ("09:30", 15), ("09:45", None)) == ["13:00", "13:00", "13:15"]


def test_rows_without_time_and_length_get_none():
    assert times(("09:00", 10), ("", None), ("", 5), ("09:30", None)) == ["13:00", "", "13:10", "13:15"]


def test_what_stands_between_two_times_is_not_counted_twice():
    assert times(("09:00", None), ("", 10), ("09:30", None)) == ["13:00", "13:20", "13:30"]


def test_rows_above_stay_as_they_are():
    assert times(("09:00", 10), ("09:10", 10), ("09:20", 10), first=1, start="10:00") == ["09:00", "10:00", "10:10"]


def test_nothing_begins_after_midnight():
    with pytest.raises(PastMidnight):
        times(("13:00", 600), ("13:10", 600), ("13:20", 5))


slots = st.lists(st.builds(Slot, st.none() | st.times(), st.none() | st.integers(0, 90)), min_size=1, max_size=12)


@given(slots, st.times(max_value=datetime.time(3)))
def test_the_new_times_run_forwards_and_do_not_change_when_worked_out_again(rows, start):
    try:
        found = recompute(rows, first=0, start=start)
        again = [Slot(time, row.minutes) for time, row in zip(found, rows, strict=True)]
        twice = recompute(again, first=0, start=start)
    except PastMidnight:
        return
    told = [time for time in found if time]
    assert told == sorted(told)
    assert twice == found
