"""Mails: to whom, from whom, in which words; what fails is kept and seen."""

import datetime
import re
from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from minutes.models import AuditEvent, Body, Meeting, Notification, Person
from minutes.notifications import sending
from minutes.services import publication, remark, replacement, signoff, tick
from minutes.services import signlink as service
from tests.signing import sign

Kind, State = Notification.Kind, Notification.State


@pytest.fixture(autouse=True)
def mails_only(no_pango):
    """No PDFs, so that only the mails take time."""


@pytest.fixture
def sealed(meeting, secretary):
    return signoff.send(
        meeting, by=secretary.user, deadline=timezone.localdate() + datetime.timedelta(days=9), message="Hej!"
    )


def sent_to(person):
    return [message for message in mail.outbox if any(person.email in to for to in message.to)]


def test_the_request_comes_from_the_secretary_and_leads_to_the_page(meeting, sealed, adjuster, secretary):
    (message,) = sent_to(adjuster)
    assert message.subject == "Att justera: Styrgruppsmöte 2026-11-12"
    assert str(make_header(decode_header(message.from_email))).startswith("Siv Lindblom, Styrgruppen för badplatser")
    assert message.reply_to == ["Siv Lindblom <siv@fjallvik.example>"]
    assert service.find(re.search(r"/s/([\w-]{43})/", message.body)[1]).person == adjuster
    assert message.body.startswith("Hej Jorunn Ask!\n")
    assert "Hej!" in message.body
    assert "&" not in message.body
    assert message.content_subtype == "plain"


def test_the_request_for_a_changed_text_says_so_to_those_who_were_asked_before(
    meeting, sealed, adjuster, chair, member, secretary
):
    role = meeting.signers.get(person=adjuster).role
    replacement.make(meeting, role, member, by=secretary.user, reason="Sjuk.")
    asked = {name: sent_to(person)[-1].body for name, person in (("chair", chair), ("member", member))}
    assert {name: "har ändrats och skickas till dig på nytt" in body for name, body in asked.items()} == {
        "chair": True, "member": False
    }  # fmt: skip


def test_the_secretary_is_asked_to_sign_rather_than_approve(sealed, secretary):
    assert sent_to(secretary)[0].subject == "Att underteckna: Styrgruppsmöte 2026-11-12"


def test_a_body_that_writes_english_mails_in_english(meeting, secretary, adjuster):
    Body.objects.filter(pk=meeting.body_id).update(language="en")
    meeting.body.refresh_from_db()
    signoff.send(meeting, by=secretary.user)
    assert sent_to(adjuster)[0].subject == "To approve: Styrgruppsmöte 2026-11-12"
    assert sent_to(adjuster)[0].body.startswith("Hello Jorunn Ask,")


def test_each_turn_of_the_approval_tells_those_it_concerns(meeting, sealed, secretary, chair, adjuster, member):
    remark.add(meeting, by=adjuster.user, text="Fel år.")
    signoff.decline(meeting, by=chair.user, content_hash=sealed.content_hash, reason="Jag & du var sjuka.")
    signoff.recall(meeting, by=secretary.user, reason="Ny ordförande <för dagen>.")
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    publication.publish(meeting, by=secretary.user)
    subjects = {
        p.name: [m.subject.split(" Styr")[0].rstrip(":") for m in sent_to(p)] for p in (secretary, adjuster, member)
    }
    assert subjects == {
        "Siv Lindblom": [
            "Att underteckna",
            "Jorunn Ask begär ändringar",
            "Orvar Kjellgren kan inte skriva under",
            "Att underteckna",
            "Alla har skrivit under",
        ],
        "Jorunn Ask": ["Att justera", "Återkallat", "Att justera", "Publicerat"],
        "Malte Hedqvist": ["Publicerat"],
    }
    assert "Jag & du var sjuka." in sent_to(secretary)[2].body
    assert "Ny ordförande <för dagen>." in sent_to(adjuster)[1].body
    assert "§ 1 Jorunn Ask utses till justerare." in sent_to(member)[0].body


def test_a_name_cannot_write_headers(meeting, secretary, adjuster):
    Meeting.objects.filter(pk=meeting.pk).update(title="Möte\r\nBcc: alla@annanstans.example")
    meeting.refresh_from_db()
    signoff.send(meeting, by=secretary.user)
    assert sent_to(adjuster)[0].message()["Bcc"] is None


