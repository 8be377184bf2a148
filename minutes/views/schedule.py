"""Planned times worked out anew: what they would be is shown before it is done."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import compose
from minutes.forms.schedule import ScheduleForm, TimesForm
from minutes.permissions import can_write
from minutes.services import Refused
from minutes.services import schedule as service

from .shortcuts import attempt, form_page, get_meeting


@form_page
def change(request, pk):
    meeting = get_meeting(request, pk, can_write)
    loaded, status = compose.load(meeting.pk), 200
    items = service.rows(loaded)
    current = next((item for item in items if str(item.pk) == request.GET.get("item")), None)
    if request.method == "POST":
        form, status = TimesForm(request.POST), 422
        if form.is_valid():
            _done, refusal = attempt(request, service.change, meeting, form.cleaned_data["times"], by=request.user)
            if not refusal:
                messages.success(request, _("The times are changed."))
                return redirect("writing-item", current.pk) if current else redirect("agenda-edit", meeting.pk)
            status = 409
    return render(request, "schedule/change.html", _context(request, loaded, items, current), status=status)


def _context(request, meeting, items, current):
    labels = compose.numbers(meeting)
    asked = {name: request.GET[name] for name in ("first", "start") if name in request.GET}
    choices = [(item.pk, f"{labels[item.pk][1]} {item.title}".strip()) for item in items]
    form = ScheduleForm(_asked(meeting, items, current) | asked, choices=choices)
    context = {"meeting": meeting, "item": current, "form": form, "locked": not meeting.is_writable, "rows": []}
    if form.is_valid():
        first = next(item for item in items if item.pk == form.cleaned_data["first"])
        try:
            rows = service.proposal(meeting, first=first, start=form.cleaned_data["start"])
        except Refused as refusal:
            return context | {"refused": refusal.message}
        # Rows above the first keep their times and are not shown.
        below = rows[items.index(first) :]
        context["rows"] = [{"row": row, "label": labels[row.item.pk][1]} for row in below]
        context["times"] = TimesForm.written(rows)
    return context


def _asked(meeting, items, current):
    """What is offered at first: while the meeting goes on, that the row after the current one begins now."""
    first = items[items.index(current) + 1] if current in items[:-1] else current or next(iter(items), None)
    if first is None:
        return {}
    now = timezone.localtime()
    start = first.time or meeting.start or datetime.time(9)
    if current and now.date() == meeting.date:
        start = now.time()
    return {"first": first.pk, "start": start.strftime("%H:%M")}
