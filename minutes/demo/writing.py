"""From the rows of the demo's texts to items of a meeting, through the same services as the pages.

A row has a title and any of: kind, type (a letter), time ("9.05"), who (a first name of the roster, or words), fields
of an item by their names, decisions, the adjuster who is chosen there, actions as (what, who, days after the meeting or
words), movements as (kind, name, time).
"""

import datetime

from minutes.models import AgendaItem
from minutes.services import adjuster, agenda, attendance, writing

RICH = {"text", "comment", "remarks", "remarks_label", "proposal", "outcome", "outcome_words", "deferred"}
RICH |= {"deferred_to_meeting", "deferred_to_words"}
PLAIN = {"presenter", "duration", "registry_number"}


def prepare(meeting, rows, *, by):
    """The agenda: standing items get what the rows know of them, the others are added in order."""
    there = {item.title: item for item in meeting.items.all()}
    last = None
    for row in rows:
        fields = {name: row[name] for name in PLAIN & row.keys()}
        if "type" in row:
            fields["type"] = meeting.body.item_types.get(letter=row["type"])
        if "time" in row:
            fields["time"] = _clock(row["time"])
        if "who" in row:
            fields |= _responsible(meeting, row["who"])
        item = there.get(row["title"])
        if item is None:
            kind = row.get("kind", AgendaItem.Kind.ITEM)
            item = agenda.add(meeting, by=by, title=row["title"], kind=kind, after=last, **fields)
        elif fields:
            agenda.change(item, by=by, **fields)
        last = item


def write(meeting, rows, *, by):
    """What was said and decided, item by item; rows without any such thing stay unwritten."""
    items = {item.title: item for item in meeting.items.select_related("meeting")}
    for row in rows:
        item = items[row["title"]]
        if fields := {name: row[name] for name in RICH & row.keys()}:
            writing.write(item, by=by, seen=None, **fields)
        if "decisions" in row:
            writing.set_decisions(item, row["decisions"], by=by)
        if "adjuster" in row:
            role = meeting.body.signoff_roles.get(key="adjuster")
            adjuster.choose(item, {role: meeting.attendances.get(name=row["adjuster"]).person}, by=by)
        if "actions" in row:
            writing.set_actions(item, [_action(meeting, *action) for action in row["actions"]], by=by)
        for kind, name, time in row.get("movements", ()):
            here = meeting.attendances.get(name=name)
            writing.add_movement(here, item=item, kind=kind, time=_clock(time), by=by)


def roster(meeting, changes, guests=(), *, by):
    """Who came: `changes` by name, then people who are not registered."""
    for row in meeting.attendances.select_related("meeting"):
        if row.name in changes:
            attendance.change(row, by=by, **changes[row.name])
    for guest in guests:
        attendance.add(meeting, by=by, **guest)


def _responsible(meeting, who):
    """Somebody of the roster by first name, or words such as "Alla"."""
    row = meeting.attendances.filter(name__startswith=f"{who} ").first()
    return {"responsible": row} if row else {"responsible_words": who}


def _action(meeting, text, who, due):
    if isinstance(due, int):
        when = {"due": (meeting.date + datetime.timedelta(days=due)).isoformat()}
    else:
        when = {"due_words": due}
    return {"text": text} | when | _responsible(meeting, who)


def _clock(time):
    hour, minute = map(int, time.split("."))
    return datetime.time(hour, minute)
