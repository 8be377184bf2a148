"""The published document with its attachments after it, made when somebody asks."""

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from minutes.documents import load
from minutes.documents.render import pdf_available
from minutes.lib import files
from minutes.lib.http import send_file
from minutes.services import Refused, supplement
from minutes.services import appended as service

from .issued import find, for_everybody, is_open, reading, reads_all


@reading
def pdf(request, pk, number):
    version, _beside = find(request, pk, number)
    open_to_all = is_open(version)
    minutes = load.sealed(version.minutes_json)
    late = supplement.beside(version, minutes) if version.has_late else []
    listed = service.parts(minutes, late, whole=not open_to_all and reads_all(request, version))
    if not listed:
        raise Http404
    digest = service.digest(version, listed)
    response = get_conditional_response(request, etag=f'"{digest}"', response=None)
    if response is None:
        try:
            data = service.pdf(version, minutes, listed)
        except Refused as refusal:
            context = {"version": version, "reason": refusal.message, "missing": pdf_available(), "everybody": True}
            context |= {"organisation": version.meeting.body.organisation}
            return render(request, "appended/pdf.html", context, status=503)
        name = files.name_of(f"{version.file_stem} + {minutes.labels.attachments.lower()}.pdf")
        given = {"content_type": "application/pdf", "name": name, "digest": digest, "public": open_to_all}
        response = send_file(request, data, **given)
    return for_everybody(response) if open_to_all else response
