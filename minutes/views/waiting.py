"""How many things wait for whoever is signed in: the number in the top bar. Two queries."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from minutes.lib.prepared import Rows
from minutes.models import Meeting, Membership, Signature, Signer, SignoffRound, User

State, RoundState = Meeting.State, SignoffRound.State


def count(user):
    """Minutes to sign now, and drafts and approved minutes that wait for the user's pen."""
    return _to_sign(user) + len(_to_write(user=user.pk, today=timezone.localdate()))


def writing(user, meetings, today=None):
    """Those of the meetings that the user herself writes: a pen that has been lent is somebody else's to use."""
    seats = Membership.objects.of(user).on(today or timezone.localdate()).filter(role=Membership.Role.SECRETARY)
    return meetings.filter(Q(writer__user=user) | Q(writer=None, body__in=seats.values("body")))


def _pens(user, today):
    waits = Meeting.objects.filter(state__in=[State.DRAFT, State.ADJUSTED]).order_by()
    return writing(User(pk=user), waits, today).values_list("pk")


_to_write = Rows(_pens, user=int, today=datetime.date)


def _to_sign(user):
    waits = set()
    for meeting, ordered, position, _required, who in (rows := _unsigned(user=user.pk)):
        earlier = any(one == meeting and required and at < position for one, _o, at, required, _w in rows)
        if who == user.pk and not (ordered and earlier):
            waits.add(meeting)
    return len(waits)


def _left(user):
    """Who has not answered in the open rounds of all the meetings that the user signs."""
    mine = Signer.objects.filter(person__user=user, meeting__state=State.IN_ADJUSTMENT)
    sealed = SignoffRound.objects.filter(meeting=OuterRef("meeting"), state=RoundState.OPEN)
    answered = Signature.objects.filter(signer=OuterRef("pk"), round__state=RoundState.OPEN)
    left = Signer.objects.filter(Exists(sealed), ~Exists(answered), meeting__in=mine.values("meeting")).order_by()
    return left.values_list(
        "meeting", "meeting__body__signoff_in_order", "role__position", "role__required", "person__user"
    )


_unsigned = Rows(_left, user=int)
