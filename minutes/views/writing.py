"""Writing the minutes, item by item."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.forms.writing import MovementForm
from minutes.models import AgendaItem, Attendance, Movement
from minutes.permissions import can_write
from minutes.services import Conflict
from minutes.services import writing as service
from minutes.templatetags.ui import clock

from . import rail
from .autosave import field, presence, watch  # noqa: F401 (their addresses are called writing-…)
from .bench import Page
from .history import facts, history  # noqa: F401 (as above)
from .panel import panel
from .shortcuts import attempt, form_page, get_meeting, get_part, refuse


@require_safe
def show(request, pk):
    """The first item that has no outcome yet."""
    meeting = get_meeting(request, pk, can_write)
    loaded = compose.load(meeting.pk)
    rows = rail.rows(loaded, compose.numbers(loaded))
    sections = [row for row in rows if row["item"].is_section and not row["item"].removed]
    if not sections:
        messages.info(request, _("Start with the agenda: each of its items becomes a section to write."))
        return redirect("agenda-edit", meeting.pk)
    waiting = [row for row in sections if row["state"]["kind"] != "done"]
    return redirect("writing-item", (waiting or sections)[0]["item"].pk)


@form_page
def item(request, pk):
    item = get_part(request, AgendaItem, pk, can_write)
    if not item.is_section:
        return redirect("agenda-change", item.pk)
    page = Page(item, request.user, request.POST if request.method == "POST" else None)
    conflicts, status = [], 200
    if request.method == "POST":
        status = 422
        if page.is_valid():
            _done, refusal = attempt(request, service.save, item, by=request.user, **page.given())
            if not refusal:
                return _onwards(request, page)
            status = 409
            if isinstance(refusal, Conflict):
                service.set_aside(item, page.texts(refusal.theirs), by=request.user)
                page, conflicts = page.merge(refusal.theirs)
    return render(request, "writing/item.html", page.context() | {"conflicts": conflicts}, status=status)


def _onwards(request, page):
    messages.success(request, _("Saved %(time)s") % {"time": clock(timezone.localtime())})
    if "next" not in request.POST:
        return redirect("writing-item", page.item.pk)
    _before, after = rail.around(page.context()["rail"], page.item)
    return redirect("writing-item", after["item"].pk) if after else redirect("checklist-show", page.meeting.pk)


@require_POST
def movement(request, pk):
    """Somebody leaves or arrives during the item."""
    item = get_part(request, AgendaItem, pk, can_write)
    form = MovementForm(request.POST)
    if form.is_valid():
        row = get_object_or_404(Attendance, pk=form.who, meeting=item.meeting)
        when = form.cleaned_data["time"]
        attempt(request, service.add_movement, row, item=item, kind=form.kind, time=when, by=request.user)
    else:
        refuse(request, " ".join(text for found in form.errors.values() for text in found), status=422)
    return panel(request, item)


@require_POST
def remove_movement(request, pk):
    movement = get_object_or_404(Movement.objects.select_related("attendance"), pk=pk)
    item = get_part(request, AgendaItem, movement.item_id, can_write)
    movement.item = item
    attempt(request, service.remove_movement, movement, by=request.user)
    return panel(request, item)
