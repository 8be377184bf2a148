"""Reading and signing by the link in the mail, without a login.

Whoever holds the link may read, remark and say that she cannot sign. Who signs, or reads what is confidential, has
proved that the mail is hers by a code that was sent to it.
"""

import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import tokens
from minutes.lib.prepared import Objects
from minutes.models import Notification, Signature, Signer, SignoffCode, SignoffLink, SignoffRound
from minutes.notifications import links, sending

from . import Refused, rounds, signoff
from . import remark as remarks

Kind = Notification.Kind
CODES_AN_HOUR, CODES_A_DAY, LINKS_A_DAY = 5, 15, 3
AT_ONCE = datetime.timedelta(seconds=20)  # a second wish for a code within this time is the same wish


def find(token):
    """The link with this token, expired ones too; None for any other token. It knows whether its person `signs`
    still, and has not been replaced, whether it `is_of_this_text`: one to an earlier text never opens a later one, and
    whether she `has_signed` that text.
    """
    return _found.first(digest=tokens.digest(token))


def _by_digest(digest):
    meeting = OuterRef("round__meeting")
    newer = SignoffRound.objects.filter(meeting=meeting, number__gt=OuterRef("round__number"))
    own = Signer.objects.filter(meeting=meeting, person=OuterRef("person"))
    signed = Signature.objects.filter(round=OuterRef("round"), person=OuterRef("person"), signed_at__isnull=False)
    found = SignoffLink.objects.select_related("round__meeting__body__organisation", "round__opened_by", "person__user")
    found = found.annotate(signs=Exists(own), is_of_this_text=~Exists(newer), has_signed=Exists(signed))
    return found.filter(token_hash=digest)


_found = Objects(_by_digest, digest=str)


def is_expired(link):
    return link.expires <= timezone.now()


def has_code(link):
    """Whether a code is on its way, or has come and can still be typed."""
    lately = _asked(link).filter(created__gt=timezone.now() - SignoffCode.LASTS)
    states = set(lately.values_list("state", flat=True))
    if states & {Notification.State.WAITING, Notification.State.SENDING}:
        return True
    return Notification.State.SENT in states and _codes(link).exists()


def mail_failed(link):
    """Whether the last code could not be mailed."""
    last = _asked(link).order_by("-pk").first()
    return last is not None and last.state == Notification.State.FAILED


def _codes(link):
    own = SignoffCode.objects.filter(round=link.round_id, person=link.person_id)
    return own.filter(used_at=None, expires__gt=timezone.now(), tries__lt=SignoffCode.TRIES)


def _asked(link, kind=Kind.CODE):
    return Notification.objects.filter(round=link.round_id, person=link.person_id, kind=kind)


@transaction.atomic
def mail_code(link):
    """Mail a code to the person of the link; those that were mailed before still work while their time lasts."""
    _claim(link)
    now, asked = timezone.now(), _asked(link)
    if asked.filter(created__range=(now - AT_ONCE, now)).exists():  # not one from before the clock was set back
        return
    hour, day = now - datetime.timedelta(hours=1), now - datetime.timedelta(days=1)
    many = asked.filter(created__gt=hour).count() >= CODES_AN_HOUR
    if many or asked.filter(created__gt=day).count() >= CODES_A_DAY:
        words = _("Many codes have been mailed already. Look for the last one, also in the junk mail, or wait.")
        raise Refused(words)
    sending.tell(Kind.CODE, [link.person], meeting=link.round.meeting, round=link.round)
    audit.record("signlink.mail_code", link.round.meeting, by=None, details=_details(link))


class WrongCode(Refused):
    """What was typed is no code that works."""


def prove(link, code):
    """Take the code that was typed; each works once. Raises WrongCode, and every try that was wrong counts."""
    with transaction.atomic():
        _claim(link)
        wrong = _wrong(link, code)
        if not wrong:
            audit.append(_proved(link))
    if wrong:  # outside, so that the try is counted for good
        raise WrongCode(wrong)


