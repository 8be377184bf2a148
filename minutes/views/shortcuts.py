"""Find, or answer 404; check, or answer 403. Every view of a body or a meeting starts here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from minutes import permissions
from minutes.models import Body, Meeting
from minutes.services import Refused


def get_body(request, slug, allowed):
    """The body, 404 when it is not visible to the user, 403 when `allowed(user, body)` says no."""
    permissions.remember(request.user)
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("organisation"), slug=slug)
    _check(allowed(request.user, body))
    request.current_body = body
    return body


def get_meeting(request, pk, allowed):
    """The meeting, 404 when it is not visible to the user, 403 when `allowed(user, meeting)` says no."""
    permissions.remember(request.user)
    found = Meeting.objects.visible_to(request.user).select_related("body__organisation", "writer")
    meeting = get_object_or_404(found, pk=pk)
    _check(allowed(request.user, meeting))
    request.current_body = meeting.body
    return meeting


def attempt(request, act, *args, **kwargs):
    """Call a service; a refusal becomes a message. Returns (result, None) or (None, refusal)."""
    try:
        return act(*args, **kwargs), None
    except Refused as refusal:
        messages.error(request, refusal.message)
        return None, refusal


def _check(allowed):
    if not allowed:
        raise PermissionDenied
