"""What somebody wrote in a form that could not be received: shown on the page that says so, for copying."""

import re

from django import template
from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError

from minutes.lib import limits, richtext, text

register = template.Library()

# What forms send that nobody has written, and what must not be shown again.
_OTHER = re.compile("csrfmiddlewaretoken|next|(.*-)?seen|.*password.*|code|key|login|email|content_hash")
_MOST = 300


@register.inclusion_tag("components/typed.html", takes_context=True)
def typed(context):
    return {"texts": texts(context["request"]) if "request" in context else []}


def texts(request):
    """The texts of the request in the order of its fields; rich text as plain. Single words are left out."""
    try:
        sent = [pair for pair in request.POST.lists() if not _OTHER.fullmatch(pair[0])] if request.POST else []
    except (SuspiciousOperation, UnreadablePostError):
        return []
    found, tags = [], 0
    for value in (value[: limits.RICH] for _name, values in sent for value in values):
        tags += value.count("<")
        found.append(_plain(value, quick=tags > limits.RICH_TAGS))
    return [words for words in found if len(words.split()) > 1][:_MOST]


def _plain(value, quick):
    """`quick` when so much has been sent that reading all of it would take long."""
    if not value.lstrip().startswith("<"):
        return text.lines(value)
    return text.lines(richtext.plain(value)) if quick else richtext.text(value)
