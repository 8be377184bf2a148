import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from minutes.models import ActionItem, AgendaItem, AuditEvent, Meeting
from minutes.services import Refused, carrying
from minutes.services import action as actions
from minutes.services import meeting as service
from tests import factories

State = Meeting.State
DAY = datetime.date(2027, 2, 10)


@pytest.fixture
def deferred(meeting, member):
    """An item of November's meeting that was to come back, written and with everything set."""
    return factories.AgendaItem(
        meeting=meeting, title="Utbildning för badvakter", text="<p>Förslaget <strong>ligger kvar</strong>.</p>",
        proposal="<p>att utbilda</p>", type=meeting.body.item_types.get(letter="D"), deferred=True, outcome="withdrawn",
        responsible=meeting.attendances.get(person=member), registry_number="FK 2026/7", duration=15, position=5,
    )


@pytest.fixture
def action(meeting, member):
    return factories.ActionItem(
        item=meeting.items.first(), text="Beställa bojar", responsible=meeting.attendances.get(person=member),
        responsible_words="", due=datetime.date(2027, 1, 15), status="started",
    )


@pytest.fixture
def next_meeting(meeting, secretary):
    return service.plan(meeting.body, by=secretary.user, date=DAY)


class TestCarry:
    def test_copies_an_item_in_its_earlier_wording(self, deferred, next_meeting, secretary, member):
        service.carry(next_meeting, by=secretary.user, items=[deferred])
        item = next_meeting.items.get()
        assert (item.title, item.type, item.text, item.proposal, item.registry_number, item.duration) == (
            deferred.title, deferred.type, deferred.text, deferred.proposal, "FK 2026/7", 15
        )
        assert item.carried_from == deferred
        assert (item.responsible.person, item.responsible.meeting) == (member, next_meeting)
        assert (item.outcome, item.deferred, item.number) == ("", False, None)

    def test_copies_an_action_that_then_lives_on_in_the_new_meeting(self, action, next_meeting, secretary, member):
        service.carry(next_meeting, by=secretary.user, actions=[action])
        copy = next_meeting.actions.get()
        assert (copy.text, copy.responsible.person, copy.due, copy.status, copy.carried_from, copy.item) == (
            "Beställa bojar", member, action.due, "started", action, None
        )
        assert list(ActionItem.objects.live()) == [copy]

    def test_who_is_not_on_the_new_list_stays_as_a_name(self, deferred, action, next_meeting, secretary, member):
        next_meeting.attendances.filter(person=member).delete()
        service.carry(next_meeting, by=secretary.user, items=[deferred], actions=[action])
        item, copy = next_meeting.items.get(), next_meeting.actions.get()
        assert [(row.responsible, row.responsible_words) for row in (item, copy)] == [(None, member.name)] * 2

    def test_confidential_stays_confidential(self, deferred, next_meeting, secretary):
        AgendaItem.objects.filter(pk=deferred.pk).update(confidential=True)
        service.carry(next_meeting, by=secretary.user, items=[deferred])
        assert next_meeting.items.get().confidential

    def test_comes_before_the_closing(self, deferred, next_meeting, secretary):
        for position, (title, kind) in enumerate([("Öppnande", "item"), ("Paus", "break"), ("Avslutning", "closing")]):
            factories.AgendaItem(meeting=next_meeting, title=title, kind=kind, position=position)
        factories.AgendaItem(meeting=next_meeting, title="Övrigt", position=1)
        service.carry(next_meeting, by=secretary.user, items=[deferred])
        assert [i.title for i in next_meeting.items.all()] == [
            "Öppnande", "Paus", "Övrigt", "Utbildning för badvakter", "Avslutning"
        ]

    def test_leaves_one_trace_with_ids_only(self, deferred, action, next_meeting, secretary):
        service.carry(next_meeting, by=secretary.user, items=[deferred], actions=[action])
        event = AuditEvent.objects.latest("pk")
        assert (event.kind, event.details) == ("meeting.carry", {"items": [deferred.pk], "actions": [action.pk]})

    def test_twice_is_refused_whole(self, deferred, action, next_meeting, secretary):
        service.carry(next_meeting, by=secretary.user, items=[deferred])
        with pytest.raises(Refused):
            service.carry(next_meeting, by=secretary.user, items=[deferred], actions=[action])
        assert (next_meeting.items.count(), next_meeting.actions.count()) == (1, 0)
        assert AuditEvent.objects.filter(kind="meeting.carry").count() == 1

    def test_a_finished_action_a_kept_item_and_another_body_are_refused(self, meeting, action, next_meeting, secretary):
        kept = meeting.items.first()
        elsewhere = factories.AgendaItem(deferred=True)
        ActionItem.objects.filter(pk=action.pk).update(status="done")
        for wrong in ({"items": [kept]}, {"items": [elsewhere]}, {"actions": [action]}, {}):
            with pytest.raises(Refused):
                service.carry(next_meeting, by=secretary.user, **wrong)

    def test_nothing_is_taken_from_a_meeting_that_is_still_planned_or_comes_later(self, next_meeting, secretary):
        waiting = factories.AgendaItem(meeting=next_meeting, deferred=True)
        target = service.plan(next_meeting.body, by=secretary.user, date=datetime.date(2027, 3, 1))
        with pytest.raises(Refused):
            service.carry(target, by=secretary.user, items=[waiting])
        Meeting.objects.filter(pk=next_meeting.pk).update(state=State.DRAFT, date=datetime.date(2027, 4, 1))
        with pytest.raises(Refused):
            service.carry(target, by=secretary.user, items=[waiting])

    @pytest.mark.parametrize("state", [State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED])
    def test_nothing_comes_into_sealed_minutes(self, deferred, next_meeting, secretary, state):
        Meeting.objects.filter(pk=next_meeting.pk).update(state=state)
        with pytest.raises(Refused):
            service.carry(next_meeting, by=secretary.user, items=[deferred])
        assert next_meeting.items.count() == 0

    def test_a_borrowed_pen_carries_only_from_published_minutes_and_nothing_confidential(
        self, meeting, deferred, action, next_meeting, member
    ):
        next_meeting.writer = member
        next_meeting.save()
        with pytest.raises(Refused):
            service.carry(next_meeting, by=member.user, items=[deferred])
        Meeting.objects.filter(pk=meeting.pk).update(state=State.PUBLISHED)
        AgendaItem.objects.filter(pk=action.item_id).update(confidential=True)
        hidden = factories.AgendaItem(meeting=meeting, deferred=True, confidential=True)
        offer = {"by": member.user, "into": next_meeting}
        assert list(carrying.offered_items(meeting.body, **offer)) == [deferred]
        assert list(carrying.offered_actions(meeting.body, **offer)) == []
        assert hidden.pk


