"""The screen for the room: the item that is being written, and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import Meeting, Presence


def stand(meeting, person, item, field=""):
    here = {"meeting": meeting, "item": item, "field": field, "at": timezone.now()}
    Presence.objects.update_or_create(user=person.user, tab="t", defaults=here)


@pytest.fixture
def address(meeting):
    return reverse("screen-show", args=[meeting.pk])


def test_it_follows_whoever_opened_it_else_whoever_writes(sign_in, meeting, secretary, chair, member, body, address):
    first, last = meeting.items.all()
    Meeting.objects.filter(pk=meeting.pk).update(writer=chair)
    stand(meeting, chair, last, "text")
    writer = sign_in(secretary)
    assert writer.get(address).context["item"] == last
    stand(meeting, secretary, first)
    assert writer.get(address).context["item"] == first
    body.draft_readers = "members"
    body.save()
    assert sign_in(member).get(address).context["item"] == last


def test_nothing_is_sent_while_nothing_has_changed(sign_in, meeting, secretary, address):
    writer, first = sign_in(secretary), meeting.items.first()
    stand(meeting, secretary, first)
    seen = writer.get(address).context["seen"]
    assert writer.get(address, {"seen": seen}).status_code == 204
    stand(meeting, secretary, meeting.items.last())
    assert writer.get(address, {"seen": seen}).status_code == 200


def test_nobody_writing_shows_what_was_written_last(sign_in, meeting, secretary, address):
    assert sign_in(secretary).get(address).context["item"] == meeting.items.first()
    meeting.items.filter(pk=meeting.items.last().pk).update(edited=timezone.now())
    assert sign_in(secretary).get(address).context["item"] == meeting.items.last()


def test_what_is_confidential_is_not_shown_to_the_room(sign_in, meeting, secretary, address):
    meeting.items.filter(pk=meeting.items.first().pk).update(text="<p>Hemligt.</p>", confidential=True)
    page = sign_in(secretary).get(address).content.decode()
    assert "Hemligt" not in page
    assert "Sekretess" in page


def test_a_meeting_without_an_agenda_has_a_screen_too(sign_in, meeting, secretary, address):
    meeting.items.all().delete()
    assert "ingen dagordning" in sign_in(secretary).get(address).content.decode()
