"""Writing the minutes: the texts of an item, its decisions and actions, and who leaves or arrives meanwhile."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import limits
from minutes.models import AgendaItem, Attendance, Meeting, Movement, TextState

from . import Conflict, Refused, adjuster, agenda, facts, texts
from . import meeting as meetings
from .draft import claim, claim_item, person_of
from .rows import action_rows, actions_wanted, decision_rows, decisions_wanted, store_actions, store_decisions


@transaction.atomic
def write(item, *, by, seen, tab="", **fields):
    """Store fields of the item that differ; `seen` is the revision that the writer saw, None for no matter which.

    Raises Conflict with theirs when somebody else than this tab has changed the same field since. The first write opens
    the minutes.
    """
    begin(item, by)
    agenda.check_relations(item.meeting, fields, by=by, chosen=item.deferred_to_meeting_id)
    return texts.save(item, by=by, seen=seen, written=True, tab=tab, **fields)


@transaction.atomic
def set_decisions(item, rows, *, by, seen=None, tab=""):
    """Make these the decisions of the item: dicts of intro, clauses, heading and names_adjusters, in order."""
    begin(item, by)
    before, wanted = decision_rows(item), decisions_wanted(item, rows)
    if now := _to_change(item, texts.DECISIONS, before, wanted, seen, tab):
        store_decisions(item, wanted)
        _remember(item, now, texts.DECISIONS, before, wanted, by=by, tab=tab)


@transaction.atomic
def set_actions(item, rows, *, by, seen=None, tab=""):
    """Make these the actions of the item: dicts of text, responsible (attendance), responsible_words, due, due_words.

    A row with the `id` of an action keeps that action, with its status and its way through earlier meetings.
    """
    begin(item, by)
    before, wanted = action_rows(item), actions_wanted(item, rows)
    if now := _to_change(item, texts.ACTIONS, before, wanted, seen, tab):
        _remember(item, now, texts.ACTIONS, before, store_actions(item, wanted), by=by, tab=tab)


@transaction.atomic
def save(item, *, by, seen, fields, decisions=None, actions=None, signers=None, tab=""):
    """Everything that stands on the writing page, all or nothing. None leaves that part as it is.

    Raises one Conflict for all parts that somebody else has changed too: theirs by the name of the part.
    """
    theirs = {}
    parts = [(write, (), fields), (set_decisions, (decisions,), {}), (set_actions, (actions,), {})]
    for act, rows, more in parts:
        if rows == (None,):
            continue
        try:
            act(item, *rows, by=by, seen=seen, tab=tab, **more)
        except Conflict as conflict:
            theirs |= conflict.theirs
    if theirs:
        raise Conflict(texts.conflict_words(), theirs)
    if signers:
        adjuster.choose(item, signers, by=by)
    _take_out(item, by)


@transaction.atomic
def set_aside(item, mine, *, by):
    """Keep in the history what came too late, {part: its text}: whoever wrote it may choose what stands instead."""
    person, now = person_of(by), timezone.now()
    own = TextState.objects.filter(item=item, by=person, tab="", set_aside=True)
    there = set(own.values_list("field", "value"))
    TextState.objects.bulk_create(
        TextState(
            item=item, field=part, value=text, revision=item.revision, by=person, at=now, begun=now, set_aside=True
        )
        for part, text in mine.items()
        if text and (part, text) not in there
    )


def _take_out(item, by):
    """What was set aside and stands now after all needs no place at the side."""
    own = TextState.objects.filter(item=item, by=person_of(by), tab="", set_aside=True)
    stands = [state.pk for state in own if state.value == texts.standing(item, state.field)]
    if stands:
        TextState.objects.filter(pk__in=stands).delete()


@transaction.atomic
def restore(state, *, by):
    """Let a field stand as it stood in an earlier state; what stands there now stays in the history."""
    item = state.item
    if state.field == texts.DECISIONS:
        set_decisions(item, texts.text_rows(state.value), by=by)
    elif state.field == texts.ACTIONS:
        roster = set(item.meeting.attendances.values_list("pk", flat=True))
        rows = texts.text_rows(state.value)
        gone = [row for row in rows if row["responsible"] and row["responsible"] not in roster]
        for row in gone:
            row["responsible"] = None
        set_actions(item, rows, by=by)
    else:
        write(item, by=by, seen=None, **texts.given(item, state.field, state.value))


@transaction.atomic
def add_movement(attendance, *, item, kind, by, time=None):
    """Let somebody leave or arrive during an item. Who was excused or absent counts as present from then on."""
    claim_item(item)
    attendance = Attendance.objects.filter(pk=attendance.pk).first()
    if attendance is None or attendance.meeting_id != item.meeting_id:
        raise Refused(_("The person is not on the roster of this meeting."))
    if attendance.is_vacant:
        raise Refused(_("A vacant seat can neither leave nor arrive."))
    if item.movements.count() >= limits.MOVEMENTS_PER_ITEM:
        raise Refused(_("An item has room for no more people who come and go."))
    movement = Movement(attendance=attendance, item=item, kind=kind, time=time)
    if not attendance.is_here and not attendance.movements.exists():
        if kind != Movement.Kind.ARRIVES:
            raise Refused(_("%(name)s is not at the meeting.") % {"name": attendance})
        movement.status_before = attendance.status
    elif not _alternate(attendance, movement):
        already = _("%(name)s has already left.") if kind == Movement.Kind.LEAVES else _("%(name)s is already here.")
        raise Refused(already % {"name": attendance})
    movement.save()
    if movement.status_before:
        facts.set_line(attendance, meeting=item.meeting, by=by, status=Attendance.Status.PRESENT)
    audit.record("writing.add_movement", attendance, by=by, details={"item": item.pk, "kind": str(kind)})
    return movement


@transaction.atomic
def remove_movement(movement, *, by):
    """Take back that somebody left or arrived, with everything that it changed."""
    attendance, item = movement.attendance, movement.item
    claim(item.meeting)
    if not Movement.objects.filter(pk=movement.pk).exists():
        raise Refused(_("It has already been taken back."))
    others = [m for m in _sequence(attendance) if m.pk != movement.pk]
    if not _is_alternating(others, came_late=bool(movement.status_before) or _came_late(others)):
        raise Refused(_("Take back first what happened after it."))
    Movement.objects.filter(pk=movement.pk).delete()
    if movement.status_before:
        facts.set_line(attendance, meeting=item.meeting, by=by, status=movement.status_before)
    audit.record("writing.remove_movement", attendance, by=by, details={"item": item.pk, "kind": movement.kind})


def begin(item, by):
    """The door of every writing: open as long as nothing is sealed. The first to pass it opens the minutes."""
    claim_item(item)
    if item.meeting.state == Meeting.State.PLANNED:
        meetings.open(item.meeting, by=by)


def _to_change(item, part, before, wanted, seen, tab):
    """The item as it stands, if rows are to be stored; raises Conflict when others have changed them too."""
    now = AgendaItem.objects.get(pk=item.pk)
    old, new = texts.rows_text(before), texts.rows_text(wanted)
    base = texts.at(now, part, seen, old, tab)
    if new in (old, base):
        return None
    if base != old:
        raise Conflict(texts.conflict_words(), {part: before})
    return now


def _remember(item, now, part, before, after, *, by, tab):
    texts.remember(now, part, texts.rows_text(before), texts.rows_text(after), by=by, tab=tab)
    texts.stamp(now, written=True)
    item.revision, item.edited = now.revision, now.edited


def _sequence(attendance, extra=None):
    found = [*attendance.movements.select_related("item"), *([extra] if extra else [])]
    return sorted(found, key=lambda m: (m.item.position, m.time is None, m.time, m.pk is None, m.pk))


def _alternate(attendance, extra):
    movements = _sequence(attendance, extra)
    return _is_alternating(movements, came_late=_came_late(movements))


def _came_late(movements):
    return any(m.status_before for m in movements)


def _is_alternating(movements, *, came_late):
    kinds = [Movement.Kind.LEAVES, Movement.Kind.ARRIVES]
    kinds = kinds[::-1] if came_late else kinds
    return all(m.kind == kinds[place % 2] for place, m in enumerate(movements))
