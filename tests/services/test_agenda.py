import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes import compose
from minutes.lib import limits
from minutes.models import AgendaItem, AuditEvent, TextState
from minutes.services import Conflict, Refused, agenda, carrying, signoff, writing
from tests import factories


def titles(meeting):
    return list(meeting.items.values_list("title", flat=True))


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


def test_an_item_is_added_last_and_leaves_a_trace(meeting, secretary):
    item = agenda.add(meeting, by=secretary.user, title=" Ny\u200b  punkt\n")
    item.refresh_from_db()
    assert titles(meeting) == ["Val av justerare", "Läget vid badplatserna", "Ny punkt"]
    assert (item.kind, item.number, kinds()) == ("item", None, ["agenda.add"])


def test_an_item_is_added_below_another(meeting, secretary):
    agenda.add(meeting, by=secretary.user, title="Paus", kind="break", after=meeting.items.first())
    assert titles(meeting) == ["Val av justerare", "Paus", "Läget vid badplatserna"]


def test_an_item_is_added_above_the_row_that_closes(meeting, secretary):
    agenda.add(meeting, by=secretary.user, title="Avslut", kind="closing")
    agenda.add(meeting, by=secretary.user, title="Övrigt")
    assert titles(meeting)[-2:] == ["Övrigt", "Avslut"]


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "å" * (limits.LINE + 1)])
def test_a_title_that_is_no_title_is_refused(meeting, secretary, title):
    with pytest.raises(Refused):
        agenda.add(meeting, by=secretary.user, title=title)
    assert (meeting.items.count(), kinds()) == (2, [])


def test_pasted_titles_become_rows_in_order(meeting, secretary):
    agenda.add_pasted(meeting, "1. Budget\n\n10.30 Paus\nkl. 10.45 Övrigt", by=secretary.user)
    rows = list(meeting.items.values_list("title", "kind", "time"))[2:]
    assert rows == [
        ("Budget", "item", None), ("Paus", "break", datetime.time(10, 30)), ("Övrigt", "item", datetime.time(10, 45)),
    ]
    assert kinds() == ["agenda.add"] * 3


def test_an_empty_paste_is_refused(meeting, secretary):
    with pytest.raises(Refused):
        agenda.add_pasted(meeting, " \n\u200b\n", by=secretary.user)


def test_more_rows_than_an_agenda_holds_are_refused_as_a_whole(meeting, secretary):
    with pytest.raises(Refused):
        agenda.add_pasted(meeting, "Punkt\n" * (limits.ITEMS - 1), by=secretary.user)
    assert meeting.items.count() == 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(wild=st.text(max_size=300))
def test_anything_pasted_is_stored_or_refused(meeting, secretary, wild):
    before = meeting.items.count()
    try:
        added = len(agenda.add_pasted(meeting, wild, by=secretary.user))
    except Refused:
        added = 0
    assert meeting.items.count() == before + added


def test_change_keeps_the_earlier_title_in_the_history(meeting, secretary):
    item = meeting.items.first()
    stored = agenda.change(item, by=secretary.user, title="Val", presenter="", duration=5)
    assert stored == {"title", "duration"}
    states = TextState.objects.filter(item=item, field="title").order_by("revision")
    assert [(s.value, s.revision) for s in states] == [("Val av justerare", 0), ("Val", 1)]
    assert states[1].by == secretary


def test_change_from_a_stale_page_is_refused_only_where_both_have_written(meeting, secretary):
    item = meeting.items.first()
    agenda.change(AgendaItem.objects.get(pk=item.pk), by=secretary.user, seen=0, title="Deras rubrik", duration=10)
    agenda.change(item, by=secretary.user, seen=0, title="Val av justerare", duration=None, presenter="Jorunn")
    item.refresh_from_db()
    assert (item.title, item.duration, item.presenter) == ("Deras rubrik", 10, "Jorunn")
    with pytest.raises(Conflict) as conflict:
        agenda.change(item, by=secretary.user, seen=0, title="Min rubrik", duration=None, registry_number="7")
    assert conflict.value.theirs == {"title": "Deras rubrik"}
    item.refresh_from_db()
    assert (item.title, item.registry_number) == ("Deras rubrik", "")


def test_a_row_points_only_at_its_own_meeting_and_body(meeting, secretary):
    item = meeting.items.first()
    elsewhere = factories.Attendance()
    for fields in (
        {"responsible": elsewhere},
        {"type": elsewhere.meeting.body.item_types.first()},
        {"deferred_to_meeting": elsewhere.meeting},
        {"deferred_to_meeting": meeting},
    ):
        with pytest.raises(Refused):
            agenda.change(item, by=secretary.user, **fields)


@pytest.mark.parametrize(("steps", "expected"), [(-1, "BAC"), (1, "ACB"), (-9, "BAC"), (9, "ACB")])
def test_move_stops_at_the_ends(meeting, secretary, steps, expected):
    meeting.items.all().delete()
    items = [factories.AgendaItem(meeting=meeting, title=letter, position=5) for letter in "ABC"]
    agenda.move(items[1], by=secretary.user, steps=steps)
    assert "".join(titles(meeting)) == expected


