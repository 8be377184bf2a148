"""What a round of sign-off knows about itself: who signs, who has, whose turn it is, whether it still stands open."""

from django.utils.translation import gettext as _

from minutes.models import Signer, SignoffRound

from . import Refused
from .draft import person_of

State = SignoffRound.State


def last(meeting):
    """The newest round. Raises Refused when the minutes were never sent."""
    sealed = find(meeting)
    if sealed is None:
        raise Refused(
            meeting.body.told(
                _("The minutes have not been sent for approval yet."),
                _("The notes have not been sent for approval yet."),
            )
        )
    return sealed


def find(meeting):
    """The newest round, None when the minutes were never sent."""
    return SignoffRound.objects.filter(meeting=meeting).select_related("opened_by").order_by("-number").first()


def claim(meeting):
    """(newest round, whether it is open): an open one stays open and unchanged by others until this transaction ends.

    One conditional UPDATE: two last signers, or a signer and a recall, wait for each other on it, on both databases.
    """
    sealed = last(meeting)
    sealed.meeting = meeting
    claimed = SignoffRound.objects.filter(pk=sealed.pk, state=State.OPEN).update(state=State.OPEN)
    sealed.refresh_from_db(fields=["state", "closed_at", "reason"])
    return sealed, bool(claimed)


def check_open(sealed, claimed):
    if claimed:
        return
    raise Refused(_CLOSED[sealed.state](sealed.meeting.body))


_CLOSED = {
    State.OPEN: lambda body: _("The approval was closed in the same moment. Reload the page."),
    State.DECLINED: lambda body: body.told(
        _("Somebody has said that they cannot sign, so nobody can sign until the minutes are sent anew."),
        _("Somebody has said that they cannot sign, so nobody can sign until the notes are sent anew."),
    ),
    State.RECALLED: lambda body: body.told(
        _("The secretary has recalled the minutes. You will be asked again when they are sent anew."),
        _("The secretary has recalled the notes. You will be asked again when they are sent anew."),
    ),
    State.COMPLETED: lambda body: body.told(
        _("Everybody has signed: the minutes are approved."), _("Everybody has signed: the notes are approved.")
    ),
}


def check_hash(sealed, content_hash):
    if sealed.content_hash != content_hash:
        raise Refused(changed(sealed.meeting))


def changed(meeting):
    """What is said to somebody who has another text before her than the one that is sealed."""
    return meeting.body.told(
        _("The minutes have been changed since you opened this page. Read them again."),
        _("The notes have been changed since you opened this page. Read them again."),
    )


def signers(sealed):
    """Those who sign in this round, in order."""
    return list(
        Signer.objects.filter(meeting=sealed.meeting_id)
        .select_related("role", "person__user")
        .order_by("position", "pk")
    )


def own_signers(sealed, by, signer=None):
    """The roles that the user signs in, or the one that is asked for. Raises Refused when it is somebody else's."""
    return own_of(signers(sealed), by, signer)


def own_of(everyone, by, signer=None):
    """As `own_signers`, among signers that have been looked up already."""
    person = person_of(by)
    own = [s for s in everyone if person is not None and s.person_id == person.pk]
    if signer is not None:
        own = [s for s in own if s.pk == signer.pk]
    if not own:
        raise Refused(_("You are not among those who sign here."))
    return own


def standing(sealed):
    """{signer id: signature or refusal} of this round."""
    return {signature.signer_id: signature for signature in sealed.signatures.all()}


def is_complete(chosen, answers):
    """Whether every required role has signed; where no role is required, everybody who was chosen.

    `chosen` is as `signers`, `answers` as `standing`.
    """
    signed = {pk for pk, signature in answers.items() if signature.signed_at}
    needed = [signer for signer in chosen if signer.role.required] or chosen
    return all(signer.pk in signed for signer in needed)


def last_read(sealed, person):
    """The newest earlier round whose text the person has had before her; None when this is the first."""
    earlier = SignoffRound.objects.filter(meeting=sealed.meeting_id, number__lt=sealed.number)
    return earlier.filter(readings__person=person).order_by("-number").first()


def waiting(sealed):
    """Signers of required and other roles who have not answered yet, in order."""
    answered = standing(sealed)
    return [signer for signer in signers(sealed) if signer.pk not in answered]


def before(signer, others):
    """Who must sign earlier than `signer` when the body signs in the order of its roles."""
    return [other for other in others if other.role.required and other.role.position < signer.role.position]


def check_turn(sealed, signer, left):
    """`left` is as `waiting`."""
    if not sealed.meeting.body.signoff_in_order:
        return
    if earlier := before(signer, left):
        names = ", ".join(dict.fromkeys(other.person.name for other in earlier))
        raise Refused(_("%(names)s signs before you. You get a mail when it is your turn.") % {"names": names})


def in_turn(sealed):
    """The people who can sign now and have not, each once."""
    return turns(sealed, waiting(sealed))


def turns(sealed, left):
    """As `in_turn`, with `left` as `waiting`."""
    if sealed.meeting.body.signoff_in_order:
        left = [signer for signer in left if not before(signer, left)]
    return list({signer.person_id: signer.person for signer in left}.values())
