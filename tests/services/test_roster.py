"""Planned meetings follow the seats of their body until they are held."""

import datetime

import pytest
from django.utils import timezone

from minutes.models import AuditEvent, Meeting, Membership
from minutes.services import meeting as service
from minutes.services import membership
from tests import factories
from tests.standing import standing

Role = Membership.Role


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


@standing
def planned(body, secretary, chair, member):
    return service.plan(body, by=secretary.user, date=in_days(30))


def names(meeting):
    return [row.name or row.organisation for row in meeting.attendances.all()]


def signers(meeting):
    return [(signer.label, signer.person.name) for signer in meeting.signers.all()]


def test_who_gets_a_seat_joins_the_planned_meetings_of_those_days(planned, body, secretary):
    later = service.plan(body, by=secretary.user, date=in_days(90))
    new = factories.Person(organisation=body.organisation, name="Ny Ledamot")
    membership.add(body, by=secretary.user, person=new, starts=in_days(60))
    assert "Ny Ledamot" not in names(planned)
    assert names(later)[-1] == "Ny Ledamot"
    assert [event.meeting for event in AuditEvent.objects.filter(kind="meeting.follow")] == [later.pk]


def test_who_leaves_a_seat_leaves_the_meetings_after_that(planned, body, secretary, member):
    later = service.plan(body, by=secretary.user, date=in_days(90))
    membership.edit(Membership.objects.get(person=member), by=secretary.user, ends=in_days(60))
    assert "Malte Hedqvist" in names(planned)
    assert "Malte Hedqvist" not in names(later)


def test_a_new_chair_signs_in_the_place_of_the_one_before(planned, body, secretary, chair):
    new = factories.Person(organisation=body.organisation, name="Ny Ordförande")
    membership.edit(Membership.objects.get(person=chair), by=secretary.user, ends=in_days(10))
    membership.add(body, by=secretary.user, person=new, role=Role.CHAIR, starts=in_days(11))
    assert signers(planned) == [("Sekreterare", "Siv Lindblom"), ("Ordförande", "Ny Ordförande")]
    assert planned.attendances.get(name="Ny Ordförande").note == "ordförande"
    assert "Orvar Kjellgren" not in names(planned)


def test_guests_and_those_taken_off_by_hand_stay_as_they_are(planned, body, secretary, chair, member):
    planned.attendances.create(name="Gäst Gästsson", organisation="Länsstyrelsen", position=9)
    planned.attendances.filter(person=member).delete()
    membership.add(body, by=secretary.user, person=None, represents="Norrhults kommun", starts=in_days(0))
    assert sorted(names(planned)) == ["Gäst Gästsson", "Norrhults kommun", "Orvar Kjellgren", "Siv Lindblom"]


@pytest.mark.parametrize("state", [state for state in Meeting.State if state != Meeting.State.PLANNED])
def test_a_meeting_that_has_been_held_keeps_its_roster(planned, body, secretary, member, state):
    Meeting.objects.update(state=state)
    membership.edit(Membership.objects.get(person=member), by=secretary.user, ends=in_days(1))
    assert "Malte Hedqvist" in names(planned)
    assert not AuditEvent.objects.filter(kind="meeting.follow").exists()


def test_a_change_that_does_not_touch_the_day_leaves_no_trace(planned, body, secretary, member):
    membership.edit(Membership.objects.get(person=member), by=secretary.user, ends=in_days(300))
    assert not AuditEvent.objects.filter(kind="meeting.follow").exists()
