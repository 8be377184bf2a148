"""Whether a document is genuine: looked up by its hash, else by what it carries. Nothing is kept, nothing is told of
what the asker may not read.
"""

import contextlib
import dataclasses
import threading
from dataclasses import dataclass, field

from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from minutes.documents import differences, load
from minutes.lib import canonical, codes, pdf_facts
from minutes.models import Body, PublishedVersion

from . import Refused
from .seal import is_ours

Difference = differences.Difference
# Reading a stranger's file takes a processor and memory for seconds, so there are few at once, and a short queue.
_readers = threading.BoundedSemaphore(2)
WAIT = 4  # seconds


@dataclass
class Verdict:
    """`kind` is one of: current, corrected, withdrawn, altered, sealed, unknown, unreadable.

    `by` is what was asked with: "pdf", "json" or "code". `version` is the one that it is or claims to be, `newest` the
    one that is in force; None where it was corrected by one that the asker may not read. `rows` tell where it differs
    from that. `pages` means that the data are those published but the file is not. `seal` is that of an unknown file,
    as lib.pdf_facts tells it.
    """

    kind: str
    by: str
    version: PublishedVersion | None = None
    newest: PublishedVersion | None = None
    rows: list[Difference] = field(default_factory=list)
    pages: bool = False
    seal: dict | None = None
    digest: str = ""

    @property
    def look(self):
        return {"current": "ok", "corrected": "old", "withdrawn": "old", "sealed": "old", "altered": "bad"}.get(
            self.kind, "none"
        )

    @property
    def icon(self):
        return {"ok": "check", "bad": "cross"}.get(self.look, "warn" if self.look == "old" else "info")


def of_code(typed, *, reader):
    """The verdict on a code; an unknown one and one that the reader may not see are the same."""
    code = codes.read(typed)
    found = _visible(reader, code=code) if code else None
    return _standing(found, reader, "code") if found else Verdict("unknown", "code")


def of_file(data, *, reader):
    """The verdict on a file's bytes, PDF or the JSON of the minutes. Raises Refused while too many are being read."""
    digest = canonical.sha256(data)
    by = "json" if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "pdf"
    found = _visible(reader, **{"content_hash" if by == "json" else "pdf_hash": digest})
    if found:
        verdict = _standing(found, reader, by)
    else:
        with _turn():
            verdict = _told(data, reader, by)
    verdict.digest = digest
    return verdict


@contextlib.contextmanager
def _turn():
    if not _readers.acquire(timeout=WAIT):
        raise Refused(_("Many files are being checked just now. Try again in a moment."))
    try:
        yield
    finally:
        _readers.release()


def _visible(reader, **which):
    """The version if the reader may see it, or if it was everybody's until it was withdrawn."""
    withdrawn = Q(restricted=False, meeting__body__readers=Body.Readers.PUBLIC, withdrawal__isnull=False)
    seen = PublishedVersion.objects.filter(**which)
    seen = seen.filter(withdrawn | Q(pk__in=PublishedVersion.objects.visible_to(reader).filter(**which).values("pk")))
    found = seen.select_related("meeting__body__organisation", "withdrawal").defer("html", "pdf", "minutes_json")
    return found.order_by("-number").first()


def _standing(version, reader, by):
    """What the version is worth today."""
    if hasattr(version, "withdrawal"):
        return Verdict("withdrawn", by, version)
    newest = _newest(version, reader)
    if newest.pk == version.pk:
        later = PublishedVersion.objects.filter(meeting=version.meeting_id, number__gt=version.number).exists()
        return Verdict("corrected", by, version) if later else Verdict("current", by, version, version)
    # What a version says of its own correction is told beside the rows.
    texts = (dataclasses.replace(load.sealed(one.minutes_json), correction=None) for one in (version, newest))
    rows = differences.differences(*texts)
    return Verdict("corrected", by, version, newest, rows)


def _newest(version, reader):
    """The version in force as the reader may see it, of a copy the copy; an earlier one may have been open to all."""
    beside = PublishedVersion.objects.visible_to(reader).filter(meeting=version.meeting_id, withdrawal=None)
    same = Case(When(rendition=version.rendition, then=1), default=0)
    beside = beside.filter(number__gte=version.number).order_by("-number", same.desc())
    return beside.select_related("meeting__body__organisation").defer("html", "pdf").first()


def _told(data, reader, by):
    """The verdict on a file that was never published, by what it says of itself."""
    facts = {"minutes.json": data, "seals": []} if by == "json" else _read(data)
    if facts is None:
        return Verdict("unreadable", by)
    claimed, seal = _claimed(facts, reader), next(iter(facts["seals"]), None)
    if seal:
        seal["ours"] = is_ours(seal["certificate"])
    if claimed is None:
        # Sealed by us and whole, yet not published: nobody else can have made it.
        whole = seal and all(seal[part] for part in ("intact", "valid", "whole", "ours"))
        return Verdict("sealed" if whole else "unknown", by, seal=seal)
    if hasattr(claimed, "withdrawal"):
        return Verdict("withdrawn", by, claimed)
    pages = _digest(facts) == claimed.content_hash
    rows = [] if pages else _rows(facts, claimed)
    return Verdict("altered", by, claimed, _newest(claimed, reader), rows, pages, seal)


def _read(data):
    if b"%PDF-" not in data[:1024]:
        return None
    try:
        return pdf_facts.read(data)
    except pdf_facts.Unreadable:
        return None


def _claimed(facts, reader):
    """The version that the file says it is: by the code in its proof, else by its content, else by meeting and date."""
    try:
        proof = load.proof(facts.get("proof.json", ""))
    except load.Invalid:
        proof = None
    if proof and (code := codes.read(proof.code)) and (found := _visible(reader, code=code)):
        return found
    for digest in filter(None, (proof.content_hash if proof else "", _digest(facts))):
        if found := _visible(reader, content_hash=digest):
            return found
    minutes = _minutes(facts)
    found = _visible(reader, heading=minutes.heading, meeting__body__name=minutes.body) if minutes else None
    # Whoever holds an original that she may not see is not told that it is an altered copy.
    is_copy = found is not None and found.rendition == PublishedVersion.Rendition.PUBLIC
    return None if is_copy and not (proof and proof.tie) else found


def _digest(facts):
    content = facts.get("minutes.json", "")
    return canonical.sha256(content.encode() if isinstance(content, str) else content) if content else ""


def _minutes(facts):
    try:
        return load.sealed(facts.get("minutes.json", ""))
    except load.Invalid:
        return None


def _rows(facts, version):
    minutes = _minutes(facts)
    return differences.differences(minutes, load.sealed(version.minutes_json)) if minutes else []
