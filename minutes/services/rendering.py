"""The PDF of an exact document: made in the background under the document's hash, in place when that is late."""

import base64
import datetime
import hashlib
import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from minutes import audit, compose
from minutes.documents import extract, load, quick, render
from minutes.lib import files
from minutes.lib.limited import limited
from minutes.models import Meeting, Rendering, SignoffRound

from . import Refused

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=10)
KEPT = datetime.timedelta(days=1)  # a draft's PDF that nobody has asked for anew
SECONDS, MEGABYTES = 120, 1500  # for one document: hundreds of pages take less
State = Rendering.State


def document_hash(minutes_json, proof_json, variant):
    """SHA-256 of both canonical texts and the kind of PDF: names exactly one file."""
    return hashlib.sha256(f"{minutes_json}\n{proof_json}\n{variant}".encode()).hexdigest()


def request(meeting, minutes_json, proof):
    """Have the PDF made by a worker; nothing to do where PDF cannot be made, or when it is made or being made."""
    if render.pdf_available() is not None:
        return None
    _drafts(meeting=meeting).delete()
    return _wanted(meeting, minutes_json, proof)


@transaction.atomic
def prepare(meeting):
    """Have the PDF of a draft made ahead, because somebody looks at it; what it was before is given up.

    Returns the row; None where PDF cannot be made or when it is no draft any longer.
    """
    if render.pdf_available() is not None or not meeting.is_writable:
        return None
    loaded = compose.load(meeting.pk)
    minutes = compose.minutes(loaded)
    proof = compose.proof(loaded, load.content_hash(minutes))
    wanted = _wanted(meeting, load.to_json(minutes).decode(), proof, draft=True)
    _drafts(meeting=meeting).exclude(pk=wanted.pk).delete()  # a worker that has begun with one finds nothing to keep
    return wanted


def forget_drafts():
    """Throw away PDFs of drafts that are older than a day. Returns how many."""
    return _drafts(created__lt=timezone.now() - KEPT).delete()[0]


def _drafts(**which):
    return Rendering.objects.filter(is_draft=True, **which)


def _wanted(meeting, minutes_json, proof, *, draft=False):
    proof_json = load.to_json(proof).decode()
    wanted, new = Rendering.objects.get_or_create(
        document_hash=document_hash(minutes_json, proof_json, _variant(meeting)),
        defaults={"meeting": meeting, "minutes_json": minutes_json, "proof_json": proof_json, "is_draft": draft},
    )
    if new or wanted.state == State.FAILED:
        make.enqueue(wanted.pk)
    return wanted


@task
def make(pk):
    """Render one row. Can run twice: the row is leased, a finished one stays; what fails says why in the row."""
    now = timezone.now()
    free = Q(state__in=[State.WAITING, State.FAILED]) | Q(state=State.RUNNING, leased_until__lt=now)
    if not Rendering.objects.filter(free, pk=pk).update(state=State.RUNNING, leased_until=now + LEASE, error=""):
        return
    wanted = Rendering.objects.select_related("meeting__body__organisation").get(pk=pk)
    try:
        done = _render(wanted.meeting, wanted.minutes_json, wanted.proof_json)
    except Refused as refusal:
        result = {"state": State.FAILED, "error": refusal.message[:2000]}
    else:
        result = {"state": State.DONE, "pdf": done}
    Rendering.objects.filter(pk=pk).update(**result, leased_until=None, finished=timezone.now())


def take_up_again():
    """Enqueue what a killed worker left behind. Returns how many."""
    now = timezone.now()
    left = Q(state=State.RUNNING, leased_until__lt=now) | Q(state=State.WAITING, created__lt=now - LEASE)
    pks = list(Rendering.objects.filter(left).values_list("pk", flat=True))
    for pk in pks:
        make.enqueue(pk)
    return len(pks)


