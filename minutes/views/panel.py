"""What the side of the writing page fetches by itself: the check list, the document, and changes of the roster."""

import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.documents import load
from minutes.documents import render as documents
from minutes.forms.attendance import PasteForm, StatusForm
from minutes.models import AgendaItem, Attendance
from minutes.permissions import can_write
from minutes.services import attendance as service
from minutes.services import rendering

from . import attendance as roster
from . import findings, paper
from .bench import Page
from .shortcuts import attempt, back, get_meeting, get_part, refuse

PREFIX = "doc-"


@require_safe
def check(request, pk):
    return findings.panel(request, get_meeting(request, pk, can_write))


@require_safe
def document(request, pk):
    """The document that would be published, and which of its sections is which item."""
    meeting = compose.load(get_meeting(request, pk, can_write).pk)
    minutes = compose.minutes(meeting)
    proof = compose.proof(meeting, load.content_hash(minutes))
    page = documents.page_html(
        minutes, proof, prefix=PREFIX, attachment_url=paper.attachment_links(meeting),
        logo=rendering.logo_address(minutes),
    )
    sections = [item for item in compose.printed_items(meeting) if item.is_section]
    anchors = {
        item.pk: PREFIX + anchor
        for item, (anchor, _label, _title) in zip(sections, documents.contents(minutes), strict=False)
    }
    return render(request, "panel/document.html", {"document": page, "anchors": json.dumps(anchors)})


@require_POST
def attendance(request, pk):
    """Somebody new on the roster, or another status for somebody who is there."""
    item = get_part(request, AgendaItem, pk, can_write)
    if "people" in request.POST:
        refusal = _add(request, item.meeting)
        return panel(request, item, adding=True, typed=request.POST["people"] if refusal else "")
    _change(request, item.meeting)
    return panel(request, item)


def panel(request, item, **told):
    """The attendance panel alone for a page that stays; else the page anew.

    `told`: whether people were being added, so that what is said of it stands there, and what was `typed` in vain.
    """
    if not request.htmx:
        return back(request, "writing-item", item.pk)
    context = Page(item, request.user).context() | {"swapped": True} | told
    return render(request, "writing/attendance.html", context)


def _add(request, meeting):
    form = PasteForm(request.POST)
    if not form.is_valid():
        refuse(request, _("Write at least one name, each on a line of its own."), status=422)
        return True
    added, refusal = attempt(request, service.add_pasted, meeting, form.cleaned_data["people"], by=request.user)
    if not refusal:
        messages.success(request, roster.told_added(added, form))
    return refusal


def _change(request, meeting):
    form = StatusForm(request.POST)
    if not form.is_valid():
        refuse(request, _("Choose how somebody attends."), status=422)
        return
    row = get_object_or_404(Attendance, pk=form.cleaned_data["row"], meeting=meeting)
    row.meeting, given = meeting, form.cleaned_data
    attempt(request, service.change, row, by=request.user, seen={"status": given["seen"]}, status=given["status"])
