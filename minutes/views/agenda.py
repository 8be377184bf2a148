"""The agenda on one page: rows in their order, each changed on a page of its own."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.forms.agenda import AddForm, ChangeForm, MoveForm, OrderForm, PasteForm
from minutes.models import AgendaItem
from minutes.permissions import can_write
from minutes.services import Conflict
from minutes.services import agenda as service

from . import rail
from .shortcuts import attempt, back, form_page, get_meeting, get_part, removal


@require_safe
def edit(request, pk):
    return _agenda(request, get_meeting(request, pk, can_write))


@form_page
def add(request, pk):
    """A new row, or one for each pasted title."""
    meeting = get_meeting(request, pk, can_write)
    if request.method != "POST":
        return redirect("agenda-edit", meeting.pk)
    paste = "titles" in request.POST
    form = PasteForm(request.POST) if paste else _add_form(meeting, request.POST)
    forms = {"paste_form" if paste else "add_form": form}
    if not form.is_valid():
        return _agenda(request, meeting, status=422, **forms)
    if paste:
        done, refusal = attempt(request, service.add_pasted, meeting, form.cleaned_data["titles"], by=request.user)
    else:
        done, refusal = attempt(request, service.add, meeting, by=request.user, **form.known())
    if refusal:
        return _agenda(request, meeting, status=409, **forms)
    added = done if paste else [done]
    words = ngettext("“%(title)s” is on the agenda.", "%(number)s rows have been added to the agenda.", len(added))
    messages.success(request, words % {"title": added[-1].title, "number": len(added)})
    return redirect("agenda-edit", meeting.pk)


@require_POST
def insert(request, pk):
    """A new item right after another, from the place where one writes; its title is the first thing to write."""
    item = get_part(request, AgendaItem, pk, can_write)
    title = _("New item")
    made, refusal = attempt(request, service.add, item.meeting, by=request.user, title=title, after=item)
    if refusal:
        return back(request, "writing-item", item.pk)
    address = reverse("writing-item", args=[made.pk])
    return redirect(address) if request.accepts("text/html") else JsonResponse({"url": address})


@require_POST
def order(request, pk):
    meeting = get_meeting(request, pk, can_write)
    form = OrderForm(request.POST, ids=meeting.items.values_list("pk", flat=True))
    if not form.is_valid():
        messages.error(request, _("The agenda has been changed meanwhile. Reload the page and order it again."))
        return _agenda(request, meeting, status=422)
    _done, refusal = attempt(request, service.order, meeting, form.cleaned_data["order"], by=request.user)
    return _agenda(request, meeting, status=409) if refusal else redirect("agenda-edit", meeting.pk)


@form_page
def change(request, pk):
    item = get_part(request, AgendaItem, pk, can_write)
    meeting, conflict, status = item.meeting, None, 200
    attendances = list(meeting.attendances.all())
    form = ChangeForm(request.POST or None, instance=item, meeting=meeting, attendances=attendances)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            known = form.known()
            seen = known.pop("seen")
            _done, refusal = attempt(request, service.change, item, by=request.user, seen=seen, **known)
            if not refusal:
                messages.success(request, _("The row is saved."))
                return redirect("agenda-edit", meeting.pk)
            status, conflict = 409, refusal if isinstance(refusal, Conflict) else None
    theirs = _theirs(form, conflict)
    if conflict:
        form.data = form.data.copy()
        form.data["seen"] = AgendaItem.objects.values_list("revision", flat=True).get(pk=item.pk)
    loaded = compose.load(meeting.pk)
    context = {
        "meeting": meeting, "item": item, "form": form, "roster": form.roster.options, "theirs": theirs,
        "label": compose.numbers(loaded)[item.pk][1], "locked": not meeting.is_writable,
    }
    return render(request, "agenda/change.html", context, status=status)


@require_POST
def move(request, pk):
    """One step up or down: what the arrows do where there is no script."""
    item = get_part(request, AgendaItem, pk, can_write)
    form = MoveForm(request.POST)
    if form.is_valid():
        attempt(request, service.move, item, by=request.user, steps=form.cleaned_data["steps"])
    if "stay" in request.POST:
        return back(request, "writing-item", item.pk)
    return back(request, "agenda-edit", item.meeting.pk)


@form_page
def remove(request, pk):
    item = get_part(request, AgendaItem, pk, can_write)
    said = _("“%(title)s” is off the agenda.") % {"title": item.title}
    to = reverse("agenda-edit", args=[item.meeting.pk])
    context = {"item": item, "written": service.says_something(item)}
    return removal(request, "agenda/remove.html", context, service.remove, item, said=said, to=to)


@require_POST
def restore(request, pk):
    item = get_part(request, AgendaItem, pk, can_write)
    attempt(request, service.restore, item, by=request.user)
    return back(request, "agenda-edit", item.meeting.pk)


@require_POST
def renumber(request, pk):
    meeting = get_meeting(request, pk, can_write)
    _done, refusal = attempt(request, service.renumber, meeting, by=request.user)
    if not refusal:
        messages.success(request, _("The numbers follow the order again."))
    return back(request, "agenda-edit", meeting.pk)


def _agenda(request, meeting, status=200, add_form=None, paste_form=None):
    loaded = compose.load(meeting.pk)
    form = add_form or _add_form(meeting)
    context = {
        "meeting": meeting,
        "rows": rail.rows(loaded, compose.numbers(loaded)),
        "add_form": form,
        "paste_form": paste_form or PasteForm(),
        "roster": form.roster.options,
        "locked": not meeting.is_writable,
        "may_renumber": service.can_renumber(loaded),
    }
    return render(request, "agenda/edit.html", context, status=status)


def _add_form(meeting, data=None):
    return AddForm(data, meeting=meeting, attendances=meeting.attendances.all())


def _theirs(form, conflict):
    """What somebody else wrote in the fields of a conflict, beside what was typed."""
    names = dict.fromkeys("who" if n.startswith("responsible") else n for n in (conflict.theirs if conflict else ()))
    fresh = ChangeForm(
        instance=AgendaItem.objects.get(pk=form.instance.pk), meeting=form.instance.meeting,
        attendances=form.instance.meeting.attendances.all(),
    ) if names else None
    return [
        {"label": form.fields[name].label, "theirs": fresh[name].value() or "", "rich": name in AgendaItem.RICH}
        for name in names
    ]
