"""Sign-off: send, read, sign, decline, recall, remind."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.documents import load
from minutes.documents.agreement import agreement
from minutes.forms.signoff import DeclineForm, RecallForm, SendForm, SignForm
from minutes.models import Meeting, SignoffRound
from minutes.permissions import can_read_sealed, can_sign, can_write
from minutes.services import Refused, checklist, rendering, rounds, sealing, secrecy, signoff
from minutes.services.draft import person_of
from minutes.services.identity import services

from . import identity, paper, proving, receipts, sealed
from .sealed import CONFLICT
from .shortcuts import attempt, form_page, get_meeting, refuse, shows_now

KEPT = ("deadline", "message")  # of the page for sending, on the way to an outside service


@form_page
def send(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if request.method == "POST":
        form = SendForm(request.POST)
        if form.is_valid():
            if key := request.POST.get("prove"):
                return identity.leave(request, meeting, key, {name: form[name].value() for name in KEPT})
            given = _given(request, meeting, form)
            done, _refusal = attempt(request, signoff.send, meeting, by=request.user, form=form, **given)
            if done:
                request.session.pop(identity.WRITTEN, None)
                messages.success(request, meeting.body.told(
                    _("The minutes are sent, and those who sign have been asked."),
                    _("The notes are sent, and those who sign have been asked."),
                ))
                return redirect("signoff-show", meeting.pk)
        meeting.refresh_from_db()
        return _send_page(request, meeting, form, status=422 if form.errors else CONFLICT)
    initial = {"deadline": sealing.default_deadline(meeting)} | identity.written(request, meeting)
    return _send_page(request, meeting, SendForm(initial=initial))


def _given(request, meeting, form):
    """What the service is told of a sending, with how the sender signs when she does so in the same act."""
    given = {name: form.cleaned_data[name] for name in KEPT} | {"seen": form.cleaned_data["revision"]}
    if "sign" not in request.POST:
        return given
    text = proving.draft(meeting, given["seen"])
    return given | proving.how(request, person_of(request.user), text) | {"address": came_from(request)}


def _send_page(request, meeting, form, status=200):
    if not meeting.is_writable:
        return redirect("signoff-show", meeting.pk) if status == 200 else sealed.page(request, meeting, status=status)
    loaded = compose.load(meeting.pk)
    shows_now(form, revision=loaded.revision)
    warnings = checklist.warnings(meeting, loaded)
    context = {
        "meeting": meeting,
        "form": form,
        "signers": list(loaded.signers.all()),
        "own_words": _own_words(request, loaded),
        "services": services().items(),
        "vouched": proving.held(request, person_of(request.user), proving.draft(meeting, loaded.revision)),
        "obstacles": sealing.obstacles(meeting) if meeting.state == Meeting.State.DRAFT else [],
        "planned": meeting.state == Meeting.State.PLANNED,
        "open_warnings": [warning for warning, accepted in warnings if accepted is None],
        "accepted": sum(accepted is not None for _warning, accepted in warnings),
        "items": [item for item in loaded.items.all() if item.is_section and not item.removed],
        "again": meeting.numbered,
        "not_for_everybody": secrecy.obstacles(meeting, compose.minutes(loaded)),
    }
    return render(request, "signoff/send.html", context, status=status)


def _own_words(request, meeting):
    """What the sender agrees to when she signs in the same act; empty where that cannot be."""
    mine = [one for one in meeting.signers.all() if one.person == person_of(request.user)]
    if not mine or (meeting.body.signoff_in_order and rounds.before(mine[0], list(meeting.signers.all()))):
        return ""
    verb = "approved" if mine[0].role.adjusts else "signed"
    return agreement(meeting.body.document, verb, meeting.body.language)


@require_safe
def show(request, pk):
    return sealed.page(request, get_meeting(request, pk, can_read_sealed))


@require_safe
def pdf(request, pk):
    meeting = get_meeting(request, pk, can_read_sealed)
    found = rounds.find(meeting)
    if found is None:
        raise Http404
    return pdf_of(request, meeting, found)


def pdf_of(request, meeting, found):
    """The PDF of a round as an answer."""
    completed = found.state == SignoffRound.State.COMPLETED
    proof = rounds.proof(meeting, found) if completed else compose.proof(meeting, found.content_hash)
    minutes = load.sealed(found.minutes_json)
    return paper.answer(request, meeting, minutes, lambda: rendering.pdf_of(meeting, found.minutes_json, proof))


@require_POST
def read(request, pk):
    meeting = get_meeting(request, pk, can_sign)
    form = SignForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        signoff.read(meeting, by=request.user, content_hash=form.cleaned_data["content_hash"])
    except Refused:
        return HttpResponse(status=CONFLICT)
    return HttpResponse(status=204)


@require_POST
def sign(request, pk):
    """The service takes a signature of nobody but a signer, and looks up the meeting with the round that it locks.

    So the meeting is asked for here only to answer who is refused: perhaps with no more than that there is none.
    """
    form, refusal = SignForm(request.POST), _("The page was not complete. Read the text again and sign here.")
    if form.is_valid():
        how = proving.how(request, person_of(request.user), form.cleaned_data["content_hash"])
        try:
            signoff.sign(pk, by=request.user, address=came_from(request), **form.cleaned_data, **how)
        except Refused as refused:
            refusal = refused.message
        else:
            return redirect("signoff-receipt", pk)
    meeting = get_meeting(request, pk, can_sign)
    refuse(request, refusal)
    return sealed.page(request, meeting, status=CONFLICT)


def came_from(request):
    """The network address that the request came from; empty when it cannot be told."""
    try:
        return get_adapter().get_client_ip(request)[:60]
    except PermissionDenied:
        return ""


@require_safe
def receipt(request, pk):
    meeting = get_meeting(request, pk, can_sign)
    found = rounds.find(meeting)
    if found is None or found.state == SignoffRound.State.RECALLED:
        return redirect("signoff-show", meeting.pk)
    return receipts.page(request, meeting, found, request.user.person) or redirect("signoff-show", meeting.pk)


@form_page
def decline(request, pk):
    meeting = get_meeting(request, pk, can_sign)
    if request.method != "POST":
        return redirect(reverse("signoff-show", args=[meeting.pk]) + "#decline")
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return sealed.page(request, meeting, decline_form=form, status=422)
    _done, refusal = attempt(request, signoff.decline, meeting, by=request.user, **form.cleaned_data)
    if refusal:
        return sealed.page(request, meeting, decline_form=form, status=CONFLICT)
    messages.success(request, meeting.body.told(
        _("The secretary has been told. Nobody can sign until the minutes are sent anew."),
        _("The secretary has been told. Nobody can sign until the notes are sent anew."),
    ))
    return redirect("signoff-show", meeting.pk)


@form_page
def recall(request, pk):
    meeting = get_meeting(request, pk, can_write)
    form, status = RecallForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            done, _refusal = attempt(request, signoff.recall, meeting, by=request.user, **form.cleaned_data)
            if done:
                messages.success(request, meeting.body.told(
                    _("The minutes are a draft again, and those who sign have been told."),
                    _("The notes are a draft again, and those who sign have been told."),
                ))
                return redirect("remark-list" if done.remarks.exists() else "meeting-show", meeting.pk)
            status = CONFLICT
    context = {"meeting": meeting, "form": form, "round": rounds.find(meeting)}
    return render(request, "signoff/recall.html", context, status=status)


@form_page
def remind(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if request.method == "POST":
        reminded, refusal = attempt(request, signoff.remind, meeting, by=request.user)
        if refusal:
            return sealed.page(request, meeting, status=CONFLICT)
        names = ", ".join(person.name for person in reminded)
        messages.success(request, _("Reminded: %(names)s.") % {"names": names})
        return redirect("signoff-show", meeting.pk)
    return render(request, "signoff/remind.html", {"meeting": meeting, "round": rounds.find(meeting)})
