"""The roster of a meeting on one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minutes.forms import attendance as forms
from minutes.lib import pasted
from minutes.lib.text import shorten
from minutes.models import Attendance, Person
from minutes.permissions import can_write
from minutes.services import Conflict
from minutes.services import attendance as service

from .shortcuts import attempt, form_page, get_meeting, get_part, number_of, removal

SHOWN = 3  # of the lines that were left out, for the message to be short


@form_page
def edit(request, pk):
    meeting = get_meeting(request, pk, can_write)
    if request.method != "POST":
        return _roster(request, meeting)
    rows = forms.rows(list(meeting.attendances.all()), request.POST)
    if not rows.is_valid():
        return _roster(request, meeting, rows=rows, status=422)
    known = {row.pk: row for row in meeting.attendances.all()}
    changes, ids = rows.changes()
    # A line that somebody else took away meanwhile is refused by the service, in words.
    acts = [(known.get(pk) or Attendance(pk=pk, meeting=meeting), seen, fields) for pk, seen, fields in changes]
    _done, refusal = attempt(request, service.save, meeting, acts, by=request.user, ids=ids)
    if refusal:
        if isinstance(refusal, Conflict):
            _see_theirs(rows, known)
        return _roster(request, meeting, rows=rows, status=409)
    messages.success(request, _("The roster is saved."))
    return redirect("attendance-edit", meeting.pk)


@form_page
def add(request, pk):
    """Somebody new, or one for each pasted line."""
    meeting = get_meeting(request, pk, can_write)
    if request.method != "POST":
        return redirect("attendance-edit", meeting.pk)
    paste = "people" in request.POST
    form = forms.PasteForm(request.POST) if paste else forms.AddForm(request.POST, people=_people(meeting))
    given = {"paste_form" if paste else "add_form": form}
    if not form.is_valid():
        return _roster(request, meeting, status=422, **given)
    if paste:
        done, refusal = attempt(request, service.add_pasted, meeting, form.cleaned_data["people"], by=request.user)
    else:
        done, refusal = attempt(request, service.add, meeting, by=request.user, **form.known())
    if refusal:
        return _roster(request, meeting, status=409, **given)
    messages.success(request, told_added(done, form) if paste else added([done]))
    return redirect("attendance-edit", meeting.pk)


@form_page
def remove(request, pk):
    row = get_part(request, Attendance, pk, can_write)
    said = _("%(name)s is off the roster.") % {"name": str(row)}
    to = reverse("attendance-edit", args=[row.meeting.pk])
    context = {"row": row, "responsible": row.responsible_items.count() + row.actions.count()}
    return removal(request, "attendance/remove.html", context, service.remove, row, said=said, to=to)


def _roster(request, meeting, status=200, rows=None, add_form=None, paste_form=None):
    attendances = list(meeting.attendances.all())
    rows = rows or forms.rows(attendances)
    known = {a.pk: a for a in attendances}
    locked = not meeting.is_writable
    for form in rows:
        form.row = known.get(form["id"].value() if not form.is_bound else number_of(form["id"].value()))
        for field in form.fields.values():
            field.disabled = locked and not form.is_bound
    context = {
        "meeting": meeting,
        "rows": rows,
        "here": sum(a.is_here and not a.is_vacant for a in attendances),
        "all": sum(not a.is_vacant for a in attendances),
        "away": [a.name for a in attendances if a.name and not a.is_here],
        "add_form": add_form or forms.AddForm(people=_people(meeting)),
        "paste_form": paste_form or forms.PasteForm(),
        "locked": locked,
    }
    return render(request, "attendance/edit.html", context, status=status)


def _people(meeting):
    """The body's people on the day who are not on the roster."""
    seats = meeting.body.memberships.on(meeting.date).values("person")
    there = meeting.attendances.exclude(person=None).values("person")
    return Person.objects.filter(pk__in=seats).exclude(pk__in=there)


def _see_theirs(rows, known):
    """After a conflict the page has seen what stands there now: saving again means it."""
    data = rows.data.copy()
    for form in rows:
        if row := known.get(number_of(form["id"].value())):
            data[form.add_prefix("seen")] = forms.seen(Attendance.objects.filter(pk=row.pk).first() or row)
    for form in rows:
        form.data = data


def told_added(rows, form):
    """What is said when the people of the form for pasting have been put on the roster."""
    return f"{added(rows)} {left_out(pasted.nameless(form.cleaned_data['people']))}".strip()


def left_out(lines):
    """What is said of the pasted lines that nobody was found in; nothing when there are none."""
    words = ngettext(
        "One line has no name and was left out: %(lines)s",
        "%(number)s lines have no name and were left out: %(lines)s",
        len(lines),
    )
    more = ["…"] * (len(lines) > SHOWN)
    shown = "; ".join([shorten(line, 60) for line in lines[:SHOWN]] + more)
    return words % {"number": len(lines), "lines": shown} if lines else ""


def added(rows):
    """What is said when people have been put on the roster."""
    if not rows:
        return _("Everybody in the list was on the roster already.")
    if len(rows) == 1:
        return _("%(name)s is on the roster.") % {"name": rows[0]}
    words = ngettext("%(number)s person is on the roster.", "%(number)s people have been put on the roster.", len(rows))
    return words % {"number": len(rows)}
