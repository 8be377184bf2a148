"""What the scripts of a page need: their words in the reader's language, and the rich-text editor."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media, Script

register = template.Library()
_MODULES = {
    "django-prose-editor/editor": "django_prose_editor/editor.js",
    "django-prose-editor/configurable": "django_prose_editor/configurable.js",
    "justera/language": "js/language.js",
}


@register.simple_tag
def interface_words() -> SafeString:
    """The words that the scripts say, as JSON in an element: nobody's own, and so put together once in a language."""
    return _in_json(get_language(), static("img/sprite.svg"), reverse("account_logout"))


@cache
def _in_json(_language: str | None, sprite: str, logout: str) -> SafeString:
    return json_script(words(sprite, logout), "words")


def words(sprite: str, logout: str) -> dict[str, object]:
    """In the reader's language; %(name)s is filled in by the script."""
    return {
        "sprite": sprite,
        "moved": _("%(what)s moved to place %(place)s of %(all)s"),
        "moveFailed": _("The order could not be saved. Reload the page and try again."),
        "removed": _("The row is removed when you save."),
        "removedNow": _("The row is removed."),
        "added": _("A row has been added."),
        "undo": _("Undo"),
        "close": _("Close"),
        "foundOne": _("There is text here that was not saved, written %(when)s."),
        "restore": _("Put it back"),
        "discard": _("Throw it away"),
        "restored": _("Your text is back. Save it to keep it."),
        "toolbar": _("Text format"),
        "text": _("Text"),
        "signOut": {"url": logout, **_sign_out_words()},
        "editor": editor_words(),
        "language": _language_words(),
    }


def _sign_out_words() -> dict[str, str]:
    """What is said to somebody who signs out while text of hers has not been saved."""
    return {
        "file": _("unsaved-minutes.txt"),
        "title": _("You have text that is not saved"),
        "text": _(
            "It is kept on this computer and offered back when you sign in here again. Take it along if you may not "
            "come back."
        ),
        "erase": _("Erase the text from this computer"),
        "stay": _("Stay signed in"),
        "out": _("Sign out anyway"),
        "download": _("Download the text"),
    }


def editor_words() -> dict[str, str]:
    """Labels of the editor's buttons by their name, and of its link dialog by the editor's own English."""
    return {
        "bold": _("Bold"),
        "italic": _("Italic"),
        "bulletList": _("Bulleted list"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quote"),
        "heading": _("Sub-heading"),
        "paragraph": _("Running text"),
        "hardBreak": _("Line break"),
        "link": _("Link"),
        "language": _("Another language"),
        "unlink": _("Remove link"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "table": _("Table"),
        "addColumnAfter": _("Add column"),
        "deleteColumn": _("Delete column"),
        "addRowAfter": _("Add row"),
        "deleteRow": _("Delete row"),
        "mergeCells": _("Merge cells"),
        "splitCell": _("Split cell"),
        "toggleHeaderCell": _("Heading cell"),
        "deleteTable": _("Delete table"),
        "URL": _("Address"),
        "Title": _("Title"),
        "Edit Link": _("Link"),
        "Update": _("Save"),
        "Cancel": _("Cancel"),
        "Open in new window": _("Open in a new window"),
        "Insert Table": _("Insert table"),
        "Table Properties": _("Table"),
        "Yes": _("Yes"),
        "No": _("No"),
        "Insert": _("Insert"),
        "Include header row": _("With a heading row"),
        "Rows": _("Rows"),
        "Columns": _("Columns"),
    }


def _language_words() -> dict[str, object]:
    """Of the dialog that says which language some words are in; the codes are those of HTML (BCP 47)."""
    return {
        "title": _("Another language"),
        "label": _("The words are in"),
        "none": _("the language of the minutes"),
        "names": {
            "sv": _("Swedish"),
            "en": _("English"),
            "fi": _("Finnish"),
            "fit": _("Meänkieli"),
            "se": _("Northern Sami"),
            "da": _("Danish"),
            "no": _("Norwegian"),
            "de": _("German"),
            "fr": _("French"),
        },
    }


@register.simple_tag(takes_context=True)
def richtext(context: template.Context) -> SafeString:
    """The editor's scripts without its own style sheets; the import map must come before any module that uses it."""
    media = Media(
        importmap=ImportMap(_MODULES),
        js=[
            Script("js/richtext.js", type="module"),
            Script("django_prose_editor/configurable.js", type="module"),
        ],
    )
    return media.with_nonce(getattr(context.get("request"), "csp_nonce", "")).render()
