"""Signing, declining, recalling, reminding: rules, refusals and the trace that each act leaves."""

import pytest
from django.utils import timezone

from minutes.models import (
    AgendaItem,
    AuditEvent,
    Body,
    Meeting,
    Notification,
    Person,
    Reading,
    Rendering,
    Signature,
    SignoffRole,
    SignoffRound,
    guards,
)
from minutes.services import Refused, publication, rendering, signer, signoff
from tests import factories
from tests.signing import follow, kinds, sign, told

State, Round = Meeting.State, SignoffRound.State


pytestmark = pytest.mark.usefixtures("no_tasks")


def test_a_signature_keeps_who_what_how_and_when(meeting, sealed, adjuster):
    before = timezone.now()
    signature = sign(meeting, adjuster)
    Person.objects.filter(pk=adjuster.pk).update(name="Nytt Namn", title="annat")
    signature.refresh_from_db()
    assert signature.name == "Jorunn Ask"
    assert (signature.role_key, signature.verb, signature.method) == ("adjuster", "approved", "mail_code")
    assert signature.content_hash == sealed.content_hash
    assert signature.words.startswith("Jag har läst hela protokollet")
    assert before <= signature.signed_at <= timezone.now()
    assert kinds(meeting) == ["signoff.send", "signoff.sign"]


def test_only_those_who_are_asked_can_sign(meeting, sealed, member, outsider, administrator):
    for person in (member, outsider, administrator):
        with pytest.raises(Refused, match="inte bland"):
            sign(meeting, person)
    with pytest.raises(Refused, match="inte bland"):
        signoff.sign(meeting, by=factories.User(), content_hash=sealed.content_hash, method="password")
    assert Signature.objects.count() == 0


def test_nobody_signs_in_the_role_of_another(meeting, sealed, adjuster, chair):
    with pytest.raises(Refused, match="inte bland"):
        sign(meeting, adjuster, signer=meeting.signers.get(person=chair).pk)


def test_a_stale_or_wrong_hash_is_refused(meeting, sealed, adjuster, secretary):
    for wrong in ("", "f" * 64, sealed.content_hash[:-1]):
        with pytest.raises(Refused, match="ändrats"):
            sign(meeting, adjuster, content_hash=wrong)
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    AgendaItem.objects.filter(meeting=meeting).update(text="<p>Annat.</p>")
    signoff.send(meeting, by=secretary.user)
    with pytest.raises(Refused, match="ändrats"):
        sign(meeting, adjuster, content_hash=sealed.content_hash)


def test_a_text_altered_in_the_database_itself_is_neither_signed_nor_published(
    meeting, sealed, secretary, chair, adjuster
):
    def alter(text):
        guards.remove()
        SignoffRound.objects.update(minutes_json=text)
        guards.install()

    other = sealed.minutes_json.replace("bryggan", "bilen")
    alter(other)
    with pytest.raises(Refused, match="inte den som förseglades"):
        sign(meeting, adjuster)
    alter(sealed.minutes_json)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    alter(other)
    with pytest.raises(Refused, match="inte den som förseglades"):
        publication.publish(meeting, by=secretary.user)


def test_a_double_click_gets_the_same_signature_and_leaves_one_trace(meeting, sealed, adjuster):
    first, second = sign(meeting, adjuster), sign(meeting, adjuster)
    assert first == second
    assert kinds(meeting).count("signoff.sign") == 1


def test_a_double_click_on_the_last_signature_is_answered_too(meeting, sealed, secretary, chair, adjuster):
    sign(meeting, secretary)
    sign(meeting, chair)
    assert sign(meeting, adjuster) == sign(meeting, adjuster)
    assert kinds(meeting).count("signoff.sign") == 3


def test_one_person_with_two_roles_signs_twice(meeting, secretary, chair, adjuster):
    role = meeting.body.signoff_roles.get(key="adjuster")
    signer.choose(meeting, role, chair, by=secretary.user)
    signoff.send(meeting, by=secretary.user)
    assert [sign(meeting, chair).role_key for _ in range(3)] == ["chair", "adjuster", "adjuster"]
    assert told("request") == {"Siv Lindblom", "Orvar Kjellgren"}


