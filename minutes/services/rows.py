"""The decisions and actions of an item, stored as rows: a row that is written on stays the row that it was."""

from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from minutes.lib import limits
from minutes.lib.dates import parse
from minutes.lib.text import line, lines
from minutes.models import ActionItem, Attendance, Decision

from . import Refused, storing


def decision_rows(item):
    return [decision_row(decision) for decision in Decision.objects.filter(item=item)]


def action_rows(item):
    """The actions as plain rows; `responsible` is the id of an attendance."""
    return [action_row(action) for action in ActionItem.objects.filter(item=item)]


def decisions_wanted(item, rows):
    """The rows as they will be stored: cleaned, and without those that say nothing. Raises Refused."""
    rows = [_decision(row) for row in rows if row.get("intro") or row.get("clauses")]
    if len(rows) > limits.DECISIONS_PER_ITEM:
        message = _("An item has room for %(number)s decisions at the most.")
        raise Refused(message % {"number": limits.DECISIONS_PER_ITEM})
    return rows


def actions_wanted(item, rows):
    """As `decisions_wanted`. A row without `id` that says what an action says already is that action."""
    there = list(ActionItem.objects.filter(item=item))
    rows = [_action(row) for row in rows if line(row.get("text") or "")]
    _check_responsible(item, rows)
    free = {action.pk: action_row(action) | {"id": None} for action in there}
    claimed = {row["id"] for row in rows}
    for row in rows:
        if row["id"] not in free:
            same = (pk for pk, known in free.items() if pk not in claimed and known == row | {"id": None})
            row["id"] = next(same, None)
        claimed.add(row["id"])
        free.pop(row["id"], None)
    others = ActionItem.objects.filter(meeting=item.meeting_id).exclude(item=item)
    if len(rows) > len(there) and others.count() + len(rows) > limits.ACTIONS:
        raise Refused(_("A meeting has room for %(number)s actions at the most.") % {"number": limits.ACTIONS})
    return rows


def store_decisions(item, rows):
    """Make these the decisions of the item; returns them. One that was reworded, or moved by others, keeps its row."""
    there = list(Decision.objects.filter(item=item))
    pairs = _paired([decision_row(decision) for decision in there], rows)
    wanted = [(there[pairs[n]] if n in pairs else Decision(item=item), row) for n, row in enumerate(rows)]
    _store(there, [(decision, row | {"position": n}) for n, (decision, row) in enumerate(wanted)], ["item"])
    return rows


def store_actions(item, rows):
    """Make these the actions of the item; returns them with their ids.

    Each that had an `id` before keeps its status and its way through earlier meetings.
    """
    there = {action.pk: action for action in ActionItem.objects.filter(item=item)}
    wanted = []
    for position, row in enumerate(rows):
        action = there.get(row["id"]) or ActionItem(item=item, meeting_id=item.meeting_id)
        fields = {name: row[name] for name in ("text", "responsible_words", "due_words")}
        fields |= {"responsible_id": row["responsible"], "due": parse(row["due"]), "position": position}
        wanted.append((action, fields))
    _store(there.values(), wanted, ["item", "meeting", "responsible", "carried_from"])
    return [action_row(action) for action, _fields in wanted]


def _store(there, wanted, unchecked):
    """Bring the rows to what is wanted with one statement for each of adding, changing and taking away."""
    model, added, changed, names = None, [], [], set()
    for row, fields in wanted:
        different = storing.change(row, fields)
        if different or row.pk is None:
            storing.check(row, exclude=unchecked)
            (changed if row.pk else added).append(row)
            names |= set(fields)
        model = type(row)
    kept = {row.pk for row, _fields in wanted}
    if gone := [row.pk for row in there if row.pk not in kept]:
        model = type(next(iter(there)))
        model.objects.filter(pk__in=gone).delete()
    if changed:
        model.objects.bulk_update(changed, [name.removesuffix("_id") for name in names])
    if added:
        model.objects.bulk_create(added)


def _paired(before, after):
    """{place of a new row: place of the old row that it is}; rows that were changed are paired in their order."""
    keys = [[repr(row) for row in rows] for rows in (before, after)]
    pairs = {}
    for kind, start, end, new_start, new_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            pairs |= dict(zip(range(new_start, new_end), range(start, end), strict=False))
    return pairs


def decision_row(decision):
    names = ("intro", "clauses", "heading", "names_adjusters")
    return {name: getattr(decision, name) for name in names}


def action_row(action):
    return {
        "id": action.pk, "text": action.text, "responsible": action.responsible_id,
        "responsible_words": action.responsible_words, "due": action.due.isoformat() if action.due else "",
        "due_words": action.due_words,
    }


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


def _action(row):
    return {
        "id": row.get("id"), "text": line(row["text"]),
        "responsible": getattr(row.get("responsible"), "pk", row.get("responsible")),
        "responsible_words": line(row.get("responsible_words") or ""), "due": str(row.get("due") or ""),
        "due_words": line(row.get("due_words") or ""),
    }


def _check_responsible(item, rows):
    chosen = {row["responsible"] for row in rows if row["responsible"]}
    if chosen and Attendance.objects.filter(pk__in=chosen, meeting=item.meeting_id).count() < len(chosen):
        raise Refused(_("The person responsible is not on the roster of this meeting."))
