"""Answers to a summons, and what they do to the attendance list."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from minutes.models import Attendance, Meeting, Notification, SummonsReply
from minutes.services import Refused, reply, summons
from tests import factories
from tests.signing import NO_TASKS, kinds

Status, Answer = Attendance.Status, SummonsReply.Answer


@pytest.fixture
def called(meeting, secretary, settings):
    """The meeting, planned and called to; the mails themselves are tried elsewhere."""
    settings.TASKS = NO_TASKS
    Meeting.objects.filter(pk=meeting.pk).update(
        state="planned", date=timezone.localdate() + datetime.timedelta(days=21)
    )
    meeting.refresh_from_db()
    summons.send(meeting, by=secretary.user)
    return meeting


def answer(meeting, word, *, who="Malte Hedqvist", **more):
    found = SummonsReply.objects.select_related("meeting").get(attendance__name=who, meeting=meeting)
    reply.answer(found, answer=word, **more)


def roster(meeting):
    """{name: (attendance, for whom)}"""
    return {row.name: (row.status, row.serves_for) for row in meeting.attendances.all()}


@pytest.fixture
def substitute(body):
    person = factories.Person(organisation=body.organisation, name="Ebba Falk", email="ebba@fjallvik.example")
    factories.Membership(body=body, person=person, role="substitute")
    return person


def test_who_is_prevented_is_excused_and_comes_again_when_she_changes_her_mind(called):
    answer(called, Answer.PREVENTED, note="Tandläkaren.")
    assert roster(called)["Malte Hedqvist"] == (Status.EXCUSED, "")
    answer(called, Answer.COMING)
    assert roster(called)["Malte Hedqvist"] == (Status.PRESENT, "")
    assert kinds(called)[1:] == ["reply.answer", "reply.answer"]


def test_a_substitute_gets_a_line_and_a_summons_and_loses_the_line_when_not_needed(called, substitute):
    answer(called, Answer.REPLACED, person=substitute)
    assert roster(called)["Malte Hedqvist"] == (Status.EXCUSED, "")
    assert roster(called)["Ebba Falk"] == (Status.PRESENT, "Malte Hedqvist")
    assert Notification.objects.filter(person=substitute, kind="summons").count() == 1
    answer(called, Answer.COMING)
    assert "Ebba Falk" not in roster(called)
    assert roster(called)["Malte Hedqvist"] == (Status.PRESENT, "")


def test_somebody_who_is_on_the_list_already_serves_and_goes_back(called, substitute):
    factories.Attendance(meeting=called, person=substitute, name="Ebba Falk", status=Status.OTHER)
    answer(called, Answer.REPLACED, name="ebba falk")
    assert roster(called)["Ebba Falk"] == (Status.PRESENT, "Malte Hedqvist")
    with pytest.raises(Refused, match="Ebba Falk ersätter redan Malte Hedqvist"):
        answer(called, Answer.REPLACED, who="Jorunn Ask", person=substitute)
    answer(called, Answer.PREVENTED)
    assert roster(called)["Ebba Falk"] == (Status.OTHER, "")


def test_a_name_that_nobody_knows_becomes_a_guest_without_mail(called):
    answer(called, Answer.REPLACED, name="  Pelle \u202eKvist ")
    assert roster(called)["Pelle Kvist"] == (Status.PRESENT, "Malte Hedqvist")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("change", "given", "words"),
    [
        ({}, {"name": "\u202e"}, "Skriv vem som kommer"),
        ({}, {"name": "Malte Hedqvist"}, "Ingen kan ersätta sig själv"),
        ({"state": "draft"}, {}, "Mötet har börjat"),
        ({"date": "2020-01-01"}, {}, "Mötet är över"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_changed(called, change, given, words):
    Meeting.objects.filter(pk=called.pk).update(**change or {"revision": 1})
    before = roster(called)
    with pytest.raises(Refused, match=words):
        answer(called, Answer.REPLACED if given else Answer.PREVENTED, **given)
    assert roster(called) == before
    assert SummonsReply.objects.get(attendance__name="Malte Hedqvist").answer == Answer.SILENT


def test_who_was_taken_off_the_list_cannot_answer(called):
    found = SummonsReply.objects.get(attendance__name="Malte Hedqvist")
    called.attendances.get(name="Malte Hedqvist").delete()
    with pytest.raises(Refused, match="står inte längre"):
        reply.answer(found, answer=Answer.COMING)


def test_what_the_secretary_has_changed_by_hand_stays(called):
    answer(called, Answer.PREVENTED)
    called.attendances.filter(name="Malte Hedqvist").update(status=Status.OTHER)
    answer(called, Answer.COMING)
    assert roster(called)["Malte Hedqvist"] == (Status.OTHER, "")


@pytest.mark.parametrize("token", ["", "x", "å\x00\u202e", "a" * 10_000])
def test_a_token_that_was_never_given_finds_nothing(db, token):
    assert reply.find(token) is None
