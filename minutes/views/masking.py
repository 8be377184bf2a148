"""Masking the public copy: the copy as it would be, what is masked in it, and who vouches for it."""

import dataclasses

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from minutes import compose, permissions
from minutes.documents import detect, load, masking
from minutes.documents import render as documents
from minutes.forms.masking import MaskingForm
from minutes.models import Meeting
from minutes.services import Refused, publication, rendering, rounds, secrecy
from minutes.services import masking as service
from minutes.services.draft import person_of

from . import paper
from .shortcuts import attempt, get_meeting

CONFLICT = 409
_KINDS = {
    "personal_number": gettext_lazy("identity number"),
    "phone": gettext_lazy("telephone number"),
    "mail": gettext_lazy("private mail address"),
    "left": gettext_lazy("part of a masked name"),
}


@require_safe
def show(request, pk):
    return _page(request, get_meeting(request, pk, permissions.can_review_masking))


@require_POST
def mark(request, pk):
    meeting = get_meeting(request, pk, permissions.can_write)
    try:
        sealed = service.to_mask(meeting)
    except Refused as refusal:
        return _closed(request, meeting, refusal)
    minutes, row = load.sealed(sealed.minutes_json), service.row_of(sealed)
    form = _form(request.POST, minutes, row, service.standing(sealed, minutes, row))
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    given = {"marks": form.marks(), "seen": form.cleaned_data["seen"]}
    _row, refusal = attempt(request, service.mark, meeting, by=request.user, **given)
    if refusal:
        return _page(request, meeting, form, status=CONFLICT)
    messages.success(request, _("The copy is masked as you have marked. Read it before it is reviewed."))
    return redirect("masking-show", pk)


@require_POST
def confirm(request, pk):
    meeting = get_meeting(request, pk, permissions.can_review_masking)
    copy_hash = request.POST.get("copy_hash", "")[:64]
    _row, refusal = attempt(request, service.confirm, meeting, by=request.user, copy_hash=copy_hash)
    if refusal:
        return _page(request, meeting, status=CONFLICT)
    messages.success(request, _("The masking is reviewed, and the copy can be published."))
    return redirect("masking-show", pk)


@require_POST
def publish(request, pk):
    """The copy alone, when the members have the original already."""
    meeting = get_meeting(request, pk, permissions.can_publish)
    _version, refusal = attempt(request, publication.publish_copy, meeting, by=request.user)
    if refusal:
        return _page(request, meeting, status=CONFLICT)
    messages.success(request, _("The masked copy is published."))
    return redirect("meeting-show", pk)


def _page(request, meeting, form=None, *, status=200):
    try:
        sealed = service.to_mask(meeting)
    except Refused as refusal:
        return _closed(request, meeting, refusal)
    minutes, row = load.sealed(sealed.minutes_json), service.row_of(sealed)
    marks = service.standing(sealed, minutes, row)
    copy, proof = _copy(meeting, sealed, marks, row)
    user, person = request.user, person_of(request.user)
    may_mark = permissions.can_write(user, meeting)
    if may_mark:  # with the row also where every mark has been taken away: the next ones follow on it
        form = form or _form(None, minutes, row, marks)
    row = row if row is not None and marks else None
    has_marked = row is not None and person in row.marked_by.all()
    context = {
        "meeting": meeting,
        "row": row,
        "unmasked": service.waits_for_marks(sealed),
        "document": documents.page_html(copy, proof, attachment_url=_links(meeting), logo=rendering.logo_address(copy)),
        "has_files": any(one.sha256 and one.public for one in copy.attachments),
        "open_before": service.still_open(meeting, minutes, marks),
        "copy_hash": load.content_hash(copy),
        "obstacles": secrecy.obstacles(meeting, copy),
        "form": form if may_mark else None,
        "words": _labelled(minutes, marks.words),
        "left": masking.left(copy, marks) if row else [],
        "items": [one for at, one in enumerate(minutes.items) if at in marks.items],
        "files": [one for one in minutes.attachments if one.number in marks.attachments],
        "may_review": row is not None and not row.copy_hash and person is not None and not has_marked,
        "reviewers": service.reviewers(meeting, row) if row and not row.copy_hash else [],
        "may_publish": may_mark and row is not None and bool(row.copy_hash),
        "number": minutes.correction.version + 1 if minutes.correction else 1,
        "is_out": meeting.state == Meeting.State.PUBLISHED,
        "is_approved": meeting.state == Meeting.State.ADJUSTED,
    }
    response = render(request, "masking/show.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _links(meeting):
    """The files that go with the copy, to be read before they do."""
    link = paper.attachment_links(meeting)
    return lambda one: link(one) if one.public else ""


def _closed(request, meeting, refusal):
    """There is nothing to mask; what was sent is shown once more."""
    if request.method != "POST":
        messages.info(request, refusal.message)
        return redirect("meeting-show", meeting.pk)
    return render(request, "masking/closed.html", {"meeting": meeting, "why": refusal.message}, status=CONFLICT)


def _form(data, minutes, row, marks):
    proposals = detect.proposals(minutes)
    chosen = {**dict.fromkeys(marks.words, ""), **{one.words: _KINDS[one.kind] for one in proposals}}
    chosen |= dict.fromkeys(masking.left(masking.mask(minutes, marks), marks), _KINDS["left"])
    chosen |= dict.fromkeys(data.getlist("words"), "") if data else {}
    words = [(one, f"{label} ({chosen[one]})" if chosen[one] else label) for one, label in _labelled(minutes, chosen)]
    # Before anybody has marked anything, identity numbers are ticked: they keep the minutes from everybody.
    numbers = [one.words for one in proposals if one.kind == "personal_number" and row is None]
    initial = {"words": [*marks.words, *numbers], "items": marks.items, "opened": marks.opened}
    initial |= {"attachments": marks.attachments, "seen": row.revision if row else 0}
    return MaskingForm(data, words=words, minutes=minutes, initial=initial)


def _labelled(minutes, words):
    """(words, these with what else they take and how often) for each."""
    found = []
    for one, hits in masking.hits(minutes, words).items():
        forms = ", ".join(dict.fromkeys([one, *hits]))
        times = sum(hits.values())
        found.append((one, f"{forms}: " + ngettext("%(number)s place", "%(number)s places", times) % {"number": times}))
    return found


def _copy(meeting, sealed, marks, row):
    """The copy as it would be published."""
    signed = meeting.state in (Meeting.State.ADJUSTED, Meeting.State.PUBLISHED)
    stands = rounds.proof(meeting, sealed) if signed else compose.proof(meeting, sealed.content_hash)
    if row is not None:
        copy = service.copy_of(sealed, row, stands)
        return copy.minutes, copy.proof
    minutes = masking.mask(load.sealed(sealed.minutes_json), marks)
    return minutes, dataclasses.replace(stands, code="", address="")
