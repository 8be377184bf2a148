"""What shall be done, by whom and when: mine, across my bodies, and body by body."""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import permissions
from minutes.documents import words
from minutes.forms.action import StatusForm
from minutes.models import ActionItem, Meeting
from minutes.services import action as service

from .shortcuts import attempt, back, get_body, refuse

Status = ActionItem.Status
PAGE = 50
FILTERS = ("open", "overdue", "done")


@dataclass(frozen=True)
class Row:
    action: ActionItem
    mine: bool
    may_update: bool

    @property
    def is_open(self):
        return self.action.status in ActionItem.UNFINISHED

    @property
    def is_late(self):
        return self.is_open and self.action.due is not None and self.action.due < timezone.localdate()

    @property
    def label(self):
        """ "§ 4" or "punkt 4", once the number is certain."""
        item = self.action.item
        if not item or not item.number:
            return ""
        label = words.item_label(self.action.meeting.body.number_format, item.number)
        return label if "§" in label else _("item %(number)s") % {"number": item.number}


def of(user, meetings):
    """The actions of these visible meetings that the user may read, those due first at the top.

    One that was carried over is shown once, in the last meeting that she may read. Her own she always sees.
    """
    readable = [meeting.pk for meeting in meetings if permissions.can_read_minutes(user, meeting)]
    sealed = {meeting.pk for meeting in meetings if permissions.can_read_sealed(user, meeting)}
    own = Q(responsible__person__user=user, meeting__in=[meeting.pk for meeting in meetings])
    found = ActionItem.objects.standing().filter(Q(meeting__in=readable) | own)
    found = found.select_related("meeting__body", "meeting__writer", "responsible__person", "item")
    rows = [_row(user, action) for action in found]
    rows = [row for row in rows if row.mine or not _is_secret(row.action, sealed)]
    earlier = {row.action.carried_from_id for row in rows}
    rows = [row for row in rows if row.action.pk not in earlier]
    return sorted(rows, key=lambda row: (not row.is_open, row.action.due or datetime.date.max, -row.action.pk))


def _row(user, action):
    return Row(action, permissions.is_responsible(user, action), permissions.can_update_action(user, action))


def _is_secret(action, sealed):
    return action.item is not None and action.item.confidential and action.meeting_id not in sealed


@require_safe
def index(request):
    permissions.remember(request.user)
    meetings = Meeting.objects.visible_to(request.user).select_related("body", "writer")
    whose = "all" if request.GET.get("whose") == "all" else "mine"
    rows = [row for row in of(request.user, [*meetings]) if whose == "all" or row.mine]
    return _answer(request, "action/index.html", rows, {"whose": whose, "several": True})


@require_safe
def list(request, slug):  # noqa: A001 (pages are named after what they show)
    body = get_body(request, slug, allowed=permissions.can_enter)
    meetings = Meeting.objects.visible_to(request.user).filter(body=body).select_related("body", "writer")
    return _answer(request, "action/list.html", of(request.user, [*meetings]), {"body": body})


def _answer(request, template, rows, context):
    show = request.GET.get("show")
    show = show if show in FILTERS else "open"
    kept = {
        "open": [row for row in rows if row.is_open],
        "overdue": [row for row in rows if row.is_late],
        "done": [row for row in rows if not row.is_open],
    }
    page = Paginator(kept[show], PAGE).get_page(request.GET.get("page"))
    labels = {"open": _("Open"), "overdue": _("Overdue"), "done": _("Finished")}
    whose = f"whose={context['whose']}&" if "whose" in context else ""
    filters = [{"key": key, "label": labels[key], "count": len(kept[key])} for key in FILTERS]
    return render(request, template, {
        "page": page, "show": show, "filters": filters, "query": f"{whose}show={show}&", **context
    })


@require_POST
def status(request, pk):
    permissions.remember(request.user)
    action = _find(request.user, pk)
    if not permissions.can_update_action(request.user, action):
        raise PermissionDenied
    form = StatusForm(request.POST)
    if form.is_valid():
        changed, _refusal = attempt(request, service.set_status, action, by=request.user, **form.cleaned_data)
        if changed:
            messages.success(request, _told(action))
    else:
        refuse(request, _("An action is open, in progress, done or dropped."), status=422)
    return back(request, _stood(request, action))


def _find(user, pk):
    visible = Meeting.objects.visible_to(user)
    found = ActionItem.objects.select_related("meeting__body__organisation", "meeting__writer", "responsible", "item")
    action = get_object_or_404(found.filter(meeting__in=visible.values("pk")), pk=pk)
    meeting = action.meeting
    sealed = {meeting.pk} if permissions.can_read_sealed(user, meeting) else set()
    readable = permissions.can_read_minutes(user, meeting) and not _is_secret(action, sealed)
    if not (readable or permissions.is_responsible(user, action)):
        raise Http404
    return action


def _told(action):
    if action.status in ActionItem.UNFINISHED:
        return _("The action is open again.") if action.status == Status.OPEN else _("The action is in progress.")
    finished = f"{reverse('action-index')}?show=done"
    said = _("The action is done.") if action.status == Status.DONE else _("The action is dropped.")
    return format_html('{} <a href="{}">{}</a>', said, finished, _("Show finished actions"))


def _stood(request, action):
    """Where the button stood, if that is one of our own pages."""
    to = request.POST.get("next", "")
    if to.startswith("/") and url_has_allowed_host_and_scheme(to, None):
        return to
    return reverse("meeting-show", args=[action.meeting_id])
