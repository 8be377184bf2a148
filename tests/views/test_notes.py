"""In a body that writes notes no page, message or mail calls them minutes."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from minutes.models import Body, Meeting
from minutes.services import Refused, agenda, publication, rounds, signoff
from tests.looking import text
from tests.signing import sign

# The name of the public archive, which holds minutes and notes, and the name of the kind of document.
ELSEWHERE = re.compile(r"publicerade protokoll|protokoll och|protokoll att", re.IGNORECASE)
DRAFT = ["meeting-show", "meeting-edit", "meeting-hand_over", "checklist-show", "signoff-send", "signoff-show"]
SENT = ["meeting-show", "agenda-edit", "attachment-list", "signer-choose", "signoff-show"]
SIGNED = ["todo-show", "meeting-show", "signoff-show", "publication-publish", "signoff-receipt"]
PUBLISHED = ["meeting-show", "signoff-show", "signoff-receipt"]


@pytest.fixture
def notes(meeting):
    Body.objects.filter(pk=meeting.body_id).update(document="notes")
    return Meeting.objects.get(pk=meeting.pk)


def minutes_in(client, names, meeting):
    """{name of the page: the words around "protokoll"}"""
    found = {}
    for name in names:
        words = ELSEWHERE.sub("", text(client.get(reverse(name, args=[] if name == "todo-show" else [meeting.pk]))))
        if near := re.search(r".{0,40}protokoll.{0,20}", words, re.IGNORECASE):
            found[name] = near[0]
    return found


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.message


def test_pages_refusals_and_mails_call_notes_notes_all_their_life(no_pango, sign_in, notes, secretary, chair, adjuster):
    client = sign_in(secretary)
    assert minutes_in(client, DRAFT, notes) == {}
    assert refused(signoff.recall, notes, by=secretary.user, reason="Fel.").startswith("Anteckningarna")
    signoff.send(notes, by=secretary.user)
    assert minutes_in(client, SENT, notes) == {}
    for words in (
        refused(signoff.send, notes, by=secretary.user),
        refused(agenda.add, notes, by=secretary.user, title="Sent"),
        refused(signoff.sign, notes, by=secretary.user, content_hash="0" * 64, method="password"),
        refused(publication.publish, notes, by=secretary.user),
    ):
        assert words.startswith("Anteckningarna")
    for person in (secretary, chair, adjuster):
        sign(notes, person)
    assert minutes_in(client, SIGNED, notes) == {}
    assert "Justerade" in text(client.get(reverse("meeting-show", args=[notes.pk])))
    publication.publish(notes, by=secretary.user)
    assert minutes_in(client, PUBLISHED, notes) == {}
    assert rounds.find(notes).state == "completed"
    assert [letter.body for letter in mail.outbox if "protokoll" in letter.body.lower()] == []
    assert "Anteckningarna från Styrgruppsmöte, 12 november, är klara" in mail.outbox[0].body


def test_minutes_are_called_minutes(no_pango, meeting, secretary):
    signoff.send(meeting, by=secretary.user)
    assert refused(agenda.add, meeting, by=secretary.user, title="Sent").startswith("Protokollet är skickat")
    assert "Protokollet från Styrgruppsmöte, 12 november, är klart" in mail.outbox[0].body
