"""The door that every change of content passes: it closes the moment the minutes are sealed."""

from django.db.models import F
from django.utils.translation import gettext as _

from minutes import compose
from minutes.lib.prepared import Rows, Update
from minutes.models import AgendaItem, Meeting

from . import Refused


def claim(meeting):
    """Take the next revision of a meeting that may still be written; call first in the transaction of each change.

    One conditional UPDATE, the same on both databases: it also makes a change and a sealing wait for each other.
    Raises Refused when the minutes are sealed.
    """
    take(meeting)
    [(meeting.state, meeting.revision)] = _stands(pk=meeting.pk)


_stands = Rows(lambda pk: Meeting.objects.filter(pk=pk).values_list("state", "revision"), pk=int)


def take(meeting):
    """As `claim`, where nobody asks how the meeting stands after it; its revision is one more than it was read with."""
    if not _take(pk=meeting.pk):
        meeting.refresh_from_db(fields=["state"])
        raise Refused(why_closed(meeting))
    meeting.revision += 1


def _next(pk):
    return Meeting.objects.filter(pk=pk, state__in=Meeting.WRITABLE), {"revision": F("revision") + 1}


_take = Update(_next, pk=int)


def why_closed(meeting):
    """Why nothing of the meeting can be written, in words."""
    return _SEALED[meeting.state](meeting.body) if meeting.state in _SEALED else _("The meeting no longer exists.")


def claim_item(item):
    """As `claim`, for a change of one row of the agenda. Raises Refused also when somebody has removed the row."""
    claim(item.meeting)
    if not AgendaItem.objects.filter(pk=item.pk).exists():
        raise Refused(_("The row has been removed."))


_SEALED = {
    Meeting.State.IN_ADJUSTMENT: lambda body: body.told(
        _("The minutes have been sent for approval. Recall them to change anything."),
        _("The notes have been sent for approval. Recall them to change anything."),
    ),
    Meeting.State.ADJUSTED: lambda body: body.told(
        _("The minutes are approved and cannot be changed."), _("The notes are approved and cannot be changed.")
    ),
    Meeting.State.PUBLISHED: lambda body: body.told(
        _("The minutes are %(published)s and cannot be changed."),
        _("The notes are %(published)s and cannot be changed."),
    ) % {"published": compose.publishing(body).is_done},
}


def person_of(user):
    """The person behind a login; None for a login without one, such as a first administrator."""
    return getattr(user, "person", None)
