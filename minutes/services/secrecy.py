"""What keeps minutes from everybody: confidential items, actions that come from such, and personal identity numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from minutes.documents import checks
from minutes.models import ActionItem


@dataclass(frozen=True)
class Obstacle:
    """Why not everybody may read the minutes; `item` is the printed number where it stands, or empty."""

    message: str
    item: str = ""


def obstacles(meeting, minutes):
    """What keeps the minutes of a public body, or their masked copy, from everybody."""
    return secrets(meeting, minutes) if meeting.body.is_public else []


def secrets(meeting, minutes):
    """What not everybody may read; a members' body may publish it, and be made a public one later."""
    return [*_confidential(minutes), *_carried(meeting, minutes), *_personal_numbers(minutes)]


def _confidential(minutes):
    for item in minutes.items:
        if item.confidential:
            where = f"{item.label} {item.title}".strip()
            message = _("%(item)s is marked as confidential, and what this body publishes can be read by everybody.")
            yield Obstacle(message % {"item": where}, item.label)


def _carried(meeting, minutes):
    for said in carried(meeting, minutes):
        words = _("The action “%(words)s” comes from a confidential item. Mask it, or write it in other words.")
        yield Obstacle(words % {"words": said})


def carried(meeting, minutes):
    """Actions in the words that they had in a confidential item of an earlier meeting; other words have been chosen."""
    said, found = {action.text for action in minutes.actions}, []
    rows = ActionItem.objects.filter(meeting=meeting.pk, carried_from__isnull=False)
    left = {before: words for before, words in rows.values_list("carried_from", "text") if words in said}
    while left:
        rows = ActionItem.objects.filter(pk__in=left).select_related("item")
        same = [row for row in rows if row.text == left[row.pk]]
        found += [row.text for row in same if row.item and row.item.confidential]
        left = {row.carried_from_id: row.text for row in same if row.carried_from_id}
    return found


def _personal_numbers(minutes):
    for warning in checks.in_personal_numbers(minutes):
        item = minutes.items[warning.item] if warning.item is not None else None
        where = f"{item.label} {item.title}".strip() if item else _("Outside the items")
        yield Obstacle(f"{where}: {warning.message}", item.label if item else "")
