"""What the workbench asks by itself: to save one part, whether others have written, and to say where it is."""

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from minutes.forms import part as forms
from minutes.models import AgendaItem
from minutes.permissions import can_write
from minutes.services import autosave as service
from minutes.services import presence as presences
from minutes.templatetags.ui import clock, initials

from . import bench, crossing, rail
from .answers import in_json
from .shortcuts import get_meeting, get_part


@in_json
@require_POST
def field(request, pk):
    """Store one part of an item."""
    asked, errors = forms.asked(forms.ASKED, request.POST)
    if errors:
        get_part(request, AgendaItem, pk, can_write)
        return _wrong(errors)
    part = asked.pop("field")
    item = service.find(pk, part, by=request.user, tab=asked["tab"], seen=asked["seen"])
    if item is None or not item.is_section:
        get_part(request, AgendaItem, pk, can_write)
        raise Http404
    given, errors = _read(request, part, item)
    if errors:
        return _wrong(errors)
    try:
        saved = service.save(item, part, given, by=request.user, **asked)
    except service.Crossed as crossed:
        return JsonResponse({"conflict": crossing.told(crossed)}, status=409)
    return JsonResponse(_told(part, saved))


@in_json
@require_safe
def watch(request, pk):
    """The revision of the meeting, and who is where but for the tab that asks."""
    rows = presences.watch(pk, by=request.user)
    if not rows:
        get_meeting(request, pk, can_write)
        raise Http404
    people = [
        {"name": name, "initials": initials(name), "item": item, "field": field, "mine": user == request.user.pk}
        for _revision, _state, tab, user, name, item, field in rows
        if tab and tab != request.GET.get("tab")
    ]
    return JsonResponse({"revision": rows[0][0], "state": rows[0][1], "people": people})


@in_json
@require_POST
def presence(request, pk):
    """The tab says where it is, or that it leaves."""
    where, errors = forms.asked(forms.WHERE, request.POST)
    if errors:
        get_meeting(request, pk, can_write)
        return _wrong(errors)
    if where["leave"]:
        presences.leave(by=request.user, tab=where["tab"])
    elif not presences.report(pk, by=request.user, tab=where["tab"], item=where["item"], field=where["field"]):
        get_meeting(request, pk, can_write)
        raise Http404
    return JsonResponse({})


def _read(request, part, item):
    if part == forms.SIGNERS:
        signers = item.meeting.signers.select_related("person")
        return forms.read_signers(bench.signers_form(item.meeting, signers, request.POST))
    return forms.read(part, item, request.POST, user=request.user)


def _wrong(errors):
    return JsonResponse({"errors": errors}, status=422)


def _told(part, saved):
    item = saved.item
    value = "" if part == forms.SIGNERS else crossing.value(item, part, saved.text)
    decided = bool(value) if part == forms.DECISIONS else item.decides.is_decided
    return {
        "field": part,
        "revision": saved.revision,
        "meeting": saved.meeting,
        "at": clock(timezone.now()),
        "value": value,
        "ids": [row["id"] for row in value] if part == forms.ACTIONS else [],
        "state": rail.state(item, current=True, decided=decided),
    }
