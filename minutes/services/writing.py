"""Writing the minutes: the texts of an item, its decisions and actions, and who leaves or arrives meanwhile."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import limits
from minutes.lib.dates import parse
from minutes.lib.text import line, lines
from minutes.models import ActionItem, AgendaItem, Attendance, Decision, Meeting, Movement

from . import Conflict, Refused, agenda, signer, storing, texts
from . import meeting as meetings
from .draft import claim, claim_item

SHOWN = ("title", *AgendaItem.RICH, "outcome_words", texts.DECISIONS, texts.ACTIONS)


@transaction.atomic
def write(item, *, by, seen, **fields):
    """Store fields of the item that differ; `seen` is the revision that the writer saw, None for no matter which.

    Raises Conflict with theirs when somebody else has changed the same field since. The first write opens the minutes.
    """
    _begin(item, by)
    agenda.check_relations(item.meeting, fields, by=by, chosen=item.deferred_to_meeting_id)
    return texts.save(item, by=by, seen=seen, written=True, **fields)


@transaction.atomic
def set_decisions(item, rows, *, by, seen=None):
    """Make these the decisions of the item: dicts of intro, clauses, heading and names_adjusters, in order."""
    _begin(item, by)
    rows = [_decision(row) for row in rows if row.get("intro") or row.get("clauses")]
    if len(rows) > limits.DECISIONS_PER_ITEM:
        message = _("An item has room for %(number)s decisions at the most.")
        raise Refused(message % {"number": limits.DECISIONS_PER_ITEM})
    if _changed(item, texts.DECISIONS, decision_rows(item), rows, by=by, seen=seen):
        Decision.objects.filter(item=item).delete()
        for position, row in enumerate(rows):
            storing.store(Decision(item=item, position=position, **row), exclude=["item"])
        _record("writing.set_decisions", item, by)


@transaction.atomic
def set_actions(item, rows, *, by, seen=None):
    """Make these the actions of the item: dicts of text, responsible (attendance), responsible_words, due, due_words.

    A row with the `id` of an action keeps that action, with its status and its way through earlier meetings.
    """
    _begin(item, by)
    known = {action.pk: action for action in ActionItem.objects.filter(item=item)}
    rows = [_action(row, item, known) for row in rows if line(row.get("text") or "")]
    others = ActionItem.objects.filter(meeting=item.meeting).exclude(item=item).count()
    if others + len(rows) > limits.ACTIONS:
        raise Refused(_("A meeting has room for %(number)s actions at the most.") % {"number": limits.ACTIONS})
    if not _changed(item, texts.ACTIONS, action_rows(item), rows, by=by, seen=seen):
        return
    kept = {row["id"] for row in rows}
    for pk, action in known.items():
        if pk not in kept:
            action.delete()
    for position, row in enumerate(rows):
        action = known.get(row["id"]) or ActionItem(item=item, meeting=item.meeting)
        action.text, action.position, action.due = row["text"], position, parse(row["due"])
        action.responsible_id, action.responsible_words = row["responsible"], row["responsible_words"]
        action.due_words = row["due_words"]
        storing.store(action, exclude=["item", "meeting", "carried_from"])
    texts.amend(item, texts.ACTIONS, texts.rows_text(action_rows(item)))
    _record("writing.set_actions", item, by)


@transaction.atomic
def save(item, *, by, seen, fields, decisions=None, actions=None, signers=None):
    """Everything that stands on the writing page, all or nothing. None leaves that part as it is.

    Raises one Conflict for all parts that somebody else has changed too: theirs by the name of the field.
    """
    theirs = {}
    parts = [(write, (), fields), (set_decisions, (decisions,), {}), (set_actions, (actions,), {})]
    for act, rows, more in parts:
        if rows == (None,):
            continue
        try:
            act(item, *rows, by=by, seen=seen, **more)
        except Conflict as conflict:
            theirs |= conflict.theirs
    if theirs:
        raise Conflict(texts.conflict_words(), theirs)
    for role, person in (signers or {}).items():
        signer.choose(item.meeting, role, person, by=by)


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
    elif state.field in SHOWN:
        write(item, by=by, seen=None, **{state.field: state.value})
    else:
        raise Refused(_("This field cannot be put back from the history."))


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
        Attendance.objects.filter(pk=attendance.pk).update(status=Attendance.Status.PRESENT)
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
        Attendance.objects.filter(pk=attendance.pk).update(status=movement.status_before)
    audit.record("writing.remove_movement", attendance, by=by, details={"item": item.pk, "kind": movement.kind})


def decision_rows(item):
    return [
        {"intro": d.intro, "clauses": d.clauses, "heading": d.heading, "names_adjusters": d.names_adjusters}
        for d in Decision.objects.filter(item=item)
    ]


def action_rows(item):
    """The actions as plain rows; `responsible` is the id of an attendance."""
    return [
        {
            "id": a.pk, "text": a.text, "responsible": a.responsible_id, "responsible_words": a.responsible_words,
            "due": a.due.isoformat() if a.due else "", "due_words": a.due_words,
        }
        for a in ActionItem.objects.filter(item=item)
    ]


def _record(kind, item, by):
    """The event tells which revision it made; the words themselves are in the history of the item."""
    audit.record(kind, item, by=by, details={"revision": item.revision})


def _begin(item, by):
    claim_item(item)
    if item.meeting.state == Meeting.State.PLANNED:
        meetings.open(item.meeting, by=by)


def _changed(item, name, before, after, *, by, seen):
    """Whether rows are to be stored; keeps them in the history of the item and takes its next revision."""
    now = AgendaItem.objects.get(pk=item.pk)
    old, new = texts.rows_text(before), texts.rows_text(after)
    base = texts.at(now, name, seen, old)
    if new in (old, base):
        return False
    if base != old:
        raise Conflict(texts.conflict_words(), {name: before})
    texts.remember(now, name, old, new, by=by)
    texts.stamp(now, written=True)
    item.revision, item.edited = now.revision, timezone.now()
    return True


def _decision(row):
    clauses = [lines(clause) for clause in row.get("clauses") or [] if lines(clause)]
    if len(clauses) > limits.CLAUSES_PER_DECISION:
        message = _("A decision has room for %(number)s clauses at the most.")
        raise Refused(message % {"number": limits.CLAUSES_PER_DECISION})
    intro = lines(row.get("intro") or "")
    if any(len(text) > limits.LINES for text in [intro, *clauses]):
        message = _("The words of a decision are too long: there is room for %(number)s characters.")
        raise Refused(message % {"number": limits.LINES})
    return {
        "intro": intro, "clauses": clauses, "heading": bool(row.get("heading", True)),
        "names_adjusters": bool(row.get("names_adjusters", False)),
    }


def _action(row, item, known):
    responsible = getattr(row.get("responsible"), "pk", row.get("responsible"))
    if responsible and not Attendance.objects.filter(pk=responsible, meeting=item.meeting_id).exists():
        raise Refused(_("The person responsible is not on the roster of this meeting."))
    due = row.get("due") or ""
    return {
        "id": row.get("id") if row.get("id") in known else None, "text": line(row["text"]), "responsible": responsible,
        "responsible_words": line(row.get("responsible_words") or ""), "due": str(due),
        "due_words": line(row.get("due_words") or ""),
    }


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
