"""Whatever is done in whatever order: nothing is published that a required role has not signed with that very hash."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes import audit
from minutes.documents import load
from minutes.models import AgendaItem, AuditEvent, Meeting, PublishedVersion, Signature, Signer, SignoffRole
from minutes.services import Refused, draft, publication, remark, rounds, signer, signoff
from tests.signing import NO_TASKS

ACTS = ["send", "sign", "sign", "sign", "stale", "decline", "recall", "remark", "write", "choose", "publish", "remind"]
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), min_size=4, max_size=14)


@pytest.fixture(autouse=True)
def no_tasks(settings, no_pango):
    settings.TASKS = NO_TASKS


class World:
    """One meeting and four people, of whom three sign, and everything that they can do."""

    def __init__(self, meeting, people):
        self.pk, self.people, self.hashes = meeting.pk, people, {"0" * 64}
        self.secretary = people[0]

    @property
    def meeting(self):
        return Meeting.objects.select_related("body__organisation", "writer").get(pk=self.pk)

    def do(self, act, who):
        try:
            getattr(self, act)(self.meeting, self.people[who])
        except Refused:
            return
        assert audit.verify()[1] is None

    def send(self, meeting, _person):
        self.hashes.add(signoff.send(meeting, by=self.secretary.user).content_hash)

    def sign(self, meeting, person):
        content_hash = rounds.last(meeting).content_hash
        signoff.sign(meeting, by=person.user, content_hash=content_hash, method="password")

    def stale(self, meeting, person):
        for content_hash in sorted(self.hashes - {rounds.last(meeting).content_hash}):
            signoff.sign(meeting, by=person.user, content_hash=content_hash, method="password")

    def decline(self, meeting, person):
        signoff.decline(meeting, by=person.user, content_hash=rounds.last(meeting).content_hash, reason="Nej.")

    def recall(self, meeting, _person):
        signoff.recall(meeting, by=self.secretary.user, reason="Fel.")

    def remark(self, meeting, person):
        remark.add(meeting, by=person.user, text="Ändra.")

    def write(self, meeting, person):
        draft.claim(meeting)
        item = meeting.items.first()
        AgendaItem.objects.filter(pk=item.pk).update(text=f"<p>{item.text[3:-4]} {person.pk}</p>")

    def choose(self, meeting, person):
        role = meeting.body.signoff_roles.get(key="adjuster")
        signer.choose(meeting, role, person, by=self.secretary.user)

    def publish(self, meeting, _person):
        publication.publish(meeting, by=self.secretary.user)

    def remind(self, meeting, _person):
        signoff.remind(meeting, by=self.secretary.user)

    def check(self):
        """What must hold after every step."""
        meeting = self.meeting
        versions = list(PublishedVersion.objects.filter(meeting=meeting))
        assert len(versions) == (meeting.state == Meeting.State.PUBLISHED)
        if meeting.state in (Meeting.State.ADJUSTED, Meeting.State.PUBLISHED):
            sealed = rounds.last(meeting)
            assert load.content_hash(load.sealed(sealed.minutes_json)) == sealed.content_hash
            signed = Signature.objects.filter(round=sealed, signed_at__isnull=False, content_hash=sealed.content_hash)
            required = SignoffRole.objects.filter(body=meeting.body, required=True)
            chosen = set(Signer.objects.filter(meeting=meeting, role__in=required).values_list("role__key", "person"))
            assert {key for key, _person in chosen} == set(required.values_list("key", flat=True))
            assert chosen <= set(signed.values_list("role_key", "person"))
            for version in versions:
                assert version.content_hash == sealed.content_hash
        acts = AuditEvent.objects.filter(meeting=meeting.pk)
        assert acts.filter(kind="signoff.sign").count() == Signature.objects.filter(signed_at__isnull=False).count()
        assert acts.filter(kind="publication.publish").count() == len(versions)


@pytest.fixture
def world(meeting, secretary, chair, adjuster, member):
    return World(meeting, [secretary, chair, adjuster, member])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, full=st.booleans())
def test_nothing_is_published_that_a_required_role_has_not_signed(world, steps, full):
    # Each example starts from the same meeting: what the one before did is rolled back.
    before = transaction.savepoint()
    usual = [("send", 0), ("sign", 0), ("sign", 1), ("sign", 2), ("publish", 0)]
    for act, who in steps + (usual if full else []):
        world.do(act, who)
        world.check()
    transaction.savepoint_rollback(before)
