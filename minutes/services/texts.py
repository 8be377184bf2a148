"""Fields of an agenda item: written one by one, each with its history, so that nothing that was written is lost.

Call these after draft.claim: its UPDATE makes the writers of one meeting wait for each other until the transaction
ends, so that what is read here still stands when it is written.
"""

import json

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes.lib import limits
from minutes.models import AgendaItem, TextState

from . import Conflict, Refused, storing
from .draft import person_of

DECISIONS, ACTIONS = "decisions", "actions"


def save(item, *, by, seen=None, written=False, **fields):
    """Store the fields that differ, each with its history; returns the names of those that were stored.

    `seen` is the revision of the item that the writer had before her: a field that she left as it stood then is left as
    somebody else may have made it since, and one that both changed raises Conflict with theirs, and nothing is stored.
    None stores without asking. `written` says that the minutes were written, not the agenda prepared.
    """
    now = AgendaItem.objects.get(pk=item.pk)
    mine, theirs = {}, {}
    for name, value in fields.items():
        new, current = _text(now, name, value), _text(now, name)
        base = at(now, name, seen, current)
        if new in (current, base):
            continue
        if base != current:
            theirs[name] = getattr(now, name)
        mine[name] = value
    if theirs:
        raise Conflict(conflict_words(), theirs)
    if mine:
        _check(now, mine)
        for name in mine:
            remember(now, name, _text(now, name), _text(now, name, mine[name]), by=by)
        stamp(now, written=written, **mine)
    _refresh(item, now, mine)
    return set(mine)


def remember(item, name, before, after, *, by):
    """Keep a new state of a field; the first time also what stood there before, if anything did."""
    if before and not TextState.objects.filter(item=item, field=name).exists():
        first = item.meeting.created
        TextState.objects.create(item=item, field=name, value=before, revision=0, at=first, begun=first)
    now = timezone.now()
    TextState.objects.create(
        item=item, field=name, value=after, revision=item.revision + 1, by=person_of(by), at=now, begun=now
    )


def amend(item, name, text):
    """Complete the state that was just remembered with what only the stored rows know: their ids."""
    last = TextState.objects.filter(item=item, field=name).order_by("-revision", "-pk").first()
    if last and last.value != text:
        last.value = text
        last.save(update_fields=["value"])


def stamp(item, *, written, **fields):
    """Write the fields and take the item's next revision."""
    item.revision += 1
    if written:
        item.edited = timezone.now()
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=[*fields, "revision", "edited"])


def at(item, name, revision, current):
    """The text of a field as it stood at a revision of the item; `current` when it has not changed since."""
    if revision is None or revision >= item.revision:
        return current
    states = TextState.objects.filter(item=item, field=name)
    if not states.filter(revision__gt=revision).exists():
        return current
    then = states.filter(revision__lte=revision).order_by("-revision", "-pk").first()
    return then.value if then else ""


def left_alone(item, seen, **fields):
    """Names of the fields that the writer left as they stood at revision `seen`, while somebody else changed them."""
    now = AgendaItem.objects.get(pk=item.pk)
    found = set()
    for name, value in fields.items():
        current = _text(now, name)
        base = at(now, name, seen, current)
        if base != current and _text(now, name, value) == base:
            found.add(name)
    return found


def latest(item, name):
    """The last state of a field in its history, None when it has never been changed."""
    states = TextState.objects.filter(item=item, field=name).select_related("by")
    return states.order_by("-revision", "-pk").first()


def rows_text(rows):
    """Rows of decisions or actions as the text that the history keeps."""
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, default=str) if rows else ""


def text_rows(text):
    return json.loads(text) if text else []


def conflict_words():
    return _("Somebody else has changed the same text since you opened it. Both texts are below; nothing is lost.")


def _check(item, fields):
    trial = AgendaItem(meeting=item.meeting, title=item.title, kind=item.kind)
    for name, value in fields.items():
        setattr(trial, name, value)
        if isinstance(value, str) and len(value) > limits.RICH:
            raise Refused(_("The text is too long: it has room for %(number)s characters.") % {"number": limits.RICH})
    try:
        trial.clean_fields(exclude=[f.name for f in AgendaItem._meta.fields if f.name not in fields])
    except ValidationError as error:
        raise Refused(storing.sentence(trial, error)) from error


def _text(item, name, *value):
    """A field's value as text; the item's own value, or the value given, cleaned as it would be stored."""
    field = AgendaItem._meta.get_field(name)
    given = value[0] if value else getattr(item, field.attname)
    if field.is_relation:
        return str(getattr(given, "pk", given) or "")
    if given is None or given is False:
        return ""
    return str(field.get_prep_value(given))


def _refresh(item, now, mine):
    for name in mine:
        setattr(item, name, getattr(now, name))
    item.revision, item.edited = now.revision, now.edited
