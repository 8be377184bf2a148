"""The page in the colour of the organisation that it is about."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minutes.lib import colours

register = template.Library()


@register.simple_tag(takes_context=True)
def look(context: template.Context) -> SafeString | str:
    """The link to the style sheet of the colour; nothing where it is the product's own, which tokens.css has."""
    colour = colours.known(_accent(context))
    if colour == colours.DEFAULT:
        return ""
    address = reverse("organisation-look", args=[colour[1:], colours.fingerprint(colour)])
    return format_html('<link rel="stylesheet" href="{}">', address)


def _accent(context: template.Context) -> str:
    """That of what was issued, else of the page, else of all of the reader's bodies, else of the house."""
    if minutes := context.get("minutes"):
        return minutes.letterhead.accent
    body = context.get("current_body")
    if organisation := context.get("organisation") or (body.organisation if body else None):
        return organisation.accent
    mine = {body.organisation.accent for body in context.get("my_bodies") or []}
    if not mine and (house := context.get("sole_organisation")):
        mine = {house.accent}
    return mine.pop() if len(mine) == 1 else ""
