"""Many files as one: all of a meeting for who writes it, and of a published version what everybody may read."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minutes.exchange import bundle
from minutes.lib import files, limits, zips
from minutes.lib.http import SHARED
from minutes.permissions import can_write
from minutes.services import Refused

from .issued import find, for_everybody, is_open, reading
from .shortcuts import get_meeting


@require_safe
def meeting(request, pk):
    found = get_meeting(request, pk, can_write)
    version = found.versions.without_files().order_by("-number").first()
    if version is None:
        messages.info(request, found.body.told(
            _("There is something to fetch when the minutes have been issued."),
            _("There is something to fetch when the notes have been issued."),
        ))
        return redirect("meeting-show", pk)
    try:
        zipped = zips.write(bundle.of_meeting(found), largest=limits.BUNDLE)
    except (Refused, zips.TooLarge) as error:
        too_large = _("The files together are too large to be fetched as one.")
        messages.error(request, getattr(error, "message", too_large))
        return redirect("meeting-show", pk)
    response = _send(zipped, version)
    response["Cache-Control"] = "private, no-store"
    return response


@reading
def version(request, pk, number):
    found, _beside = find(request, pk, number)
    try:
        paths = bundle.of_version(found)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    etag = f'"{zips.digest(paths)}"'
    response = get_conditional_response(request, etag=etag, response=None)
    if response is None:
        try:
            response = _send(zips.write(paths, largest=limits.PUBLIC_BUNDLE + limits.FILE), found)
        except zips.TooLarge as error:
            raise Http404 from error
        response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SHARED}" if is_open(found) else "private, no-cache"
    return for_everybody(response) if is_open(found) else response


def _send(zipped, version):
    name = files.name_of(f"{version.file_stem}.zip")
    return FileResponse(zipped, as_attachment=True, filename=name, content_type="application/zip")
