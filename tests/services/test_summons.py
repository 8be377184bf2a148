"""Calling people to a meeting: what goes out, what is refused, what a later change does."""

import datetime
import re

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone

from minutes import audit
from minutes.documents import summons as content
from minutes.lib import canonical, files, limits
from minutes.models import Attendance, Summons, SummonsReply
from minutes.services import Refused, notification, reply, summons
from minutes.services import meeting as meetings
from tests import factories
from tests.signing import kinds

Status, Answer = Attendance.Status, SummonsReply.Answer


@pytest.fixture
def planned(meeting, no_pango):
    """The meeting, planned in three weeks, on a machine without PDF: mails are quicker so."""
    meeting.state, meeting.date = "planned", timezone.localdate() + datetime.timedelta(days=21)
    meeting.save()
    return meeting


@pytest.fixture
def sent(planned, secretary):
    made = summons.send(planned, by=secretary.user, message="Ta med kartan.")
    planned.refresh_from_db()
    return made


def test_answers_leave_the_summons_in_agreement_with_the_meeting(planned, sent):
    answered(planned, "Malte Hedqvist", Answer.PREVENTED)
    answered(planned, "Malte Hedqvist", Answer.REPLACED, name="Ebba Falk")
    planned.refresh_from_db()
    assert summons.latest(planned).revision == planned.revision


def row(meeting, name):
    return meeting.attendances.get(name=name)


def answered(meeting, who, answer, **more):
    reply.answer(SummonsReply.objects.get(attendance__name=who), answer=answer, **more)
    return row(meeting, who)


def link(message):
    return re.search(r"/reply/(\S+)/", message.body)[1]


def test_each_gets_a_mail_with_agenda_calendar_entry_and_a_link_of_her_own(planned, sent, secretary):
    assert [message.subject for message in mail.outbox] == [
        f"Kallelse: Styrgruppsmöte {planned.date}, Styrgruppen för badplatser"
    ] * 4
    first = mail.outbox[0]
    assert first.to == ["Orvar Kjellgren <orvar@fjallvik.example>"]
    assert first.reply_to == ["Siv Lindblom <siv@fjallvik.example>"]
    expected = ("§ 2 Läget vid badplatserna", "Ta med kartan.", "Rådhuset")
    assert [words for words in expected if words not in first.body] == []
    parts = {part.get_content_type(): part for part in first.message().walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert f"UID:{sent.uid}\r\nSEQUENCE:0" in parts["text/calendar"].get_payload(decode=True).decode()
    assert len({link(message) for message in mail.outbox}) == 4
    assert reply.find(link(first)).attendance == row(planned, "Orvar Kjellgren")
    assert kinds(planned) == ["summons.send"]
    assert audit.verify() == (1, None)


def test_what_was_sent_is_kept(sent):
    value = content.from_json(sent.content_json)
    assert (value.number, value.label, value.items[-1].title) == (1, "Kallelse", "Läget vid badplatserna")
    assert sent.content_hash == canonical.sha256(sent.content_json.encode())


def test_it_is_called_what_the_body_calls_it(planned, sent, secretary):
    planned.body.words = {"changed_summons": "Ändrad inbjudan"}
    planned.body.save()
    meetings.edit(planned, by=secretary.user, place="Badhuset")
    assert summons.propose(planned).value.heading == f"Ändrad inbjudan: Styrgruppsmöte {planned.date}"


def test_documents_go_along_when_they_are_public_and_have_room(planned, secretary, monkeypatch):
    for number, (title, public) in enumerate([("Karta", True), ("Avtal", False), ("Stor", True)], 1):
        data = title.encode() * (1 if title != "Stor" else 10)
        digest = canonical.sha256(data)
        files.store(ContentFile(data), digest)
        factories.Attachment(
            meeting=planned, number=number, title=title, public=public, sha256=digest, size=len(data),
            file_name=f"{title}.pdf", content_type="application/pdf",
        )
    monkeypatch.setattr(limits, "MAIL_FILES", 20)
    summons.send(planned, by=secretary.user)
    names = [part.get_filename() for part in mail.outbox[0].message().walk() if part.get_filename()]
    assert names == ["kallelse.ics", "Karta.pdf"]
    assert "Bilaga 3: Stor" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda meeting: meeting.items.all().delete(), "Dagordningen har inga punkter"),
        (lambda meeting: meeting.attendances.update(person=None), "Ingen på närvarolistan har en e-postadress"),
        (lambda meeting: type(meeting).objects.update(state="draft"), "bara att kalla till ett planerat möte"),
        (lambda meeting: type(meeting).objects.update(date="2020-01-01"), "Mötesdagen har passerat"),
    ],
)
def test_nonsense_is_refused(planned, secretary, change, words):
    change(planned)
    planned.refresh_from_db()
    with pytest.raises(Refused, match=words):
        summons.send(planned, by=secretary.user)
    assert not Summons.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(("days", "words"), [(-1, "redan passerat"), (22, "efter mötet")])
