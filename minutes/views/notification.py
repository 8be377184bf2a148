"""Mails about a meeting."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minutes.permissions import can_write
from minutes.services import notification

from .shortcuts import attempt, back, get_meeting


@require_POST
def retry(request, pk):
    meeting = get_meeting(request, pk, can_write)
    _done, refusal = attempt(request, notification.retry, meeting, by=request.user)
    if not refusal:
        messages.success(request, _("The mails are on their way again. If one fails too, it is told here."))
    return back(request, "meeting-show", meeting.pk)
