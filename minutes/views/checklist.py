"""The check list: each warning leads to its place, or is accepted with a note."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minutes import compose
from minutes.forms.checklist import AcknowledgeForm
from minutes.permissions import can_write
from minutes.services import checklist

from .sealed import CONFLICT
from .shortcuts import attempt, get_meeting


@require_safe
def show(request, pk):
    return _page(request, get_meeting(request, pk, can_write))


def _page(request, meeting, refused=None, status=200):
    found = checklist.warnings(meeting)
    places = Places(meeting)
    rows = [
        {
            "warning": warning,
            "accepted": accepted,
            "anchor": f"warning-{number}",
            "form": _form(refused, warning, number),
            **places.of(warning),
        }
        for number, (warning, accepted) in enumerate(found, 1)
    ]
    unanswered = sum(row["accepted"] is None for row in rows)
    # A note on a warning that is not there any more, or that can no longer be accepted.
    shown = meeting.is_writable and any(row["form"] is refused and row["accepted"] is None for row in rows)
    context = {"meeting": meeting, "rows": rows, "unanswered": unanswered, "unsaid": status != 200 and not shown}
    return render(request, "checklist/show.html", context, status=status)


def _form(refused, warning, number):
    if refused is not None and refused.data.get("key") == warning.key:
        return refused
    return AcknowledgeForm(initial={"key": warning.key}, auto_id=f"id_%s_{number}")


@require_POST
def acknowledge(request, pk):
    meeting = get_meeting(request, pk, can_write)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form, status=422)
    _done, refusal = attempt(request, checklist.acknowledge, meeting, by=request.user, **form.cleaned_data)
    if refusal:
        return _page(request, meeting, form, status=CONFLICT)
    messages.success(request, _("The warning is accepted, with your note."))
    return redirect("checklist-show", meeting.pk)


@require_POST
def reopen(request, pk):
    meeting = get_meeting(request, pk, can_write)
    key = request.POST.get("key", "").replace("\x00", "")[:200]
    _done, refusal = attempt(request, checklist.reopen, meeting, by=request.user, key=key)
    if refusal:
        return _page(request, meeting, status=CONFLICT)
    return redirect("checklist-show", meeting.pk)


class Places:
    """Where in the product each place of the document is written."""

    # The parts of an item that belong to the agenda rather than to its text.
    PLANNED = ("time", "responsible", "presenter")
    PAGES = {
        "heading": "meeting-edit",
        "time_and_place": "meeting-edit",
        "attendees": "attendance-edit",
        "signers": "signer-choose",
        "attachments": "attachment-list",
        "actions": "writing-show",
    }

    def __init__(self, meeting):
        self.meeting = meeting
        self.labels = compose.numbers(meeting)
        self.items = compose.printed_items(meeting)
        self.actions = list(meeting.actions.exclude(item__removed=True).values_list("item", flat=True))

    def of(self, warning):
        """The address of the page and, for an item, its printed number."""
        part, at, *rest = [*warning.place.strip("/").split("/"), "", ""]
        number = int(at) if at.isdigit() else None
        if part == "items" and number is not None and number < len(self.items):
            return self._item(self.items[number], rest[0] if rest else "")
        if part == "actions" and number is not None and number < len(self.actions) and self.actions[number]:
            return self._item(next(item for item in self.items if item.pk == self.actions[number]), "action")
        address = reverse(self.PAGES.get(part, "meeting-show"), args=[self.meeting.pk])
        return {"address": address, "label": ""}

    def _item(self, item, field):
        planned = field in self.PLANNED or not item.is_section
        address = reverse("agenda-change" if planned else "writing-item", args=[item.pk])
        return {"address": address, "label": self.labels[item.pk][1]}
