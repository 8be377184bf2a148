"""Somebody else signs, although the minutes are sent already."""

import pytest

from minutes.models import AuditEvent, Signer
from minutes.services import Refused, replacement, rounds, signoff
from tests.signing import kinds, sign, told

pytestmark = pytest.mark.usefixtures("no_tasks")


def test_the_text_is_sealed_anew_with_the_new_name_and_everybody_asked(
    meeting, sealed, chair, adjuster, member, secretary
):
    sign(meeting, chair)
    role = meeting.signers.get(person=adjuster).role
    new = replacement.make(meeting, role, member, by=secretary.user, reason="Jorunn är sjuk.")
    sealed.refresh_from_db()
    assert (sealed.state, sealed.reason, new.number) == ("recalled", "Jorunn är sjuk.", 2)
    assert new.content_hash != sealed.content_hash
    assert member.name in new.minutes_json
    assert told("replaced") == {adjuster.name}
    assert {one.person for one in new.notifications.filter(kind="request")} == {chair, member, secretary}
    event = AuditEvent.objects.get(kind="replacement.make")
    assert (event.details["before"], event.details["person"], event.details["void"]) == (adjuster.pk, member.pk, 1)
    with pytest.raises(Refused, match="inte bland"):
        sign(meeting, adjuster)
    for person in (secretary, chair, member):
        sign(meeting, person)
    assert rounds.last(meeting).state == "completed"


def test_a_round_that_somebody_cannot_sign_goes_on_with_somebody_else(meeting, sealed, adjuster, member, secretary):
    signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Jäv.")
    role = meeting.signers.get(person=adjuster).role
    assert replacement.make(meeting, role, member, by=secretary.user, reason="Jäv.").state == "open"


def test_it_needs_a_reason_somebody_else_and_a_round_that_is_open(meeting, sealed, adjuster, member, secretary):
    role = meeting.signers.get(person=adjuster).role
    for person, reason, words in [(member, " ", "varför"), (adjuster, "Sjuk.", "redan")]:
        with pytest.raises(Refused, match=words):
            replacement.make(meeting, role, person, by=secretary.user, reason=reason)
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    with pytest.raises(Refused, match="inte skickat"):
        replacement.make(meeting, role, member, by=secretary.user, reason="Sjuk.")
    assert Signer.objects.get(meeting=meeting, role=role).person == adjuster
    assert "replacement.make" not in kinds(meeting)
