"""What was issued, as it was issued: pages and files made from frozen versions alone."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from minutes import permissions
from minutes.documents import load, words
from minutes.documents import render as documents
from minutes.lib import canonical, files
from minutes.lib.http import send_file
from minutes.models import Body, Meeting, PublishedVersion
from minutes.services import Refused, rendering


class Gone(Exception):
    """The version was published once and has been taken out of the public's view."""

    def __init__(self, version):
        super().__init__(str(version))
        self.version = version


def reading(view):
    """A page that needs no login: GET only, and a sentence where something was withdrawn."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            context = {"version": gone.version, "organisation": gone.version.meeting.body.organisation}
            return render(request, "published/gone.html", context | {"everybody": True}, status=410)

    return login_not_required(require_safe(answer))


@reading
@conditional_page
def body(request, slug):
    found = get_object_or_404(Body.objects.visible_to(request.user).select_related("organisation"), slug=slug)
    # An open page is the same for everybody, since it may be kept on the way: what insiders see more of is elsewhere.
    reader = AnonymousUser() if found.is_public else request.user
    versions = for_list(PublishedVersion.objects.visible_to(reader).filter(meeting__body=found))
    context = {
        "body": found,
        "organisation": found.organisation,
        "everybody": True,
        "label": label(found),
        "versions": versions.order_by("-date", "-pk"),
    }
    return _cached(render(request, "published/body.html", context), public=found.is_public)


@reading
@conditional_page
def show(request, pk):
    return _page(request, find(request, pk))


@reading
@conditional_page
def version(request, pk, number):
    return _page(request, find(request, pk, number))


def _page(request, version):
    body, frozen = version.meeting.body, load.sealed(version.minutes_json)
    versions = PublishedVersion.objects.visible_to(_reader(request, version)).without_files()
    others = list(versions.filter(meeting=version.meeting_id, rendition=version.rendition).order_by("-number"))
    context = {
        "version": version,
        "minutes": frozen,
        "contents": documents.contents(frozen),
        "body": body,
        "organisation": body.organisation,
        "everybody": True,
        "versions": others,
        "newest": others[0] if others else version,
        "earlier": next((one for one in others if one.number < version.number), None),
    }
    return _cached(render(request, "published/show.html", context), public=is_open(version))


def find(request, pk, number=None):
    """The version of the meeting's minutes, the latest unless told; 404, or Gone when it is withdrawn."""
    versions = PublishedVersion.objects.filter(meeting=pk).select_related("meeting__body__organisation", "withdrawal")
    versions = versions.current() if number is None else versions.filter(number=number)
    # The masked copy comes before the original for every reader, so that one address shows one thing.
    versions = versions.defer("pdf").order_by("-number", "-rendition")
    found = versions.visible_to(request.user).first()
    if found is None:
        withdrawn = versions.filter(withdrawal__isnull=False, restricted=False).first()
        if withdrawn is not None and withdrawn.meeting.body.is_public:
            raise Gone(withdrawn)
        raise Http404
    return found


def is_open(version):
    """Whether everybody may read the version; then nothing about the reader changes the answer."""
    return version.meeting.body.is_public and not version.restricted and not hasattr(version, "withdrawal")


def for_list(versions):
    """The current versions of the meetings, with what a list shows of each and never the documents themselves."""
    first = (
        PublishedVersion.objects.filter(meeting=OuterRef("meeting")).values("meeting").annotate(at=Min("published_at"))
    )
    return (
        versions.current()
        .without_files()
        .select_related("meeting__body__organisation")
        .annotate(first_published=Subquery(first.values("at")))
    )


def label(body):
    """What the body calls its minutes: "Protokoll"."""
    return body.document_label or words.word("document", body.language, body.document, body.words)


def _reader(request, version):
    """Whose eyes the list of versions is made for: on an open page everybody's, whoever asks."""
    return AnonymousUser() if is_open(version) else request.user


def _cached(response, *, public):
    """Readers ask each time whether the page has changed; only open pages may be kept by others on the way."""
    patch_cache_control(response, no_cache=True, **({"public": True} if public else {"private": True}))
    return response


@reading
def pdf(request, pk, number):
    found = find(request, pk, number)
    data, digest = found.pdf, found.pdf_hash
    if data is None:
        data, missing = _made_now(found)
        if data is None:
            context = {"version": found, "missing": missing, "organisation": found.meeting.body.organisation}
            return render(request, "published/pdf_missing.html", context | {"everybody": True}, status=503)
        digest = canonical.sha256(data)
    return send_file(
        request,
        bytes(data),
        content_type="application/pdf",
        name=_file_name(found, "pdf"),
        digest=digest,
        public=is_open(found),
    )


def _made_now(version):
    """(PDF, "") of a version that was published where none could be made, or (None, what is missing)."""
    try:
        data = rendering.pdf_of(version.meeting, version.minutes_json, load.proof(version.proof_json))
    except Refused as refusal:
        return None, refusal.message
    return data, documents.pdf_available() or ""


@reading
def json(request, pk, number):
    found = find(request, pk, number)
    return send_file(
        request,
        found.minutes_json.encode(),
        content_type="application/json",
        name=_file_name(found, "json"),
        digest=found.content_hash,
        public=is_open(found),
    )


@reading
def attachment(request, pk, number, attachment):
    """A file from the version's own list: what happened to the meeting's attachments later changes nothing here."""
    found = find(request, pk, number)
    listed = next((one for one in load.sealed(found.minutes_json).attachments if one.number == attachment), None)
    if listed is None or not listed.sha256 or not (listed.public or _is_inside(request, found)):
        raise Http404
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


def _is_inside(request, version):
    """Whether the reader may open what was not to be published: readers of the draft, and those who signed."""
    meeting = Meeting.objects.visible_to(request.user).filter(pk=version.meeting_id).select_related("body").first()
    return meeting is not None and permissions.can_read_sealed(request.user, meeting)


def _file_name_of(version, listed):
    """The name of a file that the published list does not tell."""
    kept = version.meeting.attachments.filter(number=listed.number, sha256=listed.sha256).first()
    return kept.file_name if kept else files.safe_name(listed.title)


def _file_name(version, ending):
    """ "Styrgruppen för badplatser 2026-11-12 protokoll.pdf", in the words of the version itself."""
    frozen = load.sealed(version.minutes_json)
    name = f"{frozen.body} {frozen.date} {frozen.document_label.lower()}.{ending}"
    return files.safe_name(name.replace("/", " ").replace("\\", " "))
