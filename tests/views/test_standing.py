"""Where minutes are, in words: every state, for the one who is waited for, for others and for strangers."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from minutes.models import Body, Meeting, SignoffRole, SignoffRound
from minutes.services import meeting as service
from minutes.services import publication, signoff
from minutes.templatetags.ui import day
from minutes.views import standing, waiting
from tests.looking import seen
from tests.signing import sign

State = Meeting.State
LAST = datetime.date(2027, 11, 22)


pytestmark = pytest.mark.usefixtures("no_tasks")


@pytest.fixture
def sealed(meeting, secretary):
    return signoff.send(meeting, by=secretary.user, deadline=LAST)


def words(meeting, person=None):
    found = Meeting.objects.select_related("body", "writer").get(pk=meeting.pk)
    told = standing.of(found, person.user if person else AnonymousUser())
    return told.words


def test_planned_is_told_with_its_day_and_that_nobody_has_begun(meeting, secretary, member):
    Meeting.objects.update(state=State.PLANNED, date=datetime.date(2027, 2, 10))
    assert words(meeting, member) == "Planerat"
    assert standing.of(Meeting.objects.get(), member.user).headline == "Planerat till onsdag 10 februari 2027"
    Meeting.objects.update(date=datetime.date(2020, 2, 10))
    assert words(meeting, member) == "Planerat, inte skrivet än"
    told = standing.of(Meeting.objects.get(), member.user)
    assert (told.headline, told.detail) == (
        "Planerat till måndag 10 februari 2020, inte skrivet än", "Väntar på Siv Lindblom, som skriver."
    )


def test_a_draft_is_told_with_who_writes_it(meeting, secretary, member):
    Meeting.objects.update(date=datetime.date(2027, 11, 12))
    assert words(meeting, member) == "Utkast, skrivs av Siv Lindblom, ska vara justerat senast 26 november 2027"
    assert words(meeting, secretary).startswith("Utkast, skrivs av dig")
    service.hand_over(meeting, member, by=secretary.user)
    assert words(meeting, secretary).startswith("Utkast, skrivs av Malte Hedqvist")
    Meeting.objects.update(date=datetime.date(2020, 11, 12))
    assert words(meeting, member).endswith("skulle ha varit justerat senast 26 november 2020")


def test_in_adjustment_names_those_who_are_left_and_the_last_day(meeting, sealed, secretary, adjuster, chair):
    assert words(meeting, chair) == (
        "Under justering, väntar på dig, Siv Lindblom och Jorunn Ask, sista dag måndag 22 november 2027"
    )
    sign(meeting, secretary)
    sign(meeting, chair)
    assert words(meeting, secretary) == "Under justering, väntar på Jorunn Ask, sista dag måndag 22 november 2027"
    told = standing.of(Meeting.objects.get(), adjuster.user)
    assert (told.detail, told.waits_for_signature) == ("Två av tre är klara. Sista dag måndag 22 november 2027.", True)
    SignoffRound.objects.update(deadline=datetime.date(2020, 2, 10))
    assert words(meeting, secretary).endswith("sista dagen var måndag 10 februari 2020")


def test_more_than_three_are_counted_instead(meeting, secretary, chair, adjuster, member):
    role = SignoffRole.objects.get(key="adjuster")
    for person in (member, secretary):
        meeting.signers.create(role=role, person=person, label="Justerare", position=9)
    other = SignoffRole.objects.get(key="chair")
    meeting.signers.create(role=other, person=member, label="Vice ordförande", position=9)
    signoff.send(meeting, by=secretary.user, deadline=LAST)
    assert words(meeting, chair).startswith("Under justering, väntar på 4 personer")


def test_where_the_roles_sign_in_order_only_the_next_is_waited_for(meeting, body, secretary, chair, adjuster):
    Body.objects.update(signoff_in_order=True)
    signoff.send(meeting, by=secretary.user, deadline=LAST)
    assert words(meeting, chair).startswith("Under justering, väntar på Siv Lindblom, sista")
    assert [waiting.count(person.user) for person in (secretary, chair, adjuster)] == [1, 0, 0]
    sign(meeting, secretary)
    assert [waiting.count(person.user) for person in (secretary, chair, adjuster)] == [0, 1, 0]


def test_a_refusal_stops_it(meeting, sealed, secretary, adjuster, chair):
    signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Fel")
    assert words(meeting, chair) == "Justeringen har stannat, Jorunn Ask kan inte skriva under"
    assert words(meeting, adjuster) == "Justeringen har stannat, du kan inte skriva under"
    assert standing.of(meeting, secretary.user).detail == "Väntar på att du återkallar och ändrar."
    assert waiting.count(chair.user) == 0


def test_recalled_minutes_are_a_draft_that_says_so(meeting, sealed, secretary):
    signoff.recall(meeting, by=secretary.user, reason="Hemligt skäl")
    told = standing.of(Meeting.objects.get(), secretary.user)
    assert told.detail.startswith("Justeringen återkallades den")
    assert "Hemligt" not in told.detail


@pytest.mark.usefixtures("no_pango")
def test_approved_waits_for_the_one_who_publishes_and_published_says_when(meeting, sealed, secretary, chair, adjuster):
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    today = timezone.localdate()
    assert words(meeting, chair) == f"Justerat {day(today)}, väntar på Siv Lindblom"
    assert waiting.count(secretary.user) == 1
    version = publication.publish(Meeting.objects.get(), by=secretary.user)
    assert words(meeting, chair).startswith(f"Publicerat {today.day} ")
    assert waiting.count(secretary.user) == 0
    publication.withdraw(version, by=secretary.user, reason="Ett namn för mycket.")
    assert words(meeting, chair) == f"Publicerat {day(today)}, inte offentligt sedan {day(today)}"


@pytest.mark.parametrize("state", list(State))
def test_strangers_hear_no_names(meeting, secretary, state):
    if state in (State.IN_ADJUSTMENT, State.ADJUSTED):
        signoff.send(meeting, by=secretary.user, deadline=LAST)
    Meeting.objects.update(state=state)
    told = standing.of(Meeting.objects.get())
    assert told.headline
    for name in ("Lindblom", "Kjellgren", "Ask", "dig"):
        assert name not in told.words + told.detail


def test_the_number_in_the_top_bar_counts_what_waits(sign_in, meeting, sealed, secretary, chair, member):
    for person, number in ((secretary, 1), (chair, 1), (member, 0)):
        html = sign_in(person).get("/meetings/").content.decode()
        assert ("väntar på dig</span>" in html) == bool(number)
        assert waiting.count(person.user) == number
    assert "Under justering" in seen(sign_in(member).get("/meetings/"))


@pytest.mark.parametrize(
    "name", ["agenda-edit", "attendance-edit", "attachment-list", "signer-choose", "checklist-show", "meeting-history"]
)
def test_the_pages_of_a_meeting_say_where_its_minutes_are_and_who_is_waited_for(sign_in, meeting, secretary, name):
    client, address = sign_in(secretary), reverse(name, args=[meeting.pk])
    assert "Utkast, skrivs av dig" in client.get(address).content.decode()
    signoff.send(meeting, by=secretary.user)
    assert "väntar på dig, Orvar Kjellgren och Jorunn Ask" in client.get(address).content.decode()
