"""The public copy: one marks, another reviews just that copy, and it is published beside its original."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from minutes.documents import evidence_sheet, load
from minutes.documents import masking as documents
from minutes.documents.masking import Marks
from minutes.models import Body, Masking, Meeting, Notification, PublishedVersion, guards
from minutes.notifications import sending
from minutes.services import Refused, archive, correction, evidence, masking, publication, rounds, signoff
from tests import factories
from tests.signing import kinds, sign, told
from tests.standing import standing

NUMBER = "811218-9876"  # from the Tax Agency's own examples; the check digit is right
SECRET = Marks(words=("Ylva Granlund", NUMBER))
pytestmark = pytest.mark.usefixtures("no_tasks", "no_pango")


@standing
def approved(meeting, secretary, chair, adjuster):
    """Approved minutes of a public body, with somebody's personal identity number in § 2."""
    meeting.items.filter(position=1).update(text=f"<p>Sökande Ylva Granlund, {NUMBER}.</p>")
    return approve(meeting, secretary, chair, adjuster)


def approve(meeting, secretary, *others):
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, *others):
        sign(meeting, person)
    meeting.refresh_from_db()
    return meeting


def copy_hash(meeting):
    sealed = rounds.last(meeting)
    minutes = load.sealed(sealed.minutes_json)
    return load.content_hash(documents.mask(minutes, masking.marks_of(masking.of(sealed))))


def masked(meeting, marker, reviewer, marks=SECRET, seen=0):
    masking.mark(meeting, by=marker.user, marks=marks, seen=seen)
    return masking.confirm(meeting, by=reviewer.user, copy_hash=copy_hash(meeting))


def test_those_who_may_review_are_mailed_once_for_each_review_and_no_word_that_is_masked(
    approved, secretary, chair, adjuster, member, mailoutbox
):
    asked = Notification.objects.filter(kind="review")
    for seen, words in enumerate([(), ("Ylva Granlund",), SECRET.words]):  # marked, and marked anew before the review
        masking.mark(approved, by=secretary.user, marks=Marks(words=words), seen=seen)
        assert told("review") == ({chair.name, adjuster.name} if words else set())
    assert asked.count() == 2
    sending.deliver.call(asked.get(person=chair).pk)
    masking.confirm(approved, by=chair.user, copy_hash=copy_hash(approved))
    sending.deliver.call(asked.get(person=adjuster).pk)
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("Att granska: Styrgruppsmöte 2026-11-12", [f"{chair.name} <{chair.email}>"])
    assert f"/meetings/{approved.pk}/masking/" in mail.body
    assert [word for word in ("Ylva", "Granlund", NUMBER) if word in mail.body] == []
    assert asked.get(person=adjuster).state == "dropped"
    masking.mark(approved, by=adjuster.user, marks=SECRET, seen=3)
    assert [one.person for one in asked.order_by("pk")[2:]] == [chair]
    approved.body.language = "en"
    approved.body.save()
    sending.deliver.call(asked.latest("pk").pk)
    assert mailoutbox[-1].subject == "To review: Styrgruppsmöte 2026-11-12"
    masking.mark(approved, by=chair.user, marks=Marks(), seen=4)
    masking.mark(approved, by=secretary.user, marks=SECRET, seen=5)
    masking.mark(approved, by=secretary.user, marks=Marks(), seen=6)  # before the mail could be sent
    sending.deliver.call(asked.latest("pk").pk)
    assert asked.latest("pk").state == "dropped"


def test_a_reviewed_copy_is_published_beside_its_original(approved, secretary, chair, member):
    masked(approved, secretary, chair)
    copy = publication.publish(approved, by=secretary.user)
    original = PublishedVersion.objects.get(rendition="original")
    sealed, proof, row = rounds.last(approved), load.proof(copy.proof_json), Masking.objects.get()
    assert (original.minutes_json, original.content_hash) == (sealed.minutes_json, sealed.content_hash)
    assert (original.restricted, copy.restricted, original.number, copy.number) == (True, False, 1, 1)
    assert copy.content_hash == proof.content_hash == row.copy_hash != original.content_hash
    assert proof.tie == documents.tie(original.content_hash, row.secret)
    assert copy.code == proof.code == row.code != original.code
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == [copy]
    assert set(PublishedVersion.objects.visible_to(member.user)) == {original, copy}
    assert kinds(approved)[-4:] == [
        "masking.mark",
        "masking.confirm",
        "publication.publish",
        "publication.publish_copy",
    ]
    assert list(archive.flaws()) == []


