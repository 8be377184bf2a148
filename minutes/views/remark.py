"""Remarks: made on the sign-off page, gathered and answered on a page of the secretary's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.documents import wording as words
from minutes.forms.remark import RemarkForm, SettleForm
from minutes.models import Meeting, Remark, SignoffRound
from minutes.permissions import can_sign, can_write
from minutes.services import remark as remarks
from minutes.services import rounds

from . import sealed
from .sealed import CONFLICT
from .shortcuts import attempt, get_meeting, number_of


@require_safe
def list(request, pk):  # noqa: A001
    return _page(request, get_meeting(request, pk, can_write))


def _page(request, meeting, refused=None, status=200):
    """Every remark, the newest round first, within it in the order of the document."""
    found = Remark.objects.filter(round__meeting=meeting).select_related("round", "item", "author")
    found = found.prefetch_related("item__decisions")
    open_still = meeting.is_writable or meeting.state == Meeting.State.IN_ADJUSTMENT
    labels = compose.numbers(meeting)
    settle = meeting.state != Meeting.State.PUBLISHED
    for remark in found:
        remark.label = labels.get(remark.item_id, (0, ""))[1]
        if open_still and remark.wording and remark.item and not remark.taken_in_at:
            remark.shown = _shown(remarks.placed(remark, remark.item))
        if settle:
            remark.form = refused if refused and refused.remark == remark.pk else SettleForm(remark=remark)
    newest = rounds.find(meeting)
    context = {
        "meeting": meeting,
        "remarks": sorted(found, key=lambda one: (-one.round.number, labels.get(one.item_id, (0, ""))[0], one.at)),
        "round": newest,
        "can_recall": newest is not None and newest.state in (SignoffRound.State.OPEN, SignoffRound.State.DECLINED),
        "unsaid": refused is not None and not settle,
        "unanswered": sum(one.settled == Remark.Settled.OPEN for one in found),
    }
    return render(request, "remark/list.html", context, status=status)


def _shown(placed):
    """The words that the proposal takes the place of, with the changed ones marked."""
    return mark_safe(words.unified(escape(placed.before), escape(placed.after)))  # noqa: S308 - escaped here


@require_POST
def add(request, pk):
    meeting = get_meeting(request, pk, can_sign)
    form = RemarkForm(request.POST, item=number_of(request.POST.get("item")) or 0)
    if not form.is_valid():
        return sealed.page(request, meeting, remark_form=form, status=422)
    given = form.cleaned_data
    item = get_object_or_404(meeting.items, pk=given["item"]) if given["item"] else None
    made, refusal = attempt(
        request, remarks.add, meeting, by=request.user, item=item, text=given["text"], wording=given["wording"]
    )
    if refusal:
        return sealed.page(request, meeting, remark_form=form, status=CONFLICT)
    messages.success(request, _sent(meeting, made.author))
    return redirect(reverse("signoff-show", args=[meeting.pk]) + f"#remark-{made.pk}")


def _sent(meeting, author):
    """Where the remark has gone and, for somebody who has not signed yet, that it takes nothing away from her."""
    if author in rounds.in_turn(rounds.find(meeting)):
        return _(
            "The remark has gone to the secretary. You can still sign the text as it stands, or wait until it has "
            "been changed and sent to you anew."
        )
    return _("The remark has gone to the secretary.")


@require_POST
def remove(request, pk):
    remark = get_object_or_404(Remark.objects.select_related("round__meeting", "author"), pk=pk)
    meeting = get_meeting(request, remark.round.meeting_id, can_sign)
    _done, refusal = attempt(request, remarks.remove, remark, by=request.user)
    if refusal:
        return sealed.page(request, meeting, status=CONFLICT)
    messages.success(request, _("The remark is removed."))
    return redirect("signoff-show", meeting.pk)


@require_POST
def accept(request, pk):
    remark = get_object_or_404(Remark.objects.select_related("round__meeting__body", "item"), pk=pk)
    meeting = get_meeting(request, remark.round.meeting_id, can_write)
    seen = number_of(request.POST.get("seen"))
    done, refusal = attempt(request, remarks.accept, remark, by=request.user, seen=seen)
    if refusal:
        return _page(request, meeting, status=CONFLICT)
    now = _("The wording stands in the item.") if done.taken_in_at else _(
        "The wording goes into the item when you recall the approval."
    )
    messages.success(request, now)
    return redirect(reverse("remark-list", args=[meeting.pk]) + f"#remark-{remark.pk}")


@require_POST
def settle(request, pk):
    remark = get_object_or_404(Remark.objects.select_related("round__meeting"), pk=pk)
    meeting = get_meeting(request, remark.round.meeting_id, can_write)
    form = SettleForm(request.POST, remark=remark)
    form.remark = remark.pk
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    _done, refusal = attempt(request, remarks.settle, remark, by=request.user, **form.cleaned_data)
    if refusal:
        return _page(request, meeting, form, status=CONFLICT)
    messages.success(request, _("The answer is saved."))
    return redirect(reverse("remark-list", args=[meeting.pk]) + f"#remark-{remark.pk}")
