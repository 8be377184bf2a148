"""What is masked in the public copy of sealed minutes: marked by one, reviewed by another, for just this content."""

import dataclasses
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.documents import load, masking
from minutes.documents.content import Minutes, Proof
from minutes.documents.masking import Marks
from minutes.lib import codes, limits, text
from minutes.models import Masking, Meeting, Membership, Notification, Person, PublishedVersion, SignoffRound
from minutes.models.masking import newest_before, of_round
from minutes.notifications import sending
from minutes.notifications.messages import link

from . import Refused, rendering, rounds, secrecy
from .draft import person_of
from .storing import store

State = Meeting.State
Role = Membership.Role
RECENT = 20  # masked copies of a body whose words are looked for in its next minutes
_UNREVIEWED = {"copy_hash": "", "confirmed_by": None, "confirmed_at": None}


@dataclass(frozen=True)
class Copy:
    """A reviewed copy, ready to be published."""

    row: Masking
    minutes: Minutes
    proof: Proof


def to_mask(meeting):
    """The round whose content can be masked. Raises Refused where there is none, or where everybody reads it."""
    meeting.refresh_from_db(fields=["state"])
    if not meeting.body.is_public:
        raise Refused(_("What this body publishes is for its members alone, so there is no public copy to mask."))
    sealed = rounds.find(meeting)
    usable = (SignoffRound.State.OPEN, SignoffRound.State.DECLINED, SignoffRound.State.COMPLETED)
    sent = meeting.state in (State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED)
    if sealed is None or not sent or sealed.state not in usable:
        raise Refused(_("The public copy is masked when the text is sealed: send it for approval first."))
    if meeting.state == State.PUBLISHED:
        _check_published(meeting)
    return sealed


def _check_published(meeting):
    versions = PublishedVersion.objects.filter(meeting=meeting.pk).without_files().order_by("-number", "-rendition")
    newest = versions.select_related("withdrawal").first()
    if newest is None or newest.rendition == PublishedVersion.Rendition.PUBLIC:
        raise Refused(_("The public copy is published and cannot be changed. Correct the minutes to make another."))
    if not newest.restricted and not hasattr(newest, "withdrawal"):
        raise Refused(_("Everybody can read this already. Take it away from the public first."))


def row_of(sealed):
    """What is kept of the masking of the round, also when nothing is marked any more; None before somebody marks."""
    rows = of_round(sealed=sealed.pk)
    prefetch_related_objects(rows, "marked_by")
    return next(iter(rows), None)


def of(sealed):
    """The masking of the round; None when nothing is marked."""
    row = row_of(sealed)
    return row if row is not None and marks_of(row) else None


def marks_of(row):
    return Marks(**{name: tuple(kept) for name, kept in row.marks.items()})


def waits_for_marks(sealed):
    """Whether nobody has said yet what is masked in this text, although an earlier one of the meeting was masked, or
    words stand in it that are masked in other minutes of the body.
    """
    if Masking.objects.filter(round=sealed.pk).exists():
        return False
    earlier = _before(sealed)
    return (earlier is not None and bool(marks_of(earlier))) or bool(_masked_elsewhere(sealed))


def _masked_elsewhere(sealed, minutes=None):
    """What was carried over from a meeting, a name in an action say, is as secret in the minutes of the next."""
    rows = Masking.objects.filter(issued=True, round__meeting__body__meetings=sealed.meeting_id)
    rows = rows.exclude(round__meeting=sealed.meeting_id).order_by("-changed")
    marks = rows.values_list("marks", flat=True)[:RECENT]
    words = list(dict.fromkeys(word for one in marks for word in one.get("words", [])))[: limits.MASKED_WORDS]
    minutes = minutes or (words and load.sealed(sealed.minutes_json))
    found = masking.hits(minutes, words) if words else {}
    return [word for word, hits in found.items() if hits and not masking.is_fixed(minutes, word)]


def _before(sealed):
    return newest_before.first(meeting=sealed.meeting_id, number=sealed.number)


def suggested(sealed, minutes):
    """The marks to begin with: those of the round before that still fit, and every confidential item as a whole."""
    secret = {at for at, item in enumerate(minutes.items) if item.confidential}
    row, elsewhere = _before(sealed), _masked_elsewhere(sealed, minutes)
    if row is None:
        return Marks(words=tuple(elsewhere), items=tuple(sorted(secret)))
    earlier, before = load.sealed(row.round.minutes_json), marks_of(row)
    places = {item.label: at for at, item in enumerate(minutes.items) if item.label}
    items, opened = (
        {places[earlier.items[at].label] for at in some if earlier.items[at].label in places}
        for some in (before.items, before.opened)
    )
    opened = {at for at in opened if minutes.items[at].confidential}
    numbers, found = {one.number for one in minutes.attachments}, masking.hits(minutes, before.words)
    return Marks(
        words=tuple(dict.fromkeys([*(word for word, hits in found.items() if hits), *elsewhere])),
        items=tuple(sorted(items | (secret - opened))),
        attachments=tuple(number for number in before.attachments if number in numbers),
        opened=tuple(sorted(opened)),
    )