def test_the_evidence_of_the_original_tells_of_the_copy_and_by_whom(approved, secretary, chair):
    masked(approved, secretary, chair)
    copy = publication.publish(approved, by=secretary.user)
    told = evidence.of(PublishedVersion.objects.get(rendition="original"))
    assert (told.copy.marked_by, told.copy.reviewed_by) == (("Siv Lindblom",), "Orvar Kjellgren")
    assert (told.copy.content_hash, told.copy.tie) == (copy.content_hash, load.proof(copy.proof_json).tie)
    page = evidence_sheet.page_html(told)
    assert "Maskad offentlig kopia" in page
    assert told.copy.secret in page.replace("\u200b", "")


def test_what_is_marked_while_the_copy_is_made_is_not_published(approved, secretary, chair):
    masked(approved, secretary, chair)
    sealed = rounds.last(approved)
    copy = masking.ready(sealed, rounds.proof(approved, sealed))
    masking.mark(approved, by=secretary.user, marks=Marks(words=(*SECRET.words, "Valet")), seen=1)
    with pytest.raises(Refused, match="i samma stund"):
        masking.close(copy)


def test_who_has_marked_cannot_review_and_nothing_is_published_before(approved, secretary, chair, adjuster):
    masking.mark(approved, by=secretary.user, marks=SECRET, seen=0)
    masking.mark(approved, by=chair.user, marks=Marks(words=(NUMBER, "Ylva")), seen=1)
    for person in (secretary, chair):
        with pytest.raises(Refused, match="någon annan"):
            masking.confirm(approved, by=person.user, copy_hash=copy_hash(approved))
    with pytest.raises(Refused, match="granskas av någon annan"):
        publication.publish(approved, by=secretary.user)
    masking.confirm(approved, by=adjuster.user, copy_hash=copy_hash(approved))
    assert publication.publish(approved, by=secretary.user).rendition == "public"


def test_a_copy_that_does_not_hide_enough_is_not_vouched_for(approved, secretary, chair):
    with pytest.raises(Refused, match="personnummer"):
        masked(approved, secretary, chair, Marks(words=("Ylva",)))


def test_a_change_voids_the_review_and_what_was_reviewed_is_what_was_seen(approved, secretary, chair):
    masked(approved, secretary, chair)
    seen = copy_hash(approved)
    masking.mark(approved, by=secretary.user, marks=Marks(words=(*SECRET.words, "Valet")), seen=1)
    assert Masking.objects.get().confirmed_by is None
    with pytest.raises(Refused, match="ändrats sedan"):
        masking.confirm(approved, by=chair.user, copy_hash=seen)
    with pytest.raises(Refused, match="Någon annan har ändrat"):
        masking.mark(approved, by=secretary.user, marks=SECRET, seen=1)


@pytest.mark.parametrize(
    ("words", "why"),
    [("Styrgruppen för badplatser", "rubriken"), ("Finnsinte", "står inte i handlingen"), ("x", "för kort")],
)
def test_words_that_no_copy_can_hide_are_refused(approved, secretary, words, why):
    body = Body.objects.get().name if why == "rubriken" else words
    with pytest.raises(Refused, match=why):
        masking.mark(approved, by=secretary.user, marks=Marks(words=(body,)), seen=0)


def test_the_members_can_have_the_original_before_everybody_gets_the_copy(approved, secretary, chair):
    masking.mark(approved, by=secretary.user, marks=SECRET, seen=0)
    original = publication.publish(approved, by=secretary.user, restricted=True)
    assert (original.rendition, original.restricted) == ("original", True)
    masking.confirm(approved, by=chair.user, copy_hash=copy_hash(approved))
    copy = publication.publish_copy(approved, by=secretary.user)
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == [copy]
    with pytest.raises(Refused, match="kan inte ändras"):
        publication.publish_copy(approved, by=secretary.user)
    assert list(archive.flaws()) == []


def test_new_content_needs_a_new_review_and_is_offered_the_old_marks(approved, secretary, chair, adjuster):
    approved.items.filter(position=0).update(confidential=True)
    masked(approved, secretary, chair)
    publication.publish(approved, by=secretary.user)
    given = {"kind": "correction", "clerical": False, "what": "Ylva Granlunds namn är rättat.", "why": "Fel."}
    correction.begin(approved, by=secretary.user, **given)
    approved.items.filter(position=1).update(text=f"<p>Ylva Granlund, {NUMBER}, fick nyckeln.</p>")
    approved.signers.update(resting=False)
    approve(approved, secretary, chair, adjuster)
    with pytest.raises(Refused, match="tidigare text"):
        publication.publish(approved, by=secretary.user)
    sealed = rounds.last(approved)
    marks = masking.suggested(sealed, load.sealed(sealed.minutes_json))
    assert marks == Marks(words=SECRET.words, items=(0,))
    masked(approved, secretary, chair, marks)
    copy = publication.publish(approved, by=secretary.user)
    assert (copy.number, copy.corrects.rendition, copy.correction_what) == (2, "public", "[maskat] namn är rättat.")
    assert list(PublishedVersion.objects.visible_to(AnonymousUser()).current()) == [copy]


