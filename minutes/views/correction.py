"""A published version that is put right or completed by a new one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minutes.forms.correction import CorrectionForm, WordsForm
from minutes.models import Meeting
from minutes.permissions import can_publish
from minutes.services import correction as service

from .shortcuts import attempt, back, form_page, get_meeting, status_of


@form_page
def begin(request, pk):
    meeting = get_meeting(request, pk, can_publish)
    if meeting.state != Meeting.State.PUBLISHED and request.method != "POST":
        return redirect("meeting-show", pk)
    roles = list(meeting.body.signoff_roles.all())
    form = CorrectionForm(
        request.POST or None,
        clerical=[role.label for role in roles if role.signs_clerical],
        everybody=[role.label for role in roles],
    )
    refusal = None
    if form.is_valid():
        _done, refusal = attempt(request, service.begin, meeting, by=request.user, **form.cleaned_data)
        if not refusal:
            messages.success(request, _("Change what needs to be changed, then send it for approval as usual."))
            return redirect("writing-show", pk)
    context = {"meeting": meeting, "form": form, "version": service.newest(meeting)}
    return render(request, "correction/begin.html", context, status=status_of(request, refusal))


@form_page
def edit(request, pk):
    meeting = get_meeting(request, pk, can_publish)
    standing = service.standing(meeting)
    if standing is None:
        return redirect("meeting-show", pk)
    form = WordsForm(request.POST or None, initial={"what": standing.what, "why": standing.why})
    refusal = None
    if form.is_valid():
        _done, refusal = attempt(request, service.edit, standing, by=request.user, **form.cleaned_data)
        if not refusal:
            messages.success(request, _("Saved."))
            return redirect("meeting-show", pk)
    context = {"meeting": meeting, "form": form, "version": standing.version}
    return render(request, "correction/edit.html", context, status=status_of(request, refusal))


@require_POST
def give_up(request, pk):
    meeting = get_meeting(request, pk, can_publish)
    _done, refusal = attempt(request, service.give_up, meeting, by=request.user)
    if not refusal:
        messages.success(request, _("The published version stands as it is."))
    return back(request, "meeting-show", pk)