def standing(sealed, minutes, row):
    """What not everybody may read of the round as far as is known: the marks of its row, or those offered for it."""
    return marks_of(row) if row is not None else suggested(sealed, minutes)


@transaction.atomic
def mark(meeting, *, by, marks, seen):
    """Mask this instead of what revision `seen` masked (0: nothing yet). Whoever has had a hand in it cannot review."""
    sealed = to_mask(meeting)
    person = _person(by)
    minutes = load.sealed(sealed.minutes_json)
    marks = _checked(minutes, marks)
    new = {"marks": dataclasses.asdict(marks), "revision": seen + 1, "changed": timezone.now()} | _UNREVIEWED
    row = Masking.objects.filter(round=sealed).first()
    waited = row is not None and bool(marks_of(row)) and not row.copy_hash
    if row is None and not seen:
        row = store(Masking(round=sealed, **new))
    elif row is None or not Masking.objects.filter(pk=row.pk, revision=seen, issued=False).update(**new):
        raise Refused(_("Somebody else has changed the masking. Look at it as it is now, and mark again."))
    if marks:
        row.marked_by.add(person)
        if not waited:
            _ask(meeting, sealed, row, by=person)
    else:
        row.marked_by.clear()
    counted = {"words": len(marks.words), "items": list(marks.items), "attachments": list(marks.attachments)}
    audit.record("masking.mark", meeting, by=by, details={"round": sealed.number} | counted)
    return row


def _ask(meeting, sealed, row, *, by):
    """Mail those who may review, once for each review that is wanted, however often the marks change until then."""
    able = [person for person in reviewers(meeting, row) if person.user_id]  # one reviews on the page, so by login
    sending.tell(Notification.Kind.REVIEW, able, meeting=meeting, round=sealed, about=by.pk, but=by)


def _checked(minutes, marks):
    """The marks in order, each once. Raises Refused for words that no copy can hide, or that nobody can find."""
    words = list(dict.fromkeys(text.line(word) for word in marks.words if text.line(word)))
    if len(words) > limits.MASKED_WORDS:
        raise Refused(_("At most %(limit)s different words can be masked.") % {"limit": limits.MASKED_WORDS})
    found = masking.hits(minutes, words)
    for word in words:
        if len(word) < 2:
            raise Refused(_("“%(words)s” is too short to be masked wherever it stands.") % {"words": word})
        if masking.is_fixed(minutes, word):
            message = _("“%(words)s” stands in the heading, the letterhead or a printed label, which every copy shows.")
            raise Refused(message % {"words": word})
        if not found[word]:
            message = _("“%(words)s” does not stand in the document. Write it as it stands, within one paragraph.")
            raise Refused(message % {"words": word})
    items = [at for at in range(len(minutes.items)) if at in marks.items]
    numbers = [one.number for one in minutes.attachments if one.number in marks.attachments]
    opened = [at for at in marks.opened if at not in items and minutes.items[at].confidential]
    return Marks(tuple(words), tuple(items), tuple(numbers), tuple(opened))


@transaction.atomic
def confirm(meeting, *, by, copy_hash):
    """Vouch, as somebody else than whoever marked, for just the copy with this hash: it may be read by everybody."""
    sealed = to_mask(meeting)
    person, row = _person(by), of(sealed)
    if row is None:
        raise Refused(_("Nothing has been marked yet."))
    if any(one.pk == person.pk for one in row.marked_by.all()):
        raise Refused(_("You have marked what is masked, so somebody else must review it."))
    copy = masking.mask(load.sealed(sealed.minutes_json), marks_of(row))
    if load.content_hash(copy) != copy_hash:
        raise Refused(_("The masking has been changed since you opened this page. Look at the copy again."))
    if found := secrecy.secrets(meeting, copy):
        raise Refused(" ".join(one.message for one in found))
    fresh = Masking.objects.filter(pk=row.pk, revision=row.revision, issued=False, copy_hash="")
    if not fresh.update(copy_hash=copy_hash, confirmed_by=person, confirmed_at=timezone.now()):
        raise Refused(_("The masking has been reviewed or changed already. Reload the page."))
    if sealed.state == SignoffRound.State.COMPLETED:  # so that it is ready when it is published
        ready_soon = copy_of(sealed, row, rounds.proof(meeting, sealed))
        rendering.request(meeting, load.to_json(copy).decode(), ready_soon.proof)
    audit.record("masking.confirm", meeting, by=by, details={"round": sealed.number, "copy_hash": copy_hash})
    return row