def test_a_text_sent_anew_is_not_for_everybody_until_somebody_says_what_is_masked_in_it(
    meeting, secretary, chair, adjuster
):
    meeting.items.filter(position=1).update(text="<p>Sökande Ylva Granlund.</p>")
    signoff.send(meeting, by=secretary.user)
    masking.mark(meeting, by=secretary.user, marks=Marks(words=("Ylva Granlund",)), seen=0)
    signoff.recall(meeting, by=secretary.user, reason="Ett tal är fel.")
    approve(meeting, secretary, chair, adjuster)
    with pytest.raises(Refused, match="tidigare text"):
        publication.publish(meeting, by=secretary.user)
    with transaction.atomic():
        assert publication.publish(meeting, by=secretary.user, restricted=True).restricted
        transaction.set_rollback(True)
    masking.mark(meeting, by=secretary.user, marks=Marks(), seen=0)  # somebody says that nothing is
    assert not publication.publish(meeting, by=secretary.user).restricted


def test_words_that_are_masked_in_other_minutes_of_the_body_are_offered_in_the_next(
    approved, secretary, chair, adjuster
):
    masked(approved, secretary, chair)
    publication.publish(approved, by=secretary.user)
    following = factories.Meeting(body=approved.body, writer=secretary, state="draft")
    factories.ActionItem(meeting=following, text="Ring Ylva Granlund.")
    for signer in approved.signers.all():
        factories.Signer(meeting=following, role=signer.role, person=signer.person)
    factories.AgendaItem(meeting=following, title="Skrivelser")
    approve(following, secretary, chair, adjuster)
    with pytest.raises(Refused, match="tidigare text"):
        publication.publish(following, by=secretary.user)
    sealed = rounds.last(following)
    assert masking.suggested(sealed, load.sealed(sealed.minutes_json)) == Marks(words=("Ylva Granlund",))
    masking.mark(following, by=secretary.user, marks=Marks(), seen=0)
    assert not publication.publish(following, by=secretary.user).restricted


def test_the_archive_finds_a_copy_that_is_not_that_of_its_original(approved, secretary, chair):
    masked(approved, secretary, chair)
    publication.publish(approved, by=secretary.user)
    guards.remove()
    found = {}
    altered = {"secret": "0" * 64, "copy_hash": "0" * 64, "marks": {"words": ["Valet"]}, "code": "0" * 12}
    for fields in ({name: value} for name, value in (altered | {"confirmed_by": secretary}).items()):
        with transaction.atomic():
            Masking.objects.update(**fields)
            found |= {next(iter(fields)): [flaw for _name, flaw in archive.flaws()]}
            transaction.set_rollback(True)
    guards.install()
    assert {field: len(flaws) for field, flaws in found.items()} == dict.fromkeys(found, 1)


def test_what_is_not_sealed_or_not_for_everybody_has_no_copy(meeting, secretary):
    for change, why in (({}, "för justering först"), ({"readers": Body.Readers.MEMBERS}, "bara för ledamöterna")):
        Body.objects.update(**change) if change else None
        meeting.body.refresh_from_db()
        with pytest.raises(Refused, match=why):
            masking.mark(meeting, by=secretary.user, marks=SECRET, seen=0)
    assert Meeting.objects.get().state == Meeting.State.DRAFT


def test_what_everybody_reads_already_must_be_taken_away_first(meeting, secretary, chair, adjuster):
    version = publication.publish(approve(meeting, secretary, chair, adjuster), by=secretary.user)
    marks = Marks(words=("Valet",))
    with pytest.raises(Refused, match="Ta först bort"):
        masking.mark(meeting, by=secretary.user, marks=marks, seen=0)
    minutes = load.sealed(version.minutes_json)
    told = [masking.still_open(meeting, minutes, one) for one in (marks, Marks(items=(0,)), Marks())]
    assert told == [[1], [1], []]
    publication.withdraw(version, by=secretary.user, reason="Ett namn för mycket.")
    assert masking.still_open(meeting, minutes, marks) == []
    masked(meeting, secretary, chair, marks)
    copy = publication.publish_copy(meeting, by=secretary.user)
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == [copy]


def test_a_login_without_a_person_answers_for_nothing(approved):
    with pytest.raises(Refused, match="registret"):
        masking.mark(approved, by=factories.User(), marks=SECRET, seen=0)
