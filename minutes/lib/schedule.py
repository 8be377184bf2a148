"""Planned times of an agenda, worked out anew from how long each row takes."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """One row: its planned time and its length in minutes, None where nobody has said."""

    time: datetime.time | None = None
    minutes: int | None = None


class PastMidnight(ValueError):
    """The rows do not fit into the day."""


def recompute(rows: Sequence[Slot], *, first: int, start: datetime.time) -> list[datetime.time | None]:
    """The times of all rows when the row with index `first` begins at `start` and each begins where the one above ends.

    A row without a length keeps the time that there was between it and the next timed row; one with neither time nor
    length is not given a time. Rows above `first` stay as they are. Raises PastMidnight.
    """
    clock = _minutes(start)
    times = [row.time for row in rows]
    for at in range(first, len(rows)):
        row = rows[at]
        if at == first or row.time is not None or row.minutes:
            if clock >= _DAY:
                raise PastMidnight
            times[at] = datetime.time(clock // 60, clock % 60)
        clock += _length(rows, at)
    return times


def _length(rows: Sequence[Slot], at: int) -> int:
    row = rows[at]
    if row.minutes:
        return row.minutes
    if row.time is None:
        return 0
    between = 0
    for other in rows[at + 1 :]:
        if other.time is not None:
            return max(0, _minutes(other.time) - _minutes(row.time) - between)
        between += other.minutes or 0
    return 0


def _minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute
