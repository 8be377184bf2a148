"""Sending: what is sealed, and what stands in the way."""

import datetime

import pytest
from django.utils import timezone

from minutes.documents import load
from minutes.models import (
    AgendaItem,
    Attachment,
    Body,
    Meeting,
    Person,
    Signer,
    SignoffRole,
    SignoffRound,
)
from minutes.services import Refused, signer, signoff
from tests import factories
from tests.signing import kinds, told

State, Round = Meeting.State, SignoffRound.State


pytestmark = pytest.mark.usefixtures("no_tasks")


def test_sending_seals_the_canonical_json_and_its_hash(meeting, secretary, sealed):
    meeting.refresh_from_db()
    frozen = load.sealed(sealed.minutes_json)
    assert (meeting.state, meeting.numbered, sealed.state, sealed.number) == (State.IN_ADJUSTMENT, True, Round.OPEN, 1)
    assert load.content_hash(frozen) == sealed.content_hash
    assert load.to_json(frozen).decode() == sealed.minutes_json
    assert [item.label for item in frozen.items] == ["§ 1", "§ 2"]
    assert kinds(meeting) == ["signoff.send"]
    assert told("request") == {"Siv Lindblom", "Orvar Kjellgren", "Jorunn Ask"}


def test_sending_gives_the_items_numbers_that_stay_through_a_recall(meeting, secretary, sealed):
    first, second = meeting.items.all()
    signoff.recall(meeting, by=secretary.user, reason="Fel ort i andra punkten.")
    AgendaItem.objects.filter(pk=first.pk).update(position=9)
    factories.AgendaItem(meeting=meeting, position=4)
    again = signoff.send(meeting, by=secretary.user)
    assert (first.number, second.number) == (1, 2)
    assert [item.number for item in load.sealed(again.minutes_json).items] == [2, 3, 1]


def test_the_last_day_follows_the_rules_of_the_body_and_is_never_in_the_past(meeting, secretary):
    today = timezone.localdate()
    Meeting.objects.filter(pk=meeting.pk).update(date=today - datetime.timedelta(days=4))
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="passerat"):
        signoff.send(meeting, by=secretary.user, deadline=today - datetime.timedelta(days=1))
    with pytest.raises(Refused, match="år bort"):
        signoff.send(meeting, by=secretary.user, deadline=today + datetime.timedelta(days=400))
    assert signoff.send(meeting, by=secretary.user).deadline == today + datetime.timedelta(days=10)


def test_a_late_sending_leaves_some_days_to_sign(meeting, secretary):
    Meeting.objects.filter(pk=meeting.pk).update(date=timezone.localdate() - datetime.timedelta(days=60))
    meeting.refresh_from_db()
    assert signoff.send(meeting, by=secretary.user).deadline == timezone.localdate() + datetime.timedelta(days=3)


@pytest.mark.parametrize("state", [State.PLANNED, State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED])
def test_only_a_draft_is_sent(meeting, secretary, state):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(Refused):
        signoff.send(meeting, by=secretary.user)
    assert Meeting.objects.get(pk=meeting.pk).state == state
    assert kinds(meeting) == []


def test_minutes_without_items_are_not_sent(meeting, secretary):
    meeting.items.all().delete()
    with pytest.raises(Refused, match="punkter"):
        signoff.send(meeting, by=secretary.user)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.rounds.count(), kinds(meeting)) == (State.DRAFT, 0, [])


def test_minutes_that_name_a_file_that_is_missing_are_not_sent(meeting, secretary):
    lost = factories.Attachment(meeting=meeting, number=3, sha256="0" * 64, size=1, file_name="karta.pdf")
    with pytest.raises(Refused, match="Filen till bilaga 3 saknas"):
        signoff.send(meeting, by=secretary.user)
    Attachment.objects.filter(pk=lost.pk).update(sha256="", size=0, file_name="")
    assert signoff.send(meeting, by=secretary.user).state == Round.OPEN


def test_every_required_role_needs_a_signer(meeting, secretary, adjuster):
    Signer.objects.filter(person=adjuster).delete()
    with pytest.raises(Refused, match="Justerare"):
        signoff.send(meeting, by=secretary.user)
    SignoffRole.objects.filter(body=meeting.body, key="adjuster").update(required=False)
    assert signoff.send(meeting, by=secretary.user).state == Round.OPEN


def test_a_signer_without_address_stops_the_sending(meeting, secretary, adjuster):
    nobody = factories.Person(organisation=meeting.body.organisation, name="Nils Utanpost", email="", user=None)
    signer.choose(meeting, meeting.body.signoff_roles.get(key="adjuster"), nobody, by=secretary.user)
    with pytest.raises(Refused, match="Nils Utanpost"):
        signoff.send(meeting, by=secretary.user)


def test_a_signer_without_login_gets_one(meeting, secretary, adjuster):
    new = factories.Person(organisation=meeting.body.organisation, name="Ny Na", email="ny@fjallvik.example", user=None)
    signer.choose(meeting, meeting.body.signoff_roles.get(key="adjuster"), new, by=secretary.user)
    signoff.send(meeting, by=secretary.user)
    assert Person.objects.get(pk=new.pk).user.email == "ny@fjallvik.example"


def test_with_numbers_through_the_year_earlier_minutes_go_first(meeting, secretary):
    Body.objects.filter(pk=meeting.body_id).update(numbering=Body.Numbering.YEAR)
    meeting.body.refresh_from_db()
    earlier = factories.Meeting(body=meeting.body, date=datetime.date(2026, 2, 3), state=State.PLANNED)
    factories.Meeting(body=meeting.body, date=datetime.date(2025, 12, 3), state=State.DRAFT)
    with pytest.raises(Refused, match="3 februari 2026"):
        signoff.send(meeting, by=secretary.user)
    Meeting.objects.filter(pk=earlier.pk).update(state=State.PUBLISHED, numbered=True)
    factories.AgendaItem(meeting=earlier, number=7)
    assert [item.label for item in load.sealed(signoff.send(meeting, by=secretary.user).minutes_json).items] == [
        "§ 8",
        "§ 9",
    ]


def test_a_change_after_the_page_was_opened_stops_the_sending(meeting, secretary):
    Meeting.objects.filter(pk=meeting.pk).update(revision=5)
    with pytest.raises(Refused, match="ändrats"):
        signoff.send(meeting, by=secretary.user, seen=4)
    assert signoff.send(meeting, by=secretary.user, seen=5).state == Round.OPEN
