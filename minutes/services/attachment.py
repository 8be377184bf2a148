"""Attachments: numbered, with or without a file, of the meeting or of one item."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import files, limits
from minutes.models import Attachment

from . import Refused, storing
from .draft import claim


@transaction.atomic
def add(meeting, *, by, title, file=None, item=None, date=None, public=True):
    """List an attachment under the next number; `file` is an opened file with a name, and may come later."""
    claim(meeting)
    if meeting.attachments.count() >= limits.ATTACHMENTS:
        raise Refused(_("A meeting has room for %(number)s attachments at the most.") % {"number": limits.ATTACHMENTS})
    _check_item(meeting, item)
    last = meeting.attachments.aggregate(last=Max("number"))["last"] or 0
    attachment = Attachment(meeting=meeting, number=last + 1, title=title, item=item, date=date, public=public)
    _put(attachment, file)
    storing.store(attachment, exclude=["meeting"])
    audit.record("attachment.add", attachment, by=by, details=_details(attachment))
    return attachment


@transaction.atomic
def change(attachment, *, by, file=None, **fields):
    """Change what is known of an attachment; `file` replaces the one that it has, False takes it away."""
    claim(attachment.meeting)
    try:
        attachment.refresh_from_db()
    except Attachment.DoesNotExist:
        raise Refused(_("The attachment has been removed meanwhile.")) from None
    _check_item(attachment.meeting, fields.get("item"))
    changed = storing.change(attachment, fields)
    before = attachment.sha256
    _put(attachment, file)
    if not changed and attachment.sha256 == before:
        return
    storing.store(attachment, exclude=["meeting"])
    details = {"fields": changed, "replaced": before} if attachment.sha256 != before else {"fields": changed}
    audit.record("attachment.change", attachment, by=by, details=details | _details(attachment))


@transaction.atomic
def remove(attachment, *, by):
    """Strike an attachment off the list. Its stored content stays: issued minutes may point at it."""
    claim(attachment.meeting)
    details = _details(attachment) | {"attachment": attachment.pk}
    if not Attachment.objects.filter(pk=attachment.pk).delete()[0]:
        raise Refused(_("The attachment has been removed meanwhile."))
    audit.record("attachment.remove", attachment.meeting, by=by, details=details)


def _put(attachment, file):
    if file is None:
        return
    if file is False:
        attachment.sha256, attachment.file_name, attachment.content_type, attachment.size = "", "", "", 0
        return
    try:
        checked = files.check(file)
    except files.BadFile as error:
        raise Refused(error.words()) from error
    # Stored before the row is: a file that no row points at does no harm, a row without its file would.
    files.store(file, checked.sha256)
    attachment.sha256, attachment.file_name = checked.sha256, checked.name
    attachment.content_type, attachment.size = checked.content_type, checked.size


def _check_item(meeting, item):
    if item and item.meeting_id != meeting.pk:
        raise Refused(_("The item belongs to another meeting."))


def _details(attachment):
    return {"number": attachment.number, "sha256": attachment.sha256}
