"""Correcting and completing what has been published: a new version, signed anew, beside the one that stays."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.documents import compare, evidence_words, load
from minutes.models import Correction, Meeting, PublishedVersion, Signer
from minutes.models.correction import standing_of

from . import Refused
from .draft import person_of
from .storing import change, store

State = Correction.State
# Who signs is another each time, and what the body prints may be too: no reason to keep the correction.
_APART = {"correction", "signers", "frame"}


@transaction.atomic
def begin(meeting, *, by, kind, clerical, what, why):
    """Make the published minutes a draft again. Of a clerical error only the roles sign that the body's rules name."""
    published = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.PUBLISHED)
    if not published.update(state=Meeting.State.DRAFT, revision=F("revision") + 1):
        minutes, notes = _("Only published minutes can be corrected."), _("Only published notes can be corrected.")
        raise Refused(meeting.body.told(minutes, notes))
    meeting.refresh_from_db(fields=["state", "revision"])
    now = timezone.now()
    correction = store(
        Correction(
            meeting=meeting, version=newest(meeting), kind=kind, clerical=clerical, what=what, why=why,
            date=timezone.localdate(now), opened_by=person_of(by), opened_at=now,
        )
    )  # fmt: skip
    if clerical and not any(role.signs_clerical for role in meeting.body.signoff_roles.all()):
        raise Refused(_("The body's rules name nobody who signs clerical errors. Let everybody sign, or add a role."))
    _rest(meeting, clerical=clerical)
    details = {"version": correction.version.number, "kind": kind, "clerical": clerical}
    audit.record("correction.begin", meeting, by=by, details=details)
    return correction


@transaction.atomic
def edit(correction, *, by, what, why):
    """Say it in other words, as long as it has not been sent."""
    if not Meeting.objects.filter(pk=correction.meeting_id, state=Meeting.State.DRAFT).exists():
        raise Refused(_("It has been sent for approval with these words. Recall it to change them."))
    if changed := change(correction, {"what": what, "why": why}):
        store(correction)
        audit.record("correction.edit", correction.meeting, by=by, details={"fields": changed})
    return correction


@transaction.atomic
def give_up(meeting, *, by):
    """Let the published version stand. Refused while the draft says something else than it, so that no word is lost."""
    draft = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.DRAFT)
    correction = standing(meeting)
    if correction is None or not draft.update(state=Meeting.State.PUBLISHED, revision=F("revision") + 1):
        raise Refused(_("No correction is being written."))
    if where := differences(correction):
        message = _("The draft differs from what is published: %(where)s. Put that back first, from the history.")
        raise Refused(message % {"where": ", ".join(where)})
    meeting.refresh_from_db(fields=["state", "revision"])
    close(correction, State.GIVEN_UP)
    audit.record("correction.give_up", meeting, by=by, details={"version": correction.version.number})


def date(meeting):
    """A correction carries the day on which it was sent for approval."""
    Correction.objects.filter(meeting=meeting, state=State.OPEN).update(date=timezone.localdate())


def close(correction, state):
    """The correction is over, and every role signs again the next time."""
    Correction.objects.filter(pk=correction.pk).update(state=state, closed_at=timezone.now())
    _rest(correction.meeting, clerical=False)


def standing(meeting):
    """The correction that is being written or approved; None when there is none."""
    correction = standing_of.first(meeting=meeting.pk)
    if correction:
        correction.meeting = meeting
    return correction


def newest(meeting):
    """The last version of the original."""
    original = PublishedVersion.Rendition.ORIGINAL
    return PublishedVersion.objects.filter(meeting=meeting.pk, rendition=original).order_by("-number").first()


def differences(correction):
    """Where the draft says something else than the published version, in words."""
    before = load.sealed(correction.version.minutes_json)
    now = compose.minutes(compose.load(correction.meeting_id))
    found = compare.changes(before, now)
    left = {item.number for item in now.items}
    items = [*found.items, *(item for item in before.items if item.number not in left)]
    told = [f"{item.label} {item.title}".strip() for item in items]
    language = (get_language() or "sv")[:2]
    return told + [evidence_words.word(name, language) for name in found.outside if name not in _APART]


def _rest(meeting, *, clerical):
    signers = Signer.with_resting.filter(meeting=meeting)
    signers.update(resting=False)
    if clerical:
        signers.filter(role__signs_clerical=False).update(resting=True)
