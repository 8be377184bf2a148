import datetime

import pytest

from minutes.lib import dates

DAY = datetime.date(2026, 11, 12)


def test_long_forms_in_both_languages():
    assert dates.long(DAY) == "den 12 november 2026"
    assert dates.with_weekday(DAY) == "torsdagen den 12 november 2026"
    assert dates.long(DAY, "en") == "12 November 2026"
    assert dates.with_weekday(DAY, "en") == "Thursday 12 November 2026"


def test_times():
    assert dates.clock("09:05") == "9.05"
    assert dates.clock("09:05", padded=True) == "09.05"
    assert dates.clock("") == ""
    assert dates.clock_range("09:00", "15:30") == "9.00–15.30"
    assert dates.clock_range("09:00", "") == "9.00"
    assert dates.moment("2026-02-03T09:07") == "2026-02-03 kl. 09.07"
    assert dates.moment("2026-02-03T14:07", "en") == "2026-02-03 at 14:07"


@pytest.mark.parametrize("value", ["", "2026-02-30", "20260212", "2026-2-1", "den 3 maj", "2026-11-12\n", "٢٠٢٦-١١-١٢"])
def test_parse_refuses_what_is_no_date(value):
    assert dates.parse(value) is None


def test_parse():
    assert dates.parse("2026-11-12") == DAY


def test_mentions_are_found_in_order_with_what_they_say():
    found = dates.mentions("Ändrat 2026-11-02: tisdagen den 12 november, friday 13 November 2026 och den 1:a dec.")
    assert [(one.weekday, one.day, one.month, one.year) for one in found] == [
        (None, 2, 11, 2026),
        (1, 12, 11, None),
        (4, 13, 11, 2026),
        (None, 1, 12, None),
    ]
    assert found[1].date(2026) == DAY


def test_a_mention_of_a_day_that_does_not_exist():
    (found,) = dates.mentions("den 31 februari")
    assert found.date(2026) is None


def test_times_and_registry_numbers_are_no_dates():
    assert dates.mentions("kl. 10-11:30, dnr KFS 2026/118, 12 personer, 2026-13-45-1") == []
