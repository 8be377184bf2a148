"""Writing at the same instant, on real connections: nothing is lost, nothing is doubled, and nobody meets an error."""

import datetime
from functools import partial

import pytest
from django.utils import timezone

from minutes.documents import load
from minutes.models import ActionItem, AgendaItem, Attachment, Attendance, Meeting, Membership, Person, TextState, User
from minutes.services import (
    Refused,
    agenda,
    attachment,
    attendance,
    autosave,
    history,
    membership,
    person,
    presence,
    rounds,
    signoff,
    writing,
)
from minutes.services import meeting as meetings
from tests import factories
from tests.services.test_signoff_at_once import at_once, fresh, refusals
from tests.signing import NO_TASKS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_tasks(settings, no_pango):
    settings.TASKS = NO_TASKS


@pytest.fixture
def by(meeting, secretary):
    return secretary.user


def thrice(place, act, **fields):
    """The same by three requests, each with the meeting as it loaded it; errors other than refusals fail the test."""
    results = at_once(*[partial(act, fresh(place), **fields) for _ in range(3)])
    assert None not in results
    return results


def test_attachments_get_a_number_each(meeting, by):
    assert refusals(thrice(meeting, attachment.add, by=by, title="Karta")) == []
    assert sorted(meeting.attachments.values_list("number", flat=True)) == [1, 2, 3]


def test_rows_of_the_agenda_get_a_place_each(meeting, by):
    assert refusals(thrice(meeting, agenda.add, by=by, title="Ny")) == []
    assert sorted(meeting.items.values_list("position", flat=True)) == [0, 1, 2, 3, 4]


def test_lines_of_the_roster_get_a_place_each(meeting, by):
    assert refusals(thrice(meeting, attendance.add, by=by, name="Ebba Falk")) == []
    assert len(set(meeting.attendances.values_list("position", flat=True))) == 7


def test_what_is_carried_over_at_the_same_instant_comes_over_once(meeting, by):
    earlier = factories.Meeting(body=meeting.body, date=datetime.date(2026, 1, 1))
    item = factories.AgendaItem(meeting=earlier, deferred=True)
    todo = factories.ActionItem(item=item)
    carry = partial(meetings.carry, by=by, items=[item], actions=[todo])
    assert len(refusals(at_once(*[partial(carry, fresh(meeting)) for _ in range(3)]))) == 2
    assert AgendaItem.objects.filter(carried_from=item).count() == 1
    assert ActionItem.objects.filter(carried_from=todo).count() == 1


def test_what_is_saved_while_the_minutes_are_sent_is_either_sealed_or_refused(meeting, by):
    item = meeting.items.first()
    for _try in range(4):
        save = partial(writing.write, AgendaItem.objects.get(pk=item.pk), by=by, seen=None, text=f"<p>Sent {_try}</p>")
        sent, saved = at_once(partial(signoff.send, fresh(meeting), by=by), save)
        assert not isinstance(sent, Refused)
        now, sealed = AgendaItem.objects.get(pk=item.pk), load.sealed(rounds.last(meeting).minutes_json)
        assert sealed.items[0].text == now.text
        assert isinstance(saved, Refused) == (now.text != f"<p>Sent {_try}</p>")
        signoff.recall(fresh(meeting), by=by, reason="Om igen")


def test_two_who_change_the_same_text_at_once_lose_neither(meeting, by):
    item = meeting.items.first()
    acts = [
        partial(writing.write, AgendaItem.objects.get(pk=item.pk), by=by, seen=item.revision, text=f"<p>Ord {n}</p>")
        for n in range(3)
    ]
    assert len(refusals(at_once(*acts))) == 2


def saving(item, by, part, given, *, tab, turn=1, seen=0):
    """A save by a tab, which has read the item before the others begin."""
    known = {"by": by, "tab": tab, "seen": seen}
    found = autosave.find(item.pk, part, **known)
    return partial(autosave.save, found, part, given, turn=turn, **known)


def test_tabs_that_save_different_parts_at_once_are_all_kept(meeting, by):
    item = meeting.items.last()
    parts = {name: f"<p>{name}</p>" for name in ("text", "comment", "proposal")}
    acts = [saving(item, by, name, {name: text}, tab=name) for name, text in parts.items()]
    acts.append(saving(item, by, "decisions", [{"intro": "Så blir det."}], tab="d"))
    results = at_once(*acts)
    assert (None in results, refusals(results)) == (False, [])
    item.refresh_from_db()
    assert {name: getattr(item, name) for name in parts} == parts
    assert (item.decisions.get().intro, item.revision) == ("Så blir det.", 4)


def test_tabs_that_save_the_same_part_at_once_lose_no_text(meeting, by):
    item = meeting.items.last()
    texts = {f"<p>Ord {n}</p>" for n in range(3)}
    results = at_once(*[saving(item, by, "text", {"text": text}, tab=text[7]) for text in texts])
    assert [type(result) for result in refusals(results)] == [autosave.Crossed] * 2
    assert texts <= set(TextState.objects.values_list("value", flat=True))
    assert TextState.objects.filter(set_aside=True).count() == 2


