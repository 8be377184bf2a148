"""The check list before sending: what the document's own checks say, and which of it somebody has accepted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.documents import checks
from minutes.models import Acknowledgement, Meeting, Person

from . import Refused
from .draft import person_of


def warnings(meeting, loaded=None):
    """Pairs of a warning and the note that accepts it (None while nobody has), in the order of the document.

    `loaded` is what compose.load has returned, where that has been asked for already.
    """
    accepted = {row.key: row for row in Acknowledgement.objects.filter(meeting=meeting).select_related("by")}
    found = checks.warnings(compose.minutes(loaded or compose.load(meeting.pk)), known=_organisations(meeting))
    return [(warning, accepted.get(warning.key)) for warning in found]


def _organisations(meeting):
    """Names that people are registered with: what is nearly one of these may be misspelt."""
    owner = meeting.body.organisation
    people = Person.objects.filter(organisation=owner).exclude(represents="")
    return {owner.name, *people.values_list("represents", flat=True).order_by().distinct()}


@transaction.atomic
def acknowledge(meeting, *, key, note, by):
    """Let a warning stand, and say why. The note stays; a second one replaces it."""
    _writable(meeting)
    if not note.strip():
        raise Refused(_("Write why it stands as it is."))
    if key not in {warning.key for warning, _accepted in warnings(meeting)}:
        raise Refused(_("There is nothing to check there any more."))
    accepted, _new = Acknowledgement.objects.update_or_create(
        meeting=meeting, key=key, defaults={"note": note, "by": person_of(by), "at": timezone.now()}
    )
    audit.record("checklist.acknowledge", meeting, by=by, details={"acknowledgement": accepted.pk})
    return accepted


@transaction.atomic
def reopen(meeting, *, key, by):
    """Ask about a warning again."""
    _writable(meeting)
    if not Acknowledgement.objects.filter(meeting=meeting, key=key).delete()[0]:
        raise Refused(_("Nobody had accepted that."))
    audit.record("checklist.reopen", meeting, by=by)


def _writable(meeting):
    if not Meeting.objects.filter(pk=meeting.pk, state__in=Meeting.WRITABLE).exists():
        raise Refused(
            meeting.body.told(
                _("The minutes are sent, so the check list is closed."),
                _("The notes are sent, so the check list is closed."),
            )
        )