def _wrong(link, code):
    """Count a try, and use the code up if it is right; returns what is wrong with it, in words.

    Guesses at the same time do not pass for one: they wait for each other on the round that the link has claimed.
    """
    digest = links.digest(link.round_id, link.person_id, "".join(code.split()))
    if _codes(link).filter(code_hash=digest).update(tries=F("tries") + 1, used_at=timezone.now()):
        return ""
    if not _codes(link).update(tries=F("tries") + 1):
        return _("There is no code that works any more. Ask for a new one.")
    return _("That is not the code in the mail. Look at it once more, or ask for a new one.")


def _proved(link):
    return audit.made("signlink.prove", link.round.meeting, by=link.person.user, details=_details(link))


def sign(link, *, content_hash, method, signer=None, address="", code=None, external=None):
    """As signoff.sign, of the text that the link was sent for and no other; a `code` that came along is taken first.

    None when nothing is left to sign. Raises WrongCode as `prove`; any other refusal leaves the code as it was.
    """
    with transaction.atomic():
        sealed, claimed, everyone = _claim(link)
        left = rounds.left(rounds.own_of(everyone, link.person.user, signer))
        if not left:
            return None
        wrong = _wrong(link, code) if code is not None else ""
        if not wrong:
            given = {"content_hash": content_hash, "method": method, "address": address, "external": external}
            given["before"] = [_proved(link)] if code is not None else []
            return signoff.take(sealed, claimed, everyone, left[0], by=link.person.user, **given)
    raise WrongCode(wrong)


@transaction.atomic
def decline(link, *, content_hash, reason):
    """As signoff.decline. It needs no code: it lets nothing through, and the secretary asks when in doubt."""
    _claim(link)
    given = {"content_hash": content_hash, "reason": reason, "method": "link"}
    return signoff.decline(link.round.meeting, by=link.person.user, **given)


@transaction.atomic
def add(link, *, text, item=None, wording=""):
    """As remark.add; by the link alone, and the log says so."""
    _claim(link)
    given = {"text": text, "item": item, "wording": wording, "by_link": True}
    return remarks.add(link.round.meeting, by=link.person.user, **given)


@transaction.atomic
def remove(link, remark):
    """As remark.remove."""
    _claim(link)
    remarks.remove(remark, by=link.person.user)


@transaction.atomic
def read(link, *, content_hash):
    """As signoff.read."""
    _claim(link)
    return signoff.read(link.round.meeting, by=link.person.user, content_hash=content_hash)


@transaction.atomic
def renew(link):
    """Mail a new link to the person, if she still signs, at most some a day. Tells nobody whether one went."""
    meeting = link.round.meeting
    sealed, _open = rounds.claim(meeting)
    today = _asked(link, Kind.LINK).filter(day=timezone.localdate())
    newer = Notification.objects.filter(round=sealed, person=link.person_id, kind=Kind.LINK, day=timezone.localdate())
    if link.signs and max(today.count(), newer.count()) < LINKS_A_DAY:
        sending.tell(Kind.LINK, [link.person], meeting=meeting, round=sealed)
        audit.record("signlink.renew", meeting, by=None, details=_details(link))


def _claim(link):
    """Let the link do something: its text is the newest, its time not over, its person still one of those who sign.

    Returns the round, whether it is open (as rounds.claim), and those who sign in it.
    """
    meeting = link.round.meeting
    sealed, is_open = rounds.claim(meeting)
    if sealed.pk != link.round_id:
        raise Refused(rounds.changed(meeting))
    if is_expired(link):
        raise Refused(_("The link is too old. Ask for a new one."))
    everyone = rounds.signers(sealed)
    rounds.own_of(everyone, link.person.user)  # refuses who has been replaced
    return sealed, is_open, everyone


def _details(link):
    return {"round": link.round.number, "person": link.person_id, "link": link.pk}
