"""Publishing: one transaction inserts the whole version, frozen from the round that everybody signed."""

import datetime
import logging
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from minutes import audit, compose
from minutes.documents import load, render
from minutes.documents.content import Minutes, Proof
from minutes.lib import canonical, dates
from minutes.lib.pdf import pages
from minutes.models import Meeting, Notification, PublishedVersion, SignoffRound, Withdrawal
from minutes.notifications import sending

from . import Refused, correction, fingerprint, masking, rendering, rounds, seal
from .draft import person_of
from .secrecy import obstacles, secrets
from .storing import store

log = logging.getLogger(__name__)
AGAIN = datetime.timedelta(days=1)  # what could not be published by itself is tried for so long


@dataclass(frozen=True)
class _Face:
    """One rendition of a version, made and sealed before the transaction begins."""

    rendition: str
    minutes: Minutes
    minutes_json: str
    proof: Proof
    html: str
    file: dict


def publish(meeting, *, by, restricted=False):
    """Insert the next version and make it readable; `by` None: the body publishes at the last signature by itself.

    What not everybody may read is refused in a public body, unless a masked copy hides it, which is published beside
    the original, or `restricted` gives the original to the members alone.

    The PDF is a ready one or made, and sealed, before the transaction begins, so that a kill leaves all or nothing.
    Without Pango the version has none, and readers get one made from the frozen JSON.
    """
    sealed = _approved(meeting)
    standing = correction.standing(meeting)
    minutes, issued = load.sealed(sealed.minutes_json), rounds.proof(meeting, sealed)
    copy = masking.ready(sealed, issued) if meeting.body.is_public and not restricted else None
    if (found := obstacles(meeting, copy.minutes if copy else minutes)) and not restricted:
        raise Refused(" ".join(obstacle.message for obstacle in found))
    original = _face(meeting, minutes, sealed.minutes_json, issued)
    public = _face_of(meeting, copy) if copy else None
    with transaction.atomic():
        won = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.ADJUSTED).update(state=Meeting.State.PUBLISHED)
        if not won:
            raise Refused(_too_late(meeting))
        # What is masked, or was going to be, stays among the members.
        kept = bool(secrets(meeting, minutes)) or masking.of(sealed) is not None or masking.waits_for_marks(sealed)
        if restricted and meeting.body.is_public and not kept:
            raise Refused(_("Nothing keeps it from everybody any more. Look once more at who will read it."))
        version = _freeze(meeting, original, by=by, restricted=kept)
        if standing:
            correction.close(standing, correction.State.DONE)
        meeting.refresh_from_db(fields=["state"])
        _tell(meeting, sealed, but=by)
        audit.record("publication.publish", meeting, by=by, details=_told(version))
        return _issue(meeting, copy, public, by=by) if copy else version


def _tell(meeting, sealed, *, but):
    people, person = sending.readers(meeting), person_of(but) if but else None
    sending.tell(Notification.Kind.PUBLISHED, people, meeting=meeting, round=sealed, but=person)


def publish_copy(meeting, *, by):
    """Give everybody the masked copy of what the members have already."""
    sealed = masking.to_mask(meeting)
    if meeting.state != Meeting.State.PUBLISHED:
        raise Refused(_too_late(meeting))
    rounds.check_whole(sealed)
    copy = masking.ready(sealed, rounds.proof(meeting, sealed))
    if copy is None:
        raise Refused(_("Nothing has been marked yet."))
    if found := obstacles(meeting, copy.minutes):
        raise Refused(" ".join(obstacle.message for obstacle in found))
    public = _face_of(meeting, copy)
    with transaction.atomic():
        return _issue(meeting, copy, public, by=by)


def _issue(meeting, copy, public, *, by):
    masking.close(copy)
    version = _freeze(meeting, public, by=by, restricted=False)
    audit.record("publication.publish_copy", meeting, by=by, details=_told(version) | {"tie": copy.proof.tie})
    return version


def _told(version):
    """What the log tells of a version, by which verify_archive tries it."""
    hashes = {"content_hash": version.content_hash, "pdf_hash": version.pdf_hash, "row": fingerprint.of(version)}
    return {"version": version.number} | hashes


@transaction.atomic
def withdraw(version, *, by, reason):
    """Take the version out of the public's view, for good. It stays as it is for those who may see the meeting."""
    if Withdrawal.objects.filter(version=version).exists():
        raise Refused(_("The version has been taken away already."))
    row = store(Withdrawal(version=version, reason=reason, by=person_of(by), at=timezone.now()))
    details = {"version": version.number, "rendition": version.rendition, "reason": canonical.sha256(row.reason)}
    audit.record("publication.withdraw", version.meeting, by=by, details=details)


def _sealed(pdf):
    """What a version says of its PDF."""
    if pdf is None:
        return {"pdf": None}
    put_on = seal.put_on(pdf)
    data = put_on.pdf if put_on else pdf
    told = {"sealed_by": put_on.by, "sealed_at": put_on.at, "seal_certificate": put_on.certificate} if put_on else {}
    return told | {"pdf": data, "pdf_hash": canonical.sha256(data), "pdf_size": len(data), "pages": pages(data)}


