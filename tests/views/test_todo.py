import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import ActionItem, Meeting
from minutes.services import meeting as service
from minutes.services import publication, signoff
from tests import factories
from tests.looking import seen
from tests.signing import sign

PAGE = reverse("todo-show")


pytestmark = pytest.mark.usefixtures("no_tasks")


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days)


def test_strangers_sign_in_first(client, db):
    assert client.get(PAGE).status_code == 302


def test_empty_says_what_will_be_here(sign_in, outsider):
    response = sign_in(outsider).get(PAGE)
    for words in ("Inget väntar på dig", "Inga möten är planerade.", "Här visas det som har publicerats."):
        assert words in seen(response)


def test_what_waits_for_my_signature_comes_first_with_role_length_and_last_day(sign_in, meeting, secretary, adjuster):
    signoff.send(meeting, by=secretary.user, deadline=datetime.date(2027, 11, 22))
    sign(meeting, secretary)
    response = sign_in(adjuster).get(PAGE)
    assert (
        "Väntar på din justering, sista dag måndag 22 november 2027 Styrgruppen för badplatser, 12 november "
        "Din underskrift: ”Justerare”. En av tre är klar. 2 punkter, ungefär en minut att läsa. Läs och justera"
    ) in seen(response)
    sign(meeting, adjuster)
    response = sign_in(adjuster).get(PAGE)
    assert "Väntar på din" not in seen(response)
    waiting = "Väntar på andra 1 Styrgruppen för badplatser, 12 november Under justering, väntar på Orvar Kjellgren"
    assert waiting in seen(response)


def test_the_nearest_last_day_comes_first_and_has_the_only_primary_button(sign_in, body, meeting, secretary, adjuster):
    signoff.send(meeting, by=secretary.user, deadline=in_days(9))
    sooner = factories.Meeting(body=body, date=datetime.date(2026, 11, 20))
    factories.AgendaItem(meeting=sooner)
    for role in body.signoff_roles.all():
        factories.Signer(meeting=sooner, role=role, person=adjuster)
    signoff.send(sooner, by=secretary.user, deadline=in_days(3))
    response = sign_in(adjuster).get(PAGE)
    assert [row["standing"].meeting for row in response.context["to_sign"]] == [sooner, meeting]
    assert response.content.decode().count("btn--primary") == 1


def test_drafts_that_i_write_tell_how_far_they_are(sign_in, meeting, secretary):
    factories.AgendaItem(meeting=meeting, text="", edited=timezone.now())
    near = service.plan(meeting.body, by=secretary.user, date=in_days(20))
    service.plan(meeting.body, by=secretary.user, date=in_days(200))
    response = sign_in(secretary).get(PAGE)
    assert [(row["standing"].meeting, row["act"].label) for row in response.context["to_write"]] == sorted(
        [(meeting, "Skriv"), (near, "Förbered dagordningen")], key=lambda row: row[0].date
    )
    assert "2 av 3 punkter har text. " in seen(response)
    assert "Sparat i dag" in seen(response)


def test_a_lent_pen_makes_it_the_borrowers_draft(sign_in, meeting, secretary, member):
    service.hand_over(meeting, member, by=secretary.user)
    assert not sign_in(secretary).get(PAGE).context["to_write"]
    assert [row["standing"].meeting for row in sign_in(member).get(PAGE).context["to_write"]] == [meeting]


def test_approved_and_stopped_minutes_wait_for_the_pen(sign_in, meeting, secretary, chair, adjuster):
    sealed = signoff.send(meeting, by=secretary.user)
    assert not sign_in(secretary).get(PAGE).context["to_write"]
    signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Fel")
    (row,) = sign_in(secretary).get(PAGE).context["to_write"]
    assert row["act"].label == "Återkalla och ändra"
    signoff.recall(meeting, by=secretary.user, reason="Fel")
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    (row,) = sign_in(secretary).get(PAGE).context["to_write"]
    assert row["act"].label == "Publicera på webben"


def test_my_actions_are_ticked_off_with_one_button(sign_in, meeting, member, secretary):
    mine = factories.ActionItem(
        item=meeting.items.first(), text="Beställa bojar", responsible=meeting.attendances.get(person=member),
        due=datetime.date(2020, 1, 1),
    )
    factories.ActionItem(item=meeting.items.first(), text="Någon annans", responsible_words="Alla")
    client = sign_in(member)
    words = seen(client.get(PAGE))
    assert "Dina åtgärder 1 Bocka av: Beställa bojar" in words
    assert "försenad" in words
    assert "Någon annans" not in words
    response = client.post(reverse("action-status", args=[mine.pk]), {"status": "done", "next": PAGE}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Åtgärden är klar." in seen(response)
    assert not response.context["actions"]
    assert ActionItem.objects.get(pk=mine.pk).status == "done"


@pytest.mark.usefixtures("no_pango")
def test_coming_and_newly_published(sign_in, meeting, secretary, chair, adjuster, member):
    service.plan(meeting.body, by=secretary.user, date=in_days(40), start=datetime.time(9), place="Badhuset")
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    publication.publish(Meeting.objects.get(pk=meeting.pk), by=secretary.user)
    words = seen(sign_in(member).get(PAGE))
    assert "9.00, Badhuset" in words
    assert "Nyligen publicerat Styrgruppen för badplatser, 12 november" in words
    assert "2 beslut" in words
