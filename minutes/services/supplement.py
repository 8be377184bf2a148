"""The file of an attachment that was published as listed without one: it comes later, dated, and changes no version.

It belongs to the version that was in force when it came, and to later ones that list the attachment in the same way.
"""

import dataclasses

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.documents import load
from minutes.lib import canonical, files, text
from minutes.models import Supplement

from . import Refused, correction
from .draft import person_of
from .storing import store


@dataclasses.dataclass(frozen=True)
class Late:
    """What the version lists without a file, as if it had the one that came (or came and was taken away)."""

    listed: object
    row: Supplement


def beside(version, minutes):
    """[Late] for a version with this content, in order; a masked copy has what it lists as its original does.

    What was taken away is no longer public.
    """
    rows = Supplement.objects.filter(version__meeting=version.meeting_id, version__number__lte=version.number)
    empty = {(one.number, one.title): one for one in minutes.attachments if not one.sha256}
    return [Late(_filled(empty[key], row), row) for row in rows if (key := (row.number, row.title)) in empty]


def _filled(listed, row):
    given = {"sha256": row.sha256, "size": row.size, "content_type": row.content_type, "file_name": row.file_name}
    return dataclasses.replace(listed, **given, public=listed.public and row.withdrawn_at is None)


def standing(found):
    """Those of `beside` that have not been taken away."""
    return [late for late in found if late.row.withdrawn_at is None]


def of_meeting(meeting):
    """{(number, title) as listed: the file that stands}, with the number of its version."""
    rows = Supplement.objects.filter(version__meeting=meeting, withdrawn_at=None)
    return {(row.number, row.title): row for row in rows.annotate(beside=F("version__number")).order_by("pk")}


def place(meeting, number):
    """(the version in force, what it lists without a file under the number); (None, None) when there is none."""
    version = correction.newest(meeting)
    minutes = load.sealed(version.minutes_json) if version else None
    listed = next((one for one in minutes.attachments if one.number == number), None) if minutes else None
    if listed is None or listed.sha256:
        return None, None
    late = [one for one in standing(beside(version, minutes)) if one.row.number == number]
    return (None, None) if late else (version, listed)


@transaction.atomic
def add(meeting, number, *, by, file):
    """Put the file beside the version in force. Raises Refused where nothing waits for one."""
    version, listed = place(meeting, number)
    if version is None:
        raise Refused(_("No attachment with that number is listed without a file."))
    try:
        checked = files.check(file)
    except files.BadFile as error:
        raise Refused(error.words()) from error
    files.store(file, checked.sha256)
    now, ending = timezone.now(), checked.name.rpartition(".")[2].lower()
    row = Supplement(
        version=version, number=number, title=listed.title, sha256=checked.sha256, size=checked.size,
        file_name=files.name_of(f"{listed.title} {timezone.localdate(now).isoformat()}.{ending}"),
        content_type=checked.content_type, at=now, by=person_of(by),
    )  # fmt: skip
    store(row, exclude=["version"])
    audit.record("supplement.add", meeting, by=by, details=_details(row))
    return row


@transaction.atomic
def withdraw(row, *, by, reason):
    """Take the file out of the public's view; those who may read everything go on reading it."""
    given = {"withdrawn_at": timezone.now(), "withdrawn_by": person_of(by), "reason": reason}
    if not Supplement.objects.filter(pk=row.pk, withdrawn_at=None).update(**given):
        raise Refused(_("The file has been taken away already."))
    details = _details(row) | {"reason": canonical.sha256(text.lines(reason))}
    audit.record("supplement.withdraw", row.version.meeting, by=by, details=details)


def _details(row):
    return {"supplement": row.pk, "version": row.version.number, "number": row.number, "sha256": row.sha256}

