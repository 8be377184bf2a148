"""Somebody else signs, although the minutes are sent already."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minutes.forms.replacement import ReplacementForm
from minutes.models import SignoffRound
from minutes.permissions import can_write
from minutes.services import replacement, rounds
from minutes.services import signer as signers

from .sealed import CONFLICT
from .shortcuts import attempt, form_page, get_meeting

State = SignoffRound.State


@form_page
def make(request, pk):
    meeting = get_meeting(request, pk, can_write)
    sealed = rounds.find(meeting)
    is_open = sealed is not None and sealed.state in (State.OPEN, State.DECLINED)
    form = ReplacementForm(
        request.POST if request.method == "POST" else None,
        signers=rounds.signers(sealed) if sealed else [],
        people=signers.candidates(meeting),
        initial={"role": _likeliest(sealed, request.user) if is_open else ""},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if not is_open:
            messages.error(request, _("Nothing lies for approval, so choose who signs before it is sent."))
            status = CONFLICT
        elif form.is_valid():
            done, _refusal = attempt(request, replacement.make, meeting, by=request.user, **form.given())
            if done:
                messages.success(request, _("It is on the record, and everybody who signs has been asked anew."))
                return redirect("signoff-show", meeting.pk)
            status = CONFLICT
    signed = sealed.signatures.filter(signed_at__isnull=False).count() if is_open else 0
    context = {"meeting": meeting, "form": form, "is_open": is_open, "signed": signed}
    return render(request, "replacement/make.html", context, status=status)


def _likeliest(sealed, user):
    """Who has said that she cannot sign, else who has not signed yet."""
    answers, everyone = rounds.standing(sealed), rounds.signers(sealed)
    left = [one for one in everyone if one.pk not in answers and one.person.user_id != user.pk]
    refused = [one for one in everyone if one.pk in answers and answers[one.pk].declined_at]
    return next((one.pk for one in [*refused, *left]), "")
