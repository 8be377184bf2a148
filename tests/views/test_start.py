import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import Body, Meeting, SignoffRound
from tests import factories

START = reverse("start-show")
State = Meeting.State


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date(2026, 11, 22))


def shown(client):
    response = client.get(START)
    assert response.status_code == 200
    return response.content.decode()


def held(body, **fields):
    return factories.Meeting(body=body, **{"date": datetime.date(2026, 11, 12), "state": State.DRAFT} | fields)


def test_whoever_is_signed_in_goes_on_to_what_waits_for_her(sign_in, secretary):
    response = sign_in(secretary).get(START)
    assert (response.status_code, response["Location"]) == (302, reverse("todo-show"))


def test_a_stranger_meets_the_organisation_and_its_public_bodies(client, body):
    page = shown(client)
    assert "Fjällviks kommun" in page
    assert f'href="{reverse("published-body", args=[body.slug])}"' in page


def test_a_members_only_body_leaves_no_trace(client, body, today):
    secret = factories.Body(organisation=body.organisation, name="Hemliga rådet", readers=Body.Readers.MEMBERS)
    factories.PublishedVersion(meeting=held(secret))
    held(secret, state=State.IN_ADJUSTMENT)
    held(secret, state=State.PLANNED, date=datetime.date(2026, 12, 1))
    held(body)
    page = shown(client)
    assert "Hemliga rådet" not in page
    assert "Styrgruppen för badplatser" in page


def test_the_latest_minutes_come_first_with_what_was_decided(client, body):
    older = held(body, date=datetime.date(2026, 3, 1))
    newer = held(body, date=datetime.date(2026, 9, 1))
    decided = [{"label": "§ 1", "words": "Bryggan lagas.", "anchor": "p1-1"}]
    factories.PublishedVersion(
        meeting=older, decisions=decided, published_at=datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)
    )
    factories.PublishedVersion(meeting=newer, published_at=datetime.datetime(2026, 9, 9, tzinfo=datetime.UTC))
    page = shown(client)
    assert page.index("Styrgruppen för badplatser, 1 september") < page.index("Styrgruppen för badplatser, 1 mars")
    assert "Bryggan lagas." in page


def test_a_corrected_version_stands_once_with_both_dates(client, body, today):
    meeting = held(body)
    first = factories.PublishedVersion(
        meeting=meeting, published_at=datetime.datetime(2026, 11, 15, 9, tzinfo=datetime.UTC)
    )
    factories.PublishedVersion(
        meeting=meeting,
        number=2,
        corrects=first,
        correction_kind="correction",
        correction_what="§ 2",
        published_at=datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC),
    )
    page = shown(client)
    assert page.count(f'href="{reverse("published-show", args=[meeting.pk])}"') == 1
    assert "publicerat 15 november, rättat 21 november" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "protokollet skrivs"),
        (State.IN_ADJUSTMENT, "under justering"),
        (State.ADJUSTED, "justerat, publiceras snart"),
    ],
)
def test_a_meeting_that_was_held_says_how_far_its_minutes_have_come_and_names_nobody(
    client, meeting, today, state, words
):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    page = shown(client)
    assert "Möte 12 november:" in page
    assert words in page
    for name in ("Siv Lindblom", "Orvar Kjellgren", "Jorunn Ask"):
        assert name not in page


def test_minutes_under_approval_tell_when_they_are_expected(client, meeting, today):
    Meeting.objects.filter(pk=meeting.pk).update(state=State.IN_ADJUSTMENT)
    SignoffRound.objects.create(
        meeting=meeting,
        number=1,
        minutes_json="{}",
        content_hash="0" * 64,
        opened_at=timezone.now(),
        deadline=datetime.date(2026, 11, 27),
    )
    assert "Väntas senast 27 november." in shown(client)


def test_coming_meetings_come_in_order_and_those_that_passed_unwritten_are_left_out(client, body, today):
    held(body, state=State.PLANNED, date=datetime.date(2026, 12, 9))
    held(body, state=State.PLANNED, date=datetime.date(2026, 11, 26))
    held(body, state=State.PLANNED, date=datetime.date(2026, 11, 2))
    page = shown(client)
    assert page.index("Möte 26 november") < page.index("Möte 9 december")
    assert "Möte 2 november" not in page


def test_the_hours_of_a_coming_meeting_stay_on_one_line_with_their_abbreviation(client, body, today):
    hours = {"start": datetime.time(13), "end": datetime.time(15, 30)}
    held(body, state=State.PLANNED, date=datetime.date(2026, 11, 26), **hours)
    assert "kl.\N{NO-BREAK SPACE}13.00–15.30" in shown(client)


def test_an_empty_product_says_what_will_stand_here(client, db):
    assert "Inget är publicerat ännu" in shown(client)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_costs_the_same_for_one_and_many(client, body, rows, django_assert_num_queries):
    for day in range(rows):
        factories.PublishedVersion(meeting=held(body, date=datetime.date(2026, 5, 4 + day), state=State.PUBLISHED))
        held(body, date=datetime.date(2026, 6, 4 + day), state=State.IN_ADJUSTMENT)
        held(body, date=timezone.localdate() + datetime.timedelta(days=9 + day), state=State.PLANNED)
    with django_assert_num_queries(5):
        client.get(START)
