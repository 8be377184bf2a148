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
    if not minutes.actions:
        return []
    said = {action.text for action in minutes.actions}
    found = ActionItem.objects.filter(meeting__body=meeting.body_id, text__in=said).select_related("item")
    rows = {row.pk: row for row in found}
    return [row.text for row in found if row.meeting_id == meeting.pk and _was_secret(row, rows)]


def _was_secret(action, rows):
    """Whether one of those that it was carried from, in the same words, is of a confidential item."""
    before = rows.get(action.carried_from_id)
    while before and before.text == action.text:
        if before.item and before.item.confidential:
            return True
        before = rows.get(before.carried_from_id)
    return False


def _personal_numbers(minutes):
    for warning in checks.in_personal_numbers(minutes):
        item = minutes.items[warning.item] if warning.item is not None else None
        where = f"{item.label} {item.title}".strip() if item else _("Outside the items")
        yield Obstacle(f"{where}: {warning.message}", item.label if item else "")
