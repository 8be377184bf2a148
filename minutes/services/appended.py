"""The published document with its attachments after it: which files go along, and the PDF that is made of them."""

import dataclasses

from django.utils import timezone
from django.utils.translation import gettext as _

from minutes.documents import load
from minutes.lib import appended, canonical, files, limits
from minutes.lib.pdf import pages

from . import Refused, rendering, supplement

_AS_FILE = {"sv": "bifogad som fil", "en": "attached as a file"}
_LATE = {"sv": "tillkom", "en": "added"}


def parts(minutes, late=(), *, whole):
    """Attachments that go along: those that are public, or all to who may read the `whole`; none when too large.

    Files that came `late` (supplement.beside) stand in the place of their attachment, with the day on which they came.
    """
    came = {(one.row.number, one.row.title): _dated(one, minutes.language) for one in supplement.standing(late)}
    listed = [came.get((one.number, one.title), one) for one in minutes.attachments]
    listed = [one for one in listed if one.sha256 and (whole or one.public)]
    return listed if sum(one.size for one in listed) <= limits.APPENDED else []


def _dated(late, language):
    day = timezone.localdate(late.row.at).isoformat()
    return dataclasses.replace(late.listed, name=f"{late.listed.name} ({_LATE[language]} {day})")


def digest(version, listed):
    """SHA-256 that names the PDF before it is made, by all that it is made of."""
    made_of = [version.pdf_hash or canonical.sha256(version.proof_json.encode()), version.content_hash]
    return canonical.sha256([appended.MANNER, *made_of, *([one.name, one.sha256] for one in listed)])


def pdf(version, minutes, listed):
    """The PDF's bytes. Raises Refused when it cannot be made here or now."""
    own = version.pdf or rendering.pdf_of(version.meeting, version.minutes_json, load.proof(version.proof_json))
    if not pages(bytes(own or b"")):
        raise Refused(_("The document itself is not kept as a PDF, and none can be made here."))
    given = [_part(one) for one in listed if files.is_stored(one.sha256)]
    try:
        return appended.joined(bytes(own), given, as_file=_AS_FILE[minutes.language], date=minutes.date)
    except appended.NotMade as error:
        words_of_it = _("The PDF with attachments took too long. Try again in a while, or get the files one by one.")
        raise Refused(words_of_it) from error


def _part(one):
    name = one.file_name or files.called(one.title or one.name, one.content_type)
    return appended.Part(one.name, name, one.content_type, lambda: files.open_stored(one.sha256))
