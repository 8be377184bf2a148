"""When an item was decided, and whether as proposed, in words."""

import datetime
from unittest import mock

import pytest
from django.utils import timezone

from minutes.services import writing
from minutes.views import decided
from tests.views.test_writing import fresh

PROPOSAL = "<p>Gruppen beslutar</p><ol><li><p>att laga bryggan</p></li><li><p>att städa.</p></li></ol>"
AS_PROPOSED = {"intro": "Gruppen beslutar", "clauses": ["att laga bryggan", "att städa."]}


@pytest.fixture
def at(secretary):
    """at("14:16", item, rows) -> the decisions of the item from then on, on the day of the meeting."""

    def decide(time, item, rows, **days):
        day = item.meeting.date + datetime.timedelta(**days)
        moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time.fromisoformat(time)))
        with mock.patch.object(timezone, "now", return_value=moment):
            writing.set_decisions(fresh(item), rows, by=secretary.user)
        return decided.of(fresh(item))

    return decide


@pytest.fixture
def item(meeting, secretary):
    item = meeting.items.last()
    item.decisions.all().delete()
    writing.write(item, by=secretary.user, seen=None, proposal=PROPOSAL)
    return item


def test_nothing_is_said_of_what_is_not_decided(item):
    assert decided.of(item) is None


def test_the_moment_stays_when_the_words_are_mended(item, at):
    assert at("14:16", item, [AS_PROPOSED]) == {"words": "Beslutat 14.16 enligt förslaget", "as_proposed": True}
    assert at("14:20", item, [AS_PROPOSED | {"clauses": ["att riva bryggan"]}])["words"] == "Beslutat 14.16"


def test_what_was_taken_back_is_decided_anew(item, at):
    at("14:16", item, [AS_PROPOSED])
    assert at("14:17", item, []) is None
    assert at("14:30", item, [{"intro": "Något annat."}])["words"] == "Beslutat 14.30"


def test_another_day_has_no_time(item, at):
    assert at("09:00", item, [AS_PROPOSED], days=1)["words"] == "Beslutat enligt förslaget"
    assert at("09:10", item, [{"intro": "Något annat."}], days=1)["words"] == "Beslutat"
