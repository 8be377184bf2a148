"""What must be true before the minutes are sealed, each obstacle with the page where it is put right."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import compose
from minutes.lib import dates
from minutes.lib.prepared import Objects
from minutes.models import Body, Meeting, Signer

from . import Refused, correction, signer

LEAST_DAYS = 3  # to read and sign, when the body's own time has run out already
MOST_DAYS = 365


@dataclass(frozen=True)
class Obstacle:
    """`address` is the name of the page that puts it right."""

    message: str
    address: str


def not_a_draft(meeting):
    meeting.refresh_from_db(fields=["state"])
    words = {
        Meeting.State.PLANNED: (
            _("The minutes have not been begun. Write them first."),
            _("The notes have not been begun. Write them first."),
        ),
        Meeting.State.IN_ADJUSTMENT: (
            _("The minutes are already sent for approval."), _("The notes are already sent for approval.")
        ),
        Meeting.State.ADJUSTED: (_("The minutes are already approved."), _("The notes are already approved.")),
        Meeting.State.PUBLISHED: (
            _("The minutes are already %(published)s."), _("The notes are already %(published)s.")
        ),
    }
    at_once = (
        _("The minutes were sent in the same moment by somebody else."),
        _("The notes were sent in the same moment by somebody else."),
    )
    told = meeting.body.told(*words.get(meeting.state, at_once))
    return told % {"published": compose.publishing(meeting.body).is_done}


def lock_series(body):
    """Numbers that run through the year are given by one sender at a time (SQLite has one writer anyway)."""
    if body.numbering == Body.Numbering.YEAR:
        Body.objects.select_for_update().get(pk=body.pk)


def obstacles(meeting):
    """Everything that stands in the way of sending, all at once so that it can be put right in one go."""
    return [*_items(meeting), *_files(meeting), *_signers(meeting), *_earlier(meeting), *_correction(meeting)]


def _items(meeting):
    if not meeting.items.filter(kind="item", removed=False).exists():
        yield Obstacle(_("The agenda has no items. Add at least one."), "agenda-edit")


def _files(meeting):
    """What is sealed names each file by its hash: imported minutes may name files that nobody has supplied yet."""
    for one in meeting.attachments.exclude(sha256=""):
        if not one.is_stored:
            message = _("The file of attachment %(number)s is missing. Add it, or take it off the attachment.")
            yield Obstacle(message % {"number": one.number}, "attachment-list")


_chosen = Objects(lambda meeting: Signer.objects.filter(meeting=meeting).select_related("person__user"), meeting=int)


def _signers(meeting):
    chosen = {one.role_id: one for one in _chosen(meeting=meeting.pk)}
    roles = [role for role in signer.roles(meeting) if role.required]
    for role in roles:
        if role.pk not in chosen:
            yield Obstacle(_("Nobody is chosen as %(role)s.") % {"role": role.label}, "signer-choose")
    if not roles and not chosen:
        yield Obstacle(_("Somebody must sign: add a sign-off role to the body's rules."), "signer-choose")
    for name in dict.fromkeys(s.person.name for s in chosen.values() if not can_be_asked(s.person)):
        message = _("%(name)s has no e-mail address and cannot be asked to sign.") % {"name": name}
        yield Obstacle(message, "signer-choose")


def _correction(meeting):
    """A new version must say something new."""
    standing = correction.standing(meeting)
    if standing is not None and not correction.differences(standing):
        message = _("Nothing has been changed since version %(number)s was published.")
        yield Obstacle(message % {"number": standing.version.number}, "writing-show")


def can_be_asked(person):
    """Whether a request reaches the person: by her own address or that of her login."""
    return bool(person.email or (person.user and person.user.email))


def _earlier(meeting):
    if meeting.body.numbering != Body.Numbering.YEAR or meeting.numbered:
        return
    before = Q(date__lt=meeting.date) | Q(date=meeting.date, pk__lt=meeting.pk)
    waiting = Meeting.objects.filter(before, body=meeting.body, date__year=meeting.date.year, numbered=False)
    first = waiting.order_by("date", "pk").first()
    if first is not None:
        message = _(
            "The numbers run through the year, and the meeting on %(date)s is not sent for approval yet. "
            "Send or cancel it first."
        )
        yield Obstacle(message % {"date": dates.long(first.date)}, "body-show")


def default_deadline(meeting):
    """The body's days counted from the meeting, but always some days from now (KL 5:69 counts from the meeting too)."""
    due = meeting.date + datetime.timedelta(days=meeting.body.adjustment_days)
    return max(due, timezone.localdate() + datetime.timedelta(days=LEAST_DAYS))


def check_deadline(deadline):
    today = timezone.localdate()
    if deadline < today:
        raise Refused(_("The last day has already passed."), field="deadline")
    if deadline > today + datetime.timedelta(days=MOST_DAYS):
        raise Refused(_("The last day is more than a year away."), field="deadline")
