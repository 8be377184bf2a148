"""How things stood before: the states of an item's parts, or of a meeting's facts and its roster, compared by words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from minutes.documents import wording
from minutes.forms.part import PARTS
from minutes.models import AgendaItem, Meeting
from minutes.permissions import can_write
from minutes.services import history as service

from . import crossing, past, rail
from .shortcuts import attempt, form_page, get_meeting, get_part, number_of

STATES = 10  # on a page: each is compared
EARLIER = 10  # meetings
NOW, BEFORE = "now", "before"


@form_page
def history(request, pk):
    """The states of one part of the item, newest first; one of them can be put back."""
    item = get_part(request, AgendaItem, pk, can_write)
    prefetch_related_objects([item.meeting], "attendances")
    return _page(request, Past(
        of=item,
        meeting=item.meeting,
        found=item.states.order_by(),
        order=PARTS,
        label=lambda part: crossing.label(item, part["field"]),
        shown=lambda part, value: crossing.shown(item, part["field"], value),
        back=reverse("writing-item", args=[item.pk]),
        more={"item": item, "earlier": earlier(item, request.user)},
    ))


@form_page
def facts(request, pk):
    """The same for the facts of the meeting, each line of its roster and who signs."""
    meeting = get_meeting(request, pk, can_write)
    known = past.Known(meeting)
    return _page(request, Past(
        of=meeting,
        meeting=meeting,
        found=service.of_meeting(meeting),
        order=known.order,
        label=known.label,
        shown=known.shown,
        back=reverse("writing-facts", args=[meeting.pk]),
    ))


@dataclass
class Past:
    """What the page tells of: `found` are the states of all its parts, `back` is where an accepted act leads."""

    of: object
    meeting: Meeting
    found: QuerySet
    order: Sequence
    label: Callable
    shown: Callable
    back: str
    more: dict = field(default_factory=dict)


def _page(request, past):
    if request.method == "POST":
        state = get_object_or_404(past.found, pk=number_of(request.POST.get("state")))
        _put_into(past, state)
        _done, refusal = attempt(request, service.restore, state, by=request.user)
        if not refusal:
            messages.success(request, _("It stands as it did then. What stood there until now is in the history."))
            return redirect(past.back)
    parts = _parts(past)
    part = _chosen(parts, request.GET.get("field"))
    against = NOW if request.GET.get("against") == NOW else BEFORE
    context = {
        "meeting": past.meeting,
        "parts": parts,
        "part": part["key"],
        "against": against,
        "can_restore": past.meeting.is_writable,
        "address": request.path,
    } | past.more
    if part["key"]:
        states = past.found.filter(field=part["field"], attendance=part["attendance"]).select_related("by")
        states = states.order_by("-at", "-revision", "-pk")
        page = Paginator(states, STATES).get_page(request.GET.get("page"))
        context |= {"page": page, "states": _compared(past, part, states, list(page), against)}
    return render(request, "writing/history.html", context, status=409 if request.method == "POST" else 200)


def _put_into(past, state):
    """The state knows its item, line or meeting as the request does."""
    if state.item_id:
        state.item = past.of
    elif state.attendance_id:
        state.attendance.meeting = past.meeting
    else:
        state.meeting = past.meeting


def _parts(past):
    """The parts that have a history, in the order of the page."""
    found = past.found.values("field", "attendance").annotate(count=Count("pk"), last=Max("at")).order_by()
    rows = [row | {"key": "-".join(str(one) for one in (row["field"], row["attendance"]) if one)} for row in found]
    known = {row["key"]: row for row in rows}
    return [known[key] | {"label": past.label(known[key])} for key in past.order if key in known]


def _chosen(parts, asked):
    """The part that was asked for, else the one that was written last."""
    found = next((row for row in parts if row["key"] == asked), None)
    return found or max(parts, key=lambda row: row["last"], default={"key": ""})


def _compared(past, part, states, shown, against):
    """Each state of a page with its text, marked by how it differs from the one before or from what stands now."""
    if not shown:
        return []
    stood = states.filter(set_aside=False)
    now = stood.first()
    kept = [*shown, stood.filter(at__lt=shown[-1].at).first()]
    html = {state.pk: past.shown(part, state.value) for state in {*filter(None, kept), now}}
    rows = []
    for place, state in enumerate(shown):
        before = next((one for one in kept[place + 1 :] if one and not one.set_aside), None)
        other = now if against == NOW else before
        compared = other is not None and other.pk != state.pk
        rows.append({
            "state": state,
            "is_now": state.pk == now.pk,
            "html": wording.unified(html[other.pk], html[state.pk]) if compared else html[state.pk],
            "rich": part["field"] in AgendaItem.RICH,
        })
    return rows


def earlier(item, user):
    """The item at earlier meetings, newest first: those that it was carried from, and those of the same title."""
    body, date = item.meeting.body_id, item.meeting.date
    links = dict(
        AgendaItem.objects.filter(meeting__body=body, carried_from__isnull=False).values_list("pk", "carried_from")
    )
    chain, pk = [], item.pk
    while (pk := links.get(pk)) and pk not in chain:
        chain.append(pk)
    same = Q(pk__in=chain) | Q(title__iexact=item.title, removed=False, meeting__date__lt=date)
    found = AgendaItem.objects.filter(same, meeting__body=body, meeting__in=Meeting.objects.visible_to(user))
    found = found.exclude(pk=item.pk).select_related("meeting").prefetch_related("decisions")
    rows = found.order_by("-meeting__date", "-pk")[:EARLIER]
    return [{"item": one, "state": rail.state(one)} for one in rows]
