"""The history of the texts after publishing: thinned by the body's rule, so that no draft turns record unnoticed."""

from django.db import transaction
from django.utils import timezone

from minutes import audit
from minutes.models import AuditEvent, Body, Meeting, TextState, Turn

Kept = Body.HistoryKept
THINNED = "history.thin"


def thin_due():
    """Thin what has been published since the last time, each meeting once. Returns how many were thinned."""
    done = AuditEvent.objects.filter(kind=THINNED, meeting__isnull=False)
    published = Meeting.objects.filter(state=Meeting.State.PUBLISHED).exclude(pk__in=done.values("meeting"))
    return sum(thin(meeting) for meeting in published.select_related("body"))


@transaction.atomic
def thin(meeting):
    """Take away the earlier texts that the body does not keep. Whether it was done now: two may try at once."""
    # The same row that publishing changes: who comes second finds the event of the first.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if AuditEvent.objects.filter(kind=THINNED, meeting=meeting.pk).exists():
        return False
    Turn.objects.filter(item__meeting=meeting).delete()
    gone = 0
    if meeting.body.history_kept != Kept.EVERYTHING:
        states = TextState.objects.filter(item__meeting=meeting)
        kept = _last_of_each_day(states) if meeting.body.history_kept == Kept.DAILY else []
        gone, _of_each = states.exclude(pk__in=kept).delete()
    audit.record(THINNED, meeting, by=None, details={"kept": meeting.body.history_kept, "states": gone})
    return True


def _last_of_each_day(states):
    """Ids of the last state of each part on each day; what was set aside was never the text of a day."""
    rows = states.filter(set_aside=False).order_by("revision", "pk").values_list("item", "field", "at", "pk")
    return {(item, field, timezone.localdate(at)): pk for item, field, at, pk in rows}.values()
