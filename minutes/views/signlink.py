"""The sign-off page by the link in the mail: no login, one page, and nothing that the link was not sent for.

As with a reply (views.reply) the token in the address gives the right. To sign takes a proof besides: a code mailed to
the same address, or the login of the same person. Who has typed the code carries a signed cookie for half an hour.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minutes.documents import load
from minutes.forms.remark import RemarkForm
from minutes.forms.signoff import CodeForm, DeclineForm, SignForm
from minutes.models import SignoffRound
from minutes.services import Refused, rounds
from minutes.services import signlink as service

from . import linkreader, paper, proving, receipts, sealed
from .reply import GONE, by_link
from .sealed import CONFLICT
from .shortcuts import attempt, number_of, refuse
from .signoff import came_from, pdf_of


@by_link
def show(request, token):
    link = service.find(token)
    if link is None:
        words = _("Look whether the whole link from the mail came along, or ask the secretary for a new one.")
        return _closed(request, None, _("The link is not valid"), words, 404)
    with translation.override(link.round.meeting.body.language):
        reader = linkreader.of(request, link, token)
        act = request.GET.get("act", "sign") if request.method == "POST" else ""
        if act == "renew":
            return _renew(request, reader)
        if closed := linkreader.why_closed(link):
            receipt = not act and linkreader.is_receipt(link) and _receipt(request, reader)
            return receipt or _closed(request, reader, *closed, GONE)
        return _ACTS.get(act, _page)(request, reader)


def _page(request, reader, status=200, **forms):
    """The receipt for who has signed, unless she asks for the text; else the page of the document."""
    sealed_round = reader.link.round
    meeting = sealed_round.meeting
    if status == 200 and "text" not in request.GET and sealed_round.state != SignoffRound.State.RECALLED:
        own = {signer.pk for signer in rounds.signers(sealed_round) if signer.person_id == reader.person.pk}
        if own <= rounds.standing(sealed_round).keys() and (receipt := _receipt(request, reader)):
            return receipt
    return sealed.page(request, meeting, link=reader, status=status, **forms)


def _receipt(request, reader):
    return receipts.page(request, reader.link.round.meeting, reader.link.round, reader.person, reader)


def _code(request, reader):
    _done, refusal = attempt(request, service.mail_code, reader.link)
    return _page(request, reader, CONFLICT) if refusal else redirect(f"{reader.here}?text=1#sign")


def _prove(request, reader):
    if not _has_proved(request, reader):
        return _page(request, reader, 422)
    return linkreader.with_proof(reader, redirect(f"{reader.here}?text=1"))


def _has_proved(request, reader):
    """Whether the person is proved, by the code that came with this request too; a refusal stands at its field."""
    if reader.is_proved:
        return True
    if _typed(request, reader):
        try:
            service.prove(reader.link, reader.code_form.cleaned_data["code"])
        except Refused as refusal:
            _told(reader, refusal)
        else:
            reader.has_typed = reader.typed_now = True
    return reader.has_typed


def _typed(request, reader):
    reader.code_form = CodeForm(request.POST)
    return reader.code_form.is_valid()


def _told(reader, refusal):
    """The reader, who is told at the field of the code what is wrong with it."""
    reader.code_form.add_error("code", refusal.message)
    reader.code_form.fields["code"].widget.attrs["autofocus"] = True
    return reader


def _sign(request, reader):
    form = SignForm(request.POST)
    if not form.is_valid():
        return _page(request, reader, CONFLICT)
    needs_code = not reader.is_proved
    if needs_code and not _typed(request, reader):
        # Nothing is left where it was pressed twice, or on a page that was open still.
        return _page(request, reader, 422) if _left_to_sign(reader) else redirect(reader.here)
    given = form.cleaned_data | {"address": came_from(request)}
    otherwise = "" if reader.signed_in else "mail_code"
    given |= proving.how(request, reader.person, given["content_hash"], otherwise)
    given["code"] = reader.code_form.cleaned_data["code"] if needs_code else None
    try:
        signed = service.sign(reader.link, **given)
    except service.WrongCode as wrong:
        return _page(request, _told(reader, wrong), 422)
    except Refused as refusal:
        refuse(request, refusal.message)
        _has_proved(request, reader)  # the proof holds, so that no second code is needed
        reader.link.round.refresh_from_db()
        return linkreader.with_proof(reader, _page(request, reader, CONFLICT))
    reader.typed_now = needs_code and signed is not None
    return linkreader.with_proof(reader, redirect(reader.here))


def _left_to_sign(reader):
    own = [one for one in rounds.signers(reader.link.round) if one.person_id == reader.person.pk]
    return rounds.left(own)


def _decline(request, reader):
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, reader, 422, decline_form=form)
    _done, refusal = attempt(request, service.decline, reader.link, **form.cleaned_data)
    return _page(request, reader, CONFLICT, decline_form=form) if refusal else redirect(reader.here)


def _add(request, reader):
    form = RemarkForm(request.POST, item=number_of(request.POST.get("item")) or 0)
    if not form.is_valid():
        return _page(request, reader, 422, remark_form=form)
    given = form.cleaned_data
    item = get_object_or_404(reader.link.round.meeting.items, pk=given["item"]) if given["item"] else None
    more = {"item": item, "text": given["text"], "wording": given["wording"]}
    made, refusal = attempt(request, service.add, reader.link, **more)
    if refusal:
        return _page(request, reader, CONFLICT, remark_form=form)
    return redirect(f"{reader.here}?text=1#remark-{made.pk}")


def _remove(request, reader):
    found = reader.link.round.remarks.filter(pk=number_of(request.GET.get("remark"))).first()
    if found is None:
        raise Http404
    _done, refusal = attempt(request, service.remove, reader.link, found)
    return _page(request, reader, CONFLICT) if refusal else redirect(f"{reader.here}?text=1")


def _read(request, reader):
    form = SignForm(request.POST)
    try:
        if form.is_valid():
            service.read(reader.link, content_hash=form.cleaned_data["content_hash"])
    except Refused:
        return HttpResponse(status=CONFLICT)
    return HttpResponse(status=204 if form.is_valid() else 422)


def _renew(request, reader):
    service.renew(reader.link)
    words = _("If the text still waits for you, a new link is on its way to the address that the first one came to.")
    return _closed(request, None, _("Look in your mail"), words, 200, reader.link.round.meeting)


_ACTS = {
    "code": _code, "prove": _prove, "sign": _sign, "decline": _decline, "add": _add, "remove": _remove, "read": _read,
    "renew": _renew,
}


@require_safe
@by_link
def file(request, token, number):
    """A file of the sealed document; what is confidential once the person is proved."""
    link = service.find(token)
    if link is None or linkreader.why_closed(link):
        raise Http404
    shown = linkreader.of(request, link, token).seen(load.sealed(link.round.minutes_json))
    one = next((one for one in shown.attachments if one.number == number and one.sha256), None)
    if one is None:
        raise Http404
    return paper.file(one)


@require_safe
@by_link
def pdf(request, token):
    """The sealed document as a PDF; with something confidential in it, once the person is proved."""
    link = service.find(token)
    if link is None or linkreader.why_closed(link):
        raise Http404
    reader = linkreader.of(request, link, token)
    is_void = link.round.state == SignoffRound.State.RECALLED
    if is_void or not reader.may_have(load.sealed(link.round.minutes_json)):
        return redirect(f"{reader.here}?text=1#sign")
    return pdf_of(request, link.round.meeting, link.round)


def _closed(request, reader, heading, words, status, meeting=None):
    """Words in place of the page, with a button for a new link where there is somebody to mail it to."""
    meeting = reader.link.round.meeting if reader else meeting
    context = {"heading": heading, "words": words, "everybody": True, "link": reader}
    context |= {"organisation": meeting.body.organisation} if meeting else {}
    return render(request, "signlink/closed.html", context, status=status)
