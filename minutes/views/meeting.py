"""One meeting and where it is in its life; my meetings; planning."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Q, Value, When
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from minutes import compose, permissions
from minutes.forms.meeting import HandOverForm, MeetingForm
from minutes.forms.planning import CarryForm, PlanForm, PlanManyForm
from minutes.models import Body, Meeting, Person, SignoffRole
from minutes.services import Conflict, carrying, correction
from minutes.services import meeting as service

from . import chronicle, failures, nextstep, overview, standing, summoned
from .issued import label
from .shortcuts import attempt, back, form_page, get_body, get_meeting, status_of

State = Meeting.State
PAGE = 25


def posted(request):
    """What was sent, also when that is nothing at all."""
    return request.POST if request.method == "POST" else None


@require_safe
def list(request):  # noqa: A001 (pages are named after what they show)
    permissions.remember(request.user)
    mine = Meeting.objects.visible_to(request.user).select_related("body", "writer")
    coming = mine.filter(state=State.PLANNED).order_by("date", "start", "pk")[:50]
    work = mine.exclude(state__in=[State.PLANNED, State.PUBLISHED]).order_by("-date", "-pk")[:100]
    published = mine.filter(state=State.PUBLISHED).order_by("-date", "-pk")
    done = Paginator(published, PAGE).get_page(request.GET.get("page"))
    coming, work = [*coming], [*work]
    told = standing.of_many([*coming, *work, *done], request.user)
    plans = [body for body in _bodies(request) if permissions.can_plan(request.user, body)]
    return render(request, "meeting/list.html", {
        "coming": [told[meeting.pk] for meeting in coming],
        "work": [told[meeting.pk] for meeting in work],
        "done": [told[meeting.pk] for meeting in done],
        "page": done,
        "plans": plans,
    })


def _bodies(request):
    return Body.objects.filter(pk__in={seat.body_id for seat in permissions.seats(request.user)})


@require_safe
def show(request, pk):
    meeting = get_meeting(request, pk, allowed=permissions.can_read_agenda)
    user = request.user
    overview.load(meeting)
    told = standing.of(meeting, user)
    readable = permissions.can_read_minutes(user, meeting)
    history = chronicle.events(meeting, whole=permissions.can_read_draft(user, meeting))[: chronicle.FEW]
    may_write = permissions.can_write(user, meeting)
    calling = summoned.on_meeting(meeting, user)
    agenda = overview.agenda(meeting, user, readable=readable, version=told.version)
    call = summoned.next_act(meeting, calling, agenda)
    return render(request, "meeting/show.html", {
        "meeting": meeting,
        "correction": correction.standing(meeting) if readable else None,
        "standing": told,
        "steps": overview.life(told, user),
        "next_acts": nextstep.acts(told, user, written=overview.is_written(meeting), call=call),
        "agenda": agenda,
        "actions": overview.actions(meeting, user, readable=readable),
        "history": chronicle.lines(meeting, history)[: chronicle.SHORT],
        "signers": overview.signers(told),
        "attendance": overview.attendance(meeting),
        "attachments": overview.attachments(meeting, user, readable=readable),
        "readable": readable,
        "may_write": may_write,
        "may_plan": permissions.can_plan(user, meeting.body),
        "may_hand_over": permissions.can_hand_over(user, meeting) and meeting.state != State.PUBLISHED,
        "may_mask": overview.may_mask(told, user),
        "may_enter": permissions.can_enter(user, meeting.body),
        "may_carry": may_write and meeting.is_writable and _offers(request, meeting),
        "cancelling": cancelling(meeting),
    } | calling | _documents(user, meeting) | (failures.of(meeting) if may_write else {}))


def _documents(user, meeting):
    """What there is to read, under the name that the body gives it."""
    sealed = permissions.can_read_sealed(user, meeting)
    draft = meeting.is_writable and permissions.can_read_draft(user, meeting)
    return {
        "document": label(meeting.body),
        "published": compose.publishing(meeting.body).is_done,
        "may_read_sealed": sealed,
        "may_preview": draft,
        "nothing_to_read": meeting.state != State.PUBLISHED and not (draft if meeting.is_writable else sealed),
        "previous_url": overview.previous_url(meeting, user),
    }


def _offers(request, meeting):
    offer = {"by": request.user, "into": meeting, "until": meeting.date}
    offered = carrying.offered_items(meeting.body, **offer), carrying.offered_actions(meeting.body, **offer)
    return any(rows.exists() for rows in offered)


@form_page
def plan(request, slug):
    body = get_body(request, slug, allowed=permissions.can_plan)
    initial = {
        "title": body.meeting_title, "start": body.default_start, "end": body.default_end, "place": body.default_place,
        "previous": _latest(body),
    }
    return _plan(request, body, initial)


@form_page
def next(request, pk):  # noqa: A001 (the act is called so everywhere)
    meeting = get_meeting(request, pk, allowed=lambda user, meeting: permissions.can_plan(user, meeting.body))
    initial = {name: getattr(meeting, name) for name in ("title", "start", "end", "place", "mode")}
    return _plan(request, meeting.body, initial | {"previous": meeting.pk}, previous=meeting)


def _plan(request, body, initial, previous=None):
    form = PlanForm(
        posted(request), body=body, user=request.user, initial=initial,
        number=service.next_number(body, timezone.localdate()),
        items=carrying.offered_items(body, by=request.user), actions=carrying.offered_actions(body, by=request.user),
    )
    refusal = None
    if form.is_valid():
        facts = form.facts_given()
        meeting, refusal = attempt(request, service.plan, body, by=request.user, **facts, **form.chosen())
        if meeting:
            messages.success(request, _("The meeting is planned. Next is its agenda."))
            return redirect("meeting-show", meeting.pk)
    context = {"body": body, "form": form, "previous": previous}
    return render(request, "meeting/plan.html", context, status=status_of(request, refusal))


def _latest(body):
    held = Meeting.objects.filter(body=body, date__lte=timezone.localdate()).order_by("-date", "-pk")
    return held.values_list("pk", flat=True).first()


@form_page
def plan_many(request, slug):
    body = get_body(request, slug, allowed=permissions.can_plan)
    form = PlanManyForm(posted(request), body=body)
    refusal = None
    if form.is_valid():
        if "again" in request.POST:
            form = PlanManyForm(initial=form.cleaned_data, body=body)
            return render(request, "meeting/plan_many.html", {"body": body, "form": form})
        if "confirm" not in request.POST:
            return render(request, "meeting/plan_many_check.html", {"body": body, "form": form, "rows": form.rows})
        made, refusal = attempt(request, service.plan_many, body, form.rows, by=request.user)
        if made:
            words = ngettext("%(number)s meeting is planned.", "%(number)s meetings are planned.", len(made))
            messages.success(request, words % {"number": len(made)})
            return redirect("body-show", body.slug)
    context = {"body": body, "form": form}
    return render(request, "meeting/plan_many.html", context, status=status_of(request, refusal))


@form_page
def edit(request, pk):
    meeting = get_meeting(request, pk, allowed=permissions.can_write)
    form = MeetingForm(posted(request), body=meeting.body, user=request.user, instance=meeting)
    refusal = None
    if form.is_valid():
        given, seen = form.changes()
        changed, refusal = attempt(request, service.edit, meeting, by=request.user, seen=seen, **given)
        if refusal is None:
            messages.success(request, _edited(meeting, changed))
            return redirect("meeting-show", meeting.pk)
        if isinstance(refusal, Conflict):
            form.show_theirs(Meeting.objects.get(pk=meeting.pk), refusal.theirs)
    context = {"meeting": meeting, "form": form}
    return render(request, "meeting/edit.html", context, status=status_of(request, refusal))


def _edited(meeting, changed):
    if "date" in changed and meeting.state == State.PLANNED:
        return _("The meeting has been moved, and its attendance list follows those who have a seat on the new day.")
    return _("Saved.")


@form_page
def carry(request, pk):
    meeting = get_meeting(request, pk, allowed=permissions.can_write)
    offer = {"by": request.user, "into": meeting, "until": meeting.date}
    form = CarryForm(
        posted(request),
        items=carrying.offered_items(meeting.body, **offer), actions=carrying.offered_actions(meeting.body, **offer),
    )
    refusal = None
    if form.is_valid():
        chosen = form.chosen()
        _done, refusal = attempt(
            request, service.carry, meeting, by=request.user,
            items=chosen["carry_items"], actions=chosen["carry_actions"],
        )
        if refusal is None:
            messages.success(request, _("What you ticked is now part of this meeting."))
            return redirect("meeting-show", meeting.pk)
    context = {"meeting": meeting, "form": form}
    return render(request, "meeting/carry.html", context, status=status_of(request, refusal))


@form_page
def hand_over(request, pk):
    meeting = get_meeting(request, pk, allowed=permissions.can_hand_over)
    signs = SignoffRole.objects.filter(body=meeting.body, source=SignoffRole.Source.SECRETARY).exists()
    form = HandOverForm(
        posted(request), initial={"person": meeting.writer_id}, people=_writers(request, meeting),
        may_sign=signs and meeting.is_writable,
    )
    refusal = None
    if form.is_valid():
        person = form.cleaned_data["person"]
        _done, refusal = attempt(
            request, service.hand_over, meeting, person, by=request.user, signs=bool(form.cleaned_data.get("signs")),
        )
        if refusal is None:
            messages.success(request, _handed(meeting, person))
            return redirect("meeting-show", meeting.pk)
    context = {"meeting": meeting, "form": form}
    return render(request, "meeting/hand_over.html", context, status=status_of(request, refusal))


def _writers(request, meeting):
    """Everybody visible who can sign in, the people of the body first."""
    visible = Person.objects.visible_to(request.user).exclude(user=None)
    seats = meeting.body.memberships.on(timezone.localdate()).values("person")
    near = Case(When(Q(pk__in=seats), then=Value(0)), default=Value(1))
    return Person.objects.filter(pk__in=visible.values("pk")).order_by(near, "name", "pk")


def _handed(meeting, person):
    if person is None:
        return _("The pen is back with the secretary of the body.")
    return meeting.body.told(
        _("%(name)s has the pen now and can write the minutes."), _("%(name)s has the pen now and can write the notes.")
    ) % {"name": person.name}


@require_POST
def open(request, pk):  # noqa: A001 (the act is called so everywhere)
    meeting = get_meeting(request, pk, allowed=permissions.can_write)
    _done, refusal = attempt(request, service.open, meeting, by=request.user)
    return back(request, "meeting-show" if refusal else "writing-show", meeting.pk)


@form_page
def cancel(request, pk):
    meeting = get_meeting(request, pk, allowed=permissions.can_write)
    refusal = None
    if request.method == "POST":
        _done, refusal = attempt(request, service.cancel, meeting, by=request.user)
        if refusal is None:
            messages.success(request, _("The meeting has been cancelled."))
            if permissions.can_enter(request.user, meeting.body):
                return redirect("body-show", meeting.body.slug)
            return redirect("meeting-list")
    context = cancelling(meeting) | {"meeting": meeting, "back": reverse("meeting-show", args=[meeting.pk])}
    return render(request, "meeting/cancel.html", context, status=409 if refusal else 200)


def cancelling(meeting):
    """The words of the question, for the dialog and for its page."""
    told = " " + _("Those who were called get a mail that it is cancelled.") if summoned.is_called(meeting) else ""
    return {
        "title": _("Cancel the meeting?"),
        "text": _("The agenda, the attendance list and everything that has been prepared for it are taken away. "
                  "What was carried over from earlier meetings goes back there.") + told,
        "action": reverse("meeting-cancel", args=[meeting.pk]),
        "button": _("Cancel the meeting"),
        "danger": True,
    }


@require_safe
def history(request, pk):
    meeting = get_meeting(request, pk, allowed=permissions.can_read_agenda)
    whole = permissions.can_read_draft(request.user, meeting)
    events = Paginator(chronicle.events(meeting, whole=whole), 100).get_page(request.GET.get("page"))
    context = {"meeting": meeting, "history": chronicle.lines(meeting, events), "page": events, "whole": whole}
    return render(request, "meeting/history.html", context)
