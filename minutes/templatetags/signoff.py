"""What only the pages of the sign-off need."""

from django import template

register = template.Library()


@register.filter
def fingerprint(digest: str) -> str:
    """A hash in groups of four, as one reads it aloud."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
