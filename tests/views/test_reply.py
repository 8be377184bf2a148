"""The page where one answers a summons, for whoever holds the link and for nobody else."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minutes.lib import tokens
from minutes.models import Meeting, SummonsLink, SummonsReply
from minutes.services import reply, summons
from tests import factories
from tests.signing import NO_TASKS, kinds
from tests.views import wild


@pytest.fixture
def page(meeting, secretary, settings):
    """The address of Malte's link."""
    settings.TASKS = NO_TASKS
    Meeting.objects.filter(pk=meeting.pk).update(
        state="planned", date=timezone.localdate() + datetime.timedelta(days=21)
    )
    meeting.refresh_from_db()
    summons.send(meeting, by=secretary.user, message="Ta med kartan.")
    token, digest = tokens.new()
    SummonsLink.objects.create(reply=SummonsReply.objects.get(attendance__name="Malte Hedqvist"), token_hash=digest)
    return reverse("reply-show", args=[token])


def body_of(answer):
    return answer.content.decode()


def test_it_tells_what_the_summons_says_and_nothing_to_those_on_the_way(client, page, meeting):
    meeting.items.update(text="<p>Hemligt utkast.</p>")
    answer = client.get(page)
    shown = body_of(answer)
    expected = ("Malte Hedqvist, kommer du?", "Ta med kartan.", "Val av justerare")
    assert [words for words in expected if words not in shown] == []
    assert "Hemligt" not in shown
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert SummonsReply.objects.filter(answered_at=None).count() == 4


def test_a_browser_that_sends_neither_cookie_nor_origin_answers_and_changes_its_answer(page, body):
    strict = Client(enforce_csrf_checks=True)
    substitute = factories.Person(organisation=body.organisation, name="Ebba Falk")
    factories.Membership(body=body, person=substitute, role="substitute")
    for sent, said in (
        ({"answer": "coming", "note": "Äter inte skaldjur"}, "Du kommer."),
        ({"answer": "replaced", "substitute": substitute.pk}, "Du ersätts av Ebba Falk."),
    ):
        answer = strict.post(page, sent, headers={"origin": "null"})
        assert (answer.status_code, answer["Location"]) == (302, page)
        assert said in body_of(strict.get(page))


def test_who_has_signed_in_comes_to_the_same_page_without_the_mail(page, meeting, member, sign_in):
    client = sign_in(member)
    assert body_of(client.get(reverse("todo-show"))).count("Svara på kallelsen") == 1
    answer = client.post(reverse("summons-answer", args=[meeting.pk]), follow=True)
    assert "Malte Hedqvist, kommer du?" in body_of(answer)
    assert kinds(meeting)[-1] == "reply.link"
    client.post(page, {"answer": "coming"})
    assert "Svara på kallelsen" not in body_of(client.get(reverse("todo-show")))


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, page):
    answer = client.post(page, {"answer": "replaced", "name": "Malte Hedqvist", "note": "Vid bryggan"})
    assert answer.status_code == 409
    assert "Ingen kan ersätta sig själv" in body_of(answer)
    assert "Vid bryggan" in body_of(answer)
    assert client.post(page, {"answer": "replaced"}).status_code == 422


def test_wild_input_is_taken_or_told(client, page):
    def post(changes):
        return client.post(page, {"answer": "replaced", "name": "Bo"} | changes)

    for value in wild.TEXTS:
        wild.taken(post, ["name", "note"], value)


@pytest.mark.parametrize("token", ["x" * 43, "a b", "%00", "å"])
def test_an_unknown_link_is_told_in_words(client, db, token):
    answer = client.get(reverse("reply-show", args=[token]))
    assert answer.status_code == 404
    assert "Länken gäller inte" in body_of(answer)


def test_a_link_says_when_it_is_over_cancelled_or_no_longer_meant(client, page, meeting, secretary):
    Meeting.objects.filter(pk=meeting.pk).update(state="draft")
    assert "Mötet har börjat" in body_of(client.get(page))
    Meeting.objects.filter(pk=meeting.pk).update(state="planned", date="2020-01-01")
    told = [_closed(client, page)]
    Meeting.objects.filter(pk=meeting.pk).update(date=timezone.localdate())
    meeting.attendances.get(name="Malte Hedqvist").delete()
    told.append(_closed(client, page))
    Meeting.objects.filter(pk=meeting.pk).delete()
    told.append(_closed(client, page))
    assert told == ["Mötet är över", "Du är inte längre kallad", "Mötet är inställt"]


def _closed(client, page):
    answer = client.get(page)
    assert answer.status_code == 410
    return body_of(answer).split("<h1>")[1].split("</h1>")[0]


def test_after_another_day_was_sent_it_asks_anew(client, page, meeting, secretary):
    client.post(page, {"answer": "coming"})
    Meeting.objects.filter(pk=meeting.pk).update(date=meeting.date + datetime.timedelta(days=1))
    meeting.refresh_from_db()
    summons.send(meeting, by=secretary.user)
    assert "Dagen eller tiden har ändrats sedan du svarade" in body_of(client.get(page))
    assert reply.find(page.split("/")[-2]).answer == "coming"
