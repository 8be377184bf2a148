"""Which published version a reader gets, and how its answer may be kept on the way."""

import datetime
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.documents import words
from minutes.lib.prepared import Objects, Rows
from minutes.models import Meeting, PublishedVersion, Supplement, User


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


def is_open(version):
    """Whether everybody may read the version; then nothing about the reader changes the answer."""
    return version.meeting.body.is_public and not version.restricted and not hasattr(version, "withdrawal")


def versions_of(pk):
    """The meeting's versions without their files, the newest first and the masked copy before its original. One query.

    The masked copy comes first for every reader, so that one address shows one thing. Each knows whether it
    `is_replaced`, also by one that not everybody may read, or any longer.
    """
    found = _versions(meeting=pk)
    for one in found:
        one.is_replaced = one.number < found[0].number
    return found


def _of_meeting(meeting):
    late = Supplement.objects.filter(version__meeting=meeting)
    versions = PublishedVersion.objects.filter(meeting=meeting).annotate(has_late=Exists(late)).without_files()
    return versions.select_related("meeting__body__organisation", "withdrawal").order_by("-number", "-rendition")


_versions = Objects(_of_meeting, meeting=int)


def find(request, pk, number=None):
    """(the version of the meeting's minutes, those listed beside it), the latest unless told; 404, or Gone."""
    versions = versions_of(pk)
    asked = [one for one in versions if number in (None, one.number)]
    newest = {one.rendition: one for one in reversed(versions)}
    if number is None:
        asked = [one for one in asked if newest[one.rendition] is one]
    # What everybody may read is found without asking who reads: such an answer may be kept for all.
    found = next(filter(is_open, asked), None) or _inside(request, asked)
    if is_open(found):
        return found, list(filter(is_open, versions))
    return found, _seen(request, [one for one in versions if one.rendition == found.rendition])


def find_original(request, pk, number):
    """[the original of this version, the reader's other originals], the newest first; empty when she may not see it."""
    originals = [one for one in versions_of(pk) if one.rendition == one.Rendition.ORIGINAL]
    seen = _seen(request, originals)
    found = [one for one in seen if one.number == number]
    return [*found, *(one for one in seen if one.number != number)] if found else []


def _inside(request, asked):
    if seen := _seen(request, asked):
        return seen[0]
    for version in asked:
        if hasattr(version, "withdrawal") and not version.restricted and version.meeting.body.is_public:
            raise Gone(version)
    raise Http404


def _seen(request, versions):
    """Those of one meeting's versions that the reader sees."""
    if not versions or not request.user.is_authenticated:
        return list(filter(is_open, versions))
    seen = {pk for (pk,) in _visible(meeting=versions[0].meeting_id, user=request.user.pk, today=timezone.localdate())}
    return [one for one in versions if one.pk in seen]


def _seen_by(meeting, user, today):
    found = PublishedVersion.objects.filter(meeting=meeting).visible_to(User(pk=user), today)
    return found.order_by().values_list("pk")


_visible = Rows(_seen_by, meeting=int, user=int, today=datetime.date)


def reads_all(request, version):
    """Whether the reader may open what was not to be published: readers of the draft, and those who signed."""
    meeting = Meeting.objects.visible_to(request.user).filter(pk=version.meeting_id).select_related("body").first()
    return meeting is not None and permissions.can_read_sealed(request.user, meeting)


def for_list(versions):
    """The current versions of the meetings, with what a list shows of each and never the documents themselves."""
    # What the members had before everybody is no date of publishing.
    as_open = Q(restricted=False) | Q(restricted=OuterRef("restricted"))
    first = PublishedVersion.objects.filter(as_open, meeting=OuterRef("meeting")).values("meeting")
    first = first.annotate(at=Min("published_at"))
    return (
        versions.current()
        .without_files()
        .select_related("meeting__body__organisation")
        .annotate(first_published=Subquery(first.values("at")))
    )


def label(body):
    """What the body calls its minutes: "Protokoll"."""
    return body.document_label or words.word("document", body.language, body.document, body.words)


def in_its_language(body):
    """An open page speaks the body's language to everybody, so that it is one page."""
    return translation.override(body.language)


def kept(response, *, public, language=""):
    """Readers ask each time whether the page has changed; only open pages may be kept by others on the way."""
    patch_cache_control(response, no_cache=True, **({"public": True} if public else {"private": True}))
    return for_everybody(response, language) if public else response


def for_everybody(response, language=""):
    """Nothing of the request shapes the answer; see gate.same_for_everybody."""
    response.same_for_everybody = True
    if language:
        response["Content-Language"] = language
    return response
