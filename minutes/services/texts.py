"""Parts of an agenda item: written one by one, each with its history, so that nothing that was written is lost.

A part is what is saved by itself: one column, or "who", which is two. Call `save` after draft.claim: its UPDATE makes
the writers of one meeting wait for each other until the transaction ends, so that what is read here still stands when
it is written.
"""

import copy
import json

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes.lib import limits
from minutes.lib.prepared import Objects
from minutes.models import AgendaItem, TextState

from . import Conflict, Refused, rows, storing
from .draft import person_of

DECISIONS, ACTIONS = "decisions", "actions"
WHO = "who"
_COLUMNS = {WHO: ("responsible", "responsible_words")}
_PARTS = {column: part for part, columns in _COLUMNS.items() for column in columns}


def save(item, *, by, seen=None, written=False, tab="", **fields):
    """Store the columns that differ, each part with its history; returns the names of those that were stored.

    `seen` is the revision of the item that the writer had before her: a part that she left as it stood then is left as
    somebody else may have made it since, and one that both changed raises Conflict with theirs, and nothing is stored.
    None stores without asking. `tab` is the tab that writes: what it has saved itself meanwhile is no conflict.
    `written` says that the minutes were written, not the agenda prepared.
    """
    now = AgendaItem.objects.get(pk=item.pk)
    wanted = with_values(now, fields)
    mine, theirs = {}, {}
    for part in dict.fromkeys(part_of(name) for name in fields):
        new, current = text(wanted, part), text(now, part)
        base = at(now, part, seen, current, tab)
        if new in (current, base):
            continue
        if base != current:
            theirs[part] = (now.responsible or now.responsible_words) if part == WHO else getattr(now, part)
        mine[part] = current, new
    if theirs:
        raise Conflict(conflict_words(), theirs)
    stored = {name: value for name, value in fields.items() if part_of(name) in mine}
    changed = {name for name in stored if column(now, name) != column(wanted, name)}
    if mine:
        check(now, stored)
        for part, (before, after) in mine.items():
            remember(now, part, before, after, by=by, tab=tab)
        stamp(now, written=written, **stored)
    _refresh(item, now, stored)
    return changed


def remember(item, part, before, after, *, by, tab="", turn=0):
    """Keep a new state of a part; the first time also what stood there before, if anything did."""
    now, states = timezone.now(), []
    if before and not saved(item, part).exists():
        states = [first(item, part, before)]
    states.append(
        TextState(
            item=item, field=part, value=after, revision=item.revision + 1, by=person_of(by), at=now, begun=now,
            tab=tab, turn=turn,
        )
    )
    TextState.objects.bulk_create(states)


def first(item, part, value):
    """What stood in a part before anybody wrote there, as the first state of its history."""
    created = item.meeting.created
    return TextState(item=item, field=part, value=value, revision=0, at=created, begun=created)


def stamp(item, *, written, **fields):
    """Write the columns and take the item's next revision."""
    item.revision += 1
    if written:
        item.edited = timezone.now()
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=[*fields, "revision", "edited"])


def saved(item, part):
    """The states of a part that were once its text, in no order."""
    return TextState.objects.filter(item=item, field=part, set_aside=False)


def at(item, part, revision, current, tab=""):
    """The text of a part as it stood at a revision of the item; `current` when only `tab` has changed it since."""
    if revision is None or revision >= item.revision:
        return current
    later = saved(item, part).filter(revision__gt=revision)
    if not (later.exclude(tab=tab) if tab else later).exists():
        return current
    then = saved(item, part).filter(revision__lte=revision).order_by("-revision", "-pk").first()
    return then.value if then else ""


def left_alone(item, seen, tab="", **fields):
    """The parts that the writer left as they stood at revision `seen`, while somebody else changed them."""
    now = AgendaItem.objects.get(pk=item.pk)
    wanted = with_values(now, fields)
    found = set()
    for part in dict.fromkeys(part_of(name) for name in fields):
        current = text(now, part)
        base = at(now, part, seen, current, tab)
        if base != current and text(wanted, part) == base:
            found.add(part)
    return found


def latest(item, part):
    """The last state of a part in its history, None when it has never been changed."""
    return _latest.first(item=item.pk, part=part)


