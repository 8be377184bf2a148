"""Publishing, confirmed in a dialog or on a page that says who will read."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minutes import compose
from minutes.documents import load
from minutes.models import Meeting
from minutes.permissions import can_publish
from minutes.services import publication, rounds

from . import sealed
from .sealed import CONFLICT
from .shortcuts import attempt, get_meeting


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    meeting = get_meeting(request, pk, can_publish)
    if request.method == "POST":
        restricted = request.POST.get("restricted") == "1"
        version, refusal = attempt(request, publication.publish, meeting, by=request.user, restricted=restricted)
        if refusal:
            return sealed.page(request, meeting, status=CONFLICT)
        done = compose.publishing(meeting.body, restricted=version.restricted).is_done
        told = meeting.body.told(_("The minutes are %(published)s."), _("The notes are %(published)s."))
        messages.success(request, told % {"published": done})
        # Published pages are the same for all and show no messages, so the writer is told where she works.
        return redirect("meeting-show", version.meeting_id)
    if meeting.state != Meeting.State.ADJUSTED:
        return redirect("signoff-show", meeting.pk)
    minutes = load.sealed(rounds.last(meeting).minutes_json)
    return render(request, "publication/publish.html", {"meeting": meeting} | sealed.publishing(meeting, minutes))
