"""What was issued, as it was issued: pages and files made from frozen versions alone."""

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from minutes.documents import load
from minutes.documents import render as documents
from minutes.exchange import bundle
from minutes.lib import canonical, files
from minutes.lib.http import send_file
from minutes.models import Body, PublishedVersion
from minutes.services import Refused, appended, rendering, supplement

from . import shelf
from .issued import (
    find,
    find_original,
    for_everybody,
    for_list,
    in_its_language,
    is_open,
    kept,
    label,
    reading,
    reads_all,
)


@reading
@conditional_page
def body(request, slug):
    bodies = Body.objects.select_related("organisation")
    found = bodies.visible_to(AnonymousUser()).filter(slug=slug).first()
    if found:
        with in_its_language(found):
            # The same for everybody: what insiders see more of is elsewhere.
            return kept(_list(request, found, AnonymousUser()), public=True, language=found.language)
    found = get_object_or_404(bodies.visible_to(request.user), slug=slug)
    return kept(_list(request, found, request.user), public=False)


def _list(request, body, reader):
    versions = for_list(PublishedVersion.objects.visible_to(reader).filter(meeting__body=body))
    if not body.is_public:  # where copies of the time when it was are among the members' originals
        versions = versions.exclude(rendition=PublishedVersion.Rendition.PUBLIC)
    context = {
        "body": body,
        "organisation": body.organisation,
        "everybody": True,
        "label": label(body),
        "versions": versions.order_by("-date", "-pk"),
    }
    return render(request, "published/body.html", context)


@reading
@conditional_page
def show(request, pk):
    return _page(request, pk)


@reading
@conditional_page
def version(request, pk, number):
    return _page(request, pk, number)


def _page(request, pk, number=None):
    """An open page is made once and kept as it was made, for as long as nothing changes that it is made of."""
    shelved = shelf.page(pk, number)
    if shelved is None:
        return kept(rendered(request, *find(request, pk, number)), public=False)
    if (page := caches["pages"].get(shelved.key)) is None:
        version, versions = find(request, pk, number)
        with in_its_language(version.meeting.body):
            page = rendered(request, version, versions).content
        caches["pages"].set(shelved.key, page)
    return kept(HttpResponse(page), public=True, language=shelved.language)


def rendered(request, version, versions, *, original=False):
    """The page of a version, with those that it lists; `original` is one that has a masked copy beside it."""
    version.refresh_from_db(fields=["html", "minutes_json"])
    body, frozen = version.meeting.body, load.sealed(version.minutes_json)
    late = _late(version, frozen) if version.has_late else []
    for one in {version, *versions}:
        one.at = _addresses(one, original)
    context = {
        "version": version,
        "original": original,
        "minutes": frozen,
        "contents": documents.contents(frozen),
        "body": body,
        "organisation": body.organisation,
        "everybody": True,
        "versions": versions,
        "late": late,
        "enclosed": [] if original else appended.parts(frozen, late, whole=False),
        "as_one": not original and bundle.fits(frozen, late),
        "newest": versions[0] if versions else version,
        "earlier": next((one for one in versions if one.number < version.number), None),
    }
    return render(request, "published/show.html", context)


def _late(version, frozen):
    """The files that came later, with an address for what everybody may read who reads the version."""
    found = supplement.beside(version, frozen)
    for one in found:
        numbers = [version.meeting_id, version.number, one.row.number]
        one.row.address = reverse("published-attachment", args=numbers) if one.listed.public else ""
    return found


def _addresses(version, original):
    """Where the version's page and files are; its frozen PDF at the address that names its bytes."""
    numbers, noun = [version.meeting_id, version.number], "original" if original else "published"
    at = {"page": reverse("original-show" if original else "published-version", args=numbers)}
    at |= {"pdf": reverse(f"{noun}-pdf", args=numbers), "json": reverse(f"{noun}-json", args=numbers)}
    if version.pdf_hash and not original:
        at["pdf"] = reverse("published-file", args=[*numbers, version.pdf_hash])
    return at


@reading
def file(request, pk, number, digest):
    """The frozen PDF at an address that names its bytes: whoever has it need never ask again."""
    if shelved := shelf.file(pk, number, digest):
        data, stem = shelved
        return for_everybody(_send(request, data, stem, "pdf", digest, public=True, lasts=True))
    found, _beside = find(request, pk, number)
    if found.pdf_hash != digest:
        raise Http404
    return _send(request, bytes(found.pdf), found.file_stem, "pdf", digest, public=False)


@reading
def pdf(request, pk, number):
    """The version's PDF at an address that people can read; one is made where none could be made at the time."""
    return pdf_of(request, find(request, pk, number)[0])


def pdf_of(request, found):
    """The PDF of the version as an answer."""
    data, digest = found.pdf, found.pdf_hash
    if data is None:
        data, missing = _made_now(found)
        if data is None:
            context = {"version": found, "missing": missing, "organisation": found.meeting.body.organisation}
            return render(request, "published/pdf_missing.html", context | {"everybody": True}, status=503)
        digest = canonical.sha256(data)
    return _send_open(request, found, bytes(data), "pdf", digest)


def _made_now(version):
    """(PDF, "") of a version that was published where none could be made, or (None, what is missing)."""
    try:
        data = rendering.pdf_of(version.meeting, version.minutes_json, load.proof(version.proof_json))
    except Refused as refusal:
        return None, refusal.message
    return data, documents.pdf_available() or ""


@reading
def json(request, pk, number):
    return json_of(request, find(request, pk, number)[0])


def json_of(request, found):
    """The canonical JSON of the version as an answer."""
    return _send_open(request, found, found.minutes_json.encode(), "json", found.content_hash)


def _send_open(request, version, data, ending, digest):
    response = _send(request, data, version.file_stem, ending, digest, public=is_open(version))
    return for_everybody(response) if is_open(version) else response


def _send(request, data, stem, ending, digest, **kept):
    """As "Styrgruppen för badplatser 2026-11-12 protokoll.pdf", in the words of the version itself."""
    name = files.name_of(f"{stem}.{ending}")
    return send_file(request, data, content_type=f"application/{ending}", name=name, digest=digest, **kept)


@reading
def attachment(request, pk, number, attachment):
    """A file from the version's own list: what happened to the meeting's attachments later changes nothing here."""
    found, listed = _listed(request, pk, number, attachment)
    try:
        data = files.read_stored(listed.sha256)
    except FileNotFoundError as lost:
        raise Http404 from lost
    return send_file(
        request,
        data,
        content_type=listed.content_type,
        name=listed.file_name or _file_name_of(found, listed),
        digest=listed.sha256,
        public=listed.public and is_open(found),
    )


def _listed(request, pk, number, attachment):
    """(version, what it lists); what a masked copy does not tell, its original tells to those who may read that."""
    found, _beside = find(request, pk, number)
    beside = [] if found.rendition == found.Rendition.ORIGINAL else find_original(request, pk, number)[:1]
    for version in (found, *beside):
        minutes = load.sealed(version.minutes_json)
        late = [one.listed for one in supplement.beside(version, minutes)]
        listed = [one for one in (*minutes.attachments, *late) if one.number == attachment and one.sha256]
        if listed and (listed[-1].public or reads_all(request, version)):
            return version, listed[-1]
    raise Http404


def _file_name_of(version, listed):
    """The name of a file that the published list does not tell."""
    kept = version.meeting.attachments.filter(number=listed.number, sha256=listed.sha256).first()
    return kept.file_name if kept else files.called(listed.title or listed.name, listed.content_type)
