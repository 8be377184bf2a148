"""Whatever is done in whatever order: nothing is published that a required role has not signed with that very hash."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes import audit
from minutes.documents import load
from minutes.documents.masking import Marks, mask
from minutes.models import (
    AgendaItem,
    AuditEvent,
    Correction,
    Masking,
    Meeting,
    PublishedVersion,
    Signature,
    SignoffRole,
    SignoffRound,
)
from minutes.notifications import links
from minutes.services import (
    Refused,
    correction,
    draft,
    masking,
    publication,
    remark,
    replacement,
    rounds,
    signer,
    signlink,
    signoff,
)
from tests.signing import NO_TASKS

ACTS = ["send", "sign", "sign", "link", "link", "stale", "decline", "recall", "remark", "write", "choose", "publish"]
ACTS += ["remind", "replace", "correct", "correct", "first_link", "mask", "vouch"]
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), max_size=7)


@pytest.fixture(autouse=True)
def no_tasks(settings, no_pango):
    settings.TASKS = NO_TASKS


class World:
    """One meeting and four people, of whom three sign, and everything that they can do."""

    def __init__(self, meeting, people):
        self.pk, self.people, self.hashes = meeting.pk, people, {"0" * 64}
        self.secretary, self.links = people[0], []

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

    def link(self, meeting, person):
        last = rounds.last(meeting)
        owed = SimpleNamespace(round=last, round_id=last.pk, person=person, person_id=person.pk)
        self.links.append((links.new(owed), links.new_code(owed), last))
        self.first_link(meeting, person, at=-1)

    def first_link(self, meeting, person, at=0):
        """With a code that is right, and the text that it was sent for."""
        for token, code, sealed in self.links[at:][:1]:
            given = {"content_hash": sealed.content_hash, "method": "mail_code", "code": code}
            signlink.sign(signlink.find(token), **given)

    def replace(self, meeting, person):
        role = meeting.body.signoff_roles.get(key="adjuster")
        replacement.make(meeting, role, person, by=self.secretary.user, reason="Sjuk.")

    def correct(self, meeting, person):
        clerical = person == self.secretary
        given = {"kind": "correction", "clerical": clerical, "what": "Ordet.", "why": "Fel."}
        correction.begin(meeting, by=self.secretary.user, **given)
        self.write(meeting, person)

    def mask(self, meeting, person):
        row = masking.row_of(rounds.last(meeting))
        masking.mark(meeting, by=person.user, marks=Marks(words=("Läget",)), seen=row.revision if row else 0)

    def vouch(self, meeting, person):
        """For the copy as it is, whoever it is."""
        sealed = rounds.last(meeting)
        row = masking.of(sealed)
        seen = load.content_hash(mask(load.sealed(sealed.minutes_json), masking.marks_of(row))) if row else ""
        masking.confirm(meeting, by=person.user, copy_hash=seen)

    def check(self):
        """What must hold after every step."""
        meeting = self.meeting
        versions = list(PublishedVersion.objects.filter(meeting=meeting, rendition="original").order_by("number"))
        for copy in PublishedVersion.objects.filter(meeting=meeting, rendition="public"):
            original, row = versions[copy.number - 1], Masking.objects.get(code=copy.code)
            assert row.confirmed_by not in row.marked_by.all()
            assert (row.copy_hash, row.round.content_hash) == (copy.content_hash, original.content_hash)
            assert original.restricted
            assert "Läget" not in copy.html + copy.minutes_json
        assert [one.number for one in versions] == list(range(1, len(versions) + 1))
        assert versions or meeting.state != Meeting.State.PUBLISHED
        for version in versions:
            done = Correction.objects.filter(version=version.corrects_id, state="done").first()
            sealed = SignoffRound.objects.get(meeting=meeting, content_hash=version.content_hash, state="completed")
            assert sealed.minutes_json == version.minutes_json
            masked = Masking.objects.filter(round__meeting=meeting, round__number__lte=sealed.number)
            assert version.restricted or not masked.exists()
            all_have_signed(sealed, done)
        if meeting.state == Meeting.State.ADJUSTED:
            all_have_signed(rounds.last(meeting), correction.standing(meeting))
        acts = AuditEvent.objects.filter(meeting=meeting.pk)
        assert acts.filter(kind="signoff.sign").count() == Signature.objects.filter(signed_at__isnull=False).count()
        assert acts.filter(kind="publication.publish").count() == len(versions)


def all_have_signed(sealed, corrected):
    """Each role that the body requires has signed just this text, and the person whom the text names."""
    printed = load.sealed(sealed.minutes_json)
    assert load.content_hash(printed) == sealed.content_hash
    needed = SignoffRole.objects.filter(body=sealed.meeting.body, required=True)
    needed = needed.filter(signs_clerical=True) if corrected and corrected.clerical else needed
    signed = sealed.signatures.filter(signed_at__isnull=False)
    assert {one.content_hash for one in signed} == {sealed.content_hash}
    assert set(needed.values_list("key", flat=True)) <= {one.role_key for one in signed}
    assert {(one.role_key, one.person.name) for one in signed} <= {(one.role, one.name) for one in printed.signers}


@pytest.fixture
def world(meeting, secretary, chair, adjuster, member):
    return World(meeting, [secretary, chair, adjuster, member])


USUAL = [("send", 0), ("sign", 0), ("sign", 1), ("link", 2), ("publish", 0)]
MASKED = [*USUAL[:-1], ("mask", 0), ("vouch", 1), ("publish", 0)]
CORRECTED = [[("correct", who), *USUAL] for who in (0, 3)]  # a clerical error, the substance


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=steps, usual=st.sampled_from([[], USUAL, MASKED]), later=steps, end=st.sampled_from([[], *CORRECTED]))
def test_nothing_is_published_that_a_required_role_has_not_signed(world, first, usual, later, end):
    # Each example starts from the same meeting: what the one before did is rolled back.
    before = transaction.savepoint()
    world.links.clear()
    for act, who in [*first, *usual, *later, *end]:
        world.do(act, who)
        world.check()
    transaction.savepoint_rollback(before)
