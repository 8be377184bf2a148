"""An extract of approved minutes: chosen in a form that is part of the address, so nothing is stored."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minutes.documents import extract
from minutes.documents import render as documents
from minutes.forms.extract import ExtractForm
from minutes.models import Meeting, PublishedVersion
from minutes.permissions import can_write
from minutes.services import reading, rendering
from minutes.services.draft import person_of

from . import paper
from .shortcuts import get_meeting

Rendition = PublishedVersion.Rendition
APPROVED = (Meeting.State.ADJUSTED, Meeting.State.PUBLISHED)


@require_safe
def show(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if meeting.state not in APPROVED:
        return _not_yet(request, meeting)
    minutes, proof, has_copy = _approved(meeting, whole=request.GET.get("whole"))
    form = ExtractForm(request.GET or None, minutes=minutes, has_copy=has_copy)
    context = {"meeting": meeting, "form": form, "pdf_missing": documents.pdf_available()}
    if form.is_valid():
        cut, attestation = _chosen(request, form, minutes)
        logo = rendering.logo_address(minutes)
        context["document"] = extract.page_html(cut, proof, attestation, logo=logo)
    return render(request, "extract/show.html", context)


@require_safe
def pdf(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if meeting.state not in APPROVED:
        return _not_yet(request, meeting)
    minutes, proof, has_copy = _approved(meeting, whole=request.GET.get("whole"))
    form = ExtractForm(request.GET, minutes=minutes, has_copy=has_copy)
    if not form.is_valid():
        return redirect("extract-show", pk)
    cut, attestation = _chosen(request, form, minutes)
    return paper.answer(request, meeting, cut, lambda: rendering.extract_now(meeting, cut, proof, attestation))


def _not_yet(request, meeting):
    messages.info(request, _("An extract can be made when the minutes have been approved."))
    return redirect("meeting-show", meeting.pk)


def _approved(meeting, *, whole):
    """(what everybody signed, its proof, whether there is a masked copy of it, which it then is unless `whole`).

    It is the newest version, or that of the round that waits to be published.
    """
    newest = meeting.versions.order_by("-number", "-rendition").values_list("rendition", flat=True).first()
    has_copy = newest == Rendition.PUBLIC
    face = Rendition.PUBLIC if has_copy and not whole else Rendition.ORIGINAL
    minutes, proof, _version = reading.document(meeting, rendition=face)
    return minutes, proof, has_copy


def _chosen(request, form, minutes):
    person = person_of(request.user)
    today = timezone.localdate().isoformat()
    title = ", ".join(filter(None, (person.title, person.represents)))
    attestation = extract.Attestation(person.name, title, today, form.recipients())
    return extract.of(minutes, set(form.cleaned_data["item"])), attestation
