"""The server's clock is set back or forward in the midst of an approval: nothing is lost, stopped or told wrongly."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from minutes import audit
from minutes.models import Notification
from minutes.notifications import links
from minutes.services import Refused, evidence, publication, rounds, signlink, signoff, tick
from tests.signing import NO_TASKS, sign

HOUR = datetime.timedelta(hours=1)
Kind = Notification.Kind


@pytest.fixture(autouse=True)
def no_tasks(settings, no_pango):
    settings.TASKS = NO_TASKS


@pytest.fixture
def noon(time_machine, meeting, secretary, chair):
    """Sent at noon, and signed by the chair; what moves the clock from there."""
    at = timezone.now().replace(hour=11)
    time_machine.move_to(at)
    signoff.send(meeting, by=secretary.user)
    sign(meeting, chair)
    return lambda by: time_machine.move_to(at + by)


def link_of(meeting, person):
    last = rounds.last(meeting)
    owed = SimpleNamespace(round=last, round_id=last.pk, person=person, person_id=person.pk)
    return signlink.find(links.new(owed)), links.new_code(owed), last.content_hash


def test_set_back_the_approval_goes_on_and_the_record_tells_the_order(noon, meeting, secretary, adjuster):
    link, code, content_hash = link_of(meeting, adjuster)
    signlink.mail_code(link)
    noon(-24 * HOUR)
    signlink.mail_code(link)  # no wish of the same moment, however it looks
    assert Notification.objects.filter(kind=Kind.CODE).count() == 2
    assert signlink.sign(link, content_hash=content_hash, method="mail_code", code=code)
    sign(meeting, secretary)
    version = publication.publish(meeting, by=secretary.user)
    assert audit.verify()[1] is None
    assert [one.name for one in evidence.of(version).answers] == ["Orvar Kjellgren", "Jorunn Ask", "Siv Lindblom"]
    assert rounds.last(meeting).state == "completed"


def test_set_forward_codes_and_links_are_too_old_and_new_ones_can_be_had(noon, meeting, adjuster):
    link, code, content_hash = link_of(meeting, adjuster)
    noon(HOUR)
    with pytest.raises(Refused, match="Be om en ny"):
        signlink.sign(link, content_hash=content_hash, method="mail_code", code=code)
    noon(24 * 15 * HOUR)
    with pytest.raises(Refused, match="för gammal"):
        signlink.sign(link, content_hash=content_hash, method="mail_code", code=code)
    signlink.renew(link)
    assert Notification.objects.filter(kind=Kind.LINK, person=adjuster).count() == 1
    sign(meeting, adjuster)  # the last day has passed, which stops nobody


def test_set_back_after_a_tick_nobody_is_reminded_twice(noon, meeting, adjuster):
    days = (rounds.last(meeting).deadline - timezone.localdate()).days
    noon(days * 24 * HOUR)
    assert tick.run()["reminders"] == 2
    noon(days * 24 * HOUR - 2 * HOUR)
    assert tick.run()["reminders"] == 0
