"""Who may see what at all: `visible_to`, for each of the cast."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from minutes.models import Body, Meeting, Membership, Person, PublishedVersion, Withdrawal
from tests import factories


@pytest.fixture
def closed(body):
    """The body with readers "members"."""
    Body.objects.filter(pk=body.pk).update(readers=Body.Readers.MEMBERS)
    body.refresh_from_db()
    return body


def publish(meeting, **fields):
    return PublishedVersion.objects.create(
        meeting=meeting, number=1, heading="Möte", date=meeting.date, minutes_json="{}", proof_json="{}", html="",
        content_hash="a" * 64, html_hash="b" * 64, published_at=timezone.now(), **fields,
    )


def test_strangers_see_public_bodies_and_no_meetings(meeting):
    assert list(Body.objects.visible_to(AnonymousUser())) == [meeting.body]
    assert list(Meeting.objects.visible_to(AnonymousUser())) == []


def test_outsiders_and_strangers_see_nothing_of_a_closed_body(closed, meeting, outsider):
    publish(meeting)
    for user in (AnonymousUser(), outsider.user):
        assert list(Body.objects.visible_to(user)) == []
        assert list(Meeting.objects.visible_to(user)) == []
        assert list(Meeting.objects.announced()) == []
        assert list(PublishedVersion.objects.visible_to(user)) == []


def test_members_see_their_closed_body_and_its_versions(closed, meeting, member):
    version = publish(meeting)
    assert list(Body.objects.visible_to(member.user)) == [closed]
    assert list(Meeting.objects.visible_to(member.user)) == [meeting]
    assert list(PublishedVersion.objects.visible_to(member.user)) == [version]


def test_a_former_member_sees_the_meetings_of_her_time_only(closed, meeting, member):
    last_day = timezone.localdate() - datetime.timedelta(days=30)
    Membership.objects.filter(person=member).update(ends=last_day)
    Meeting.objects.filter(pk=meeting.pk).update(date=last_day)
    factories.Meeting(body=closed, date=last_day + datetime.timedelta(days=1))
    assert list(Meeting.objects.visible_to(member.user)) == [meeting]
    assert list(Body.objects.visible_to(member.user)) == []


def test_a_signer_from_elsewhere_sees_the_meeting_and_its_body(closed, meeting, outsider):
    factories.Signer(meeting=meeting, person=outsider, role=closed.signoff_roles.last())
    assert list(Meeting.objects.visible_to(outsider.user)) == [meeting]
    assert list(Body.objects.visible_to(outsider.user)) == [closed]


def test_an_administrator_sees_the_body_but_not_its_meetings(closed, meeting, administrator):
    assert list(Body.objects.visible_to(administrator.user)) == [closed]
    assert list(Meeting.objects.visible_to(administrator.user)) == []


def test_a_withdrawn_version_is_gone_for_strangers_and_stays_for_members(meeting, member):
    version = publish(meeting)
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == [version]
    Withdrawal.objects.create(version=version, reason="Fel bilaga", at=timezone.now())
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == []
    assert list(PublishedVersion.objects.visible_to(member.user)) == [version]


def test_a_restricted_version_of_a_public_body_is_for_members(meeting, member, outsider):
    version = publish(meeting, restricted=True)
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == []
    assert list(PublishedVersion.objects.visible_to(outsider.user)) == []
    assert list(PublishedVersion.objects.visible_to(member.user)) == [version]


def test_people_are_seen_by_those_who_share_a_body_or_administer_them(body, member, secretary, outsider, administrator):
    assert set(Person.objects.visible_to(member.user)) == {member, secretary}
    assert set(Person.objects.visible_to(outsider.user)) == {outsider}
    assert {member, secretary} <= set(Person.objects.visible_to(administrator.user))
    assert outsider not in Person.objects.visible_to(administrator.user)
    assert list(Person.objects.visible_to(AnonymousUser())) == []
