"""The evidence of a published version: for those who answer for the minutes, never for the public."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.documents import evidence as content
from minutes.documents import evidence_sheet
from minutes.documents import render as documents
from minutes.lib import canonical, files
from minutes.lib.http import send_file
from minutes.models import Meeting, PublishedVersion
from minutes.services import evidence as service
from minutes.services import rendering

from . import paper


@require_safe
def show(request, pk, number):
    version, evidence = _find(request, pk, number)
    document = evidence_sheet.page_html(evidence, logo=rendering.logo_address(evidence))
    context = {"version": version, "meeting": version.meeting, "document": document}
    context |= {"pdf_missing": documents.pdf_available()}
    beside = PublishedVersion.objects.filter(meeting=pk, rendition="original").order_by("number")
    context |= {"numbers": list(beside.values_list("number", flat=True))}
    context |= {"visible": Meeting.objects.visible_to(request.user).filter(pk=pk).exists()}
    response = render(request, "evidence/show.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def pdf(request, pk, number):
    version, evidence = _find(request, pk, number)
    sheet = evidence_sheet.EvidenceSheet(evidence, level=1)
    return paper.answer(request, version.meeting, sheet.minutes, lambda: service.pdf(version.meeting, evidence))


@require_safe
def json(request, pk, number):
    version, evidence = _find(request, pk, number)
    data = content.to_json(evidence)
    name = files.name_of(f"{version.file_stem} evidence.json")
    return send_file(request, data, content_type="application/json", name=name, digest=canonical.sha256(data))


def _find(request, pk, number):
    """(the version as everybody signed it, its evidence); 404 for what the reader is not to know, 403 for the rest."""
    permissions.remember(request.user)
    versions = PublishedVersion.objects.filter(meeting=pk, number=number, rendition="original").defer("html", "pdf")
    version = versions.select_related("meeting__body__organisation").first()
    if version is None:
        raise Http404
    if not permissions.can_see_evidence(request.user, version.meeting):
        if not PublishedVersion.objects.visible_to(request.user).filter(pk=version.pk).exists():
            raise Http404
        raise PermissionDenied
    request.current_body = version.meeting.body
    return version, service.of(version)