def pdf_of(meeting, minutes_json, proof):
    """The PDF's bytes: the ready one, else made now; None where PDF cannot be made. Raises Refused with why."""
    proof_json = load.to_json(proof).decode()
    wanted = document_hash(minutes_json, proof_json, _variant(meeting))
    ready = Rendering.objects.filter(document_hash=wanted, state=State.DONE).first()
    if ready is not None:
        return bytes(ready.pdf)
    return _render(meeting, minutes_json, proof_json) if render.pdf_available() is None else None


def progress(meeting):
    """(why the newest PDF of the meeting could not be made, else empty; whether it is still being made)."""
    newest = _newest(meeting)
    if newest is None:
        return "", False
    if newest.is_outdone:
        return "", True
    return newest.error if newest.state == State.FAILED else "", newest.state in (State.WAITING, State.RUNNING)


@transaction.atomic
def retry(meeting, *, by):
    """Have the newest PDF, which failed, made once more."""
    newest = _newest(meeting)
    failed = Rendering.objects.filter(pk=newest.pk if newest else None, state=State.FAILED)
    if not failed.update(state=State.WAITING, error=""):
        raise Refused(_("No PDF has failed."))
    make.enqueue(newest.pk)
    audit.record("rendering.retry", meeting, by=by, details={"rendering": newest.pk})


def _newest(meeting):
    """The newest one; `is_outdone` when the last signature has come since, and a worker is about to ask for another."""
    state = SignoffRound.State.COMPLETED
    later = SignoffRound.objects.filter(meeting=OuterRef("meeting"), state=state, closed_at__gt=OuterRef("created"))
    found = Rendering.objects.filter(meeting=meeting, is_draft=False).defer("pdf", "minutes_json", "proof_json")
    found = found.annotate(is_outdone=Exists(later.filter(meeting__state=Meeting.State.ADJUSTED)))
    return found.order_by("-pk").first()


def _variant(meeting):
    return meeting.body.organisation.pdf_variant


def pdf_now(meeting, minutes, proof):
    """A PDF that is not kept, such as a draft's. Raises Refused with why it cannot be made."""
    return _render(meeting, load.to_json(minutes), load.to_json(proof))


def extract_now(meeting, cut, proof, attestation):
    """The PDF of an extract. Raises Refused with why it cannot be made."""
    return made(lambda: extract.pdf(cut, proof, attestation, logo=logo_of(cut), variant=_variant(meeting)))


def _render(meeting, minutes_json, proof_json):
    def make():
        minutes = load.sealed(minutes_json)
        return render.pdf(minutes, load.proof(proof_json), logo=logo_of(minutes), variant=_variant(meeting))

    return made(make)


def made(make):
    """What `make` returns; whatever it raises becomes Refused with why, and stands in the server's log."""
    try:
        with limited(SECONDS, MEGABYTES):
            return _anyhow(make)
    # Whatever a layout engine may raise: somebody must see it, and what waits for the PDF must go on.
    except Exception as error:
        log.exception("A PDF could not be made")
        why = str(error) if isinstance(error, render.PdfUnavailable) else f"{type(error).__name__}: {error}"
        raise Refused(_("The PDF could not be made: %(why)s") % {"why": why[:300]}) from error


def _anyhow(make):
    """Shortcuts stand in for parts of the layout engine: where one fails, the document is made the long way."""
    try:
        return make()
    except (TimeoutError, MemoryError, render.PdfUnavailable):
        raise
    except Exception:
        log.exception("A PDF could not be made, and is tried once more without shortcuts")
        with quick.left_out():
            return make()


def logo_of(minutes):
    """The bytes of the letterhead's logo; None when there is none, or when its file is lost."""
    if not minutes.letterhead.logo:
        return None
    try:
        return files.read_stored(minutes.letterhead.logo)
    except FileNotFoundError:
        return None


def logo_address(minutes):
    """The logo as an address that carries the picture itself, so that a frozen page keeps it; empty without a logo."""
    logo = logo_of(minutes)
    kind = "image/png" if logo and logo.startswith(b"\x89PNG") else "image/jpeg"
    return f"data:{kind};base64,{base64.b64encode(logo).decode()}" if logo else ""
