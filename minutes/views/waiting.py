"""How many things wait for whoever is signed in: the number in the top bar. Two queries."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from minutes.models import Meeting, Membership, Signature, Signer, SignoffRound

State, RoundState = Meeting.State, SignoffRound.State


def count(user):
    """Minutes to sign now, and drafts and approved minutes that wait for the user's pen."""
    return _to_sign(user) + writing(user, Meeting.objects.all()).filter(state__in=[State.DRAFT, State.ADJUSTED]).count()


def writing(user, meetings):
    """Those of the meetings that the user herself writes: a pen that has been lent is somebody else's to use."""
    seats = Membership.objects.of(user).on(timezone.localdate()).filter(role=Membership.Role.SECRETARY)
    return meetings.filter(Q(writer__user=user) | Q(writer=None, body__in=seats.values("body")))


def _to_sign(user):
    mine = Signer.objects.filter(person__user=user, meeting__state=State.IN_ADJUSTMENT)
    sealed = SignoffRound.objects.filter(meeting=OuterRef("meeting"), state=RoundState.OPEN)
    answered = Signature.objects.filter(signer=OuterRef("pk"), round__state=RoundState.OPEN)
    left = (
        Signer.objects.filter(Exists(sealed), ~Exists(answered), meeting__in=mine.values("meeting"))
        .values_list("meeting", "meeting__body__signoff_in_order", "role__position", "role__required", "person__user")
    )
    waits = set()
    for meeting, ordered, position, _required, who in (rows := [*left]):
        earlier = any(one == meeting and required and at < position for one, _o, at, required, _w in rows)
        if who == user.pk and not (ordered and earlier):
            waits.add(meeting)
    return len(waits)
