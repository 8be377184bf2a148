"""The original of what everybody reads as a masked copy: at its own addresses, for those with seats, in no cache."""

from django.http import Http404
from django.views.decorators.http import require_safe

from .issued import find_original, is_open
from .published import json_of, pdf_of, rendered


@require_safe
def show(request, pk, number):
    version, *others = _find(request, pk, number)
    versions = sorted([version, *others], key=lambda one: -one.number)
    return _unkept(rendered(request, version, versions, original=True))


@require_safe
def pdf(request, pk, number):
    return _unkept(pdf_of(request, _find(request, pk, number)[0]))


@require_safe
def json(request, pk, number):
    return _unkept(json_of(request, _find(request, pk, number)[0]))


def _find(request, pk, number):
    """As find_original; 404 where there is nothing that the reader is to know, or nothing that others do not read."""
    found = find_original(request, pk, number)
    if not found or is_open(found[0]):
        raise Http404
    return found


def _unkept(response):
    response["Cache-Control"] = "private, no-store"
    return response
