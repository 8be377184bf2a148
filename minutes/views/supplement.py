"""The late file of an attachment: put beside what is published, and taken away from the public."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from minutes.forms.correction import WithdrawalForm
from minutes.forms.supplement import SupplementForm
from minutes.models import Supplement
from minutes.permissions import can_publish
from minutes.services import supplement as service

from .sealed import CONFLICT
from .shortcuts import attempt, form_page, get_meeting


@form_page
def add(request, pk, number):
    meeting = get_meeting(request, pk, can_publish)
    version, listed = service.place(meeting, number)
    if version is None:
        raise Http404
    form, status = SupplementForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            done, _refusal = attempt(request, service.add, meeting, number, by=request.user, **form.cleaned_data)
            if done:
                messages.success(request, _("The file stands beside the published version, with today’s date."))
                return redirect("attachment-list", pk)
            status = CONFLICT
    context = {"meeting": meeting, "version": version, "listed": listed, "form": form}
    return render(request, "supplement/add.html", context, status=status)


@form_page
def withdraw(request, pk, number):
    meeting = get_meeting(request, pk, can_publish)
    rows = Supplement.objects.filter(version__meeting=meeting, number=number, withdrawn_at=None)
    row = get_object_or_404(rows.select_related("version__meeting").defer(*_LARGE).order_by("-pk")[:1])
    form, status = WithdrawalForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            _done, refusal = attempt(request, service.withdraw, row, by=request.user, **form.cleaned_data)
            if not refusal:
                messages.success(request, _("The public cannot read it any longer."))
                return redirect("attachment-list", pk)
            status = CONFLICT
    return render(request, "supplement/withdraw.html", {"meeting": meeting, "row": row, "form": form}, status=status)


_LARGE = [f"version__{name}" for name in ("html", "pdf", "minutes_json", "proof_json")]
