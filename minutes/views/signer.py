"""Who signs in each role."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minutes.forms.signer import SignersForm
from minutes.permissions import can_write
from minutes.services import sealing
from minutes.services import signer as signers

from .sealed import CONFLICT
from .shortcuts import attempt, form_page, get_meeting


@form_page
def choose(request, pk):
    meeting = get_meeting(request, pk, can_write)
    roles, people = _roles(meeting), signers.candidates(meeting)
    form = SignersForm(request.POST if request.method == "POST" else None, roles=roles, people=people)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = [(role, form.person(role), form.shown(role)) for role in roles]
            done, refusal = attempt(request, signers.choose_all, meeting, chosen, by=request.user)
            if not refusal:
                if done:
                    messages.success(request, _("It is noted who signs."))
                return redirect("signer-choose", meeting.pk)
            status = CONFLICT
    rows = [_row(form, role) for role in roles]
    context = {"meeting": meeting, "form": form, "rows": rows, "writable": meeting.is_writable}
    context["all_chosen"] = status == 200 and _all_chosen(rows)
    return render(request, "signer/choose.html", context, status=status)


def _roles(meeting):
    """The body's roles, each with its signer in this meeting and the id of that person."""
    signers_now = {signer.role_id: signer for signer in meeting.signers.all()}
    roles = signers.roles(meeting)
    for role in roles:
        role.signer = signers_now.get(role.pk)
        role.holder = role.signer.person_id if role.signer else None
    return roles


def _all_chosen(rows):
    """Whether nothing here stands in the way of sending: each role that must sign has somebody who can be asked."""
    needed = [row for row in rows if row["role"].required] or rows
    return all(row["person"] and not row["unreachable"] for row in needed)


def _row(form, role):
    person, words = form.person_shown(role), form.words(role)
    return {
        "field": form[form.name(role)],
        "words": words,
        "words_open": any(field.errors for field in words),
        "role": role,
        "person": person,
        "unreachable": person is not None and not sealing.can_be_asked(person),
    }
