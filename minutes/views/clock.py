"""The clock against the plan: when an item is planned to end, and whether it has run over."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

_FAR = 6 * 60  # minutes from the plan that say nothing of how the meeting runs
_SILENT = {"words": ""}


def of(meeting, item):
    """When the item is planned to begin and end, and how it stands now; None where no time is planned.

    It ends when its length has passed or, where it has none, when the next timed row begins. `begins` and `ends` are
    milliseconds, for a clock that goes on in the page; they are left out on all days but that of the meeting.
    """
    if item.time is None:
        return None
    begins = _moment(meeting, item.time)
    ends = begins + datetime.timedelta(minutes=item.duration) if item.duration else _next(meeting, item)
    if ends is not None and ends <= begins:
        ends = None
    found = {"start": item.time, "end": timezone.localtime(ends).time() if ends else None}
    now = timezone.now()
    if ends is None or not meeting.is_writable or timezone.localtime(now).date() != meeting.date:
        return found
    return found | {"begins": _milliseconds(begins), "ends": _milliseconds(ends)} | _standing(now, begins, ends)


def out_of_order(meeting):
    """Ids of rows that are planned to begin before the row above them."""
    found, before = set(), None
    for item in meeting.items.all():
        if item.removed or item.time is None:
            continue
        if before is not None and item.time < before:
            found.add(item.pk)
        before = item.time
    return found


def _next(meeting, item):
    later = [one for one in meeting.items.all() if one.position > item.position and one.time and not one.removed]
    return _moment(meeting, later[0].time) if later else None


def _moment(meeting, time):
    return timezone.make_aware(datetime.datetime.combine(meeting.date, time))


def _milliseconds(moment):
    return int(moment.timestamp() * 1000)


def _standing(now, begins, ends):
    """The same sentence as static/js/workbench/clock.js makes, so that nothing moves when the script begins."""
    if now >= ends:
        over = _minutes(now - ends)
        return {"over": True, "words": _("%(minutes)s min over") % {"minutes": over}} if 0 < over < _FAR else _SILENT
    if now >= begins:
        return {"words": _("%(minutes)s min left") % {"minutes": -_minutes(now - ends)}}
    early = _minutes(begins - now)
    return {"words": _("%(minutes)s min early") % {"minutes": early}} if 0 < early < _FAR else _SILENT


def _minutes(delta):
    """Whole minutes, those that have begun when they are still to come (delta is negative)."""
    return int(delta.total_seconds() // 60)
