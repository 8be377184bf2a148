"""The check list: each warning leads to its place, or is accepted with a note."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.forms.checklist import AcknowledgeForm
from minutes.permissions import can_write
from minutes.services import checklist

from . import findings
from .sealed import CONFLICT
from .shortcuts import attempt, get_meeting


@require_safe
def show(request, pk):
    return _page(request, get_meeting(request, pk, can_write))


def _page(request, meeting, refused=None, status=200):
    if request.htmx:  # beside the text, where the list is swapped
        return findings.panel(request, meeting, refused)
    rows = findings.rows(compose.load(meeting.pk), refused)
    unanswered = sum(row["accepted"] is None for row in rows)
    # A note on a warning that is not there any more, or that can no longer be accepted.
    shown = meeting.is_writable and any(row["form"] is refused and row["accepted"] is None for row in rows)
    context = {"meeting": meeting, "rows": rows, "unanswered": unanswered, "unsaid": status != 200 and not shown}
    return render(request, "checklist/show.html", context, status=status)


@require_POST
def acknowledge(request, pk):
    meeting = get_meeting(request, pk, can_write)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    _done, refusal = attempt(request, checklist.acknowledge, meeting, by=request.user, **form.cleaned_data)
    if refusal:
        return _page(request, meeting, form, status=CONFLICT)
    if request.htmx:
        return findings.panel(request, meeting)
    messages.success(request, _("The warning is accepted, with your note."))
    return redirect("checklist-show", meeting.pk)


@require_POST
def reopen(request, pk):
    meeting = get_meeting(request, pk, can_write)
    key = request.POST.get("key", "").replace("\x00", "")[:200]
    _done, refusal = attempt(request, checklist.reopen, meeting, by=request.user, key=key)
    if refusal:
        return _page(request, meeting, status=CONFLICT)
    return findings.panel(request, meeting) if request.htmx else redirect("checklist-show", meeting.pk)
