"""What the workbench says by script, and when it was last saved."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .ui import clock, moment

register = template.Library()


@register.simple_tag(takes_context=True)
def workbench_words(context: template.Context) -> dict[str, object]:
    """The words of static/js/workbench, for json_script; %(name)s is filled in by the script."""
    return {
        "language": get_language(),
        "sprite": static("img/sprite.svg"),
        "login": reverse("account_login"),
        "logout": reverse("account_logout"),
        "file": _("unsaved-minutes.txt"),
        "me": context["user"].get_full_name(),
        "nothing": _("Empty"),
        **_shared(get_language(), timezone.get_current_timezone_name()),
    }


@cache
def _shared(_language: str | None, zone: str) -> dict[str, object]:
    """What is nobody's own, put together once in a language."""
    return {**_saving(), **_people(), **_conflict(), **_two_of_a_kind(), **_kept(), **_beside(zone)}


def _saving() -> dict[str, object]:
    return {
        "saving": _("Saving…"),
        "savedAt": _("Saved %(at)s"),
        "allSaved": _("Everything is saved"),
        "troubles": {
            "offline": _("Not saved – trying again"),
            "login": _("Not saved – you are signed out"),
            "out": _("You are signed out"),
            "wrong": _("Not saved: %(label)s"),
            "conflict": _("Two texts: %(label)s"),
            "refused": _("Not saved: the minutes are locked"),
        },
        "acts": {"login": _("Sign in"), "out": _("Sign in"), "conflict": _("Decide"), "refused": _("Show")},
        "notReached": _("The server cannot be reached just now. What you write is kept on this computer."),
        "signedIn": _("You are signed in again."),
        "loginElsewhere": _("The sign-in cannot be shown here. Open it in another tab, then come back."),
    }


def _people() -> dict[str, object]:
    return {
        "yourself": _("You in another window"),
        "writes": _("%(name)s is writing"),
        "reads": _("%(name)s is here"),
        "several": _("%(number)s are here"),
        "writesHere": _("%(name)s is writing here"),
        "severalHere": _("%(number)s others are writing here"),
        "writesIn": _("%(name)s is writing in %(item)s"),
        "readsIn": _("%(name)s is in %(item)s"),
        "isHere": _("%(name)s is here"),
        "hereToo": _("%(number)s others are here"),
    }


def _conflict() -> dict[str, object]:
    return {
        "conflictTitle": _("You and %(name)s have written here at the same time"),
        "conflictSoon": _("%(name)s has written in the same field: %(label)s. Both texts are kept."),
        "keepTheirs": _("Keep %(whose)s"),
        "savedThen": _("saved %(at)s"),
        "mergedHint": _("You changed different places. This is both of your changes."),
        "conflictSelf": _("You have written here in two windows at the same time"),
        "keepOther": _("Keep the other one"),
        "rowsHint": _("Rows that both of you changed are here in both versions: choose one, or write in it."),
        "oneTookAway": _("One of you took this row away:"),
        "takeAway": _("Take the row away"),
        "differ": _("You wrote differently:"),
        "both": _("both"),
        "twoTexts": _("%(name)s has written here too."),
        "decide": _("Compare and decide"),
        "decided": _("Decided. The other text is in the history."),
    }


def _two_of_a_kind() -> dict[str, object]:
    """What is chosen is no text, and is not called one."""
    return {
        "ofText": {
            "slots": {
                "words": _(
                    "Nothing is gone. Choose one of the texts, or save them written together. The one that you do not "
                    "choose stays in the history."
                ),
                "mine-name": _("Your text"),
                "together": _("Written together"),
                "save-words": _("Save them together"),
            },
            "theirs": _("%(whose)s text"),
            "other": _("The text from the other window"),
        },
        "ofChoice": {
            "slots": {
                "words": _("Keep one of the two, or choose anything else. What you do not keep stays in the history."),
                "mine-name": _("You chose"),
                "together": _("Or choose anew"),
                "save-words": _("Save what is chosen here"),
            },
            "theirs": _("%(whose)s choice"),
            "other": _("The choice from the other window"),
        },
    }


def _kept() -> dict[str, object]:
    return {
        "foundOne": _("There is text here that was not saved"),
        "foundMany": _("There are %(number)s texts here that were not saved"),
        "written": _("written %(when)s"),
        "putBack": _("Put it back"),
        "throwAway": _("Throw it away"),
        "refusedTitle": _("This came too late to be saved"),
        "refused": _("The item can no longer be written."),
        "refusedKept": _("Your text is kept on this computer until you throw it away."),
        "copy": _("Copy"),
        "copied": _("The text is copied."),
        "selected": _("The text is selected: press Ctrl C to copy it."),
        "download": _("Download as a text file"),
    }


def _beside(zone: str) -> dict[str, object]:
    return {
        "movedTo": _("Moved: it is %(item)s now"),
        "close": _("Close"),
        "clock": {
            "zone": zone,
            "over": _("%(minutes)s min over"),
            "left": _("%(minutes)s min left"),
            "early": _("%(minutes)s min early"),
        },
    }


@register.simple_tag
def saved_at(edited) -> str:
    """ "Saved 14.16" today, with its day before that; nothing when nothing has been written yet."""
    if edited is None:
        return ""
    today = timezone.localdate(edited) == timezone.localdate()
    return _("Saved %(at)s") % {"at": clock(timezone.localtime(edited)) if today else moment(edited)}


@register.filter
def last_edited(meeting):
    """When any item of a loaded meeting was last written."""
    return max((item.edited for item in meeting.items.all() if item.edited), default=None)
