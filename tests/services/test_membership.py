import datetime
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from minutes.models import AuditEvent, Membership, Person
from minutes.services import Refused
from minutes.services import meeting as meetings
from minutes.services import membership as service
from tests import factories

Role = Membership.Role
DAY = datetime.date(2026, 3, 1)


def days(number):
    return DAY + datetime.timedelta(days=number)


def paste(body, text, **given):
    return service.add_many(body, service.read(body, text), **given)


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


@pytest.fixture
def person(body):
    return factories.Person(organisation=body.organisation, name="Tea Molin", represents="Ljungdals kommun")


def test_add_seats_a_person_last(body, secretary, person):
    membership = service.add(body, by=secretary.user, person=person, starts=DAY)
    assert list(body.memberships.all())[-1] == membership
    assert AuditEvent.objects.get().details == {"body": body.pk, "person": person.pk}


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (days(5), days(6)), (days(0), days(0)), (days(-9), days(0)), (days(10), None), (days(-9), None),
        (days(-9), days(99)),
    ],
)
def test_days_that_overlap_in_the_same_role_are_refused(body, secretary, person, starts, ends):
    service.add(body, by=secretary.user, person=person, starts=days(0), ends=days(10))
    with pytest.raises(Refused, match=r"Tea Molin.*2026-03-01"):
        service.add(body, by=secretary.user, person=person, starts=starts, ends=ends)
    assert body.memberships.filter(person=person).count() == 1
    assert kinds() == ["membership.add"]


@pytest.mark.parametrize(("starts", "ends"), [(days(11), None), (days(-9), days(-1))])
def test_days_beside_each_other_are_fine(body, secretary, person, starts, ends):
    service.add(body, by=secretary.user, person=person, starts=days(0), ends=days(10))
    service.add(body, by=secretary.user, person=person, starts=starts, ends=ends)
    assert body.memberships.filter(person=person).count() == 2


def test_another_role_on_the_same_days_is_fine(body, secretary, person):
    service.add(body, by=secretary.user, person=person, starts=DAY)
    service.add(body, by=secretary.user, person=person, starts=DAY, role=Role.SECRETARY)
    assert body.memberships.filter(person=person).count() == 2


def test_several_vacant_seats_are_fine_but_each_names_its_organisation(body, secretary):
    for _ in range(2):
        service.add(body, by=secretary.user, represents="Ljungdals kommun", starts=DAY)
    with pytest.raises(Refused, match="vakant"):
        service.add(body, by=secretary.user, starts=DAY)
    assert body.memberships.filter(person=None).count() == 2


def test_a_last_day_before_the_first_is_refused(body, secretary, person):
    with pytest.raises(Refused, match="före"):
        service.add(body, by=secretary.user, person=person, starts=DAY, ends=days(-1))
    assert kinds() == []


def test_a_person_of_another_organisation_is_refused(body, secretary, outsider):
    with pytest.raises(Refused):
        service.add(body, by=secretary.user, person=outsider, starts=DAY)
    assert not Membership.objects.filter(person=outsider).exists()


def test_edit_ends_a_seat(body, secretary, member):
    membership = member.memberships.get()
    service.edit(membership, by=secretary.user, ends=days(3), role=Role.MEMBER)
    membership.refresh_from_db()
    assert membership.ends == days(3)
    assert AuditEvent.objects.get().details == {"fields": ["ends"], "body": body.pk}


def test_edit_into_an_overlap_is_refused(body, secretary, person):
    service.add(body, by=secretary.user, person=person, starts=days(0), ends=days(10))
    later = service.add(body, by=secretary.user, person=person, starts=days(11))
    with pytest.raises(Refused):
        service.edit(later, by=secretary.user, starts=days(10))
    later.refresh_from_db()
    assert later.starts == days(11)


def test_edit_without_a_change_leaves_no_trace(secretary, member):
    service.edit(member.memberships.get(), by=secretary.user, role=Role.MEMBER)
    assert kinds() == []


def test_add_new_registers_seats_and_invites_or_does_nothing_of_it(body, secretary):
    details = {"name": "Ivar Sund", "email": "ivar@ljungdal.example", "invite": True}
    membership = service.add_new(body, by=secretary.user, starts=DAY, **details)
    assert membership.person.organisation == body.organisation
    assert kinds() == ["person.add", "person.invite", "membership.add"]
    with pytest.raises(Refused):
        service.add_new(body, by=secretary.user, name="Jon Ek", starts=DAY, ends=days(-1))
    assert not Person.objects.filter(name="Jon Ek").exists()


