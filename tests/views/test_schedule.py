import datetime

import pytest
from django.urls import reverse


@pytest.fixture
def timed(meeting):
    for item, hour in zip(meeting.items.all(), (9, 10), strict=True):
        meeting.items.filter(pk=item.pk).update(time=datetime.time(hour), duration=20)
    return meeting


def address(meeting, **asked):
    return reverse("schedule-change", args=[meeting.pk], query=asked)


def test_the_times_are_shown_before_they_are_changed(sign_in, secretary, timed):
    writer, (first, second) = sign_in(secretary), timed.items.all()
    page = writer.get(address(timed, first=first.pk, start="09:10"))
    assert "<b>9.10</b>" in page.content.decode()
    times = page.context["times"]
    assert list(timed.items.values_list("time__hour", flat=True)) == [9, 10]
    answer = writer.post(address(timed, item=second.pk), {"times": times})
    assert answer.url == reverse("writing-item", args=[second.pk])
    assert list(timed.items.values_list("time", flat=True)) == [datetime.time(9, 10), datetime.time(9, 30)]
    assert writer.post(address(timed), {"times": times}).status_code == 409


@pytest.mark.parametrize("times", ["", "\x00", "1", "1 - -;x y z", f"{'9' * 30} - -", "1 09:00 banan", "1 25:00 -"])
def test_times_that_nobody_wrote_are_answered_in_words(sign_in, secretary, timed, times):
    answer = sign_in(secretary).post(address(timed), {"times": times})
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize("asked", [{"first": "x"}, {"start": "25:00"}, {"item": "\x00"}, {"first": "0", "start": ""}])
def test_an_odd_question_shows_the_page_all_the_same(sign_in, secretary, timed, asked):
    assert sign_in(secretary).get(address(timed, **asked)).status_code == 200


def test_an_agenda_past_midnight_is_told_in_words(sign_in, secretary, timed):
    page = sign_in(secretary).get(address(timed, first=timed.items.first().pk, start="23:50"))
    assert "midnatt" in page.content.decode()
