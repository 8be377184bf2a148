"""Whether what is stored is still what was published: each version against its hashes, signatures, seal and trace."""

from minutes import audit
from minutes.documents import load, masking
from minutes.lib import canonical, files, pdf_facts
from minutes.models import AuditEvent, Masking, PublishedVersion, Signature, SignoffRound, Supplement, Withdrawal

from . import checkpoint, fingerprint
from .masking import marks_of

_ANSWERS = ("signoff.sign", "signoff.decline")
_RENDITIONS = {"publication.publish": "original", "publication.publish_copy": "public"}


def flaws():
    """(name of the version, what does not hold), for those who run the server; nothing when all is whole."""
    for pk in list(PublishedVersion.objects.order_by("pk").values_list("pk", flat=True)):
        version = PublishedVersion.objects.get(pk=pk)
        name = f"meeting {version.meeting_id}, version {version.number} ({version.rendition})"
        for flaw in of(version):
            yield name, flaw
    yield from _gone()
    held, broken = audit.verify()
    if broken is not None:
        yield "audit log", f"the chain breaks at event {broken}, after {held} that hold"
    yield from checkpoint.flaws()


def of(version):
    """What does not hold of one version."""
    pdf = bytes(version.pdf) if version.pdf is not None else b""
    yield from _named(
        {
            "the content is not that of its hash": canonical.sha256(version.minutes_json.encode())
            == version.content_hash,
            "the page is not that of its hash": canonical.sha256(version.html.encode()) == version.html_hash,
            "the PDF is not that of its hash": (canonical.sha256(pdf) if pdf else "") == version.pdf_hash,
            "the PDF has another size": len(pdf) == version.pdf_size,
        }
    )
    try:
        minutes, proof = load.sealed(version.minutes_json), load.proof(version.proof_json)
    except load.Invalid:
        yield "its data cannot be read"
        return
    yield from _named(
        {
            "the proof is about another content": proof.content_hash == version.content_hash,
            "the proof is about another version": proof.version == version.number,
            "the proof holds another code": proof.code in ("", version.code),
            "heading or date are not those of the content": (version.heading, str(version.date))
            == (minutes.heading, minutes.date),
            "the audit log tells of other hashes": _is_on_record(version),
            "something in its row is not as it was stored": _is_on_record(version, row=fingerprint.of(version)),
        }
    )
    if version.rendition == PublishedVersion.Rendition.ORIGINAL:
        yield from _signatures(version, proof)
    else:
        yield from _copy(version, minutes, proof)
    yield from _seal(version, pdf)
    yield from _attachments(minutes)
    yield from _late(version, minutes)
    if row := Withdrawal.objects.filter(version=version).first():
        told = {"version": version.number, "rendition": version.rendition, "reason": canonical.sha256(row.reason)}
        if not _tells("publication.withdraw", version, told):
            yield "the audit log tells another thing of taking it away from the public"


def _gone():
    """What the log tells of and the tables hold no longer."""
    versions = set(PublishedVersion.objects.values_list("meeting", "number", "rendition"))
    late = set(Supplement.objects.values_list("version__meeting", "version__number", "number", "sha256"))
    away = set(Withdrawal.objects.values_list("version__meeting", "version__number", "version__rendition"))
    signatures = set(Signature.objects.values_list("pk", flat=True))
    kinds = (*_RENDITIONS, *_ANSWERS, "publication.withdraw", "supplement.add")
    for event in AuditEvent.objects.filter(kind__in=kinds).order_by("pk").iterator():
        told, name = event.details, f"meeting {event.meeting}, version {event.details.get('version')}"
        at = event.meeting, told.get("version")
        if event.kind == "supplement.add":
            if (*at, told.get("number"), told.get("sha256")) not in late:
                yield name, f"the late file of attachment {told.get('number')} is gone"
        elif event.kind == "publication.withdraw":
            if (*at, told.get("rendition")) not in away:
                yield name, "it was taken away from the public, and is not any more"
        elif event.kind in _ANSWERS:
            if told.get("signature") not in signatures:
                yield f"meeting {event.meeting}", f"signature {told.get('signature')} is gone"
        elif (*at, _RENDITIONS[event.kind]) not in versions:
            yield f"{name} ({_RENDITIONS[event.kind]})", "it is gone"


def _named(tests):
    return (name for name, holds in tests.items() if not holds)


def _is_on_record(version, **more):
    """Whether the log, whose chain is tried apart, says that just these hashes were published."""
    told = {"version": version.number, "content_hash": version.content_hash, "pdf_hash": version.pdf_hash} | more
    is_copy = version.rendition == PublishedVersion.Rendition.PUBLIC
    kind = "publication.publish_copy" if is_copy else "publication.publish"
    return _tells(kind, version, told)


