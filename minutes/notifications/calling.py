"""Mails of a summons: the summons itself with its documents, a reminder to answer, and that the meeting is cancelled.

Everything comes from what was kept of the summons, since a cancelled meeting is no more. The link to answer by is made
with the mail and is in the mail alone.
"""

import logging
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from minutes.documents import render, summons, summons_sheet
from minutes.lib import calendar, dates, files, limits, tokens
from minutes.lib.mails import mailbox
from minutes.models import Notification, Summons, SummonsLink, SummonsReply

from .messages import NoAddress, address_of, link, plain

log = logging.getLogger(__name__)
Kind = Notification.Kind


def build(owed):
    """The mail of a Notification about a summons, ready to send. Raises NoAddress."""
    sent = owed.summons
    with translation.override(sent.language):
        to = address_of(owed.person)
        if not to:
            raise NoAddress(_("%(name)s has no e-mail address.") % {"name": owed.person.name})
        value = summons.from_json(sent.content_json)
        sender = sent.sent_by
        context = _context(owed, value)
        mail = EmailMessage(
            subject=" ".join(_subject(owed, value).split()),
            body=plain(render_to_string(f"mail/{owed.kind}.txt", context)),
            from_email=mailbox(f"{sender.name}, {sent.body.name}" if sender else sent.body.name, _own_address()),
            to=[mailbox(owed.person.name, to)],
            reply_to=[mailbox(sender.name, address_of(sender))] if sender and address_of(sender) else None,
        )
        if owed.kind != Kind.REPLY_WANTED:
            _attach_calendar(mail, owed, value, to)
        if owed.kind == Kind.SUMMONS:
            _attach_documents(mail, sent, value, context["enclosed"])
    return mail


def pdf_of(sent):
    """The PDF of a summons, made once and kept; None where it cannot be made, and the row then says why."""
    if sent.pdf is None and render.pdf_available() is None:
        _make(sent)
    return bytes(sent.pdf) if sent.pdf is not None else None


def logo_of(value):
    """The bytes of the letterhead's logo; None when there is none, or when its file is lost."""
    try:
        return files.read_stored(value.letterhead.logo) if value.letterhead.logo else None
    except FileNotFoundError:
        return None


def _make(sent):
    value = summons.from_json(sent.content_json)
    try:
        made = summons_sheet.pdf(value, logo=logo_of(value), variant=sent.body.organisation.pdf_variant)
    # Whatever a layout engine may raise: the mail goes without, and the secretary sees why.
    except Exception as error:
        log.exception("The PDF of summons %s could not be made", sent.pk)
        sent.pdf_error = f"{type(error).__name__}: {error}"[:500]
    else:
        sent.pdf, sent.pdf_error = made, ""
    Summons.objects.filter(pk=sent.pk).update(pdf=sent.pdf, pdf_error=sent.pdf_error)


def _own_address():
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _context(owed, value):
    sent = owed.summons
    replies = SummonsReply.objects.filter(person=owed.person, first__uid=sent.uid, attendance__isnull=False)
    reply = replies.select_related("attendance").first()
    enclosed, left = _enclosed(value) if owed.kind == Kind.SUMMONS else ([], [])
    return {
        "person": owed.person,
        "summons": sent,
        "value": value,
        "form": summons.form(value),
        "items": [_row(item) for item in value.items],
        "answer_by": dates.parse(value.answer_by),
        "enclosed": enclosed,
        "left": left,
        "serves_for": reply.attendance.serves_for if reply else "",
        "asked_anew": sent.number > 1 and sent.answers_from == sent.number,
        "reply_link": _reply_link(reply) if reply and owed.kind != Kind.CANCELLED else "",
        "link": link("summons-show", sent.meeting_id) if sent.meeting_id else "",
        "secretary": sent.sent_by,
        "body": sent.body,
    }


def _row(item):
    words = " ".join(filter(None, (item.label, item.title)))
    return f"{dates.clock(item.time, padded=True)} {words}" if item.time else words


def _reply_link(reply):
    token, digest = tokens.new()
    SummonsLink.objects.create(reply=reply, token_hash=digest)
    return link("reply-show", token)


def _subject(owed, value):
    words = {"label": value.label, "meeting": value.meeting, "date": value.date, "body": value.body}
    return {
        Kind.SUMMONS: "%(label)s: %(meeting)s %(date)s, %(body)s",
        Kind.REPLY_WANTED: _("Are you coming? %(meeting)s %(date)s, %(body)s"),
        Kind.CANCELLED: _("Cancelled: %(meeting)s %(date)s, %(body)s"),
    }[owed.kind] % words


def _attach_calendar(mail, owed, value, to):
    sent, cancelled = owed.summons, owed.kind == Kind.CANCELLED
    sender, body = sent.sent_by, value.body
    address = address_of(sender) if sender else ""
    event = calendar.Event(
        uid=sent.uid,
        sequence=sent.number if cancelled else sent.number - 1,
        day=value.date,
        start=value.start,
        end=value.end if value.start else "",
        title=f"{value.meeting}, {body}",
        place=value.place,
        text="\n".join(_row(item) for item in value.items),
        organiser=(sender.name, address) if address else (body, _own_address()),
        attendee=(owed.person.name, to),
        stamp=timezone.now(),
    )
    method = "CANCEL" if cancelled else "REQUEST"
    mail.attach("kallelse.ics", calendar.ics(event, method), f"text/calendar; method={method}")


def _attach_documents(mail, sent, value, enclosed):
    if made := pdf_of(sent):
        mail.attach(files.safe_name(f"{value.heading}.pdf".replace(":", "")), made, "application/pdf")
    for one, data in enclosed:
        mail.attach(one.file_name, data, one.content_type or "application/octet-stream")


def _enclosed(value):
    """([(document, bytes)] that go with the mail, those that have no room there); none that is secret."""
    enclosed, left, room = [], [], limits.MAIL_FILES
    for one in value.attachments:
        if not (one.public and one.sha256 and one.file_name):
            continue
        data = _read(one) if one.size <= room else None
        if data is None:
            left.append(one)
        else:
            enclosed.append((one, data))
            room -= one.size
    return enclosed, left


def _read(one):
    try:
        return files.read_stored(one.sha256)
    except FileNotFoundError:
        return None