def test_the_last_required_signature_adjusts_the_minutes(meeting, sealed, secretary, chair, adjuster):
    sign(meeting, chair)
    sign(meeting, adjuster)
    assert Meeting.objects.get(pk=meeting.pk).state == State.IN_ADJUSTMENT
    sign(meeting, secretary)
    sealed.refresh_from_db()
    assert (Meeting.objects.get(pk=meeting.pk).state, sealed.state) == (State.ADJUSTED, Round.COMPLETED)
    assert sealed.closed_at is not None
    assert AuditEvent.objects.get(kind="signoff.sign", details__last=True).details["role"] == "secretary"
    for _time in range(2):
        follow()
        assert (told("all_signed"), Notification.objects.filter(kind="all_signed").count()) == ({"Siv Lindblom"}, 1)


def test_a_role_that_need_not_sign_is_not_waited_for(meeting, secretary, chair, adjuster):
    SignoffRole.objects.filter(body=meeting.body, key="adjuster").update(required=False)
    signoff.send(meeting, by=secretary.user)
    sign(meeting, chair)
    sign(meeting, secretary)
    assert Meeting.objects.get(pk=meeting.pk).state == State.ADJUSTED
    with pytest.raises(Refused, match="justera"):
        sign(meeting, adjuster)


def test_where_no_role_is_required_everybody_chosen_signs(meeting, secretary, chair, adjuster):
    SignoffRole.objects.filter(body=meeting.body).update(required=False)
    signoff.send(meeting, by=secretary.user)
    states = []
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
        states.append(Meeting.objects.get(pk=meeting.pk).state)
    assert states == [State.IN_ADJUSTMENT, State.IN_ADJUSTMENT, State.ADJUSTED]


def test_roles_sign_in_order_when_the_body_says_so(meeting, secretary, chair, adjuster):
    Body.objects.filter(pk=meeting.body_id).update(signoff_in_order=True)
    meeting.body.refresh_from_db()
    signoff.send(meeting, by=secretary.user)
    assert told("request") == {"Siv Lindblom"}
    with pytest.raises(Refused, match="Siv Lindblom, Orvar Kjellgren"):
        sign(meeting, adjuster)
    sign(meeting, secretary)
    for _time in range(2):
        follow()
        assert told("request") == {"Siv Lindblom", "Orvar Kjellgren"}
    sign(meeting, chair)
    follow()
    sign(meeting, adjuster)
    assert Notification.objects.filter(kind="request").count() == 3
    assert Meeting.objects.get(pk=meeting.pk).state == State.ADJUSTED


def test_declining_stops_the_round_and_tells_the_secretary(meeting, sealed, adjuster, chair):
    refusal = signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Jag var inte med.")
    sealed.refresh_from_db()
    assert (sealed.state, refusal.signed_at, refusal.reason) == (Round.DECLINED, None, "Jag var inte med.")
    assert told("declined") == {"Siv Lindblom"}
    assert kinds(meeting) == ["signoff.send", "signoff.decline"]
    with pytest.raises(Refused, match="kan inte göra det"):
        sign(meeting, chair)
    with pytest.raises(Refused, match="inte kan"):
        sign(meeting, adjuster)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_declining_needs_a_reason(meeting, sealed, adjuster, reason):
    with pytest.raises(Refused, match="varför"):
        signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason=reason)


def test_who_has_signed_cannot_decline(meeting, sealed, adjuster):
    sign(meeting, adjuster)
    with pytest.raises(Refused, match="redan skrivit under"):
        signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Ångrar mig.")


def test_a_recall_opens_the_draft_and_voids_what_was_signed(meeting, sealed, secretary, chair, adjuster):
    sign(meeting, chair)
    signoff.recall(meeting, by=secretary.user, reason="Fel ort.")
    meeting.refresh_from_db()
    sealed.refresh_from_db()
    assert (meeting.state, sealed.state, sealed.reason) == (State.DRAFT, Round.RECALLED, "Fel ort.")
    assert AuditEvent.objects.get(kind="signoff.recall").details["void"] == 1
    assert told("recalled") == {"Orvar Kjellgren", "Jorunn Ask"}
    with pytest.raises(Refused, match="återkallat"):
        sign(meeting, adjuster)
    again = signoff.send(meeting, by=secretary.user)
    assert (again.number, again.signatures.count()) == (2, 0)
    assert [s.role_key for s in (sign(meeting, p) for p in (chair, adjuster, secretary))] == [
        "chair",
        "adjuster",
        "secretary",
    ]