def _tells(kind, version, told):
    events = AuditEvent.objects.filter(kind=kind, meeting=version.meeting_id)
    return any(told.items() <= event.details.items() for event in events)


def _late(version, minutes):
    """The files that came beside the version after it was published."""
    listed = {(one.number, one.title) for one in minutes.attachments if not one.sha256}
    for row in Supplement.objects.filter(version=version):
        told = {"supplement": row.pk, "version": version.number, "number": row.number, "sha256": row.sha256}
        why = {"reason": canonical.sha256(row.reason)} if row.withdrawn_at else {}
        if (row.number, row.title) not in listed or not _tells("supplement.add", version, told):
            yield f"the late file of attachment {row.number} is not on record as it is stored"
        if bool(row.withdrawn_at) != _tells("supplement.withdraw", version, told | why):
            yield f"the audit log tells another thing of taking away the late file of attachment {row.number}"
        yield from _file(f"the late file of attachment {row.number}", row.sha256)


def _copy(version, minutes, proof):
    """A masked copy against its original and against what was reviewed."""
    beside = PublishedVersion.objects.filter(meeting=version.meeting_id, number=version.number, rendition="original")
    original = beside.without_files().first()
    rows = Masking.objects.filter(round__meeting=version.meeting_id, code=version.code)
    row = rows.select_related("round", "confirmed_by").first()
    if original is None or row is None:
        yield "there is no original that it is a copy of"
        return
    yield from _named(
        {
            "the tie to its original does not hold": proof.tie == masking.tie(original.content_hash, row.secret),
            "it is a copy of another content": row.round.content_hash == original.content_hash,
            "another copy was reviewed": row.copy_hash == version.content_hash and row.confirmed_by_id is not None,
            "the audit log tells of another who reviewed it": _is_reviewed(row, version.content_hash),
            "what is masked stands in it": not masking.leaks(minutes, marks_of(row)),
            "its original is open to everybody": original.restricted or hasattr(original, "withdrawal"),
        }
    )


def _is_reviewed(row, copy_hash):
    events = AuditEvent.objects.filter(kind="masking.confirm", meeting=row.meeting_id)
    told = {"round": row.round.number, "copy_hash": copy_hash}
    actors = {event.actor for event in events if told.items() <= event.details.items()}
    return row.confirmed_by is not None and row.confirmed_by.user_id in actors


def _signatures(version, proof):
    rounds = SignoffRound.objects.filter(
        meeting=version.meeting_id, content_hash=version.content_hash, state=SignoffRound.State.COMPLETED
    )
    found = rounds.order_by("-number").first()
    if found is None:
        yield "nobody has approved this content"
        return
    signed = list(found.signatures.filter(signed_at__isnull=False))
    if any(one.content_hash != version.content_hash for one in signed):
        yield "a signature is about another content"
    stored = {(one.role_key, one.name, one.method, one.external.get("service", "")) for one in signed}
    if stored != {(s.role, s.name, s.method, s.service) for s in proof.signatures}:
        yield "the proof tells of other signatures"
    acts = AuditEvent.objects.filter(meeting=version.meeting_id, kind__in=_ANSWERS)
    told = {event.details.get("signature"): event.details.get("row") for event in acts}
    for one in Signature.objects.filter(round__meeting=version.meeting_id, round__number__lte=found.number):
        if told.get(one.pk) != fingerprint.of_signature(one):
            yield f"the signature of {one.name} is not as it was stored"


def _seal(version, pdf):
    if not version.seal_certificate:
        return
    try:
        # With the hash that the log tells of, it is a file of ours, and needs no process of its own.
        found = pdf_facts.facts(pdf)["seals"] if canonical.sha256(pdf) == version.pdf_hash else []
    # Whatever a damaged file makes the reader raise: the seal does not hold.
    except Exception:  # noqa: BLE001
        found = []
    whole = [one for one in found if one["intact"] and one["valid"] and one["whole"]]
    if not any((one["certificate"], one["by"]) == (version.seal_certificate, version.sealed_by) for one in whole):
        yield "the seal does not hold"


def _attachments(minutes):
    for one in minutes.attachments:
        if one.sha256:
            yield from _file(f"attachment {one.number}", one.sha256)


def _file(name, digest):
    try:
        if canonical.sha256(files.read_stored(digest)) != digest:
            yield f"{name} is not that of its hash"
    except FileNotFoundError:
        yield f"the file of {name} is missing"
