"""What the scripts of the writing page say: its keys, and what is offered while one types."""

import datetime
from functools import cache

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .ui import clock

register = template.Library()


@register.simple_tag
def writing_words() -> SafeString:
    """The words of static/js/workbench, as JSON in an element; %(name)s is filled in by the script."""
    return _in_json(get_language())


@cache
def _in_json(_language: str | None) -> SafeString:
    return json_script(_words(), "writing-words")


def _words() -> dict[str, object]:
    return {
        "offered": _("%(number)s suggestions: arrows choose, Enter takes, Escape closes."),
        "people": _("People at the meeting"),
        "absent": _("not here"),
        "phrases": _("Phrases"),
        "quick": {
            "unclear": _("Who is meant by %(name)s?"),
            "keeps": _("adds it"),
            "unread": _("adds it as it stands: the server cannot be reached"),
            "kept": _("Added: %(what)s"),
            "full": _("The item has room for no more actions."),
            "empty": _("Write what is to be done."),
        },
        "decided": {
            "then": _("Decided %(time)s as proposed"),
            "plain": _("Decided as proposed"),
            "colon": clock(datetime.time(0, 0))[1],
            "undo": _("Undo"),
            "undone": _("The decision is taken back; the proposal stands as before."),
        },
        "keys": _keys(),
    }


def _keys() -> dict[str, object]:
    return {
        "title": _("Keys"),
        "lede": _("They work wherever you are on the page, also while you write; only ? does not then."),
        "close": _("Close"),
        "or": _("or"),
        "caps": {"PageUp": "Page Up", "PageDown": "Page Down"},
        "groups": {
            "going": _("Go to"),
            "writing": _("Write"),
            "agenda": _("The agenda"),
            "typing": _("While you write"),
        },
        "names": {
            "next": _("The next item"),
            "before": _("The item before"),
            "done": _("Done, on to the next item"),
            "attendance": _("Attendance"),
            "check": _("Check list"),
            "document": _("The document"),
            "screen": _("The view for the screen"),
            "history": _("As it stood before"),
            "earlier": _("Earlier minutes"),
            "text": _("Text"),
            "comment": _("Comment"),
            "decision": _("Decision"),
            "adopt": _("Decide as proposed"),
            "action": _("A new action"),
            "save": _("Save now"),
            "new": _("New item after this one"),
            "up": _("Move the item up"),
            "down": _("Move the item down"),
            "mention": _("Name of somebody at the meeting"),
            "phrase": _("A phrase of the body"),
            "blank": _("The next blank of a phrase"),
            "help": _("These keys"),
        },
    }
