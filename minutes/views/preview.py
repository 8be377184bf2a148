"""The document exactly as it would be published, marked as a draft."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.documents import load
from minutes.documents import render as documents
from minutes.permissions import can_read_draft, can_write
from minutes.services import rendering

from . import paper
from .shortcuts import get_meeting


@require_safe
def show(request, pk):
    meeting = get_meeting(request, pk, can_read_draft)
    if not meeting.is_writable:
        return redirect("signoff-show", meeting.pk)
    loaded, minutes, proof = _document(meeting)
    document = documents.page_html(
        minutes, proof, attachment_url=paper.attachment_links(loaded), logo=rendering.logo_address(minutes)
    )
    context = {
        "meeting": meeting,
        "document": document,
        "contents": documents.contents(minutes),
        "pdf_missing": documents.pdf_available(),
        "may_write": can_write(request.user, meeting),
    }
    return render(request, "preview/show.html", context)


@require_safe
def pdf(request, pk):
    meeting = get_meeting(request, pk, can_read_draft)
    if not meeting.is_writable:
        return redirect("signoff-pdf", meeting.pk)
    _loaded, minutes, proof = _document(meeting)
    minutes_json = load.to_json(minutes).decode()
    return paper.answer(request, meeting, minutes, lambda: rendering.pdf_of(meeting, minutes_json, proof))


@require_POST
def prepare(request, pk):
    """Asked by the page itself, when somebody has looked at the draft for a moment: its PDF may be wanted next."""
    rendering.prepare(get_meeting(request, pk, can_read_draft))
    return HttpResponse(status=204)


def _document(meeting):
    loaded = compose.load(meeting.pk)
    minutes = compose.minutes(loaded)
    return loaded, minutes, compose.proof(loaded, load.content_hash(minutes))
