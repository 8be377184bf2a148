"""Who signs: chosen in the draft, fixed while sealed, replaced without losing what earlier rounds say."""

import pytest

from minutes.models import Signature, SignoffRound
from minutes.services import Refused, signer, signoff
from tests import factories
from tests.signing import NO_TASKS


@pytest.fixture(autouse=True)
def no_tasks(settings):
    settings.TASKS = NO_TASKS


@pytest.fixture
def sealed(meeting, secretary):
    return signoff.send(meeting, by=secretary.user)


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