def test_a_declined_round_can_be_recalled(meeting, sealed, secretary, adjuster):
    signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Jag var inte med.")
    signoff.recall(meeting, by=secretary.user, reason="Ny justerare.")
    assert Meeting.objects.get(pk=meeting.pk).state == State.DRAFT


def test_recalling_needs_a_reason_and_a_round_that_stands(meeting, sealed, secretary, chair, adjuster):
    with pytest.raises(Refused, match="varför"):
        signoff.recall(meeting, by=secretary.user, reason=" ")
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    with pytest.raises(Refused, match="kan inte återkallas"):
        signoff.recall(meeting, by=secretary.user, reason="För sent.")
    assert Meeting.objects.get(pk=meeting.pk).state == State.ADJUSTED
    assert "signoff.recall" not in kinds(meeting)


def test_what_was_never_sent_cannot_be_signed_declined_or_recalled(meeting, secretary, adjuster):
    for act, given in [
        (signoff.sign, {"content_hash": "a" * 64, "method": "password"}),
        (signoff.decline, {"content_hash": "a" * 64, "reason": "Nej."}),
        (signoff.recall, {"reason": "Nej."}),
        (signoff.remind, {}),
    ]:
        with pytest.raises(Refused, match="inte skickats"):
            act(meeting, by=secretary.user, **given)


def test_a_reminder_goes_to_those_who_are_waited_for_once_a_day(meeting, sealed, secretary, chair, adjuster):
    sign(meeting, chair)
    assert {p.name for p in signoff.remind(meeting, by=secretary.user)} == {"Siv Lindblom", "Jorunn Ask"}
    with pytest.raises(Refused, match="i dag"):
        signoff.remind(meeting, by=secretary.user)
    assert Notification.objects.filter(kind="reminder").count() == 2
    assert kinds(meeting).count("signoff.remind") == 1


def test_reading_is_noted_once_for_a_signer(meeting, sealed, adjuster, member):
    for _ in range(2):
        signoff.read(meeting, by=adjuster.user, content_hash=sealed.content_hash)
    assert Reading.objects.get().person == adjuster
    assert kinds(meeting).count("signoff.read") == 1
    with pytest.raises(Refused):
        signoff.read(meeting, by=member.user, content_hash=sealed.content_hash)
    with pytest.raises(Refused):
        signoff.read(meeting, by=adjuster.user, content_hash="0" * 64)


def test_sending_and_the_last_signature_each_ask_for_a_pdf(meeting, sealed, secretary, chair, adjuster):
    Rendering.objects.update(state="done")
    for person in (secretary, chair, adjuster):
        assert rendering.progress(meeting) == ("", False)
        sign(meeting, person)
    assert rendering.progress(meeting) == ("", True)
    follow()
    assert (Rendering.objects.count(), Rendering.objects.first().state) == (2, "waiting")


def test_the_sender_can_sign_in_the_same_act_and_is_not_asked_then(meeting, secretary, chair, adjuster):
    sealed = signoff.send(meeting, by=secretary.user, method="password")
    signature = sealed.signatures.get()
    assert (signature.person, signature.method) == (secretary, "password")
    assert {one.person for one in sealed.notifications.filter(kind="request")} == {chair, adjuster}
    assert kinds(meeting)[-2:] == ["signoff.send", "signoff.sign"]


def test_sending_and_signing_is_one_act_that_is_refused_whole_when_it_is_not_the_senders_turn(meeting, secretary):
    meeting.body.signoff_in_order = True
    meeting.body.save()
    meeting.body.signoff_roles.filter(key="secretary").update(position=9)
    meeting.signers.filter(person=secretary).update(position=9)
    with pytest.raises(Refused, match="före dig"):
        signoff.send(meeting, by=secretary.user, method="password")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.rounds.count()) == (Meeting.State.DRAFT, 0)