def _newest_first(item, part):
    return saved(item, part).select_related("by").order_by("-revision", "-pk")


_latest = Objects(lambda item, part: _newest_first(item, part)[:1], item=int, part=str)


def columns(part):
    return _COLUMNS.get(part, (part,))


def part_of(column):
    return _PARTS.get(column, column)


def text(item, part):
    """A part of an item as the text that its history keeps, cleaned as it is stored."""
    found = [column(item, name) for name in columns(part)]
    return "|".join(found) if any(found) else ""


def standing(item, part):
    """As `text`; decisions and actions are read anew."""
    if part not in (DECISIONS, ACTIONS):
        return text(item, part)
    return rows_text(rows.decision_rows(item) if part == DECISIONS else rows.action_rows(item))


def with_values(item, fields):
    """A copy of the item with these values in its columns."""
    wanted = copy.copy(item)
    # The copy has a memory of its own for what its keys point at.
    wanted._state = copy.copy(item._state)
    wanted._state.fields_cache = dict(item._state.fields_cache)
    for name, value in fields.items():
        setattr(wanted, name, value)
    return wanted


def rows_text(found):
    """Rows of decisions or actions as the text that the history keeps."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True, default=str) if found else ""


def text_rows(text):
    return json.loads(text) if text else []


def given(item, part, value):
    """The columns of a part, from the text that its history keeps. Raises Refused for what is not there any more."""
    kept = value.partition("|")[::2] if part == WHO else (value,)
    return {name: from_text(AgendaItem, name, one) for name, one in zip(columns(part), kept, strict=True)}


def from_text(model, name, kept):
    """The value of a column, from the text that a history keeps. Raises Refused for what is not there any more."""
    field = model._meta.get_field(name)
    if not kept:
        return None if field.null else field.get_default()
    if not field.is_relation:
        return field.to_python(kept)
    found = field.related_model.objects.filter(pk=kept).first()
    if found is None:
        raise Refused(_("What stood here then is not there any more, so it cannot be put back."))
    return found


def keep(meeting, before, now, *, by, **owner):
    """Keep new states of what is no item's: `before` and `now` are {field: text}, of `owner` or of the meeting itself.

    What had been changed unseen, as when a summons is answered, is kept first, as nobody's.
    """
    owner = owner or {"meeting": meeting}
    changed = [name for name in now if now[name] != before[name]]
    if not changed:
        return
    known = TextState.objects.filter(**owner, field__in=changed).order_by("revision", "pk")
    last = dict(known.values_list("field", "value"))
    states, time = [], timezone.now()
    for name in changed:
        if last.get(name, "") != before[name]:
            at = time if name in last else meeting.created
            unseen = meeting.revision - 1 if name in last else 0
            states.append(TextState(**owner, field=name, value=before[name], revision=unseen, at=at, begun=at))
        states.append(
            TextState(
                **owner, field=name, value=now[name], revision=meeting.revision, by=person_of(by), at=time, begun=time
            )
        )
    TextState.objects.bulk_create(states)


def conflict_words():
    return _("Somebody else has changed the same text since you opened it. Both texts are below; nothing is lost.")


def check(item, fields):
    """Whether the columns can hold these values. Raises Refused in the words of the rules that are broken."""
    broken = {}
    for name, value in fields.items():
        if isinstance(value, str) and len(value) > limits.RICH:
            raise Refused(_("The text is too long: it has room for %(number)s characters.") % {"number": limits.RICH})
        column = AgendaItem._meta.get_field(name)
        value = getattr(value, "pk", value) if column.is_relation else value
        if column.blank and value in column.empty_values:
            continue
        try:
            column.clean(value, item)
        except ValidationError as error:
            broken[name] = error.error_list
    if broken:
        raise Refused(storing.sentence(item, ValidationError(broken)))


def column(row, name):
    """A column of a row as the text that a history keeps."""
    field = row._meta.get_field(name)
    value = getattr(row, field.attname)
    if value is None or value is False:
        return ""
    return str(value if field.is_relation else field.get_prep_value(value))


def _refresh(item, now, stored):
    for name in stored:
        setattr(item, name, getattr(now, name))
    item.revision, item.edited = now.revision, now.edited
