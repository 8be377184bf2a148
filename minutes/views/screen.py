"""The item that is being written, large and alone, for everybody in the room to see; it follows the writer."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from minutes import compose
from minutes.lib import richtext
from minutes.models import Presence
from minutes.permissions import can_read_draft
from minutes.services.presence import STALE

from . import presence, rail
from .shortcuts import get_meeting


@require_safe
def show(request, pk):
    """The page, and for the one that is open already: 204 while it is as it was."""
    meeting = get_meeting(request, pk, can_read_draft)
    if not meeting.is_writable:
        return redirect("meeting-show", meeting.pk)
    item = _where(meeting, request.user)
    seen = f"{meeting.revision}-{item or ''}"
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    return render(request, "screen/show.html", _context(compose.load(meeting.pk), item) | {"seen": seen})


def _where(meeting, user):
    """The item where the one who shows the screen is, else whoever writes; None when nobody is anywhere."""
    fresh = Presence.objects.filter(meeting=meeting, item__isnull=False, at__gte=timezone.now() - STALE)
    found = sorted(fresh, key=lambda one: (one.user_id == user.pk, bool(one.field), one.at))
    return found[-1].item_id if found else None


def _context(meeting, pk):
    numbers = compose.numbers(meeting)
    sections = [item for item in meeting.items.all() if item.is_section and not item.removed]
    written = [item for item in sections if item.edited]
    item = next((item for item in sections if item.pk == pk), None)
    item = item or max(written, key=lambda one: one.edited, default=next(iter(sections), None))
    context = {"meeting": meeting, "item": item}
    if item is None:
        return context
    _before, after = rail.around(rail.rows(meeting, numbers, item), item)
    return context | {
        "label": numbers[item.pk][1],
        "after": after,
        "decisions": [decision for decision in item.decisions.all() if str(decision).strip()],
        "actions": [action for action in meeting.actions.all() if action.item_id == item.pk],
        "written": presence.written(meeting, item),
        "texts": {name: richtext.sanitise(getattr(item, name)) for name in item.RICH},
    }
