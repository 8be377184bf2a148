"""Mails that did not go out: which they are, and another try."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.models import Notification
from minutes.notifications import sending

from . import Refused, rounds

State = Notification.State


def failed(meeting):
    """Mails of the newest round that failed, the first first; those of earlier rounds concern nobody any more."""
    return meeting.notifications.failed().filter(round=rounds.find(meeting)).select_related("person")


def failed_cancellations(body):
    """Mails of the last two weeks that a meeting is cancelled, which failed: nobody else would see it."""
    lately = timezone.now() - datetime.timedelta(days=14)
    found = Notification.objects.failed().filter(meeting=None, summons__body=body, created__gt=lately)
    return found.select_related("person")


@transaction.atomic
def retry(meeting, *, by):
    """Try again to send every mail that failed. Returns how many."""
    left = list(failed(meeting).values_list("pk", flat=True))
    if not Notification.objects.filter(pk__in=left, state=State.FAILED).update(state=State.WAITING, error=""):
        raise Refused(_("No mail has failed."))
    for pk in left:
        sending.deliver.enqueue(pk)
    audit.record("notification.retry", meeting, by=by, details={"notifications": left})
    return len(left)
