"""The bodies of whoever is signed in, and the page of one of them."""

from itertools import groupby

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.models import Body, Meeting
from minutes.services import notification

from . import action, decision, standing
from .rules import add, edit, vocabulary  # noqa: F401 (pages of the same noun, in a file of their own)
from .shortcuts import get_body

State = Meeting.State
SHOWN = 5


@require_safe
def list(request):  # noqa: A001 (pages are named after what they show)
    permissions.remember(request.user)
    bodies = Body.objects.visible_to(request.user).select_related("organisation").order_by("name", "pk")
    mine = [body for body in bodies if permissions.can_enter(request.user, body)]
    meetings = Meeting.objects.visible_to(request.user).filter(body__in=[body.pk for body in mine])
    near = {}
    for meeting in meetings.select_related("body", "writer").order_by("date", "start", "pk"):
        coming, work = near.setdefault(meeting.body_id, ([], []))
        if meeting.state == State.PLANNED:
            coming.append(meeting)
        elif meeting.state != State.PUBLISHED:
            work.append(meeting)
    shown = [meeting for coming, work in near.values() for meeting in [*coming[:1], *work]]
    told = standing.of_many(shown, request.user)
    rows = []
    for body in mine:
        coming, work = near.get(body.pk, ([], []))
        lines = [told[meeting.pk] for meeting in [*work, *coming[:1]]]
        rows.append({"body": body, "lines": lines, "sits": permissions.roles(request.user, body)})
    return render(request, "body/list.html", {
        "rows": rows, "others": [body for body in bodies if body not in mine and body.is_public]
    })


@require_safe
def show(request, slug):
    body = get_body(request, slug, allowed=permissions.can_enter)
    user = request.user
    meetings = [*Meeting.objects.visible_to(user).filter(body=body).select_related("body", "writer")]
    told = standing.of_many(meetings, user)
    open_actions = [row for row in action.of(user, meetings) if row.is_open]
    return render(request, "body/show.html", {
        "body": body,
        "years": [
            {"year": year, "rows": [told[meeting.pk] for meeting in group]}
            for year, group in groupby(meetings, key=lambda meeting: meeting.date.year)
        ],
        "people": _people(body),
        "actions": open_actions[:SHOWN],
        "action_count": len(open_actions),
        "decisions": [row for group in decision.of(user, meetings)[:SHOWN] for row in group.rows][:SHOWN],
        "sees": meetings or permissions.roles(user, body),  # an administrator without a seat is shown no meetings
        "may_plan": permissions.can_plan(user, body),
        "untold": notification.failed_cancellations(body) if permissions.can_plan(user, body) else [],
        "may_manage": permissions.can_manage_body(user, body),
        "may_manage_people": permissions.can_manage_people(user, body),
    })


def _people(body):
    """Those who have a seat today, each once with all roles, in the body's order."""
    found = {}
    seats = body.memberships.on(timezone.localdate()).select_related("person").order_by("position", "pk")
    for seat in seats:
        key = ("person", seat.person_id) if seat.person_id else ("seat", seat.pk)
        found.setdefault(key, []).append(seat)
    return [
        {
            "name": group[0].person.name if group[0].person else "",
            "organisation": group[0].represents or (group[0].person.represents if group[0].person else ""),
            "roles": ", ".join(dict.fromkeys(str(seat.get_role_display()) for seat in group)),
        }
        for group in found.values()
    ]
