"""Who is told, and the sending itself: a row for each mail, a task for each row, a failure that somebody sees."""

import logging
import smtplib

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from minutes.lib.prepared import Objects
from minutes.models import (
    Masking,
    Meeting,
    Membership,
    Notification,
    Person,
    SignoffCode,
    SignoffRound,
    Summons,
    SummonsReply,
)

from . import calling, messages

log = logging.getLogger(__name__)
State = Notification.State


ONCE_A_DAY = (Notification.Kind.REMINDER, Notification.Kind.REPLY_WANTED)


def tell(kind, people, *, meeting, round=None, summons=None, about=None, but=None):
    """Owe each person a mail of this kind, each once; the worker sends it after the transaction. Returns who gets one.

    `but` is the person who acted and need not hear of it. A reminder goes to nobody twice in a day.
    """
    told = []
    for person in {p.pk: p for p in people if but is None or p.pk != but.pk}.values():
        fields = {"meeting": meeting, "round": round, "summons": summons, "person": person, "kind": kind}
        fields["day"] = timezone.localdate()
        if kind in ONCE_A_DAY:
            owed, new = Notification.objects.get_or_create(**fields)
        else:
            owed, new = Notification.objects.create(**fields, about=about), True
        if new:
            told.append(person)
            deliver.enqueue(owed.pk)
    return told


def secretaries(meeting, sealed=None):
    """Who is to hear how the sign-off goes: who sent the minutes, who writes them, else the body's secretaries."""
    known = {p.pk: p for p in (sealed and sealed.opened_by, meeting.writer) if p}
    if known:
        return list(known.values())
    seats = Membership.objects.filter(body=meeting.body, role=Membership.Role.SECRETARY).on(timezone.localdate())
    return list(Person.objects.filter(pk__in=seats.values("person")))


def readers(meeting):
    """Who is told that the minutes are published: everybody with a seat today and everybody who signed."""
    seats = Membership.objects.filter(body=meeting.body, person__isnull=False).on(timezone.localdate())
    signed = Q(signs__meeting=meeting)
    with_address = ~Q(email="") | Q(user__isnull=False)
    return list(Person.objects.filter(Q(pk__in=seats.values("person")) | signed).filter(with_address).distinct())


@task
def deliver(pk):
    """Send one mail. Can run twice: the row is leased, and a sent one stays sent."""
    now = timezone.now()
    free = Q(state__in=[State.WAITING, State.FAILED]) | Q(state=State.SENDING, leased_until__lt=now)
    if not Notification.objects.filter(free, pk=pk).update(state=State.SENDING, leased_until=now + Notification.LEASE):
        return
    [owed] = _owed(pk=pk)
    if _is_outlived(owed):
        Notification.objects.filter(pk=pk).update(state=State.DROPPED, error="", leased_until=None)
        return
    try:
        (calling if owed.summons_id else messages).build(owed).send()
    except (OSError, smtplib.SMTPException, ValueError, messages.NoAddress) as error:
        log.error("Mail %s (%s) about meeting %s failed: %s", pk, owed.kind, owed.meeting_id, error)
        with translation.override(owed.body.language):
            reason = _reason(error)
        Notification.objects.filter(pk=pk).update(state=State.FAILED, error=reason[:500], leased_until=None)
        return
    Notification.objects.filter(pk=pk).update(state=State.SENT, sent_at=timezone.now(), error="", leased_until=None)


_whole = Notification.objects.select_related(
    "meeting__body__organisation", "round", "person__user", "summons__body__organisation", "summons__sent_by__user"
)
_owed = Objects(lambda pk: _whole.filter(pk=pk), pk=int)


def _reason(error):
    """Why a mail failed, for the secretary, with what the mail server said for whoever looks after it."""
    if isinstance(error, messages.NoAddress):
        return str(error)
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return f"{words()} ({error})"
    return str(error)


# The first that fits; smtplib's own errors are OSErrors too.
_REASONS = [
    (smtplib.SMTPRecipientsRefused, lambda: _("The mail server does not accept the address.")),
    (smtplib.SMTPAuthenticationError, lambda: _("The mail server does not let the product in.")),
    (smtplib.SMTPResponseException, lambda: _("The mail server refused the mail.")),
    (OSError, lambda: _("The mail server cannot be reached.")),
]


def _is_outlived(owed):
    """Nobody is asked to sign what was recalled or completed meanwhile, nor called to what is over or has changed."""
    if owed.kind in (Notification.Kind.SUMMONS, Notification.Kind.REPLY_WANTED):
        return _is_called_no_more(owed)
    if owed.kind == Notification.Kind.CODE:  # whoever waited for it has asked for another one
        return owed.created < timezone.now() - SignoffCode.LASTS
    if owed.kind == Notification.Kind.REVIEW:  # reviewed by another, marked by herself, or with no mark left
        marked = Masking.objects.filter(round=owed.round, copy_hash="", marked_by__isnull=False)
        waits = marked.exclude(marked_by=owed.person)
        return owed.round.state == SignoffRound.State.RECALLED or not waits.exists()
    asks = owed.kind in (Notification.Kind.REQUEST, Notification.Kind.REMINDER)
    return asks and owed.round.state != SignoffRound.State.OPEN


def _is_called_no_more(owed):
    sent, person = owed.summons, owed.person
    if owed.meeting.state != Meeting.State.PLANNED:
        return True
    if Summons.objects.filter(meeting=owed.meeting, number__gt=sent.number).exists():
        return True
    answered = SummonsReply.objects.filter(meeting=owed.meeting, person=person, answered__number__gte=sent.answers_from)
    return owed.kind == Notification.Kind.REPLY_WANTED and answered.exists()


def take_up_again():
    """Enqueue what a killed worker left behind, and try again what failed today. Returns how many."""
    left = list(Notification.objects.unsent().values_list("pk", flat=True))
    for pk in left:
        deliver.enqueue(pk)
    return len(left)