def test_a_mail_that_fails_is_kept_and_shown_to_the_secretary(meeting, secretary, adjuster, sign_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    signoff.send(meeting, by=secretary.user)
    failed = Notification.objects.get(person=adjuster)
    assert (failed.state, failed.sent_at) == (State.FAILED, None)
    seen = sign_in(secretary).get(reverse("signoff-show", args=[meeting.pk])).content.decode()
    names = "Siv Lindblom, Orvar Kjellgren, Jorunn Ask"
    assert f"Mejlet till {names} (begäran om justering) gick inte iväg: Mejlservern går inte att nå. (" in seen
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    retry = reverse("notification-retry", args=[meeting.pk])
    for page in ("signoff-show", "meeting-show"):
        assert retry in sign_in(secretary).get(reverse(page, args=[meeting.pk])).content.decode()
        assert retry not in sign_in(adjuster).get(reverse(page, args=[meeting.pk])).content.decode()
    answer = sign_in(secretary).post(retry, follow=True).content.decode()
    assert ("Mejlen skickas på nytt" in answer, "gick inte iväg" in answer) == (True, False)
    failed.refresh_from_db()
    assert (failed.state, failed.error) == (State.SENT, "")
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, len(event.details["notifications"])) == ("notification.retry", 3)
    assert sign_in(secretary).post(retry).status_code == 409


def test_a_person_who_lost_her_address_is_noted_as_failed(meeting, secretary, adjuster, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    signoff.send(meeting, by=secretary.user)
    Person.objects.filter(pk=adjuster.pk).update(email="", user=None)
    owed = Notification.objects.get(person=adjuster)
    sending.deliver.call(owed.pk)
    owed.refresh_from_db()
    assert (owed.state, owed.error) == (State.FAILED, "Jorunn Ask har ingen e-postadress.")


def test_a_mail_goes_once_however_often_its_task_runs(sealed, adjuster):
    sending.deliver.call(Notification.objects.get(person=adjuster).pk)
    assert len(sent_to(adjuster)) == 1


def test_a_mail_that_a_killed_worker_left_is_taken_up_again(sealed, adjuster):
    past = timezone.now() - datetime.timedelta(minutes=1)
    Notification.objects.filter(person=adjuster).update(state=State.SENDING, leased_until=past)
    assert tick.run()["mails"] == 1
    assert len(sent_to(adjuster)) == 2


def test_a_failed_mail_is_tried_again_for_a_day_unless_outlived(
    meeting, sealed, secretary, adjuster, chair
):
    Notification.objects.update(state=State.FAILED)
    Notification.objects.filter(person=chair).update(created=timezone.now() - datetime.timedelta(days=2))
    assert tick.run()["mails"] == 2
    assert (len(sent_to(adjuster)), len(sent_to(chair))) == (2, 1)
    Notification.objects.filter(person=adjuster).update(state=State.FAILED)
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    tick.run()
    assert [message.subject.split(":")[0] for message in sent_to(adjuster)] == [
        "Att justera",
        "Att justera",
        "Återkallat",
    ]
    assert Notification.objects.get(person=adjuster, kind=Kind.REQUEST).state == State.DROPPED


# ---- reminders


def at(days, sealed):
    """`days` from the last day."""
    return sealed.deadline + datetime.timedelta(days=days)


def test_reminders_go_around_the_last_day_and_then_weekly(sealed):
    Notification.objects.all().delete()
    started = sealed.deadline - datetime.timedelta(days=9)
    days = [(tick.last_reminder_day(sealed, at(n, sealed)) or started) - sealed.deadline for n in range(-9, 23)]
    due = sorted({day.days for day in days if day.days > -9})
    assert due == [-3, 0, 1, 3, 7, 14, 21]


def test_a_tick_reminds_each_who_is_waited_for_once_a_day(time_machine, meeting, sealed, chair, adjuster):
    sign(meeting, chair)
    time_machine.move_to(datetime.datetime.combine(at(-3, sealed), datetime.time(12), datetime.UTC))
    assert [tick.run()["reminders"] for _ in range(3)] == [2, 0, 0]
    time_machine.move_to(datetime.datetime.combine(at(-2, sealed), datetime.time(12), datetime.UTC))
    assert tick.run()["reminders"] == 0
    time_machine.move_to(datetime.datetime.combine(at(1, sealed), datetime.time(12), datetime.UTC))
    assert tick.run()["reminders"] == 2
    assert [m.subject.split(":")[0] for m in sent_to(adjuster)] == [
        "Att justera",
        "Påminnelse",
        "Sista dagen har passerat",
    ]


def test_a_secretarys_own_reminder_that_day_is_enough(time_machine, meeting, sealed, secretary):
    time_machine.move_to(datetime.datetime.combine(at(0, sealed), datetime.time(8), datetime.UTC))
    assert len(signoff.remind(meeting, by=secretary.user)) == 3
    assert tick.run()["reminders"] == 0


@pytest.mark.parametrize("end", ["recall", "complete"])
def test_nobody_is_reminded_of_what_is_over(time_machine, meeting, sealed, secretary, chair, adjuster, end):
    if end == "recall":
        signoff.recall(meeting, by=secretary.user, reason="Fel.")
    else:
        for person in (secretary, chair, adjuster):
            sign(meeting, person)
    time_machine.move_to(datetime.datetime.combine(at(1, sealed), datetime.time(12), datetime.UTC))
    assert tick.run()["reminders"] == 0