def test_the_last_day_to_answer_lies_between_today_and_the_meeting(planned, secretary, days, words):
    day = timezone.localdate() + datetime.timedelta(days=days)
    with pytest.raises(Refused, match=words):
        summons.send(planned, by=secretary.user, answer_by=day)


def test_what_was_changed_after_the_page_was_opened_is_not_sent(planned, secretary):
    seen = summons.propose(planned).seen
    meetings.edit(planned, by=secretary.user, place="Badhuset")
    with pytest.raises(Refused, match="ändrades efter att sidan öppnades"):
        summons.send(planned, by=secretary.user, seen=seen)


def test_a_change_goes_out_with_what_has_changed_and_answers_stand(planned, sent, secretary):
    answered(planned, "Malte Hedqvist", Answer.PREVENTED)
    with pytest.raises(Refused, match="Ingenting av det som kallelsen säger"):
        summons.send(planned, by=secretary.user)
    mail.outbox.clear()
    meetings.edit(planned, by=secretary.user, place="Badhuset")
    assert summons.changes_since(planned, sent) == ("Ny plats: Badhuset. Tidigare: Rådhuset, Fjällvik.",)
    again = summons.send(planned, by=secretary.user)
    assert (again.number, again.uid, again.answers_from) == (2, sent.uid, 1)
    assert mail.outbox[0].subject.startswith("Ändrad kallelse: ")
    assert "Ny plats: Badhuset." in mail.outbox[0].body
    assert "SEQUENCE:1" in mail.outbox[0].attachments[0].content
    assert [one.said for one in summons.replies(planned, again)].count(Answer.PREVENTED) == 1
    assert summons.changes_since(planned, again) == ()


def test_another_day_asks_everybody_anew_and_takes_the_answers_off_the_list(planned, sent, secretary):
    answered(planned, "Malte Hedqvist", Answer.PREVENTED)
    meetings.edit(planned, by=secretary.user, date=planned.date + datetime.timedelta(days=7))
    again = summons.send(planned, by=secretary.user)
    assert {one.said for one in summons.replies(planned, again)} == {Answer.SILENT}
    assert SummonsReply.objects.get(attendance__name="Malte Hedqvist").answer == Answer.PREVENTED
    assert row(planned, "Malte Hedqvist").status == Status.PRESENT


def test_the_silent_are_reminded_once_a_day(planned, sent, secretary):
    answered(planned, "Malte Hedqvist", Answer.COMING)
    mail.outbox.clear()
    assert len(summons.remind(planned, by=secretary.user)) == len(mail.outbox) == 3
    with pytest.raises(Refused, match="påminda i dag redan"):
        summons.remind(planned, by=secretary.user)
    assert reply.find(link(mail.outbox[0])).attendance.name == "Orvar Kjellgren"
    assert kinds(planned)[-1] == "summons.remind"


def test_who_comes_onto_the_list_later_is_called_too(planned, sent, secretary):
    new = factories.Person(organisation=planned.body.organisation, name="Ebba Falk", email="ebba@fjallvik.example")
    factories.Attendance(meeting=planned, person=new, name=new.name)
    mail.outbox.clear()
    assert summons.call_missing(planned, by=secretary.user) == 1
    assert mail.outbox[0].to == ["Ebba Falk <ebba@fjallvik.example>"]
    with pytest.raises(Refused, match="Alla på närvarolistan är kallade"):
        summons.call_missing(planned, by=secretary.user)


def test_a_cancelled_meeting_is_struck_from_calendars_and_its_links_say_so(planned, sent, secretary):
    token = link(mail.outbox[0])
    mail.outbox.clear()
    meetings.cancel(planned, by=secretary.user)
    assert len(mail.outbox) == 4
    calendar = mail.outbox[0].attachments[0].content
    assert [line for line in ("METHOD:CANCEL", f"UID:{sent.uid}", "SEQUENCE:1") if line not in calendar] == []
    found = reply.find(token)
    assert (found.meeting, found.attendance) == (None, None)
    with pytest.raises(Refused, match="inställt"):
        reply.answer(found, answer=Answer.COMING)


def test_a_mail_that_fails_stands_with_the_meeting_and_is_sent_again(planned, secretary, settings):
    planned.attendances.exclude(name="Siv Lindblom").delete()
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    summons.send(planned, by=secretary.user)
    assert [owed.kind for owed in notification.failed(planned)] == ["summons"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notification.retry(planned, by=secretary.user) == 1
    assert reply.find(link(mail.outbox[0])).person == secretary



def test_who_could_not_be_told_of_the_cancelling_is_named_on_the_page_of_the_body(planned, sent, secretary, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    planned.attendances.exclude(name="Malte Hedqvist").delete()
    meetings.cancel(planned, by=secretary.user)
    (owed,) = notification.failed_cancellations(planned.body)
    assert owed.person.name == "Malte Hedqvist"
    assert "går inte att nå" in owed.error
