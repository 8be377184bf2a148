import datetime

import pytest
import time_machine
from django.utils import timezone

from minutes import compose
from minutes.views import clock

DAY = datetime.date(2026, 11, 12)


def at(hour, minute):
    moment = datetime.datetime.combine(DAY, datetime.time(hour, minute))
    return time_machine.travel(timezone.make_aware(moment), tick=False)


@pytest.fixture
def timed(meeting):
    meeting.date = DAY
    meeting.save()
    for item, hour in zip(meeting.items.all(), (13, 14), strict=True):
        meeting.items.filter(pk=item.pk).update(time=datetime.time(hour))
    return compose.load(meeting.pk)


@pytest.mark.parametrize(
    ("now", "told", "over"),
    [
        ((12, 50), "10 min före", False), ((13, 0), "60 min kvar", False), ((13, 59), "1 min kvar", False),
        ((14, 0), "", False), ((14, 4), "4 min över", True), ((21, 0), "", False),
    ],
)
def test_the_clock_stands_against_the_plan(timed, now, told, over):
    with at(*now):
        plan = clock.of(timed, timed.items.all()[0])
    assert (plan["words"], bool(plan.get("over"))) == (told, over)
    assert (plan["start"], plan["end"]) == (datetime.time(13), datetime.time(14))


def test_a_length_ends_an_item_before_the_next_one(timed):
    item = timed.items.all()[0]
    item.duration = 20
    assert clock.of(timed, item)["end"] == datetime.time(13, 20)


def test_without_a_plan_or_on_another_day_nothing_runs(timed):
    first, last = timed.items.all()
    with time_machine.travel(datetime.datetime(2026, 11, 13, 12, tzinfo=datetime.UTC)):
        assert "ends" not in clock.of(timed, first)
    assert clock.of(timed, last)["end"] is None
    last.time = None
    assert clock.of(timed, last) is None


def test_rows_that_come_before_the_one_above_are_out_of_order(timed):
    first, last = timed.items.all()
    assert clock.out_of_order(timed) == set()
    first.time = datetime.time(15)
    assert clock.out_of_order(timed) == {last.pk}
