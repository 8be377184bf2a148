"""Publishing: one transaction inserts the whole version, frozen from the round that everybody signed."""

import dataclasses
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from minutes import audit, compose
from minutes.documents import checks, load, render
from minutes.lib import canonical, codes, dates
from minutes.lib.pdf import pages
from minutes.models import Meeting, Notification, PublishedVersion, SignoffRound, Withdrawal
from minutes.notifications import sending

from . import Refused, correction, rendering, rounds, seal
from .draft import person_of
from .storing import store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Obstacle:
    """Why not everybody may read the minutes; `item` is the printed number where it stands, or empty."""

    message: str
    item: str = ""


def publish(meeting, *, by, restricted=False):
    """Insert the next version and make it readable; `by` None: the body publishes at the last signature by itself.

    What not everybody may read is refused in a public body, unless `restricted` gives it to the members alone.

    The PDF is a ready one or made, and sealed, before the transaction begins, so that a kill leaves all or nothing.
    Without Pango the version has none, and readers get one made from the frozen JSON.
    """
    sealed = _approved(meeting)
    standing = correction.standing(meeting)
    minutes = load.sealed(sealed.minutes_json)
    issued = proof(meeting, sealed)
    if (found := obstacles(meeting, minutes)) and not restricted:
        raise Refused(" ".join(obstacle.message for obstacle in found))
    pdf = rendering.pdf_of(meeting, sealed.minutes_json, issued)
    frozen = _sealed(pdf)
    html = _page(meeting, minutes, issued)
    with transaction.atomic():
        won = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.ADJUSTED).update(state=Meeting.State.PUBLISHED)
        if not won:
            raise Refused(_too_late(meeting))
        restricted = bool(secrets(minutes))
        version = _freeze(
            meeting, sealed, minutes, issued, html=html, file=frozen, by=by, restricted=restricted, corrected=standing
        )
        if standing:
            correction.close(standing, correction.State.DONE)
        meeting.refresh_from_db(fields=["state"])
        sending.tell(
            Notification.Kind.PUBLISHED,
            sending.readers(meeting),
            meeting=meeting,
            round=sealed,
            but=person_of(by) if by else None,
        )
        details = {"version": version.number, "content_hash": version.content_hash, "pdf_hash": version.pdf_hash}
        audit.record("publication.publish", meeting, by=by, details=details)
    return version


@transaction.atomic
def withdraw(version, *, by, reason):
    """Take the version out of the public's view, for good. It stays as it is for those who may see the meeting."""
    if Withdrawal.objects.filter(version=version).exists():
        raise Refused(_("The version has been taken away already."))
    store(Withdrawal(version=version, reason=reason, by=person_of(by), at=timezone.now()))
    audit.record("publication.withdraw", version.meeting, by=by, details={"version": version.number})


def _sealed(pdf):
    """What a version says of its PDF. The pages are counted before the seal writes the first of them once more."""
    if pdf is None:
        return {"pdf": None}
    put_on = seal.put_on(pdf)
    data = put_on.pdf if put_on else pdf
    told = {"sealed_by": put_on.by, "sealed_at": put_on.at, "seal_certificate": put_on.certificate} if put_on else {}
    return told | {"pdf": data, "pdf_hash": canonical.sha256(data), "pdf_size": len(data), "pages": pages(pdf)}


def _freeze(meeting, sealed, minutes, issued, *, html, file, by, restricted, corrected):
    return PublishedVersion.objects.create(
        meeting=meeting,
        number=issued.version,
        restricted=restricted,
        heading=minutes.heading,
        file_stem=f"{minutes.body} {minutes.date} {minutes.document_label.lower()}",
        date=dates.parse(minutes.date),
        adjusted_on=dates.parse(issued.adjusted_on),
        code=sealed.code,
        minutes_json=sealed.minutes_json,
        proof_json=load.to_json(issued).decode(),
        html=html,
        **file,
        content_hash=sealed.content_hash,
        html_hash=canonical.sha256(html.encode()),
        decisions=decisions_of(minutes),
        published_at=timezone.now(),
        published_by=person_of(by) if by else None,
        corrects=corrected.version if corrected else None,
        correction_kind=corrected.kind if corrected else "",
        correction_what=corrected.what if corrected else "",
        correction_why=corrected.why if corrected else "",
    )


def proof(meeting, sealed):
    """What is printed around the approved minutes when they are published; a correction is the version after."""
    corrects = load.sealed(sealed.minutes_json).correction
    version = corrects.version + 1 if corrects else 1
    stands = compose.proof(meeting, sealed.content_hash, round=sealed, version=version)
    address = settings.SITE_URL + reverse("verify-code", args=[codes.grouped(sealed.code)])
    return dataclasses.replace(stands, code=sealed.code, address=address)


def _approved(meeting):
    meeting.refresh_from_db(fields=["state"])
    if meeting.state != Meeting.State.ADJUSTED:
        raise Refused(_too_late(meeting))
    sealed = rounds.last(meeting)
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


def obstacles(meeting, minutes):
    """What keeps the minutes of a public body from everybody until masking exists: secrets, identity numbers."""
    return secrets(minutes) if meeting.body.is_public else []


def secrets(minutes):
    """What not everybody may read; a members' body may publish it, and be made a public one later."""
    return [*_confidential(minutes), *_personal_numbers(minutes)]


def _confidential(minutes):
    for item in minutes.items:
        if item.confidential:
            where = f"{item.label} {item.title}".strip()
            message = _("%(item)s is marked as confidential, and what this body publishes can be read by everybody.")
            yield Obstacle(message % {"item": where}, item.label)


def _personal_numbers(minutes):
    for warning in checks.in_personal_numbers(minutes):
        item = minutes.items[warning.item] if warning.item is not None else None
        where = f"{item.label} {item.title}".strip() if item else _("Outside the items")
        yield Obstacle(f"{where}: {warning.message}", item.label if item else "")


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
