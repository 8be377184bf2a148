"""Sentences about the document of a meeting, which is minutes in one body and notes in another."""

from typing import Any

from django import template

from minutes.documents.words import fill

register = template.Library()


@register.simple_tag
def told(body: Any, minutes: str, notes: str, **values: Any) -> str:
    """`{% told body _("The minutes of {date} are sent") _("The notes of {date} are sent") date=date %}`, by Body.told.

    Names stand in braces, since Django looks up a constant with "%" in it under another key.
    """
    return fill(str(body.told(minutes, notes)), **values)
