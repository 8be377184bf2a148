"""What each mail says: plain text in the body's language, signed by the secretary, with a link to the page."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from minutes import compose
from minutes.lib.mails import mailbox
from minutes.models import Notification, Person, PublishedVersion, Signature, SignoffCode, SignoffRole, SignoffRound

from . import links

Kind = Notification.Kind


class NoAddress(Exception):
    """The person has neither an e-mail address nor a login."""


def build(owed):
    """The mail of a Notification, ready to send. Raises NoAddress."""
    with translation.override(owed.meeting.body.language):
        to = address_of(owed.person)
        if not to:
            raise NoAddress(_("%(name)s has no e-mail address.") % {"name": owed.person.name})
        context = _context(owed)
        secretary = context["secretary"]
        reply_to = address_of(secretary) if secretary else ""
        return EmailMessage(
            subject=" ".join(_subject(owed, context).split()),
            body=plain(render_to_string(f"mail/{owed.kind}.txt", context)),
            from_email=_sender(context),
            to=[mailbox(owed.person.name, to)],
            reply_to=[mailbox(secretary.name, reply_to)] if reply_to else None,
        )


def address_of(person):
    return person.email or (person.user.email if person.user else "")


def link(name, *args):
    """The full address of a page; there is no request when a worker sends."""
    return settings.SITE_URL + reverse(name, args=args)


def _sender(context):
    secretary, body = context["secretary"], context["body"]
    name = f"{secretary.name}, {body.name}" if secretary else body.name
    return mailbox(name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _context(owed):
    meeting = owed.meeting
    return {
        "owed": owed,
        "person": owed.person,
        "meeting": meeting,
        "body": meeting.body,
        "round": owed.round,
        "secretary": _secretary(owed),
        "link": link(*_PAGES[owed.kind](owed)) if owed.kind in _PAGES else "",
        **_EXTRA.get(owed.kind, lambda _owed: {})(owed),
    }


def _secretary(owed):
    if owed.round and owed.round.opened_by_id:
        return Person.objects.select_related("user").get(pk=owed.round.opened_by_id)
    return owed.meeting.writer


_PAGES = {
    Kind.REQUEST: lambda owed: ("signlink-show", links.new(owed)),
    Kind.REMINDER: lambda owed: ("signlink-show", links.new(owed)),
    Kind.LINK: lambda owed: ("signlink-show", links.new(owed)),
    Kind.RECALLED: lambda owed: ("signoff-show", owed.meeting_id),
    Kind.DECLINED: lambda owed: ("signoff-show", owed.meeting_id),
    Kind.REMARK: lambda owed: ("remark-list", owed.meeting_id),
    Kind.ALL_SIGNED: lambda owed: ("signoff-show", owed.meeting_id),
    Kind.REVIEW: lambda owed: ("masking-show", owed.meeting_id),
    Kind.PUBLISHED: lambda owed: ("published-show", owed.meeting_id),
}


def _roles(owed):
    own = owed.meeting.signers.filter(person=owed.person).select_related("role")
    roles = [(signer.label, signer.role.verb) for signer in own]
    return {
        "roles": [label for label, _verb in roles],
        "approves": any(verb == SignoffRole.Verb.APPROVE for _label, verb in roles),
        "late": owed.round.deadline < owed.day,
        "until": links.until(),
    }


def _asked(owed):
    return _roles(owed) | _before(owed)


def _before(owed):
    """Whether the person was asked for the text before, which was recalled, or whether that one is being corrected."""
    earlier = SignoffRound.objects.filter(meeting=owed.meeting_id, number__lt=owed.round.number).order_by("-number")
    last = earlier.defer("minutes_json").first()
    if last is None or last.state == SignoffRound.State.COMPLETED:
        return {"again": False, "corrects": last is not None}
    asked = last.notifications.filter(person=owed.person_id, kind=Kind.REQUEST).exists()
    return {"again": asked or last.signatures.filter(person=owed.person_id).exists(), "corrects": False}


def _code(owed):
    return {"code": links.new_code(owed), "length": SignoffCode.LASTS.seconds // 60}


def _refusal(owed):
    return {"refusal": Signature.objects.get(pk=owed.about)}


def _author(owed):
    return {"author": Person.objects.get(pk=owed.about)}


def _recalled(owed):
    return {"signed": owed.round.signatures.filter(person=owed.person, signed_at__isnull=False).exists()}


def _version(owed):
    # Mail travels further than its reader: of a masked copy it tells what that tells, and nothing of what a public body
    # keeps from everybody.
    body, versions = owed.meeting.body, PublishedVersion.objects.without_files().filter(meeting=owed.meeting)
    version = versions.order_by("-number", "-rendition").first()
    restricted = bool(version and version.restricted)
    words = compose.publishing(body, restricted=restricted)
    decisions = version.decisions if version and not (restricted and body.is_public) else []
    return {"decisions": decisions, "publishing": words, "published": words.is_done}


def _signed(owed):
    return {"publish": compose.publishing(owed.meeting.body).act}


_EXTRA = {
    Kind.REQUEST: _asked,
    Kind.REMINDER: _roles,
    Kind.LINK: _roles,
    Kind.CODE: _code,
    Kind.DECLINED: _refusal,
    Kind.REMARK: _author,
    Kind.REVIEW: _author,
    Kind.RECALLED: _recalled,
    Kind.PUBLISHED: _version,
    Kind.ALL_SIGNED: _signed,
}


def _subject(owed, context):
    meeting = owed.meeting
    words = {"meeting": meeting.title, "date": meeting.date.isoformat(), "body": meeting.body.name}
    if owed.kind == Kind.PUBLISHED:
        words["published"] = context["publishing"].done
    if owed.kind == Kind.REMARK:
        words["name"] = context["author"].name
    if owed.kind == Kind.DECLINED:
        words["name"] = context["refusal"].name
    if owed.kind in (Kind.REQUEST, Kind.REMINDER):
        return _request_subject(owed, context) % words
    if owed.kind == Kind.CODE:
        words["code"] = context["code"]
    return {
        Kind.LINK: _("New link: %(meeting)s %(date)s"),
        Kind.CODE: _("%(code)s is your code: %(meeting)s %(date)s"),
        Kind.RECALLED: _("Recalled: %(meeting)s %(date)s"),
        Kind.REPLACED: _("You need not sign: %(meeting)s %(date)s"),
        Kind.DECLINED: _("%(name)s cannot sign: %(meeting)s %(date)s"),
        Kind.REMARK: _("%(name)s asks for changes: %(meeting)s %(date)s"),
        Kind.ALL_SIGNED: _("Everybody has signed: %(meeting)s %(date)s"),
        Kind.REVIEW: _("To review: %(meeting)s %(date)s"),
        Kind.PUBLISHED: "%(published)s: %(meeting)s %(date)s, %(body)s",
    }[owed.kind] % words


def _request_subject(owed, context):
    if owed.kind == Kind.REMINDER:
        return (
            _("Reminder: %(meeting)s %(date)s waits for you")
            if not context["late"]
            else _("The last day has passed: %(meeting)s %(date)s waits for you")
        )
    return _("To approve: %(meeting)s %(date)s") if context["approves"] else _("To sign: %(meeting)s %(date)s")


def plain(text):
    """Templates may be laid out freely: at most one empty line between paragraphs, none at the ends."""
    lines = [line.strip() for line in text.strip().splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept) + "\n"
