"""What has changed since a reader last had the text before her, in sentences and marked words."""

from types import SimpleNamespace

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from minutes.documents import compare, evidence_words


def of(before, now):
    """{changed: one for each item, with address, sentence and marked passages; changed_outside: what more has}."""
    language = (get_language() or "sv")[:2]
    outside = [evidence_words.word(name, language) for name in compare.changes(before, now).outside]
    return {
        "changed": [_change(one) for one in compare.rewordings(before, now)],
        "changed_outside": evidence_words.listed(outside, language),
    }


def _change(one):
    item = one.item
    where = item.label if "§" in item.label else _("item %(number)s") % {"number": item.number}
    link = format_html('<a href="#p{}">{}</a>', item.number, where)
    sentence = mark_safe(_sentence(one) % {"item": link, "number": one.words})  # noqa: S308 - link is escaped above
    return SimpleNamespace(sentence=sentence, passages=[_heard(passage) for passage in one.passages])


def _sentence(one):
    if one.is_new:
        return _("%(item)s is new")
    if not one.words:
        return _("%(item)s has changed, but not its words")
    return ngettext(
        "One word has changed in %(item)s", "%(number)s words have changed in %(item)s", one.words
    )


def _heard(passage):
    """The passage for the ear too: whoever hears it does not see what is struck out."""
    for tag, words in (("del", _("struck out:")), ("ins", _("new:"))):
        passage = passage.replace(f"<{tag}>", f'<span class="visually-hidden">{words} </span><{tag}>')
    return mark_safe(passage)  # noqa: S308 - escaped by compare.rewordings