def test_order_takes_the_whole_list_and_keeps_what_came_meanwhile(meeting, secretary):
    first, second = meeting.items.all()
    new = factories.AgendaItem(meeting=meeting, title="Ny", position=2)
    agenda.order(meeting, [second.pk, first.pk], by=secretary.user)
    assert [item.pk for item in meeting.items.all()] == [second.pk, first.pk, new.pk]


def test_order_refuses_unknown_and_doubled_rows(meeting, secretary):
    first, second = (item.pk for item in meeting.items.all())
    stranger = factories.AgendaItem().pk
    for ids in ([first, first, second], [first, second, stranger], [10**15]):
        with pytest.raises(Refused):
            agenda.order(meeting, ids, by=secretary.user)


def test_a_row_that_nobody_has_written_in_is_removed_for_good(meeting, secretary):
    item = factories.AgendaItem(meeting=meeting, title="Övrigt", text="", position=9)
    agenda.remove(item, by=secretary.user)
    assert "Övrigt" not in titles(meeting)
    assert AuditEvent.objects.get().kind == "agenda.remove"


def test_what_was_written_in_a_removed_item_is_kept_unprinted_and_can_come_back(meeting, secretary):
    first, second = meeting.items.all()
    writing.write(first, by=secretary.user, seen=None, text="")
    factories.ActionItem(item=first, text="Ring kandidaten")
    agenda.remove(first, by=secretary.user)
    printed = compose.minutes(compose.load(meeting.pk))
    assert [(item.title, item.label) for item in printed.items] == [(second.title, "§ 1")]
    assert "Ring kandidaten" not in [action.text for action in printed.actions]
    assert first.states.filter(value="<p>Valet förrättas.</p>").exists()
    agenda.restore(first, by=secretary.user)
    assert [item.label for item in compose.minutes(compose.load(meeting.pk)).items] == ["§ 1", "§ 2"]


@pytest.mark.usefixtures("no_tasks")
def test_an_item_removed_before_sending_gets_no_number(meeting, secretary):
    agenda.remove(meeting.items.first(), by=secretary.user)
    signoff.send(meeting, by=secretary.user)
    assert list(meeting.items.values_list("number", flat=True)) == [None, 1]


def test_an_item_that_was_carried_over_is_offered_again_when_it_is_removed(meeting, secretary):
    before = factories.AgendaItem(meeting=factories.Meeting(body=meeting.body, date="2026-01-01"), deferred=True)
    item = factories.AgendaItem(meeting=meeting, carried_from=before)
    assert before not in carrying.offered_items(meeting.body, by=secretary.user)
    agenda.remove(item, by=secretary.user)
    assert before in carrying.offered_items(meeting.body, by=secretary.user)


def test_an_item_with_a_frozen_number_stays_as_removed_and_can_come_back(meeting, secretary):
    item = meeting.items.first()
    AgendaItem.objects.filter(pk=item.pk).update(number=1)
    item.refresh_from_db()
    agenda.remove(item, by=secretary.user)
    item.refresh_from_db()
    assert (item.removed, item.number) == (True, 1)
    agenda.restore(item, by=secretary.user)
    item.refresh_from_db()
    assert (item.removed, item.number) == (False, 1)
    with pytest.raises(Refused):
        agenda.restore(item, by=secretary.user)
    assert kinds() == ["agenda.remove", "agenda.restore"]


@pytest.fixture
def recalled(no_tasks, meeting, secretary):
    """Sent once and back as a draft, with a new item above the others: § 3, § 1, § 2."""
    signoff.send(meeting, by=secretary.user)
    signoff.recall(meeting, by=secretary.user, reason="En punkt saknas.")
    new = agenda.add(meeting, by=secretary.user, title="Ny")
    agenda.move(new, by=secretary.user, steps=-9)
    return meeting


def labels(meeting):
    return [item.label for item in compose.minutes(compose.load(meeting.pk)).items]


def test_items_keep_the_numbers_that_were_sent_until_they_are_numbered_anew(recalled, secretary):
    assert labels(recalled) == ["§ 3", "§ 1", "§ 2"]
    first, second, third = recalled.items.all()
    agenda.renumber(recalled, by=secretary.user)
    assert labels(recalled) == ["§ 1", "§ 2", "§ 3"]
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.details) == (
        "agenda.renumber", {"items": [[first.pk, 3, 1], [second.pk, 1, 2], [third.pk, 2, 3]]}
    )
    with pytest.raises(Refused, match="redan"):
        agenda.renumber(recalled, by=secretary.user)


def test_numbers_through_the_year_stay_those_of_the_meeting(recalled, secretary):
    recalled.body.numbering = "year"
    recalled.body.save()
    later = factories.Meeting(body=recalled.body, date="2026-12-01", numbered=True)
    factories.AgendaItem(meeting=later, number=3)
    agenda.renumber(recalled, by=secretary.user)
    assert labels(recalled) == ["§ 1", "§ 2", "§ 4"]


def test_numbers_that_nobody_has_read_follow_the_order_without_an_act(meeting, secretary):
    with pytest.raises(Refused, match="av sig själva"):
        agenda.renumber(meeting, by=secretary.user)
