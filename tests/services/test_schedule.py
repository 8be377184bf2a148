import datetime

import pytest

from minutes import compose
from minutes.models import AuditEvent, TextState
from minutes.services import Refused, agenda, schedule
from tests import factories

NINE, TEN = datetime.time(9), datetime.time(10)


@pytest.fixture
def timed(meeting):
    """The meeting's two items at nine and ten, the first twenty minutes long."""
    first, second = meeting.items.all()
    meeting.items.filter(pk=first.pk).update(time=NINE, duration=20)
    meeting.items.filter(pk=second.pk).update(time=TEN)
    return compose.load(meeting.pk)


def change(meeting, rows, by):
    schedule.change(meeting, {row.item.pk: (row.before, row.after) for row in rows if row.changes}, by=by)


def test_times_are_shown_first_and_stored_then(timed, secretary):
    rows = schedule.proposal(timed, first=timed.items.all()[0], start=NINE)
    assert [(row.before, row.after) for row in rows] == [(NINE, NINE), (TEN, datetime.time(9, 20))]
    change(timed, rows, secretary.user)
    assert list(timed.items.values_list("time", flat=True)) == [NINE, datetime.time(9, 20)]
    assert AuditEvent.objects.get().kind == "schedule.change"
    assert TextState.objects.filter(field="time").count() == 2  # what stood there, and what stands there


def test_a_removed_row_takes_no_time(timed, secretary):
    factories.AgendaItem(meeting=timed, title="Utgår", time=NINE, removed=True, position=0)
    loaded = compose.load(timed.pk)
    assert [row.item.title for row in schedule.proposal(loaded, first=schedule.rows(loaded)[0], start=NINE)] == [
        "Val av justerare", "Läget vid badplatserna",
    ]


def test_times_that_were_changed_meanwhile_are_refused_as_a_whole(timed, secretary):
    rows = schedule.proposal(timed, first=timed.items.all()[0], start=datetime.time(8))
    agenda.change(timed.items.all()[1], by=secretary.user, time=datetime.time(11))
    with pytest.raises(Refused):
        change(timed, rows, secretary.user)
    assert list(timed.items.values_list("time", flat=True)) == [NINE, datetime.time(11)]


def test_an_agenda_past_midnight_is_refused(timed):
    with pytest.raises(Refused):
        schedule.proposal(timed, first=timed.items.all()[0], start=datetime.time(23, 50))


@pytest.mark.usefixtures("no_tasks")
def test_sealed_minutes_keep_their_times(timed, secretary, sealed):
    with pytest.raises(Refused):
        schedule.change(sealed, {timed.items.all()[0].pk: (NINE, TEN)}, by=secretary.user)
