"""A PDF as an answer, or a page that says what to install; and the file of an attachment."""

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse

from minutes.documents import render as documents
from minutes.lib import canonical, files
from minutes.lib.http import send_file
from minutes.services import Refused


def answer(request, meeting, minutes, make):
    """What `make` returns as a PDF named after the document; 503 with a sentence where no PDF can be made."""
    missing = documents.pdf_available()
    if not missing:
        data, missing = _made(make)
    if missing:
        return render(request, "preview/pdf_missing.html", {"meeting": meeting, "missing": missing}, status=503)
    return send_file(
        request,
        data,
        content_type="application/pdf",
        name=files.name_of(f"{minutes.heading} {minutes.document_label.lower()}.pdf"),
        digest=canonical.sha256(data),
    )


def _made(make):
    try:
        return make(), ""
    except Refused as refusal:
        return None, refusal.message


def file(one):
    """The file of an attachment, saved and never shown under our own name; 404 when it is lost."""
    try:
        stored = files.open_stored(one.sha256)
    except FileNotFoundError:
        raise Http404 from None
    name = one.file_name or files.called(one.title or one.name, one.content_type)
    response = FileResponse(stored, as_attachment=True, filename=name, content_type=one.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"  # if it is opened all the same
    return response


def attachment_links(meeting):
    """attachment -> address, for a document that is not published yet."""
    kept = {one.number: one.pk for one in meeting.attachments.all() if one.is_stored}
    return lambda one: reverse("attachment-file", args=[kept[one.number]]) if one.number in kept else ""
