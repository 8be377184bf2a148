"""The planned times of the agenda, worked out anew when a meeting runs late or the agenda has changed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import schedule
from minutes.models import AgendaItem

from . import Refused, texts
from .draft import claim


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the agenda with the time that it has and the one that it would get."""

    item: AgendaItem
    before: object
    after: object

    @property
    def changes(self):
        return self.before != self.after


def rows(meeting):
    """The rows that take part of the meeting's time."""
    return [item for item in meeting.items.all() if not item.removed]


def proposal(meeting, *, first, start):
    """A Row for each row of the agenda if the row `first` begins at `start`; those above it keep their times.

    Raises Refused when the agenda would run past midnight.
    """
    items = rows(meeting)
    slots = [schedule.Slot(item.time, item.duration) for item in items]
    try:
        times = schedule.recompute(slots, first=items.index(first), start=start)
    except schedule.PastMidnight:
        raise Refused(_("The agenda would run past midnight. Choose an earlier time.")) from None
    return [Row(item, item.time, time) for item, time in zip(items, times, strict=True)]


@transaction.atomic
def change(meeting, times, *, by):
    """Store new times: {item id: (the time that was shown, the new one)}; all or none, when one has changed since."""
    claim(meeting)
    found = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting, pk__in=times, removed=False)}
    if not times or any(pk not in found or found[pk].time != shown for pk, (shown, _new) in times.items()):
        raise Refused(_("The agenda has been changed meanwhile. Look at the new times before you keep them."))
    for pk, (_shown, time) in times.items():
        found[pk].meeting = meeting
        texts.save(found[pk], by=by, time=time)
    audit.record("schedule.change", meeting, by=by, details={"items": sorted(times)})
