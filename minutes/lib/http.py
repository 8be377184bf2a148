"""Answers that carry a file: its name, its validators, parts of it on request."""

import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

# What a browser may show by itself; everything else is saved, so that no uploaded page runs under our address.
SHOWN = frozenset({"application/pdf", "application/json", "image/png", "image/jpeg", "text/plain"})
# The browser's own viewer brings styles of its own; nothing in the file may run, load or be framed by others.
POLICY = "script-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
FOREVER = 365 * 24 * 3600
SHARED = 300  # seconds that caches on the way may keep what everybody may read
_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))")


def send_file(
    request: HttpRequest,
    data: bytes,
    *,
    content_type: str,
    name: str,
    digest: str,
    public: bool = False,
    lasts: bool = False,
) -> HttpResponseBase:
    """The bytes, or 304, or the one range that was asked for (RFC 9110, 14; who asks for several gets the whole).

    `digest` names exactly these bytes and becomes the ETag. `public` lets caches on the way keep the answer a while,
    or for ever when the address itself names the bytes (`lasts`).
    """
    etag = f'"{digest}"'
    response = get_conditional_response(request, etag=etag, response=None)
    if response is None:
        span = _asked(request, etag, len(data))
        response = HttpResponse(data, content_type=content_type) if span is None else _part(data, *span, content_type)
        shown = content_type.partition(";")[0].strip() in SHOWN
        response["Content-Disposition"] = content_disposition_header(not shown, name) or "inline"
        response["Content-Security-Policy"] = POLICY
        response["ETag"] = etag
        response["Accept-Ranges"] = "bytes"
    if public:
        for_ever = {"immutable": True} if lasts else {}
        patch_cache_control(response, public=True, max_age=FOREVER if lasts else SHARED, **for_ever)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the range that the reader wants; None for the whole."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return None
    if asked[3]:
        return max(size - int(asked[3]), 0), size - 1
    return int(asked[1]), min(int(asked[2] or size), size - 1)


def _part(data: bytes, first: int, last: int, content_type: str) -> HttpResponse:
    if first > last:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(data)}"
        return response
    response = HttpResponse(data[first : last + 1], status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return response
