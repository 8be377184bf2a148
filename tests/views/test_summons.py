"""The pages of a summons for those who send it."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from minutes.lib import canonical, files
from minutes.models import Meeting, SummonsReply
from minutes.services import meeting as meetings
from minutes.services import reply, summons
from tests import factories
from tests.signing import NO_TASKS


@pytest.fixture
def planned(meeting, settings):
    settings.TASKS = NO_TASKS
    Meeting.objects.filter(pk=meeting.pk).update(
        state="planned", date=timezone.localdate() + datetime.timedelta(days=21)
    )
    meeting.refresh_from_db()
    return meeting


def test_the_secretary_sees_who_gets_it_and_what_it_says_and_sends_it(planned, secretary, sign_in):
    client = sign_in(secretary)
    factories.Attendance(meeting=planned, name="Gäst Utan Post")
    address = reverse("summons-send", args=[planned.pk])
    assert address in client.get(reverse("meeting-show", args=[planned.pk])).content.decode()
    page = client.get(address)
    assert [row.name for row in page.context["unreached"]] == ["Gäst Utan Post"]
    assert "Utkast till kallelse" in page.content.decode()
    seen = page.context["proposal"].seen
    form = {"answer_by": timezone.localdate().isoformat(), "message": "Välkomna!", "seen": seen}
    again = client.post(address, form | {"seen": "0" * 64})
    assert again.status_code == 409
    assert ">\nVälkomna!</textarea>" in again.content.decode()
    assert f'value="{seen}"' in again.content.decode()
    late = client.post(address, form | {"answer_by": "2020-01-01"})
    assert (late.status_code, [*late.context["form"].errors]) == (422, ["answer_by"])
    assert client.post(address, form)["Location"] == reverse("meeting-show", args=[planned.pk])
    assert "Välkomna!" in client.get(reverse("summons-show", args=[planned.pk])).content.decode()


def test_the_meeting_tells_who_has_answered_who_is_silent_and_what_the_summons_does_not_say(
    planned, secretary, member, sign_in
):
    summons.send(planned, by=secretary.user)
    answering = SummonsReply.objects.select_related("meeting").get(attendance__name="Malte Hedqvist")
    reply.answer(answering, answer="prevented", note="Tandläkaren")
    planned.refresh_from_db()
    meetings.edit(planned, by=secretary.user, place="Badhuset")
    page = sign_in(secretary).get(reverse("meeting-show", args=[planned.pk]))
    assert page.context["silent"] == ["Orvar Kjellgren", "Jorunn Ask", "Siv Lindblom"]
    shown = page.content.decode()
    assert "De som är kallade får ett mejl om att mötet är inställt." in shown
    expected = ("Tandläkaren", "Inte svarat:", "Ny plats: Badhuset.", "Skicka ändrad kallelse", "Påminn dem")
    assert [words for words in expected if words not in shown] == []
    others = sign_in(member).get(reverse("meeting-show", args=[planned.pk])).content.decode()
    assert reverse("summons-show", args=[planned.pk]) in others
    assert "Tandläkaren" not in others


def test_documents_open_for_those_called_unless_they_are_secret(planned, secretary, member, sign_in):
    digest = canonical.sha256(b"karta")
    files.store(ContentFile(b"karta"), digest)
    for number, public in ((1, True), (2, False)):
        factories.Attachment(
            meeting=planned, number=number, public=public, sha256=digest, size=5, file_name="karta.txt",
            content_type="text/plain",
        )
    summons.send(planned, by=secretary.user)
    client = sign_in(member)
    answers = [client.get(reverse("summons-file", args=[planned.pk, number])) for number in (1, 2, 3)]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert b"".join(answers[0].streaming_content) == b"karta"
    answers[0].close()
