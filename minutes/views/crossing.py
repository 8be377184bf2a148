"""Parts of an item as a page that saves by itself knows them: what stands, and two texts that crossed."""

from html import escape

from django.utils.translation import gettext as _

from minutes.documents import wording, words
from minutes.forms.fields import Roster
from minutes.forms.part import ACTIONS, DECISIONS, WHO
from minutes.forms.writing import ItemForm
from minutes.lib import richtext
from minutes.models import AgendaItem, ItemType, Meeting
from minutes.services import texts
from minutes.templatetags.ui import clock

_YES = "True"
_CHOSEN = {"type": ItemType, "deferred_to_meeting": Meeting}


def value(item, part, text):
    """A part, from the text that its history keeps, as the inputs of the page hold it: a string, a tick or rows."""
    if part in (DECISIONS, ACTIONS):
        return _rows(item, part, texts.text_rows(text))
    if part == WHO:
        responsible, _bar, words = text.partition("|")
        return _roster(item).shown(int(responsible or 0), words)
    if part in ("deferred", "confidential"):
        return text == _YES
    return text[:5] if part == "time" else text


def told(crossed):
    """A conflict with both texts, and in each the words marked that the other one lacks."""
    item, part = crossed.item, crossed.part
    last = texts.latest(item, part)
    values = [value(item, part, text) for text in (crossed.mine, crossed.standing)]
    mine, theirs = marked(item, part, crossed.mine, crossed.standing)
    return {
        "field": part,
        "label": label(item, part),
        "by": last.by.name if last and last.by else "",
        "at": clock(last.at) if last else "",
        "revision": item.revision,
        "mine": {"value": values[0], "html": mine},
        "theirs": {"value": values[1], "html": theirs},
        "merged": None,
    }


def marked(item, part, mine, theirs):
    """Both texts of a part as HTML that people read, and in each the words marked that the other one lacks."""
    return wording.marked(shown(item, part, mine), shown(item, part, theirs))


def shown(item, part, text):
    """A part, from the text that its history keeps, as HTML that people read."""
    return _html(item, part, value(item, part, text))


def label(item, part):
    """What the page calls a part."""
    if part in (DECISIONS, ACTIONS):
        return _("Decisions") if part == DECISIONS else _("Actions")
    if part == "comment":
        body = item.meeting.body
        return words.labels(body.document, body.language, body.genitive, body.words).comment
    return str(ItemForm.base_fields[part].label)


def _html(item, part, value):
    """What `value` returned, as people read it."""
    if part in AgendaItem.RICH:
        return richtext.sanitise(value)
    if part == DECISIONS:
        return escape("\n\n".join(f"{row['intro']}\n{row['clauses']}".strip() for row in value))
    if part == ACTIONS:
        lines = [[row["text"], row["who"], row["due_words"] or row["due"]] for row in value]
        return escape("\n".join(", ".join(filter(None, line)) for line in lines))
    if value and part in _CHOSEN:
        return escape(str(_CHOSEN[part].objects.filter(pk=value).first() or ""))
    if part == "outcome":
        return escape(str(dict(AgendaItem.Outcome.choices)[value])) if value else ""
    if isinstance(value, bool):
        return escape(_("yes") if value else _("no"))
    return escape(value)


def _rows(item, part, rows):
    if part == DECISIONS:
        return [row | {"clauses": "\n".join(row["clauses"])} for row in rows]
    roster = _roster(item)
    names = ("id", "text", "due", "due_words")
    return [
        {name: row[name] for name in names} | {"who": roster.shown(row["responsible"], row["responsible_words"])}
        for row in rows
    ]


def _roster(item):
    return Roster(item.meeting.attendances.all())
