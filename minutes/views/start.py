"""The first page: what waits for whoever is signed in, what has been published for everybody else."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from minutes.models import Body, Meeting, PublishedVersion, SignoffRound
from minutes.views.issued import for_list, label

LATEST = 8
COMING = 8
State = Meeting.State


@login_not_required
@require_safe
def show(request):
    if request.user.is_authenticated:
        return redirect("todo-show")
    bodies = list(Body.objects.public().select_related("organisation").order_by("organisation__name", "name"))
    organisations = {body.organisation for body in bodies}
    latest = for_list(PublishedVersion.objects.visible_to(request.user)).order_by("-published_at", "-pk")[:LATEST]
    return render(
        request,
        "start/show.html",
        {
            "organisation": organisations.pop() if len(organisations) == 1 else None,
            "bodies": bodies,
            "latest": [_labelled(version) for version in latest],
            "coming": _coming(),
            "waiting": [_staged(meeting) for meeting in _waiting()],
        },
    )


def _labelled(version):
    version.label = label(version.meeting.body)
    return version


def _coming():
    today = timezone.localdate()
    meetings = Meeting.objects.announced().filter(state__in=Meeting.WRITABLE, date__gte=today)
    return meetings.select_related("body").order_by("date", "start", "pk")[:COMING]


def _waiting():
    """Meetings that have been held and whose minutes are not out yet."""
    rounds = SignoffRound.objects.filter(state=SignoffRound.State.OPEN).defer("minutes_json")
    written = Q(state=State.DRAFT, date__lt=timezone.localdate())
    return (
        Meeting.objects.announced()
        .filter(written | Q(state__in=[State.IN_ADJUSTMENT, State.ADJUSTED]), versions=None)
        .select_related("body")
        .prefetch_related(Prefetch("rounds", rounds, to_attr="open_rounds"))
        .order_by("-date", "-pk")[:COMING]
    )


def _staged(meeting):
    meeting.stage = meeting.body.told(*_STAGES[meeting.state])()
    meeting.last_day = meeting.open_rounds[0].deadline if meeting.open_rounds else None
    return meeting


_STAGES = {
    State.DRAFT: (lambda: pgettext("minutes", "being written"), lambda: pgettext("notes", "being written")),
    State.IN_ADJUSTMENT: (lambda: pgettext("minutes", "being approved"), lambda: pgettext("notes", "being approved")),
    State.ADJUSTED: (lambda: pgettext("minutes", "soon published"), lambda: pgettext("notes", "soon published")),
}
