"""Who is in the room at an item, and what has been written of those who came and went."""

from minutes.documents import words
from minutes.models import Attendance, Movement

Status = Attendance.Status
_GUESTS = (Status.OTHER, Status.PRESENTER)


def at(meeting, item):
    """Two groups of lines, members and others, each line with whether the person is here at the item.

    `meeting` is what compose.load returned: no query is made here.
    """
    movements = {}
    for one in meeting.items.all():
        for movement in one.movements.all():
            movements.setdefault(movement.attendance_id, []).append((one.position, movement))
    lines = [_line(row, movements.get(row.pk, []), item.position) for row in meeting.attendances.all()]
    return {
        "members": _group([line for line in lines if line["row"].status not in _GUESTS]),
        "others": _group([line for line in lines if line["row"].status in _GUESTS]),
    }


def written(meeting, item):
    """The sentences that the movements of the item put into the document."""
    language = meeting.body.language
    return [{"movement": m, "sentence": _sentence(m, language)} for m in item.movements.all()]


def _sentence(movement, language):
    time = movement.time.strftime("%H:%M") if movement.time else ""
    return words.movement(movement.kind, movement.attendance.name, time, language)


def _group(lines):
    return {"lines": lines, "here": sum(line["here"] for line in lines)}


def _line(row, movements, position):
    late = any(m.status_before for _at, m in movements)
    here, last = row.is_here and not late, None
    for place, movement in sorted(movements, key=_moment):
        if place <= position:
            here, last = movement.kind == Movement.Kind.ARRIVES, movement
    return {"row": row, "here": here and not row.is_vacant, "last": last, "moves": not row.is_vacant}


def _moment(pair):
    place, movement = pair
    return place, movement.time is None, movement.time, movement.pk
