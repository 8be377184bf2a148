"""Quick lines under the actions of an item: what is recognised in a line is told before it is kept."""

from django.db.models import prefetch_related_objects
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from minutes.forms.fields import Roster
from minutes.lib import limits, quick
from minutes.models import AgendaItem
from minutes.permissions import can_write
from minutes.templatetags.ui import weekday

from . import offers
from .shortcuts import get_part


@require_safe
def read(request, pk):
    """The parts of `line` as the fields of an action take them, and `said`: when, in words. Nothing is stored."""
    item = get_part(request, AgendaItem, pk, can_write)
    meeting = item.meeting
    prefetch_related_objects([meeting], "attendances", "items__movements")
    people = offers.people(meeting, item, Roster(meeting.attendances.all()))
    found = quick.read(
        request.GET.get("line", "")[: limits.LINE],
        [one["label"] for one in people if one["here"]],
        [one["label"] for one in people if not one["here"]],
        after=meeting.date,
        language=meeting.body.language,
    )
    return JsonResponse({
        "text": found.text,
        "who": found.who,
        "due": found.due.isoformat() if found.due else "",
        "due_words": found.due_words,
        "when": weekday(found.due) or found.due_words,
        "unclear": found.unclear,
        "choices": found.choices,
    })
