"""How an item stood before: the states of its parts, compared by words, and the same item at earlier meetings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minutes.documents import wording
from minutes.forms.part import PARTS
from minutes.models import AgendaItem, Meeting, TextState
from minutes.permissions import can_write
from minutes.services import writing as service

from . import crossing, rail
from .shortcuts import attempt, get_part

STATES = 10  # on a page: each is compared
EARLIER = 10  # meetings
NOW, BEFORE = "now", "before"


@require_http_methods(["GET", "HEAD", "POST"])
def history(request, pk):
    """The states of one part of the item, newest first; one of them can be put back."""
    item = get_part(request, AgendaItem, pk, can_write)
    if request.method == "POST":
        state = get_object_or_404(TextState, pk=_number(request.POST.get("state")), item=item)
        state.item = item
        _done, refusal = attempt(request, service.restore, state, by=request.user)
        if not refusal:
            messages.success(request, _("The earlier text is back. What stood there is in the history."))
            return redirect("writing-item", item.pk)
    prefetch_related_objects([item.meeting], "attendances")
    parts = _parts(item)
    part = _chosen(parts, request.GET.get("field"))
    against = NOW if request.GET.get("against") == NOW else BEFORE
    states = item.states.filter(field=part).order_by("-at", "-revision", "-pk").select_related("by")
    page = Paginator(states, STATES).get_page(request.GET.get("page"))
    context = {
        "item": item,
        "meeting": item.meeting,
        "parts": parts,
        "part": part,
        "against": against,
        "page": page,
        "states": _compared(item, part, states, list(page), against),
        "can_restore": part in service.SHOWN and item.meeting.is_writable,
        "earlier": earlier(item, request.user),
    }
    return render(request, "writing/history.html", context, status=409 if request.method == "POST" else 200)


def _parts(item):
    """The parts of the item that have a history, in the order of the page."""
    found = item.states.order_by().values("field").annotate(count=Count("pk"), last=Max("at"))
    known = {row["field"]: row for row in found}
    return [row | {"label": crossing.label(item, name)} for name in PARTS if (row := known.get(name))]


def _chosen(parts, asked):
    """The part that was asked for, else the one that was written last."""
    names = [row["field"] for row in parts]
    return asked if asked in names else max(parts, key=lambda row: row["last"])["field"] if parts else ""


def _compared(item, part, states, shown, against):
    """Each state of a page with its text, marked by how it differs from the one before or from what stands now."""
    if not shown:
        return []
    stood = states.filter(set_aside=False)
    now = stood.first()
    kept = [*shown, stood.filter(at__lt=shown[-1].at).first()]
    html = {state.pk: crossing.shown(item, part, state.value) for state in {*filter(None, kept), now}}
    rows = []
    for place, state in enumerate(shown):
        before = next((one for one in kept[place + 1 :] if one and not one.set_aside), None)
        other = now if against == NOW else before
        compared = other is not None and other.pk != state.pk
        rows.append({
            "state": state,
            "is_now": state.pk == now.pk,
            "html": wording.unified(html[other.pk], html[state.pk]) if compared else html[state.pk],
            "rich": part in AgendaItem.RICH,
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


def _number(value):
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() and len(value) < 19 else 0
