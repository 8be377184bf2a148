"""What a round of sign-off knows about itself: who signs, who has, whose turn it is, whether it still stands open."""

import dataclasses

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from minutes import compose
from minutes.documents import load
from minutes.lib import canonical, codes
from minutes.lib.prepared import Objects
from minutes.models import Meeting, Reading, Signature, Signer, SignoffRound
from minutes.notifications.messages import link

from . import Refused
from .draft import person_of

State = SignoffRound.State


def last(meeting):
    """The newest round. Raises Refused when the minutes were never sent."""
    return _sent(meeting, find(meeting))


def _sent(meeting, sealed):
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
    return _found.first(meeting=meeting.pk)


def _newest(meeting):
    return SignoffRound.objects.filter(meeting=meeting).select_related("opened_by").order_by("-number")


_found = Objects(lambda meeting: _newest(meeting)[:1], meeting=int)


def claim(meeting):
    """(newest round, whether it is open): an open one stays open and unchanged by others until this transaction ends.

    Of the meeting, or of the one with that id, which then comes with it and is asked for no statement of its own.
    The row is locked, so two last signers, or a signer and a recall, wait for each other on it. SQLite lets one
    transaction at a time write anyway, from its beginning.
    """
    if isinstance(meeting, Meeting):
        sealed = _sent(meeting, _locked.first(meeting=meeting.pk))
        sealed.meeting = meeting
    else:
        sealed = _locked_with_meeting.first(meeting=meeting)
        if sealed is None:
            raise Refused(_("Nothing has been sent for approval yet."))
    return sealed, sealed.state == State.OPEN


def _to_lock(meeting):
    return _newest(meeting).select_for_update(of=("self",))[:1]


def _to_lock_with_meeting(meeting):
    return _to_lock(meeting).select_related("meeting__body__organisation")


_locked = Objects(_to_lock, meeting=int)
_locked_with_meeting = Objects(_to_lock_with_meeting, meeting=int)


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
    check_whole(sealed)


def check_whole(sealed):
    """Refuse a text that is not that of its hash: somebody has altered it in the database itself."""
    if canonical.sha256(sealed.minutes_json.encode()) != sealed.content_hash:
        raise Refused(_("The stored text is not the one that was sealed. Whoever runs the server must look into it."))


def changed(meeting):
    """What is said to somebody who has another text before her than the one that is sealed."""
    return meeting.body.told(
        _("The minutes have been changed since you opened this page. Read them again."),
        _("The notes have been changed since you opened this page. Read them again."),
    )


def signers(sealed):
    """Those who sign in this round, in order; each knows whether it `has_signed`, and `has_answered`, in the round."""
    return _signers(meeting=sealed.meeting_id, round=sealed.pk)


def _of_round(meeting, round):
    own = Signature.objects.filter(round=round, signer=OuterRef("pk"))
    return (
        Signer.objects.filter(meeting=meeting)
        .annotate(has_answered=Exists(own), has_signed=Exists(own.filter(signed_at__isnull=False)))
        .select_related("role", "person__user")
        .order_by("position", "pk")
    )


_signers = Objects(_of_round, meeting=int, round=int)


def own_signers(sealed, by):
    """The roles that the user signs in. Raises Refused when there are none."""
    return own_of(signers(sealed), by)


def own_of(everyone, by, signer=None):
    """As `own_signers`, among signers that have been looked up already; of those the one with the id `signer`.

    An id that is nobody's any more, from a page of an earlier round, asks for nothing.
    """
    person = person_of(by)
    own = [s for s in everyone if person is not None and s.person_id == person.pk]
    if signer in {s.pk for s in everyone}:
        own = [s for s in own if s.pk == signer]
    if not own:
        raise Refused(_("You are not among those who sign here."))
    return own


def standing(sealed):
    """{signer id: signature or refusal} of this round."""
    return {signature.signer_id: signature for signature in sealed.signatures.all()}


def is_complete(chosen):
    """Whether every required role has signed; where no role is required, everybody. `chosen` is as `signers`."""
    needed = [signer for signer in chosen if signer.role.required] or chosen
    return all(signer.has_signed for signer in needed)


def last_read(sealed, person):
    """The newest earlier round whose text the person has had before her; None when this is the first."""
    earlier = SignoffRound.objects.filter(meeting=sealed.meeting_id, number__lt=sealed.number)
    # Who has signed has read it, also in a browser without script.
    had = [of_round.objects.filter(round=OuterRef("pk"), person=person) for of_round in (Reading, Signature)]
    return earlier.filter(Exists(had[0]) | Exists(had[1])).order_by("-number").first()


def left(everyone):
    """Those of `signers`, of required and other roles, who have not answered yet, in order."""
    return [signer for signer in everyone if not signer.has_answered]


def before(signer, others):
    """Who must sign earlier than `signer` when the body signs in the order of its roles."""
    return [other for other in others if other.role.required and other.role.position < signer.role.position]


def check_turn(sealed, signer, unanswered):
    """`unanswered` is as `left` tells."""
    if not sealed.meeting.body.signoff_in_order:
        return
    if earlier := before(signer, unanswered):
        names = ", ".join(dict.fromkeys(other.person.name for other in earlier))
        raise Refused(_("%(names)s signs before you. You get a mail when it is your turn.") % {"names": names})


def in_turn(sealed, everyone=None):
    """The people who can sign now and have not, each once; `everyone` is as `signers`, if asked for already."""
    now = unanswered = left(signers(sealed) if everyone is None else everyone)
    if sealed.meeting.body.signoff_in_order:
        now = [signer for signer in unanswered if not before(signer, unanswered)]
    return list({signer.person_id: signer.person for signer in now}.values())


def proof(meeting, sealed):
    """What is printed around the approved minutes when they are published; a correction is the version after."""
    corrects = load.sealed(sealed.minutes_json).correction
    version = corrects.version + 1 if corrects else 1
    stands = compose.proof(meeting, sealed.content_hash, round=sealed, version=version)
    return dataclasses.replace(stands, code=sealed.code, address=link("verify-code", codes.grouped(sealed.code)))