def test_a_request_that_comes_twice_at_once_is_done_once(meeting, by):
    item = meeting.items.last()
    parts = {"text": {"text": "<p>Ord</p>"}, "actions": [{"text": "Laga"}], "title": {"title": item.title}}
    for part, given in parts.items():
        results = at_once(*[saving(item, by, part, given, tab="t") for _ in range(3)])
        assert (None in results, refusals(results)) == (False, [])
    assert TextState.objects.filter(item=item, field="text", revision__gt=0).count() == 1
    assert (item.actions.count(), item.turns.count()) == (1, 1)


def test_a_part_that_saves_itself_while_the_minutes_are_sent_is_either_sealed_or_refused(meeting, by):
    item = meeting.items.first()
    for n in range(4):
        save = saving(item, by, "text", {"text": f"<p>Sent {n}</p>"}, tab="t", turn=n + 1, seen=n + 1)
        sent, saved = at_once(partial(signoff.send, fresh(meeting), by=by), save)
        assert not isinstance(sent, Refused)
        now, sealed = AgendaItem.objects.get(pk=item.pk), load.sealed(rounds.last(meeting).minutes_json)
        assert sealed.items[0].text == now.text
        assert isinstance(saved, Refused) == (now.text != f"<p>Sent {n}</p>")
        signoff.recall(fresh(meeting), by=by, reason="Om igen")


def test_a_tab_that_reports_twice_at_once_is_in_one_place(meeting, by):
    places = [item.pk for item in meeting.items.all()] * 2
    results = at_once(*[partial(presence.report, meeting.pk, by=by, tab="t", item=pk) for pk in places])
    assert results == [True] * 4
    assert meeting.presences.count() == 1


def test_a_history_is_thinned_once(meeting, by):
    writing.write(meeting.items.last(), by=by, seen=None, text="<p>Ord</p>")
    Meeting.objects.update(state="published")
    results = at_once(*[partial(history.thin, fresh(meeting)) for _ in range(3)])
    assert sorted(results) == [False, False, True]


def test_an_item_that_is_removed_while_it_is_written_in_keeps_the_words(meeting, by):
    item = factories.AgendaItem(meeting=meeting, title="Tom", text="")
    one, other = AgendaItem.objects.get(pk=item.pk), AgendaItem.objects.get(pk=item.pk)
    wrote, _removed = at_once(
        partial(writing.write, one, by=by, seen=0, text="<p>Ord</p>"), partial(agenda.remove, other, by=by)
    )
    assert isinstance(wrote, Refused) or AgendaItem.objects.get(pk=item.pk).text == "<p>Ord</p>"


def test_words_for_a_row_that_is_gone_are_refused_and_not_dropped_by_an_error(meeting, by):
    item = factories.AgendaItem(meeting=meeting, title="Tom", text="")
    row = meeting.attendances.first()
    mine = AgendaItem.objects.get(pk=item.pk)
    agenda.remove(item, by=by)
    for act in (
        partial(writing.write, mine, by=by, seen=0, text="<p>Ord</p>"),
        partial(writing.set_decisions, mine, [{"intro": "Ord"}], by=by),
        partial(writing.add_movement, row, item=mine, kind="leaves", by=by),
        partial(agenda.change, mine, by=by, title="Ord"),
        partial(agenda.remove, mine, by=by),
    ):
        with pytest.raises(Refused):
            act()


def test_what_is_taken_away_twice_is_refused_the_second_time(meeting, by):
    file, row = factories.Attachment(meeting=meeting), meeting.attendances.first()
    for remove, model, pk in ((attachment.remove, Attachment, file.pk), (attendance.remove, Attendance, row.pk)):
        results = at_once(*[partial(remove, model.objects.get(pk=pk), by=by) for _ in range(2)])
        assert len(refusals(results)) == 1


def test_a_login_is_made_once_for_one_address(meeting, by):
    new = {"user": None, "email": "ny@x.example"}
    people = [factories.Person(organisation=factories.Organisation(), **new) for _ in range(3)]
    results = at_once(*[partial(person.invite, Person.objects.get(pk=one.pk), by=by) for one in people])
    assert len(refusals(results)) == 2
    assert User.objects.filter(email="ny@x.example").count() == 1


def test_a_seat_is_given_once(meeting, by):
    one = factories.Person(organisation=meeting.body.organisation)
    results = at_once(
        *[partial(membership.add, meeting.body, by=by, person=one, starts=timezone.localdate()) for _ in range(3)]
    )
    assert len(refusals(results)) == 2
    assert Membership.objects.filter(person=one).count() == 1


def test_a_meeting_is_planned_once_for_one_hour(meeting, by):
    results = at_once(*[partial(meetings.plan, meeting.body, by=by, date=datetime.date(2027, 3, 1)) for _ in range(3)])
    assert len(refusals(results)) == 2
    assert Meeting.objects.filter(date=datetime.date(2027, 3, 1)).count() == 1
