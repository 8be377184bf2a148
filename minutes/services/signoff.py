"""Sign-off: seal the minutes, ask the signers, take their signatures or refusals, recall.

Everything that is shown, rendered and signed comes from the round's sealed JSON, never from the tables.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.documents import load
from minutes.documents.agreement import agreement
from minutes.documents.methods import level
from minutes.models import AgendaItem, Meeting, Notification, Reading, Signature, SignoffRound
from minutes.notifications import sending

from . import Refused, correction, fingerprint, following, person, remark, rendering, rounds, sealing
from .draft import person_of

Kind = Notification.Kind
State = SignoffRound.State


@transaction.atomic
def send(meeting, *, by, deadline=None, message="", seen=None, method="", **given):
    """Seal the minutes and ask those who sign. `seen` is the revision that the sender looked at, None for any.

    With a `method`, that of `sign`, and perhaps its `address` and `external`, the sender signs in the same act.
    """
    rows = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.DRAFT)
    if not rows.update(state=Meeting.State.IN_ADJUSTMENT, revision=F("revision") + 1):
        raise Refused(sealing.not_a_draft(meeting))
    sealing.lock_series(meeting.body)
    if obstacles := sealing.obstacles(meeting):
        raise Refused(" ".join(obstacle.message for obstacle in obstacles))
    correction.date(meeting)
    loaded = compose.load(meeting.pk)
    if seen is not None and loaded.revision != seen + 1:
        raise Refused(
            meeting.body.told(
                _("The minutes were changed after this page was opened. Look through them and send again."),
                _("The notes were changed after this page was opened. Look through them and send again."),
            )
        )
    for signer in loaded.signers.all():
        person.give_login(signer.person, by=by)
    deadline = deadline or sealing.default_deadline(meeting)
    sealing.check_deadline(deadline)
    sealed = _seal(meeting, loaded, by, deadline, message)
    meeting.refresh_from_db(fields=["state", "revision", "numbered"])
    rendering.request(meeting, sealed.minutes_json, compose.proof(meeting, sealed.content_hash))
    sender = person_of(by) if method else None
    sending.tell(Kind.REQUEST, rounds.in_turn(sealed), meeting=meeting, round=sealed, but=sender)
    details = {"round": sealed.number, "content_hash": sealed.content_hash, "deadline": deadline.isoformat()}
    audit.record("signoff.send", meeting, by=by, details=details)
    if method:
        sign(meeting, by=by, content_hash=sealed.content_hash, method=method, **given)
    return sealed


def _seal(meeting, loaded, by, deadline, message):
    _number(loaded)
    minutes = compose.minutes(loaded)
    return SignoffRound.objects.create(
        meeting=meeting,
        number=meeting.rounds.count() + 1,
        minutes_json=load.to_json(minutes).decode(),
        content_hash=load.content_hash(minutes),
        opened_at=timezone.now(),
        opened_by=person_of(by),
        deadline=deadline,
        message=message,
    )


def _number(meeting):
    """Freeze the numbers that the draft has shown; those frozen before stay."""
    numbers = compose.numbers(meeting)
    for item in meeting.items.all():
        if item.is_section and item.number is None and not item.removed:
            item.number = numbers[item.pk][0]
            AgendaItem.objects.filter(pk=item.pk).update(number=item.number)
    Meeting.objects.filter(pk=meeting.pk).update(numbered=True)


@transaction.atomic
def sign(meeting, *, by, content_hash, method, signer=None, address="", external=None):
    """Sign what has `content_hash`, in the role of the signer with this id or the next one that waits for this person.

    A repeated click gets the signature that already stands. The last required signature completes the round. `meeting`
    may be its id alone, for whoever signs by login: she is among the signers, or refused.
    `address` is the network address that it came from, kept in the part of the log that can be erased; `external` what
    an outside service has vouched for (identity.complete).
    """
    sealed, claimed = rounds.claim(meeting)
    everyone = rounds.signers(sealed)
    own = rounds.own_of(everyone, by, signer)
    if not rounds.left(own):
        return _repeated(sealed, own[-1], content_hash)
    given = {"content_hash": content_hash, "method": method, "address": address, "external": external}
    return take(sealed, claimed, everyone, rounds.left(own)[0], by=by, **given)


def take(sealed, claimed, everyone, signer, *, by, content_hash, method, address="", external=None, before=()):
    """Take the signature of one of `everyone` (rounds.signers), as a part of a larger act that has claimed the round.

    `before` are events of that act (audit.made) that come before the one of the signature.
    """
    meeting = sealed.meeting
    rounds.check_open(sealed, claimed)
    rounds.check_hash(sealed, content_hash)
    rounds.check_turn(sealed, signer, rounds.left(everyone))
    signature = Signature.objects.create(
        **_snapshot(sealed, signer), signed_at=timezone.now(), method=method, external=external or {},
        content_hash=content_hash,
    )
    signer.has_answered = signer.has_signed = True
    completed = rounds.is_complete(everyone)
    details = {
        "round": sealed.number,
        "role": signature.role_key,
        "signature": signature.pk,
        "row": fingerprint.of_signature(signature),
        "content_hash": content_hash,
        "method": method,
        "level": level(method),
        "last": completed,
    } | ({"external": external} if external else {})
    if completed:
        _complete(meeting, sealed)
    audit.append(*before, audit.made("signoff.sign", meeting, by=by, details=details, address=address))
    # Elsewhere all were asked at once, but who sent and signed in one act, if she signs in another role too.
    asks = meeting.body.signoff_in_order or any(one.person_id == signer.person_id for one in rounds.left(everyone))
    if completed or asks:
        following.follow.enqueue(sealed.pk)
    return signature


def _repeated(sealed, signer, content_hash):
    meeting, signature = sealed.meeting, sealed.signatures.get(signer=signer)
    if signature.declined_at:
        raise Refused(
            meeting.body.told(
                _("You have already said that you cannot sign. The minutes must be sent anew first."),
                _("You have already said that you cannot sign. The notes must be sent anew first."),
            )
        )
    if signature.content_hash != content_hash:
        raise Refused(rounds.changed(meeting))
    return signature


def _snapshot(sealed, signer):
    """Who signs, as the sealed document prints it: a later change of name or title is not in what is signed."""
    minutes = load.sealed(sealed.minutes_json)
    printed = next(one for one in minutes.signers if one.role == signer.role.key)
    verb = "approved" if printed.adjusts else "signed"
    return {
        "round": sealed,
        "signer": signer,
        "person": signer.person,
        "name": printed.name,
        "title": printed.title,
        "organisation": printed.organisation,
        "role_key": printed.role,
        "role_label": printed.label,
        "verb": verb,
        "words": agreement(minutes.document, verb, minutes.language),
    }


def _complete(meeting, sealed):
    now = timezone.now()
    closed = SignoffRound.objects.filter(pk=sealed.pk, state=State.OPEN).update(state=State.COMPLETED, closed_at=now)
    adjusted = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.IN_ADJUSTMENT).update(
        state=Meeting.State.ADJUSTED, revision=F("revision") + 1
    )
    if not (closed and adjusted):
        raise Refused(_("The approval was closed in the same moment. Reload the page."))
    meeting.state, sealed.state, sealed.closed_at = Meeting.State.ADJUSTED, State.COMPLETED, now


@transaction.atomic
def decline(meeting, *, by, content_hash, reason, method=""):
    """Say that one cannot sign, and why. The round stops until the secretary recalls it."""
    if not reason.strip():
        raise Refused(_("Write why you cannot sign."))
    sealed, claimed = rounds.claim(meeting)
    waiting = rounds.left(rounds.own_signers(sealed, by))
    rounds.check_open(sealed, claimed)
    rounds.check_hash(sealed, content_hash)
    if not waiting:
        raise Refused(_("You have already signed. Ask the secretary to recall the approval if something is wrong."))
    signature = Signature.objects.create(
        **_snapshot(sealed, waiting[0]), declined_at=timezone.now(), reason=reason, content_hash=content_hash,
        method=method,
    )
    SignoffRound.objects.filter(pk=sealed.pk).update(state=State.DECLINED)
    told = sending.secretaries(meeting, sealed)
    sending.tell(Kind.DECLINED, told, meeting=meeting, round=sealed, about=signature.pk, but=signature.person)
    details = {"round": sealed.number, "role": signature.role_key, "signature": signature.pk}
    details |= {"content_hash": content_hash, "method": method, "level": level(method) if method else ""}
    details["row"] = fingerprint.of_signature(signature)
    audit.record("signoff.decline", meeting, by=by, details=details)
    return signature


@transaction.atomic
def recall(meeting, *, by, reason):
    """Take the minutes back to draft. Every signature of the round is void from now on; the round says why."""
    if not reason.strip():
        raise Refused(_("Write why the approval is recalled. Those who sign will read it."))
    sealed = reopen(meeting, reason)
    remark.take_in_accepted(meeting, by=by)
    meeting.refresh_from_db(fields=["revision"])
    asked = [signer.person for signer in rounds.signers(sealed)]
    sending.tell(Kind.RECALLED, asked, meeting=meeting, round=sealed, but=person_of(by))
    void = sealed.signatures.filter(signed_at__isnull=False).count()
    details = {"round": sealed.number, "content_hash": sealed.content_hash, "void": void}
    audit.record("signoff.recall", meeting, by=by, details=details)
    return sealed


def reopen(meeting, reason):
    """Close the round and open the text, as a part of a larger act; returns the round."""
    sealed = rounds.last(meeting)
    stopped = SignoffRound.objects.filter(pk=sealed.pk, state__in=[State.OPEN, State.DECLINED]).update(
        state=State.RECALLED, closed_at=timezone.now(), reason=reason
    )
    opened = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.IN_ADJUSTMENT).update(
        state=Meeting.State.DRAFT, revision=F("revision") + 1
    )
    meeting.refresh_from_db(fields=["state", "revision"])
    if not (stopped and opened):
        raise Refused(_RECALL_TOO_LATE.get(meeting.state, _not_sent)(meeting.body))
    return sealed


def _not_sent(body):
    return body.told(_("The minutes are not sent for approval."), _("The notes are not sent for approval."))


_RECALL_TOO_LATE = {
    Meeting.State.ADJUSTED: lambda body: body.told(
        _("Everybody has signed: the minutes are approved and cannot be recalled."),
        _("Everybody has signed: the notes are approved and cannot be recalled."),
    ),
    Meeting.State.PUBLISHED: lambda body: body.told(
        _("The minutes are %(published)s and cannot be recalled."),
        _("The notes are %(published)s and cannot be recalled."),
    ) % {"published": compose.publishing(body).is_done},
}


@transaction.atomic
def remind(meeting, *, by, people=None):
    """Remind those who are waited for, at most once a day each. Returns the people who get a mail."""
    sealed, claimed = rounds.claim(meeting)
    rounds.check_open(sealed, claimed)
    waiting = rounds.in_turn(sealed) if people is None else people
    reminded = sending.tell(Kind.REMINDER, waiting, meeting=meeting, round=sealed)
    if not reminded:
        raise Refused(_("Everybody who is waited for has already been reminded today."))
    details = {"round": sealed.number, "people": [one.pk for one in reminded]}
    audit.record("signoff.remind", meeting, by=by, details=details)
    return reminded


@transaction.atomic
def read(meeting, *, by, content_hash):
    """Note that a signer has the sealed document before her. Only the first time leaves a trace."""
    sealed = rounds.last(meeting)
    reader = rounds.own_signers(sealed, by)[0].person
    if sealed.state != State.OPEN or sealed.content_hash != content_hash:
        raise Refused(rounds.changed(meeting))
    reading, new = Reading.objects.get_or_create(
        round=sealed, person=reader, content_hash=content_hash, defaults={"at": timezone.now()}
    )
    if new:
        audit.record("signoff.read", meeting, by=by, details={"round": sealed.number, "content_hash": content_hash})
    return reading