def reviewers(meeting, row):
    """Those who may review what `row` masks: who signs, chairs or writes, but nobody who has marked."""
    leads = Membership.objects.filter(body=meeting.body_id, role__in=[Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY])
    leads = leads.on(timezone.localdate()).exclude(person=None)
    able = {signer.person_id for signer in meeting.signers.all()} | set(leads.values_list("person", flat=True))
    able |= {meeting.writer_id} - {None}
    marked = {person.pk for person in row.marked_by.all()} if row else set()
    return list(Person.objects.filter(pk__in=able - marked).order_by("name"))


def still_open(meeting, minutes, marks):
    """Numbers of earlier versions that everybody may read and that say what is marked: no mask hides it there."""
    found = PublishedVersion.objects.filter(meeting=meeting.pk, restricted=False, withdrawal=None).order_by("number")
    texts = found.values_list("number", "minutes_json")
    return [number for number, said in texts if masking.tells(load.sealed(said), minutes, marks)]


def unreviewed(meetings, person):
    """{meeting id: masking} of these meetings that waits for a review, and that the person has had no hand in."""
    newer = SignoffRound.objects.filter(meeting=OuterRef("round__meeting"), number__gt=OuterRef("round__number"))
    rows = Masking.objects.filter(~Exists(newer), round__meeting__in=meetings, copy_hash="")
    rows = rows.exclude(marked_by=person).defer("round__minutes_json").select_related("round")
    return {row.meeting_id: row for row in rows if marks_of(row) and row.round.state != SignoffRound.State.RECALLED}


def copy_of(sealed, row, issued):
    """The copy that `row` makes of the round, with the proof that it has when `issued` is that of its original."""
    marks = marks_of(row)
    minutes = masking.mask(load.sealed(sealed.minutes_json), marks)
    tie = masking.tie(sealed.content_hash, row.secret)
    proof = masking.mask_proof(issued, marks, minutes.language, load.content_hash(minutes), tie)
    if proof.code:
        proof = dataclasses.replace(proof, code=row.code, address=link("verify-code", codes.grouped(row.code)))
    return Copy(row, minutes, proof)


def ready(sealed, issued):
    """The reviewed copy that is to be published with `issued` as its original's proof; None when nothing is masked.

    Raises Refused when nobody has reviewed it, when it is no longer the copy that was reviewed, or when an earlier text
    was masked and this one has not been looked at.
    """
    row = of(sealed)
    if waits_for_marks(sealed):
        raise Refused(
            _("Something was masked in an earlier text and may stand here. Mark it, or save that nothing is masked.")
        )
    if row is None:
        return None
    if not row.copy_hash:
        raise Refused(_("What is masked must first be reviewed by somebody else than whoever marked it."))
    copy = copy_of(sealed, row, issued)
    if copy.proof.content_hash != row.copy_hash or masking.leaks(copy.minutes, marks_of(row)):
        raise Refused(_("The copy is not the one that was reviewed. Mark and review it again."))
    return copy


def issued(original):
    """The masking by which a copy of this original was published; None when there is no copy."""
    rows = Masking.objects.filter(round__meeting=original.meeting_id, round__content_hash=original.content_hash)
    rows = rows.filter(issued=True).select_related("confirmed_by").prefetch_related("marked_by")
    return rows.order_by("-round__number").first()


def tied(original):
    """How a published copy is tied to its original, for whoever holds that; None when there is no copy."""
    row = issued(original)
    return row and {
        "original": original.content_hash,
        "secret": row.secret,
        "tie": masking.tie(original.content_hash, row.secret),
        "copy": row.copy_hash,
        "reviewed_by": row.confirmed_by.name,
    }


def close(copy):
    """Note in the transaction that publishes the copy that it is out. Raises Refused when it was changed meanwhile."""
    unchanged = Masking.objects.filter(pk=copy.row.pk, revision=copy.row.revision, copy_hash=copy.row.copy_hash)
    if not unchanged.filter(issued=False).update(issued=True):
        raise Refused(_("The masking was changed in the same moment. Reload the page."))


def _person(user):
    person = person_of(user)
    if person is None:
        raise Refused(_("Your login belongs to nobody in the register, so you cannot answer for what is masked."))
    return person
