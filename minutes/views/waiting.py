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
    person = getattr(user, "person", None)
    waits, rows = set(), _unsigned(person=person.pk) if person else []
    for meeting, ordered, position, _required, who in rows:
        earlier = any(one == meeting and required and at < position for one, _o, at, required, _w in rows)
        if who == person.pk and not (ordered and earlier):
            waits.add(meeting)
    return len(waits)


def _left(person):
    """Who has not answered in the open rounds of all the meetings that the person signs."""
    own = Signer.objects.filter(person=person).order_by()
    sealed = SignoffRound.objects.filter(meeting__in=own.values("meeting"), state=RoundState.OPEN).order_by()
    answered = Signature.objects.filter(signer=OuterRef("pk"), round__state=RoundState.OPEN)
    left = Signer.objects.filter(~Exists(answered), meeting__in=sealed.values("meeting")).order_by()
    return left.values_list("meeting", "meeting__body__signoff_in_order", "role__position", "role__required", "person")


_unsigned = Rows(_left, person=int)
