"""What everybody may read, found by one statement: the open page that is to be shown, and the open file's bytes.

Open pages are asked for most of all. What is not found here may still be there for some: see issued.find.
"""

import hashlib
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from minutes.lib.prepared import Rows
from minutes.models import Body, PublishedVersion, Supplement

_OF_VERSION = (
    "pk", "number", "rendition", "restricted", "withdrawal", "heading", "html_hash", "content_hash", "pdf_hash",
    "pdf_size", "pages", "published_at", "corrects", "correction_kind", "correction_what", "correction_why",
)  # fmt: skip
_OF_BODY = ("readers", "name", "slug", "language")
_OF_HOUSE = (
    "name", "slug", "postal_address", "visiting_address", "phone", "email", "web", "logo", "accent",
)  # fmt: skip
_COLUMNS = (
    *_OF_VERSION,
    *(f"meeting__body__{name}" for name in _OF_BODY),
    *(f"meeting__body__organisation__{name}" for name in _OF_HOUSE),
)
_AT = {name: place for place, name in enumerate(_COLUMNS)}


@dataclass(frozen=True)
class OpenPage:
    """Version `pk` is what everybody reads at the address; `key` names all that its page is made of."""

    pk: int
    key: str
    language: str


def page(meeting, number=None):
    """The open page of the meeting's minutes, the latest unless told; None when not everybody may read it."""
    rows = _standing(meeting=meeting)
    newest = {row[_AT["rendition"]]: row for row in reversed(rows)}
    for row in rows:
        asked = newest[row[_AT["rendition"]]] is row if number is None else row[_AT["number"]] == number
        if asked and _is_open(row):
            key = hashlib.sha256(repr((row[0], rows)).encode()).hexdigest()
            return OpenPage(row[0], key, row[_AT["meeting__body__language"]])
    return None


def _is_open(row):
    """As issued.is_open."""
    is_public = row[_AT["meeting__body__readers"]] == Body.Readers.PUBLIC
    return is_public and not row[_AT["restricted"]] and row[_AT["withdrawal"]] is None


def file(meeting, number, digest):
    """(bytes, name without ending) of the open version's PDF when it has this hash; else None."""
    found = _files(meeting=meeting, number=number, digest=digest)
    return (bytes(found[0][0]), found[0][1]) if found else None


def _versions(meeting):
    found = PublishedVersion.objects.filter(meeting=meeting).order_by("-number", "-rendition")
    return found.values_list(*_COLUMNS).annotate(late=_late(Count("pk")), gone=_late(Count("withdrawn_at")))


def _late(number):
    """How many files came beside the meeting's versions, or how many were taken away: neither is ever undone."""
    rows = Supplement.objects.filter(version__meeting=OuterRef("meeting")).order_by().values("version__meeting")
    return Subquery(rows.annotate(number=number).values("number"))


def _pdfs(meeting, number, digest):
    readable = {"meeting__body__readers": Body.Readers.PUBLIC, "restricted": False, "withdrawal": None}
    found = PublishedVersion.objects.filter(meeting=meeting, number=number, pdf_hash=digest, **readable)
    return found.order_by("pk").values_list("pdf", "file_stem")


_standing = Rows(_versions, meeting=int)
_files = Rows(_pdfs, meeting=int, number=int, digest=str)
