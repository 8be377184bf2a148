"""What the check list found, each with the place in the product where it is written."""

from django.shortcuts import render
from django.urls import reverse

from minutes import compose
from minutes.forms.checklist import AcknowledgeForm
from minutes.services import checklist

_FEW = 2  # empty items that are still told one by one beside the text


def rows(meeting, refused=None):
    """A row for each warning; `refused` is the form of a note that could not be kept. `meeting` is loaded."""
    places = Places(meeting)
    return [
        {
            "warning": warning,
            "accepted": accepted,
            "anchor": f"warning-{number}",
            "form": _form(refused, warning, number),
            **places.of(warning),
        }
        for number, (warning, accepted) in enumerate(checklist.warnings(meeting, meeting), 1)
    ]


def panel(request, meeting, refused=None):
    """The check list beside the text. Items that nobody has come to yet are one line with a link to each."""
    loaded = compose.load(meeting.pk)
    found = rows(loaded, refused)
    empty = [row for row in found if row["warning"].code == "no_text" and not row["accepted"]]
    empty = empty if len(empty) > _FEW else []
    shown = [row for row in found if row not in empty]
    unanswered = sum(row["accepted"] is None for row in shown) + bool(empty)
    context = {"meeting": loaded, "rows": shown, "empty": empty, "unanswered": unanswered}
    # Script puts the answer in place whatever its status, as long as it is the panel.
    return render(request, "panel/check.html", context)


def _form(refused, warning, number):
    if refused is not None and refused.data.get("key") == warning.key:
        return refused
    return AcknowledgeForm(initial={"key": warning.key}, auto_id=f"id_%s_{number}")


class Places:
    """Where in the product each place of the document is written."""

    # The field of the writing page where a part of an item is written.
    FIELDS = {
        "responsible": "id_who",
        "deferred_to": "id_deferred_to_words",
        "movements": "attendance",
        "decisions": "id_decisions-0-intro",
    }
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
        removed = {item.pk for item in meeting.items.all() if item.removed}
        self.actions = [action for action in meeting.actions.all() if action.item_id not in removed]

    def of(self, warning):
        """The address of the page and, for an item, its printed number."""
        part, at, *rest = [*warning.place.strip("/").split("/"), "", ""]
        number = int(at) if at.isdigit() else None
        if part == "items" and number is not None and number < len(self.items):
            return self._item(self.items[number], *rest[:2])
        if part == "actions" and number is not None and number < len(self.actions) and self.actions[number].item_id:
            return self._action(self.actions[number], rest[0])
        address = reverse(self.PAGES.get(part, "meeting-show"), args=[self.meeting.pk])
        return {"address": address, "label": ""}

    def _action(self, action, field):
        row = [one for one in self.actions if one.item_id == action.item_id].index(action)
        item = next(item for item in self.items if item.pk == action.item_id)
        name = {"responsible": "who", "due": "due"}.get(field, "text")
        return self._at(item, f"id_actions-{row}-{name}")

    def _item(self, item, field="", number=""):
        if not item.is_section:
            return {"address": reverse("agenda-change", args=[item.pk]), "label": self.labels[item.pk][1]}
        if field == "decisions" and number.isdigit():
            return self._at(item, f"id_decisions-{number}-intro")
        return self._at(item, self.FIELDS.get(field, f"id_{field or 'text'}"))

    def _at(self, item, field):
        return {"address": f"{reverse('writing-item', args=[item.pk])}#{field}", "label": self.labels[item.pk][1]}
