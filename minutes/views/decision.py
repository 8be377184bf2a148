"""Decisions: of what is published, and of approved minutes for those who may read them. Never of drafts."""

import re
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from minutes import compose, permissions
from minutes.documents import load
from minutes.models import Meeting, PublishedVersion, SignoffRound
from minutes.services.publication import decisions_of

from .shortcuts import get_body

PAGE = 20
State = Meeting.State


@dataclass(frozen=True)
class Group:
    """The decisions of one meeting."""

    meeting: Meeting
    rows: list
    version: PublishedVersion | None = None


def of(user, meetings):
    """Groups for these visible meetings, the latest first, those without decisions left out."""
    published = _published(user, meetings)
    approved = _approved(user, meetings)
    groups = []
    for meeting in sorted(meetings, key=lambda meeting: (meeting.date, meeting.pk), reverse=True):
        version = published.get(meeting.pk)
        rows = version.decisions if version else approved.get(meeting.pk, [])
        url = reverse("published-show" if version else "signoff-show", args=[meeting.pk])
        if version and version.restricted:
            url = reverse("original-show", args=[meeting.pk, version.number])
        rows = [_row(row, meeting, url, version) for row in rows]
        if rows:
            groups.append(Group(meeting, rows, version))
    return groups


def _row(row, meeting, url, version):
    number = re.search(r"[0-9]+", row["label"])
    anchor = f"#p{number[0]}" if number else ""
    not_yet = "" if version else compose.publishing(meeting.body).is_done
    return {**row, "meeting": meeting, "url": url + anchor, "published": version is not None, "not_yet": not_yet}


def _published(user, meetings):
    ids = [meeting.pk for meeting in meetings if meeting.state == State.PUBLISHED]
    versions = PublishedVersion.objects.visible_to(user).filter(meeting__in=ids, withdrawal=None).current()
    # Where there is a masked copy too, those who see the meeting get the original.
    return {version.meeting_id: version for version in versions.without_files().order_by("-rendition")}


def _approved(user, meetings):
    approved = [meeting for meeting in meetings if meeting.state == State.ADJUSTED]
    readable = [meeting.pk for meeting in approved if permissions.can_read_sealed(user, meeting)]
    rounds = SignoffRound.objects.filter(meeting__in=readable, state=SignoffRound.State.COMPLETED)
    return {sealed.meeting_id: decisions_of(load.sealed(sealed.minutes_json)) for sealed in rounds.order_by("number")}


@require_safe
def index(request):
    permissions.remember(request.user)
    meetings = Meeting.objects.visible_to(request.user).select_related("body", "writer")
    page = Paginator(of(request.user, [*meetings]), PAGE).get_page(request.GET.get("page"))
    return render(request, "decision/index.html", {"page": page, "several": True})


@require_safe
def list(request, slug):  # noqa: A001 (pages are named after what they show)
    body = get_body(request, slug, allowed=permissions.can_enter)
    meetings = Meeting.objects.visible_to(request.user).filter(body=body).select_related("body", "writer")
    page = Paginator(of(request.user, [*meetings]), PAGE).get_page(request.GET.get("page"))
    return render(request, "decision/list.html", {"page": page, "body": body})