@pytest.mark.django_db(transaction=True)
def test_two_at_once_carry_the_same_thing_once(meeting, deferred, action, secretary):
    targets = [service.plan(meeting.body, by=secretary.user, date=DAY + datetime.timedelta(d)) for d in (0, 1)]
    barrier = Barrier(2)

    def go(target):
        barrier.wait()
        try:
            service.carry(target, by=secretary.user, items=[deferred], actions=[action])
        except Refused:
            return "refused"
        else:
            return "carried"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, targets)) == ["carried", "refused"]
    assert (AgendaItem.objects.filter(carried_from=deferred).count(), ActionItem.objects.live().count()) == (1, 1)
    assert AuditEvent.objects.filter(kind="meeting.carry").count() == 1


class TestStatus:
    def test_changes_in_any_state_and_leaves_one_trace(self, action, secretary):
        Meeting.objects.filter(pk=action.meeting_id).update(state=State.PUBLISHED)
        assert actions.set_status(action, by=secretary.user, status="done")
        assert not actions.set_status(action, by=secretary.user, status="done")
        (event,) = AuditEvent.objects.all()
        assert (event.kind, event.about, event.details, event.meeting) == (
            "action.status", f"actionitem:{action.pk}", {"before": "started", "status": "done"}, action.meeting_id
        )

    def test_follows_the_chain_back(self, action, next_meeting, secretary):
        service.carry(next_meeting, by=secretary.user, actions=[action])
        actions.set_status(next_meeting.actions.get(), by=secretary.user, status="done")
        assert list(ActionItem.objects.values_list("status", flat=True)) == ["done", "done"]

    def test_of_one_that_was_carried_over_is_refused(self, action, next_meeting, secretary):
        service.carry(next_meeting, by=secretary.user, actions=[action])
        with pytest.raises(Refused):
            actions.set_status(action, by=secretary.user, status="done")
        assert set(ActionItem.objects.values_list("status", flat=True)) == {"started"}

    @pytest.mark.parametrize("status", ["", "gjort", "DONE", "\x00"])
    def test_an_unknown_one_is_refused(self, action, secretary, status):
        with pytest.raises(Refused):
            actions.set_status(action, by=secretary.user, status=status)

    def test_of_one_that_is_gone_is_refused(self, action, secretary):
        ActionItem.objects.filter(pk=action.pk).delete()
        with pytest.raises(Refused):
            actions.set_status(action, by=secretary.user, status="done")