def _face_of(meeting, copy):
    return _face(meeting, copy.minutes, load.to_json(copy.minutes).decode(), copy.proof)


def _face(meeting, minutes, minutes_json, issued):
    """The page and the file of sealed minutes, byte for byte; the proof tells whether they are a masked copy."""
    pdf = rendering.pdf_of(meeting, minutes_json, issued)
    rendition = PublishedVersion.Rendition.PUBLIC if issued.tie else PublishedVersion.Rendition.ORIGINAL
    return _Face(rendition, minutes, minutes_json, issued, _page(meeting, minutes, issued), _sealed(pdf))


def _freeze(meeting, face, *, by, restricted):
    minutes, issued = face.minutes, face.proof
    return PublishedVersion.objects.create(
        meeting=meeting,
        number=issued.version,
        rendition=face.rendition,
        restricted=restricted,
        heading=minutes.heading,
        file_stem=f"{minutes.body} {minutes.date} {minutes.document_label.lower()}",
        date=dates.parse(minutes.date),
        adjusted_on=dates.parse(issued.adjusted_on),
        code=issued.code,
        minutes_json=face.minutes_json,
        proof_json=load.to_json(issued).decode(),
        html=face.html,
        **face.file,
        content_hash=canonical.sha256(face.minutes_json.encode()),
        html_hash=canonical.sha256(face.html.encode()),
        decisions=decisions_of(minutes),
        published_at=timezone.now(),
        published_by=person_of(by) if by else None,
        **_corrected(meeting, face),
    )


def _corrected(meeting, face):
    """What a version says of the one that it corrects; a masked copy says it in masked words, of the copy before."""
    told = face.minutes.correction
    if told is None:
        return {}
    before = PublishedVersion.objects.filter(meeting=meeting, number=told.version).without_files()
    same = [one for one in before.order_by("-rendition") if one.rendition == face.rendition]
    return {
        "corrects": (same or list(before))[0],
        "correction_kind": told.kind,
        "correction_what": told.what,
        "correction_why": told.why,
    }


def _approved(meeting):
    meeting.refresh_from_db(fields=["state"])
    if meeting.state != Meeting.State.ADJUSTED:
        raise Refused(_too_late(meeting))
    sealed = rounds.last(meeting)
    rounds.check_whole(sealed)
    signed = sealed.signatures.filter(signed_at__isnull=False)
    others = signed.exclude(content_hash=sealed.content_hash).exists()
    whole = rounds.is_complete(rounds.signers(sealed))
    if sealed.state != SignoffRound.State.COMPLETED or others or not whole:
        raise Refused(_("Not everybody who must sign has signed."))
    return sealed


def _page(meeting, minutes, issued):
    """The frozen page: its logo within it, its links to attachments those of this version."""

    def address(attachment):
        if not (attachment.sha256 and attachment.public):
            return ""
        return reverse("published-attachment", args=[meeting.pk, issued.version, attachment.number])

    return render.page_html(minutes, issued, level=1, attachment_url=address, logo=rendering.logo_address(minutes))


def _too_late(meeting):
    meeting.refresh_from_db(fields=["state"])
    if meeting.state == Meeting.State.PUBLISHED:
        told = meeting.body.told(_("The minutes are already %(published)s."), _("The notes are already %(published)s."))
        return told % {"published": compose.publishing(meeting.body).is_done}
    return meeting.body.told(
        _("The minutes are not approved yet, so “%(act)s” must wait."),
        _("The notes are not approved yet, so “%(act)s” must wait."),
    ) % {"act": compose.publishing(meeting.body).act}


def decisions_of(minutes):
    """The decisions for lists and mails: printed number, title of the item and words; none of confidential items."""
    return [
        {"label": item.label, "title": item.title, "words": " ".join(filter(None, (decision.intro, *decision.clauses)))}
        for item in minutes.items
        if not item.confidential
        for decision in item.decisions
    ]


@task
def publish_soon(pk):
    """Publish at the last signature by itself. What refuses stays approved, and its page says why."""
    meeting = Meeting.objects.select_related("body__organisation", "writer").get(pk=pk)
    try:
        publish(meeting, by=None)
    except Refused as refusal:
        log.warning("Meeting %s was not published by itself: %s", pk, refusal.message)


def take_up_again():
    """Publish what a body publishes by itself and a killed worker left, or a reason of the day. Returns how many."""
    now = timezone.now()
    left = SignoffRound.objects.filter(
        state=SignoffRound.State.COMPLETED,
        closed_at__range=(now - AGAIN, now - rendering.LEASE),
        meeting__state=Meeting.State.ADJUSTED,
        meeting__body__publish_when_adjusted=True,
    )
    pks = set(left.values_list("meeting", flat=True))
    for pk in pks:
        publish_soon.enqueue(pk)
    return len(pks)
