"""Who signs: chosen in the draft, fixed while sealed, replaced without losing what earlier rounds say."""

import pytest

from minutes import compose
from minutes.models import Meeting, Signature, SignoffRound
from minutes.services import Refused, signer, signoff
from tests import factories
from tests.signing import kinds

pytestmark = pytest.mark.usefixtures("no_tasks")


def test_a_role_whose_holder_signed_before_a_recall_can_be_given_to_another(
    meeting, sealed, secretary, adjuster, member
):
    signoff.sign(meeting, by=adjuster.user, content_hash=sealed.content_hash, method="mail_code")
    signoff.recall(meeting, by=secretary.user, reason="Fel justerare.")
    role = meeting.body.signoff_roles.get(key="adjuster")
    chosen = signer.choose(meeting, role, member, by=secretary.user)
    assert (chosen.person, chosen.title, chosen.organisation) == (member, "kanslichef", "Fjällviks kommun")
    assert Signature.objects.get().person == adjuster
    with pytest.raises(Refused, match="kan inte lämnas tom"):
        signer.choose(meeting, role, None, by=secretary.user)
    assert signoff.send(meeting, by=secretary.user).state == SignoffRound.State.OPEN


def test_signers_are_fixed_while_the_minutes_are_sealed(meeting, sealed, secretary, member):
    with pytest.raises(Refused, match="Återkalla"):
        signer.choose(meeting, meeting.body.signoff_roles.get(key="adjuster"), member, by=secretary.user)


def test_a_role_of_another_body_is_refused(meeting, secretary, member):
    other = factories.Body(organisation=meeting.body.organisation)
    with pytest.raises(Refused, match="annat organ"):
        signer.choose(meeting, other.signoff_roles.first(), member, by=secretary.user)


def test_the_sign_off_block_may_say_something_else_than_the_roster(meeting, secretary):
    role = meeting.body.signoff_roles.get(key="adjuster")
    person = meeting.signers.get(role=role).person
    words = {"title": "Kanslichef", "organisation": "Fjällvikks kommun"}
    assert signer.choose_all(meeting, [(role, person, words)], by=secretary.user) == 1
    assert signer.choose_all(meeting, [(role, person, {})], by=secretary.user) == 0
    printed = compose.minutes(compose.load(meeting.pk)).signers[2]
    assert (printed.title, printed.organisation) == ("Kanslichef", "Fjällvikks kommun")
    assert kinds(meeting) == ["signer.word"]


def test_somebody_newly_chosen_comes_with_the_rosters_words(meeting, secretary, member):
    role = meeting.body.signoff_roles.get(key="adjuster")
    signer.word(meeting, role, by=secretary.user, title="Kanslichef")
    assert signer.choose(meeting, role, member, by=secretary.user).title == "kanslichef"


def test_words_of_nobody_and_words_while_sealed_are_refused(meeting, secretary):
    role = meeting.body.signoff_roles.get(key="adjuster")
    meeting.signers.filter(role=role).delete()
    with pytest.raises(Refused, match="Ingen är vald"):
        signer.word(meeting, role, by=secretary.user, title="Kanslichef")
    Meeting.objects.update(state=Meeting.State.IN_ADJUSTMENT)
    with pytest.raises(Refused, match="Återkalla"):
        signer.word(meeting, role, by=secretary.user, title="Kanslichef")
