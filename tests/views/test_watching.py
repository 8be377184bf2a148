"""Who is where in the workbench, what others have written, and how many queries an open page takes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minutes.models import Presence
from tests import factories
from tests.views.asking import send, watch, where


@pytest.fixture
def item(meeting):
    return meeting.items.last()


def test_writers_see_where_the_others_are(writer, other, meeting, item):
    assert where(writer, meeting, item=item.pk, field="text").status_code == 200
    where(writer, meeting, tab="hemma", item=item.pk)
    here = {"name": "Siv Lindblom", "initials": "SL", "item": item.pk}
    seen = watch(other, meeting, tab="din")
    assert seen == {
        "revision": 0, "state": "draft",
        "people": [here | {"field": "text", "mine": False}, here | {"field": "", "mine": False}],
    }
    assert watch(writer, meeting, tab="min")["people"] == [here | {"field": "", "mine": True}]
    where(writer, meeting, item=meeting.items.first().pk, field="title")
    assert watch(other, meeting)["people"][0]["item"] == meeting.items.first().pk
    where(writer, meeting, leave="1")
    assert [one["field"] for one in watch(other, meeting)["people"]] == [""]
    Presence.objects.update(at=timezone.now() - datetime.timedelta(seconds=50))
    assert watch(other, meeting)["people"] == []


def test_nobody_is_at_an_item_of_another_meeting(writer, meeting):
    for wild in (factories.AgendaItem().pk, 2**40):
        assert where(writer, meeting, item=wild).status_code == 404
    for wild in ("\x00", "9" * 400, "x"):
        assert where(writer, meeting, item=wild).status_code == 422
    assert not Presence.objects.exists()


def test_the_meetings_revision_tells_that_others_have_written(writer, other, meeting, item):
    before = watch(other, meeting)["revision"]
    told = send(writer, item, "text", text="<p>Nytt</p>").json()["meeting"]
    assert watch(other, meeting)["revision"] == told == before + 1


def queries(act, *args, **kwargs):
    with CaptureQueriesContext(connection) as found:
        assert act(*args, **kwargs).status_code == 200
    return len(found)


def grown(meeting, size):
    while (number := meeting.items.count()) < size:
        more = factories.AgendaItem(meeting=meeting, position=number, responsible=meeting.attendances.first())
        factories.Decision(item=more)
        factories.ActionItem(item=more, responsible=meeting.attendances.last())


def test_saving_and_watching_take_few_queries_however_long_the_minutes(writer, other, meeting, item):
    """Those that begin and end the transaction are among the eight."""
    bare, turn = 2, 0  # the session and the user
    parts = {"text": "<p>{}</p>", "title": "Rubrik {}", "comment": "<p>K {}</p>", "duration": "{}"}
    for size in (5, 75):
        grown(meeting, size)
        for part, text in parts.items():
            for _time in range(3):
                turn += 1
                asked = {"turn": turn, "seen": turn, part: text.format(turn)}
                assert queries(send, writer, item, part, **asked) <= 8
        where(other, meeting, item=item.pk)
        assert queries(writer.get, reverse("writing-watch", args=[meeting.pk])) == bare + 1


def test_opening_takes_at_most_twenty_five_queries_however_long_the_minutes(writer, meeting, secretary):
    item = meeting.items.first()  # the one that also chooses who approves
    meeting.previous = factories.Meeting(body=meeting.body, date="2025-03-01")
    meeting.save()
    item.deferred_to_meeting = factories.Meeting(body=meeting.body, date="2027-03-01")
    item.save()
    factories.Attachment(meeting=meeting, item=item)
    factories.ActionItem(item=item, responsible=meeting.attendances.first())
    counts = []
    for size in (5, 75):
        grown(meeting, size)
        page = reverse("writing-item", args=[item.pk])
        writer.get(page)
        counts.append(queries(writer.get, page))
    assert counts[0] == counts[1] <= 25
