"""Attachments: the list, and each file for those who may read the draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minutes import compose
from minutes.documents import words
from minutes.forms.attachment import AttachmentForm, ChangeForm
from minutes.models import Attachment, Meeting
from minutes.permissions import can_read_minutes, can_read_sealed, can_write
from minutes.services import attachment as service
from minutes.services import supplement

from . import paper
from .shortcuts import attempt, form_page, get_meeting, get_part, removal


@require_safe
def list(request, pk):  # noqa: A001 (pages are named after what they show)
    return _list(request, get_meeting(request, pk, can_read_minutes))


@form_page
def add(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if request.method != "POST":
        return _list(request, meeting)
    form = _form(meeting, request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, meeting, form, status=422)
    done, refusal = attempt(request, service.add, meeting, by=request.user, **form.cleaned_data)
    if refusal:
        return _list(request, meeting, form, status=409)
    messages.success(request, _("“%(title)s” is attachment %(number)s.") % {"title": done.title, "number": done.number})
    # The next one often belongs to the same item, which is also where the writer goes back to.
    return redirect(reverse("attachment-list", args=[meeting.pk]) + (f"?item={done.item_id}" if done.item_id else ""))


@form_page
def change(request, pk):
    attachment = get_part(request, Attachment, pk, can_write)
    meeting, status = attachment.meeting, 200
    names = ("number", "title", "item", "date", "public")
    form = _form(
        meeting, request.POST or None, request.FILES or None, ChangeForm, has_file=bool(attachment.sha256),
        initial={name: getattr(attachment, name) for name in names},
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            _done, refusal = attempt(request, service.change, attachment, by=request.user, **form.known())
            if not refusal:
                messages.success(request, _("The attachment is saved."))
                return redirect("attachment-list", meeting.pk)
            status = 409
            attachment.refresh_from_db()
    context = {"meeting": meeting, "attachment": attachment, "form": form, "locked": not meeting.is_writable}
    return render(request, "attachment/change.html", context, status=status)


@form_page
def remove(request, pk):
    attachment = get_part(request, Attachment, pk, can_write)
    said = _("“%(title)s” is off the list.") % {"title": attachment.title}
    to = reverse("attachment-list", args=[attachment.meeting.pk])
    context = {"attachment": attachment}
    return removal(request, "attachment/remove.html", context, service.remove, attachment, said=said, to=to)


@require_safe
def file(request, pk):
    attachment = get_part(request, Attachment, pk, can_read_minutes)
    if not opens(attachment, whole=can_read_sealed(request.user, attachment.meeting)):
        raise Http404
    return paper.file(attachment)


def opens(attachment, *, whole):
    """Whether there is a file that the reader may open; `whole`: she may read all that is or will be sealed."""
    secret = not attachment.public or (attachment.item is not None and attachment.item.confidential)
    return bool(attachment.sha256) and (whole or not secret)


def _list(request, meeting, form=None, status=200):
    loaded, whole = compose.load(meeting.pk), can_read_sealed(request.user, meeting)
    labels, items = compose.numbers(loaded), {item.pk: item for item in loaded.items.all()}
    titles = {item.pk: item.title for item in compose.printed_items(loaded)}
    listed = [one for one in loaded.attachments.all() if whole or not hidden(one, items)]
    is_published = meeting.state == Meeting.State.PUBLISHED
    late = supplement.of_meeting(meeting) if is_published else {}
    rows = [
        {
            "attachment": one,
            "opens": (here := one.is_stored) and (whole or one.public),
            "missing": bool(one.sha256) and not here and (whole or one.public),
            "late": late.get((one.number, one.title)) if not one.sha256 and (whole or one.public) else None,
            "name": words.attachment_name(
                meeting.body.attachment_format, number=one.number, title=one.title,
                date=(one.date or meeting.date).isoformat(),
            ),
            "item": f"{labels[one.item_id][1]} {titles[one.item_id]}" if one.item_id in titles else "",
        }
        for one in listed
    ]
    may_write = can_write(request.user, meeting)
    item = next((pk for pk in items if str(pk) == request.GET.get("item")), None)
    if may_write and not form:
        form = _form(meeting, loaded=loaded, initial={"item": item})
    context = {
        "meeting": meeting,
        "rows": rows,
        "form": form,
        "item": item,
        "may_write": may_write,
        "locked": not meeting.is_writable,
        "takes_late": may_write and is_published,
    }
    return render(request, "attachment/list.html", context, status=status)


def hidden(attachment, items):
    """Whether it belongs to a confidential item; `items` are the meeting's by id."""
    return attachment.item_id in items and items[attachment.item_id].confidential


def _form(meeting, data=None, sent=None, form=AttachmentForm, loaded=None, **more):
    """`loaded` is what compose.load has returned, where that has been asked for already."""
    items = meeting.items.filter(kind="item", removed=False)
    return form(data, sent, items=items, labels=compose.numbers(loaded or compose.load(meeting.pk)), **more)
