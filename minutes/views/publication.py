"""Publishing, confirmed in a dialog or on a page that says who will read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minutes import compose
from minutes.forms.correction import WithdrawalForm
from minutes.models import Meeting
from minutes.permissions import can_publish
from minutes.services import publication, rounds

from . import sealed
from .sealed import CONFLICT
from .shortcuts import attempt, form_page, get_meeting, status_of


@form_page
def withdraw(request, pk, number):
    meeting = get_meeting(request, pk, can_publish)
    # Of a version with a masked copy, that is what the public reads.
    version = meeting.versions.without_files().filter(number=number).order_by("-rendition").first()
    if version is None:
        raise Http404
    form, refusal = WithdrawalForm(request.POST or None), None
    if form.is_valid():
        _done, refusal = attempt(request, publication.withdraw, version, by=request.user, **form.cleaned_data)
        if not refusal:
            messages.success(request, _("The public cannot read it any longer."))
            return redirect("meeting-show", pk)
    context = {"meeting": meeting, "version": version, "form": form}
    return render(request, "publication/withdraw.html", context, status=status_of(request, refusal))


@form_page
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
    asked = sealed.publishing(meeting, rounds.last(meeting))
    return render(request, "publication/publish.html", {"meeting": meeting} | asked)
