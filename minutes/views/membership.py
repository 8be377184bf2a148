"""Who sits in a body: today and earlier, one more, many at once, and changes."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.forms.membership import KNOWN, VACANT, AddForm, EditForm, PastedFormSet, PasteForm, SaveForm
from minutes.lib import limits, people
from minutes.models import Membership, Person
from minutes.services import Refused
from minutes.services import membership as service

from .attendance import left_out
from .person import suggestions
from .shortcuts import attempt, form_page, get_body, get_membership, status_of


@require_safe
def list(request, slug):  # noqa: A001 (pages are named after what they show)
    """The people of a body, for everybody who belongs to it; changes are for those who may."""
    body = get_body(request, slug, allowed=permissions.can_enter)
    today = timezone.localdate()
    seats = body.memberships.select_related("person__user").order_by("position", "pk")
    order = [role.value for role in Membership.Role]
    now = sorted(seats.on(today), key=lambda seat: order.index(seat.role))
    context = {
        "body": body,
        "now": now,
        "coming": seats.filter(starts__gt=today).order_by("starts", "pk"),
        "earlier": seats.filter(ends__lt=today).order_by("-ends", "pk")[: limits.ATTENDEES],
        "may_manage": permissions.can_manage_people(request.user, body),
    }
    return render(request, "membership/list.html", context)


@form_page
def add(request, slug):
    body = get_body(request, slug, allowed=permissions.can_manage_people)
    people = Person.objects.filter(organisation=body.organisation).order_by("name", "pk")
    form = AddForm(request.POST or None, people=people)
    refusal = None
    if form.is_valid():
        seat, refusal = attempt(request, _seat, body, form.cleaned_data, request.user)
        if seat:
            messages.success(request, _("Added: %(who)s.") % {"who": seat.person or _("a vacant seat")})
            return redirect("membership-list", slug)
    context = {"form": form, "body": body, **suggestions(body.organisation)}
    return render(request, "membership/add.html", context, status=status_of(request, refusal))


def _seat(body, data, user):
    days = {"role": data["role"], "starts": data["starts"], "ends": data["ends"]}
    if data["who"] == KNOWN:
        return service.add(body, by=user, person=data["person"], **days)
    if data["who"] == VACANT:
        return service.add(body, by=user, represents=data["represents"], **days)
    details = {name: data[name] for name in ("name", "title", "represents", "email", "invite")}
    return service.add_new(body, by=user, **days, **details)


@form_page
def paste(request, slug):
    """First the text, then what was understood, row by row, and only then anything is saved."""
    body = get_body(request, slug, allowed=permissions.can_manage_people)
    if request.method == "POST" and "rows-TOTAL_FORMS" in request.POST:
        return _save_pasted(request, body)
    form = PasteForm(request.POST or None)
    if form.is_valid():
        try:
            rows = service.read(body, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error("text", refusal.message)
        else:
            if words := left_out(people.unread(form.cleaned_data["text"])):
                messages.warning(request, words)
            formset = PastedFormSet(prefix="rows", initial=rows)
            return _preview(request, body, formset, SaveForm(initial={"starts": form.cleaned_data["starts"]}))
    return render(request, "membership/paste.html", {"form": form, "body": body}, status=status_of(request, None))


def _preview(request, body, formset, save, status=200):
    register = service.Register(body)
    for form in formset:
        form.known = register.find({name: str(form[name].value() or "") for name in ("name", "email", "represents")})
    context = {"formset": formset, "form": save, "body": body}
    return render(request, "membership/preview.html", context, status=status)


def _save_pasted(request, body):
    formset, save = PastedFormSet(request.POST, prefix="rows"), SaveForm(request.POST)
    if not (formset.is_valid() & save.is_valid()):
        return _preview(request, body, formset, save, status=422)
    rows, options = formset.rows(), save.cleaned_data
    added, refusal = attempt(request, service.add_many, body, rows, by=request.user, **options)
    if refusal:
        return _preview(request, body, formset, save, status=409)
    number, had = len(added), len(rows) - len(added)
    words = ngettext("%(number)s person was added.", "%(number)s people were added.", number) % {"number": number}
    if had:
        words += " " + ngettext("%(had)s was there already.", "%(had)s were there already.", had) % {"had": had}
    messages.success(request, words)
    return redirect("membership-list", body.slug)


@form_page
def edit(request, pk):
    seat = get_membership(request, pk)
    form = EditForm(request.POST or None, membership=seat)
    refusal = None
    if form.is_valid():
        _done, refusal = attempt(request, service.edit, seat, by=request.user, **form.cleaned_data)
        if not refusal:
            messages.success(request, _("The seat is changed."))
            return _to_people(request, seat.body)
        seat.refresh_from_db()
    context = {"form": form, "seat": seat, "body": seat.body, **suggestions(seat.body.organisation)}
    return render(request, "membership/edit.html", context, status=status_of(request, refusal))


@form_page
def remove(request, pk):
    """Back as if it had never been entered or, once a meeting was held with it, ended."""
    seat = get_membership(request, pk)
    meeting = service.held_with(seat)
    ends = service.last_day(seat)
    if request.method == "POST":
        last, refusal = attempt(request, service.remove, seat, by=request.user)
        if not refusal:
            messages.success(request, _("The seat is ended.") if last else _("The seat is removed."))
            return _to_people(request, seat.body)
    context = {"seat": seat, "body": seat.body, "meeting": meeting, "ends": ends}
    context["back"] = reverse("membership-edit", args=[seat.pk])
    return render(request, "membership/remove.html", context, status=409 if request.method == "POST" else 200)


def _to_people(request, body):
    """The people of the body, unless it was one's own last seat in it that came to an end."""
    permissions.remember(request.user)
    if permissions.can_enter(request.user, body):
        return redirect("membership-list", body.slug)
    return redirect("body-list")