def test_paste_registers_the_new_and_seats_everybody_once(body, secretary, member, person):
    text = """
    1. Ivar Sund (jurist, Ljungdals kommun, ordförande) <ivar@ljungdal.example>
    Tea Molin
    Malte Hedqvist, ekonom
    Siv Lindblom
    Vakant (Åsviks kommun)
    """
    added = paste(body, text, by=secretary.user, starts=DAY)
    assert [(one.person and one.person.name, one.role, one.represents) for one in added] == [
        ("Ivar Sund", Role.CHAIR, ""), ("Tea Molin", Role.MEMBER, ""), (None, Role.MEMBER, "Åsviks kommun"),
    ]
    assert added[1].person == person
    assert mail.outbox == []
    assert Person.objects.filter(name="Malte Hedqvist").count() == 1


def test_paste_invites_those_with_an_address_when_asked(body, secretary):
    text = "Ivar Sund <ivar@ljungdal.example>\nJon Ek"
    paste(body, text, by=secretary.user, starts=DAY, invite=True)
    assert [message.to for message in mail.outbox] == [["Ivar Sund <ivar@ljungdal.example>"]]


def test_a_namesake_of_another_municipality_is_another_person(body, secretary, person):
    (added,) = paste(body, "Tea Molin (chef, Åsviks kommun)", by=secretary.user, starts=DAY)
    assert added.person != person


def test_a_pasted_line_that_is_refused_leaves_nothing_of_the_others(body, secretary):
    with pytest.raises(Refused):
        paste(body, "Ivar Sund\nVakant", by=secretary.user, starts=DAY)
    assert not Person.objects.filter(name="Ivar Sund").exists()
    assert kinds() == []


@pytest.mark.parametrize("text", ["", " \n\x00\n", "Namn\tKommun", "Ek Ek\n" * 201])
def test_a_paste_of_nobody_or_of_too_many_is_refused(body, secretary, text):
    with pytest.raises(Refused):
        paste(body, text, by=secretary.user, starts=DAY)
    assert kinds() == []


@pytest.mark.django_db(transaction=True)
def test_two_at_once_seat_a_person_once(body, secretary, person):
    barrier, outcomes = threading.Barrier(2), []

    def seat():
        try:
            barrier.wait()
            service.add(body, by=secretary.user, person=person, starts=DAY, ends=days(30))
            outcomes.append("seated")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=seat) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "seated"]
    assert person.memberships.count() == 1
    assert kinds() == ["membership.add"]


class TestRemove:
    """A seat that was entered by mistake."""

    def test_one_that_no_meeting_was_held_with_is_gone_and_planned_meetings_follow(self, body, secretary, person):
        today = timezone.localdate()
        planned = meetings.plan(body, by=secretary.user, date=today + datetime.timedelta(days=9))
        seat = service.add(body, by=secretary.user, person=person, starts=today)
        assert planned.attendances.filter(person=person).exists()
        assert service.remove(seat, by=secretary.user) is None
        assert not body.memberships.filter(person=person).exists()
        assert not planned.attendances.filter(person=person).exists()
        assert kinds()[-2:] == ["membership.remove", "meeting.follow"]
        details = AuditEvent.objects.get(kind="membership.remove").details
        assert details == {"body": body.pk, "person": person.pk, "role": "member"}
        with pytest.raises(Refused, match="tagits bort"):
            service.remove(seat, by=secretary.user)

    def test_one_that_a_meeting_was_held_with_ends_the_day_before(self, body, secretary, member, meeting):
        seat = member.memberships.get()
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        assert service.held_with(seat) == meeting
        assert service.remove(seat, by=secretary.user) == yesterday
        assert member.memberships.get().ends == yesterday
        assert kinds() == ["membership.edit"]
        with pytest.raises(Refused, match="2026-11-12"):
            service.remove(seat, by=secretary.user)

    def test_a_vacant_one_is_known_by_its_organisation(self, body, secretary, meeting):
        seats = [
            service.add(body, by=secretary.user, represents=name, starts=DAY) for name in ("Ljungdal", "Åsvik")
        ]
        factories.Attendance(meeting=meeting, name="", organisation="Ljungdal")
        assert [service.held_with(seat) for seat in seats] == [meeting, None]
