"""What stands around the text on the writing page: who is here, and the clock against the plan."""

from django.utils import timezone

from minutes.forms.attendance import STATUSES

from . import clock, presence


def of(meeting, item):
    """For the writing page of an item; `meeting` is what compose.load returned, so no query is made here."""
    groups, now = presence.at(meeting, item), timezone.localtime()
    return {
        "presence": groups,
        "here": sum(group["here"] for group in groups.values()),
        "statuses": STATUSES,
        "written": presence.written(meeting, item),
        "clock": now.strftime("%H:%M") if now.date() == meeting.date else "",
        "plan": clock.of(meeting, item),
        "times_disorder": clock.out_of_order(meeting),
    }
