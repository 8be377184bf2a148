"""The summons of a meeting: send it, read it as it was sent, see who has answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from minutes.documents import render as documents
from minutes.documents import summons as content
from minutes.documents import summons_sheet
from minutes.forms.summons import SummonsForm
from minutes.lib import canonical, files
from minutes.lib.http import send_file
from minutes.models import Meeting
from minutes.notifications import calling
from minutes.permissions import can_read_agenda, can_write
from minutes.services import rendering, reply
from minutes.services import summons as service

from . import paper, summoned
from .shortcuts import attempt, back, form_page, get_meeting, shows_now


@require_safe
def show(request, pk):
    meeting = get_meeting(request, pk, can_read_agenda)
    sent = service.latest(meeting)
    may_write = can_write(request.user, meeting)
    if sent is None:
        return _not_sent(meeting, may_write)
    value = content.from_json(sent.content_json)
    document = summons_sheet.page_html(value, link=_links(meeting), logo=rendering.logo_address(value))
    context = {"meeting": meeting, "summons": sent, "value": value, "document": document, "may_write": may_write}
    context |= {"pdf_missing": documents.pdf_available(), "pdf_error": sent.pdf_error if may_write else ""}
    if may_write:
        context |= summoned.of(meeting, sent) | {"summons_changes": service.changes_since(meeting, sent)}
    return render(request, "summons/show.html", context | {"own_reply": summoned.own(meeting, request.user)})


def _not_sent(meeting, may_write):
    if may_write and meeting.state == Meeting.State.PLANNED:
        return redirect("summons-send", meeting.pk)
    raise Http404


def _links(meeting):
    """The address of a document's file, for those that everybody who sees the meeting may open."""
    return lambda one: reverse("summons-file", args=[meeting.pk, one.number]) if one.public else ""


@form_page
def send(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if request.method != "POST":
        return _send_page(request, meeting, SummonsForm(initial={"answer_by": service.default_answer_by(meeting)}))
    form = SummonsForm(request.POST)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("answer_by", "message", "seen")}
        sent, _refusal = attempt(request, service.send, meeting, by=request.user, form=form, **given)
        if sent:
            messages.success(request, _("The summons is on its way."))
            return redirect("meeting-show", meeting.pk)
    return _send_page(request, meeting, form, 422 if form.errors else 409)


def _send_page(request, meeting, form, status=200):
    if meeting.state != Meeting.State.PLANNED and status == 200:
        return redirect("meeting-show", meeting.pk)
    proposal = service.propose(meeting)
    shows_now(form, seen=proposal.seen)
    reached, unreached = service.to_call(meeting)
    leaving = [*service.entered(meeting)] if proposal.moves else []
    context = {
        "meeting": meeting,
        "form": form,
        "proposal": proposal,
        "reached": [row for row in reached if row not in leaving],
        "unreached": [row for row in unreached if row not in leaving],
        "obstacles": service.obstacles(meeting),
        "nothing_new": proposal.last is not None and not proposal.changes,
        "document": summons_sheet.page_html(
            proposal.value, level=3, logo=rendering.logo_address(proposal.value), draft=True
        ),
    }
    return render(request, "summons/send.html", context, status=status)


@require_safe
def pdf(request, pk):
    meeting = get_meeting(request, pk, can_read_agenda)
    sent = service.latest(meeting)
    if sent is None:
        raise Http404
    data = calling.pdf_of(sent)
    if data is None:
        missing = documents.pdf_available() or sent.pdf_error
        return render(request, "preview/pdf_missing.html", {"meeting": meeting, "missing": missing}, status=503)
    value = content.from_json(sent.content_json)
    name = files.safe_name(f"{value.heading}.pdf".replace(":", ""))
    return send_file(request, data, content_type="application/pdf", name=name, digest=canonical.sha256(data))


@require_safe
def file(request, pk, number):
    meeting = get_meeting(request, pk, can_read_agenda)
    sent = service.latest(meeting)
    listed = content.from_json(sent.content_json).attachments if sent else ()
    one = next((one for one in listed if one.number == number and one.public and one.sha256), None)
    if one is None:
        raise Http404
    return paper.file(one)


@require_POST
def answer(request, pk):
    """To the page where one answers, for those who are signed in and need not look for the mail."""
    meeting = get_meeting(request, pk, can_read_agenda)
    token = reply.link(meeting, by=request.user)
    if token is None:
        raise Http404
    return redirect("reply-show", token)


@require_POST
def remind(request, pk):
    meeting = get_meeting(request, pk, can_write)
    told, refusal = attempt(request, service.remind, meeting, by=request.user)
    if not refusal:
        form = ngettext("%(number)s person is reminded.", "%(number)s people are reminded.", len(told))
        messages.success(request, form % {"number": len(told)})
    return back(request, "meeting-show", meeting.pk)


@require_POST
def call_missing(request, pk):
    meeting = get_meeting(request, pk, can_write)
    _done, refusal = attempt(request, service.call_missing, meeting, by=request.user)
    if not refusal:
        messages.success(request, _("The summons is on its way."))
    return back(request, "meeting-show", meeting.pk)
