"""All there is of a meeting as one zip (lib.zips), and of one published version what everybody may have."""

from minutes.documents import evidence as evidence_content
from minutes.documents import load, render, summons
from minutes.lib import canonical, files, limits, zips
from minutes.models import Summons
from minutes.notifications import calling
from minutes.services import evidence, masking, rendering, supplement

_FOLDERS = {
    "sv": {"version": "version-{n}", "summons": "kallelse-{n}", "attachments": "bilagor"},
    "en": {"version": "version-{n}", "summons": "notice-{n}", "attachments": "attachments"},
}


def of_meeting(meeting):
    """{path: file}: each version with its data, proof and evidence, each summons as it was sent, every attachment.

    Evidence comes without network addresses, since a bundle is made to be handed on. Where no PDF can be made, there
    is none of what was not kept as one. Raises Refused with why a PDF could not be made.
    """
    entries, attached = [], {}
    for version in meeting.versions.order_by("number", "rendition"):
        masked = "" if version.rendition == version.Rendition.ORIGINAL else f"-{version.rendition}"
        entries += _version(meeting, version, _folder(meeting, "version", version) + masked)
        minutes = load.sealed(version.minutes_json)
        attached |= _attached(minutes) | _late(version, minutes)
    for sent in Summons.objects.filter(meeting=meeting).select_related("body__organisation").order_by("number"):
        entries += _summons(sent, _folder(meeting, "summons", sent))
        attached |= _attached(summons.from_json(sent.content_json))
    # The sealed list does not tell what a file that is not public is called.
    kept = {(one.number, one.sha256): one.file_name for one in meeting.attachments.all()}
    return zips.named([*entries, *_files(attached, _folder(meeting, "attachments"), kept)])


def of_version(version):
    """{path: file}: what everybody may read of a version: the document, its data, the files that are public."""
    made = _pdf(version)
    entries = [zips.held("", f"{version.file_stem}.pdf", made)] if made else []
    entries.append(zips.held("", "minutes.json", version.minutes_json.encode()))
    minutes = load.sealed(version.minutes_json)
    public = {key: one for key, one in (_attached(minutes) | _late(version, minutes)).items() if one.public}
    return zips.named([*entries, *_files(public, _folder(version.meeting, "attachments"))])


def fits(minutes, late=()):
    """Whether the public files of a document, and those that came later, are small enough to be sent to everybody."""
    files = (*minutes.attachments, *(one.listed for one in late))
    return sum(one.size for one in files if one.public) <= limits.PUBLIC_BUNDLE


def _version(meeting, version, folder):
    yield zips.held(folder, "minutes.json", version.minutes_json.encode())
    yield zips.held(folder, "proof.json", version.proof_json.encode())
    if made := _pdf(version):
        yield zips.held(folder, f"{version.file_stem}.pdf", made)
    if version.rendition == version.Rendition.ORIGINAL:
        told = evidence_content.without_network(evidence.of(version))
        yield zips.held(folder, "evidence.json", evidence_content.to_json(told))
        if render.pdf_available() is None:
            yield zips.held(folder, "evidence.pdf", evidence.pdf(meeting, told))
        if tied := masking.tied(version):
            yield zips.held(folder, "masking.json", canonical.dumps(tied))


def _pdf(version):
    """The frozen PDF, or the one that readers get where none could be made at the time."""
    if version.pdf is not None:
        return bytes(version.pdf)
    return rendering.pdf_of(version.meeting, version.minutes_json, load.proof(version.proof_json))


def _summons(sent, folder):
    value = summons.from_json(sent.content_json)
    yield zips.held(folder, "summons.json", sent.content_json.encode())
    if made := calling.pdf_of(sent):
        yield zips.held(folder, f"{value.heading}.pdf".replace(":", ""), made)


def _attached(value):
    """{(number, hash): attachment}, each file once however many versions list it."""
    return {(one.number, one.sha256): one for one in value.attachments if one.sha256}


def _late(version, minutes):
    """As `_attached`, of the files that came after the version; their names tell the day."""
    late = supplement.standing(supplement.beside(version, minutes))
    return {(one.row.number, one.row.sha256): one.listed for one in late}


def _files(attached, folder, kept=None):
    for key, one in sorted(attached.items(), key=lambda pair: pair[0]):
        name = one.file_name or (kept or {}).get(key) or files.called(one.title or one.name, one.content_type)
        yield zips.stored(folder, f"{one.number} {name}", one.size, one.sha256)


def _folder(meeting, kind, one=None):
    return _FOLDERS[meeting.body.language][kind].format(n=one.number if one else "")
