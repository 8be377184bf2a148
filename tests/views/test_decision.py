import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import Body, Meeting, PublishedVersion, Withdrawal
from minutes.services import publication, signoff
from tests.looking import seen
from tests.signing import sign

INDEX = reverse("decision-index")
LAGA = "Styrgruppen beslutar att bryggan lagas före midsommar."


pytestmark = pytest.mark.usefixtures("no_tasks", "no_pango")


@pytest.fixture
def approved(meeting, secretary, chair, adjuster):
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    return Meeting.objects.get(pk=meeting.pk)


def both(meeting):
    return INDEX, reverse("decision-list", args=[meeting.body.slug])


def test_of_drafts_and_minutes_in_adjustment_are_nobodys_here(sign_in, meeting, secretary, adjuster):
    for url in both(meeting):
        assert LAGA not in seen(sign_in(secretary).get(url))
    signoff.send(meeting, by=secretary.user)
    for url in both(meeting):
        for person in (secretary, adjuster):
            assert LAGA not in seen(sign_in(person).get(url))


def test_of_approved_minutes_are_for_those_who_may_read_them(sign_in, approved, secretary, adjuster, member):
    for url in both(approved):
        assert f"{LAGA} protokollet justerat, inte publicerat än" in seen(sign_in(secretary).get(url))
        assert LAGA in seen(sign_in(adjuster).get(url))
        assert LAGA not in seen(sign_in(member).get(url))
    Body.objects.update(draft_readers="members")
    assert LAGA in seen(sign_in(member).get(INDEX))


def test_of_published_minutes_are_for_every_member_and_lead_to_the_paragraph(sign_in, approved, secretary, member):
    publication.publish(approved, by=secretary.user)
    for url in both(approved):
        response = sign_in(member).get(url)
        assert f"§ 2 Läget vid badplatserna {LAGA}" in seen(response)
        assert reverse("published-show", args=[approved.pk]) + "#p2" in response.content.decode()


def test_come_from_the_frozen_version_and_not_from_the_tables(sign_in, approved, secretary, member):
    publication.publish(approved, by=secretary.user)
    approved.items.update(title="Ändrad i smyg")
    assert "Ändrad" not in seen(sign_in(member).get(INDEX))


def test_of_a_withdrawn_version_are_gone(sign_in, approved, secretary, member):
    publication.publish(approved, by=secretary.user)
    Withdrawal.objects.create(version=PublishedVersion.objects.get(), reason="Fel", at=timezone.now())
    assert LAGA not in seen(sign_in(member).get(INDEX))


def test_stand_on_the_page_of_the_body(sign_in, approved, secretary, member):
    publication.publish(approved, by=secretary.user)
    assert LAGA in seen(sign_in(member).get(reverse("body-show", args=[approved.body.slug])))


def test_of_other_bodies_are_not_listed(sign_in, approved, secretary, outsider):
    publication.publish(approved, by=secretary.user)
    response = sign_in(outsider).get(INDEX)
    assert LAGA not in seen(response)
    assert "Inga beslut än" in seen(response)
    assert sign_in(outsider).get(both(approved)[1]).status_code == 403


def test_an_empty_body_says_what_will_be_here(sign_in, secretary, body):
    assert "Inga beslut än" in seen(sign_in(secretary).get(reverse("decision-list", args=[body.slug])))


@pytest.mark.parametrize("page", ["0", "x", "\x00", "99999"])
def test_a_meddled_page_number_gets_a_page(sign_in, secretary, page):
    assert sign_in(secretary).get(INDEX, {"page": page}).status_code == 200
