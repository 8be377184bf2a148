"""What keeps minutes from everybody: confidential items, and what looks like personal identity numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from minutes.documents import checks


@dataclass(frozen=True)
class Obstacle:
    """Why not everybody may read the minutes; `item` is the printed number where it stands, or empty."""

    message: str
    item: str = ""


def obstacles(meeting, minutes):
    """What keeps the minutes of a public body, or their masked copy, from everybody."""
    return secrets(minutes) if meeting.body.is_public else []


def secrets(minutes):
    """What not everybody may read; a members' body may publish it, and be made a public one later."""
    return [*_confidential(minutes), *_personal_numbers(minutes)]


def _confidential(minutes):
    for item in minutes.items:
        if item.confidential:
            where = f"{item.label} {item.title}".strip()
            message = _("%(item)s is marked as confidential, and what this body publishes can be read by everybody.")
            yield Obstacle(message % {"item": where}, item.label)


def _personal_numbers(minutes):
    for warning in checks.in_personal_numbers(minutes):
        item = minutes.items[warning.item] if warning.item is not None else None
        where = f"{item.label} {item.title}".strip() if item else _("Outside the items")
        yield Obstacle(f"{where}: {warning.message}", item.label if item else "")
