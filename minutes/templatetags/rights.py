"""Who may do what, asked in a template: the same functions that the views ask."""

from typing import Any

from django import template

from minutes import permissions

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, act: str, thing: Any) -> bool:
    """Whether the reader may: `{% may "enter" meeting.body as may_enter %}` asks permissions.can_enter."""
    return bool(getattr(permissions, f"can_{act}")(context["request"].user, thing))
