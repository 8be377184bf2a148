"""What time itself does: reminders, thinning of what is published, and work that a killed worker left behind."""

import datetime
import logging

from django.utils import timezone

from minutes.models import Meeting, Notification, SignoffRound
from minutes.notifications import sending

from . import Refused, checkpoint, following, history, presence, publication, rendering, rounds, signoff

log = logging.getLogger(__name__)

# Days from the last day on which those who are waited for get a reminder; after that once a week.
REMINDERS = (-3, 0, 1, 3, 7)
WEEK = 7


def run(today=None):
    """Everything that is due. Can run as often as one likes. Returns counts by what was done."""
    return {
        "reminders": remind(today or timezone.localdate()),
        "mails": sending.take_up_again(),
        "renderings": rendering.take_up_again(),
        "drafts": rendering.forget_drafts(),
        "signatures": following.take_up_again(),
        "publishings": publication.take_up_again(),
        "histories": history.thin_due(),
        "silent tabs": presence.forget(),
        "checkpoints": checkpoint.write_due(today or timezone.localdate()),
    }


def remind(today):
    """Send the reminders that are due; a day that was missed is made up for. Returns how many people got one."""
    reminded = 0
    open_rounds = SignoffRound.objects.filter(
        state=SignoffRound.State.OPEN, meeting__state=Meeting.State.IN_ADJUSTMENT
    ).select_related("meeting__body")
    for sealed in open_rounds:
        if (day := last_reminder_day(sealed, today)) is None:
            continue
        since = Notification.objects.filter(round=sealed, kind=Notification.Kind.REMINDER, day__gte=day)
        had = set(since.values_list("person", flat=True))
        waiting = [person for person in rounds.in_turn(sealed) if person.pk not in had]
        if not waiting:
            continue
        try:
            reminded += len(signoff.remind(sealed.meeting, by=None, people=waiting))
        except Refused as refusal:  # closed in the same moment
            log.info("No reminder for round %s: %s", sealed.pk, refusal.message)
    return reminded


def last_reminder_day(sealed, today):
    """The latest day up to today on which a reminder is due; None before the first, and on the day of sending."""
    after = (today - sealed.deadline).days
    due = [days for days in REMINDERS if days <= after]
    if not due:
        return None
    weeks = (after - REMINDERS[-1]) // WEEK * WEEK if after > REMINDERS[-1] else 0
    day = sealed.deadline + datetime.timedelta(days=due[-1] + weeks)
    asked = timezone.localdate(sealed.opened_at)
    return day if day > asked else None
