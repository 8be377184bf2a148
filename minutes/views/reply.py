"""The answer to a summons by the link in the mail: no login, nothing of the body but what the summons says.

The token in the address is what gives the right to answer, so that there is nothing for another site to borrow: the
form needs no CSRF token, and could carry none, since browsers that send no referrer send no origin either.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from minutes.documents import summons as content
from minutes.documents import summons_sheet
from minutes.forms.summons import ReplyForm
from minutes.models import Meeting, SummonsReply
from minutes.services import Refused, rendering, summons
from minutes.services import reply as service

from .shortcuts import form_page

GONE = 410


def by_link(view):
    """For whoever holds the link, and nobody on the way: not kept, not indexed, and the address told to no one."""

    @csrf_exempt
    @login_not_required
    @never_cache
    @form_page
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@by_link
def show(request, token):
    reply = service.find(token)
    if reply is None:
        words = _("Look whether the whole link from the mail came along, or answer by replying to the mail.")
        return _closed(request, None, _("The link is not valid"), words, 404)
    with translation.override(reply.first.language):
        if closed := _why_closed(reply):
            return _closed(request, reply, *closed, GONE)
        return _page(request, reply, token)


def _page(request, reply, token):
    meeting, sent = reply.meeting, summons.latest(reply.meeting)
    is_open, status = meeting.state == Meeting.State.PLANNED, 200
    form = ReplyForm(
        request.POST if request.method == "POST" else None, people=service.substitutes(meeting, reply),
        initial=_given(reply, sent),
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                service.answer(reply, **form.given())
            except Refused as refusal:
                form.add_error(None, refusal.message)
                status = 409
            else:
                return redirect("reply-show", token)
    value = content.from_json(sent.content_json)
    context = {
        "reply": reply,
        "said": _said(reply) if summons.counts(reply, sent) else "",
        "asked_anew": bool(reply.answer) and not summons.counts(reply, sent),
        "form": form,
        "is_open": is_open,
        "summons": sent,
        "value": value,
        "document": summons_sheet.page_html(value, logo=rendering.logo_address(value)),
        "organisation": meeting.body.organisation,
        "everybody": True,
    }
    return render(request, "reply/show.html", context, status=status)


def _given(reply, sent):
    """What was answered last, so that a change begins where it was left."""
    if not summons.counts(reply, sent):
        return {}
    other = reply.substitute
    who = {"substitute": str(other.person_id or ""), "name": "" if other.person_id else other.name} if other else {}
    return {"answer": reply.answer, "note": reply.note} | who


def _said(reply):
    if reply.answer == SummonsReply.Answer.REPLACED and reply.substitute:
        return _("%(name)s comes in your place") % {"name": reply.substitute.name}
    return {
        SummonsReply.Answer.COMING: _("You are coming"),
        SummonsReply.Answer.PREVENTED: _("You cannot come"),
        SummonsReply.Answer.REPLACED: _("Somebody comes in your place"),
    }[reply.answer]


def _why_closed(reply):
    """(heading, words) where the link can no longer be used; None while it can."""
    if reply.meeting is None:
        return _("The meeting is cancelled"), _("You need not answer. Take the meeting out of your calendar.")
    if reply.meeting.date < timezone.localdate():
        return _("The meeting is over"), _("The link could be used until the day of the meeting.")
    if reply.attendance is None:
        return _("You are no longer called"), _("The secretary has taken you off the attendance list of the meeting.")
    return None


def _closed(request, reply, heading, words, status):
    body = reply.first.body if reply else None
    context = {"heading": heading, "words": words, "everybody": True}
    context |= {"organisation": body.organisation} if body else {}
    return render(request, "reply/closed.html", context, status=status)
