"""What follows from a signature, in the background: the next ones are asked; who writes is told, and the PDF is made.

The signature's own transaction closes the round and enqueues this, so that it comes exactly when the signature stands.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from minutes.models import Meeting, Notification, Signature, SignoffRound
from minutes.notifications import sending

from . import publication, rendering, rounds

Kind, State = Notification.Kind, SignoffRound.State
AGAIN = datetime.timedelta(days=1)  # what a killed worker left is looked for so long


@task
def follow(pk):
    """Do what is still to do after the signatures of a round. Can run twice: what has been done is seen in the rows."""
    with transaction.atomic():
        rows = SignoffRound.objects.select_for_update(of=("self",)).filter(pk=pk)
        sealed = rows.select_related("meeting__body__organisation", "meeting__writer", "opened_by").get()
        if sealed.state == State.OPEN:
            sending.tell(Kind.REQUEST, unasked(sealed), meeting=sealed.meeting, round=sealed)
        elif sealed.state == State.COMPLETED and is_unfollowed(sealed):
            _completed(sealed.meeting, sealed)


def unasked(sealed):
    """The people whose turn it is and who were never asked to sign: it came with a signature that somebody gave."""
    asked = set(sealed.notifications.filter(kind=Kind.REQUEST).values_list("person", flat=True))
    return [one for one in rounds.in_turn(sealed) if one.pk not in asked]


def is_unfollowed(sealed):
    """Whether nothing has come yet of the last signature of a completed round."""
    return not sealed.notifications.filter(kind=Kind.ALL_SIGNED).exists()


def _completed(meeting, sealed):
    sending.tell(Kind.ALL_SIGNED, sending.secretaries(meeting, sealed), meeting=meeting, round=sealed)
    if meeting.state == Meeting.State.ADJUSTED:  # else a secretary was quicker, and has published it
        rendering.request(meeting, sealed.minutes_json, rounds.proof(meeting, sealed))
        if meeting.body.publish_when_adjusted:
            publication.publish_soon.enqueue(meeting.pk)


def take_up_again():
    """Enqueue what a killed worker left behind. Returns how many."""
    now = timezone.now()
    lately = now - AGAIN, now - rendering.LEASE
    signed = Signature.objects.filter(signed_at__range=lately).values("round")
    found = SignoffRound.objects.select_related("meeting__body")
    left = [one.pk for one in found.filter(state=State.OPEN, pk__in=signed) if unasked(one)]
    left += [one.pk for one in found.filter(state=State.COMPLETED, closed_at__range=lately) if is_unfollowed(one)]
    for pk in left:
        follow.enqueue(pk)
    return len(left)
