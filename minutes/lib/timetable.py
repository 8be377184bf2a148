"""Meetings read out of pasted lines: "2027-02-13 9.00-10.00 Rådhuset", "13/2 kl 9-10", "tisdag 13 april, Almvik"."""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

from . import dates, limits, text

Problem = Literal["", "no_date", "no_such_day", "other_weekday", "no_such_time", "ends_before", "too_long", "twice"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line that says something. `number` counts from 1 over all lines, the empty ones too.

    `date` is None when `problem` says what is wrong with it; times are None when the line has none.
    """

    number: int
    text: str
    date: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    place: str = ""
    problem: Problem = ""

    @property
    def normal(self) -> str:
        """The line with its date written out, so that read again on another day it means the same."""
        times = "-".join(f"{time:%H:%M}" for time in (self.start, self.end) if time)
        day = self.date.isoformat() if self.date else self.text
        return ", ".join(part for part in (f"{day} {times}".strip(), self.place) if part)


_SLASHED = re.compile(
    r"(?<![0-9/.-])(?P<day>[0-9]{1,2})\s?/\s?(?P<month>[0-9]{1,2})(?:\s?[-/ ]\s?(?P<year>[12][0-9]{3})(?![0-9]))?"
)
_WEEKDAYS = [[day.lower() for day in days] for days in dates.WEEKDAYS.values()]
_WEEKDAY = re.compile(rf"\b({'|'.join(day for days in _WEEKDAYS for day in days)})(?:en)?\b", re.IGNORECASE)
_CLOCK = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_TIMES = re.compile(
    rf"(?P<kl>\b(?:kl|at)\b\.?\s*)?(?<![0-9.:,/-])(?P<start>{_CLOCK})(?:\s*(?:-|–|—|till|to)\s*(?P<end>{_CLOCK}))?(?![0-9.:/-])"
    r"(?:\s*(?:h|tim)\b)?",
    re.IGNORECASE,
)
_EDGES = " \t,;.:()–—-\N{NO-BREAK SPACE}"


def read(value: str, *, today: datetime.date) -> list[Row]:
    """The rows of `value`; a date without a year is the next such day from `today` on."""
    rows: list[Row] = []
    seen: set[tuple[datetime.date, datetime.time | None]] = set()
    for number, line in enumerate(text.clean(value).split("\n"), 1):
        if not text.line(line).strip(_EDGES + "*•"):
            continue
        row = _row(number, text.line(line), today)
        key = (row.date, row.start) if row.date else None
        if key in seen and not row.problem:
            row = replace(row, problem="twice")
        if key:
            seen.add(key)
        rows.append(row)
    return rows


def _row(number: int, line: str, today: datetime.date) -> Row:
    if len(line) > limits.LINE:
        return Row(number, text.shorten(line, 80), problem="too_long")
    found = _day(line, today)
    if found is None:
        return Row(number, line, problem="no_date")
    day, weekday, rest = found
    if day is None:
        return Row(number, line, problem="no_such_day")
    if weekday is not None and day.weekday() != weekday:
        return Row(number, line, day, problem="other_weekday")
    start, end, rest, wrong = _times(rest)
    if wrong:
        return Row(number, line, day, problem="no_such_time")
    place = text.line(rest).strip(_EDGES)
    return Row(number, line, day, start, end, place, "ends_before" if start and end and end <= start else "")


def _day(line: str, today: datetime.date) -> tuple[datetime.date | None, int | None, str] | None:
    """(day or None when there is no such day, weekday if written, what is left of the line); None without any date."""
    weekday, rest = None, line
    if slashed := _SLASHED.search(line):
        year = int(slashed["year"]) if slashed["year"] else None
        day, month = int(slashed["day"]), int(slashed["month"])
        rest = line[: slashed.start()] + " " + line[slashed.end() :]
    elif mentions := dates.mentions(line):
        first = mentions[0]
        day, month, year, weekday = first.day, first.month, first.year, first.weekday
        rest = line.replace(first.text, " ", 1)
    else:
        return None
    if weekday is None and (named := _WEEKDAY.search(rest)):
        weekday = next(days.index(named[1].lower()) for days in _WEEKDAYS if named[1].lower() in days)
        rest = rest[: named.start()] + " " + rest[named.end() :]
    return _date(day, month, year, today), weekday, rest


def _date(day: int, month: int, year: int | None, today: datetime.date) -> datetime.date | None:
    # A leap day without a year may be up to eight years away.
    for candidate in [year] if year else range(today.year, today.year + 9):
        try:
            date = datetime.date(candidate, month, day)
        except ValueError:
            continue
        if year or date >= today:
            return date
    return None


def _times(rest: str) -> tuple[datetime.time | None, datetime.time | None, str, bool]:
    """(start, end, what is left, whether a time was written that no clock shows)."""
    for match in _TIMES.finditer(rest):
        # A lone number is a time only after "kl" or with minutes: "Sal 3" is a place.
        if not (match["kl"] or match["end"] or not match["start"].isdigit()):
            continue
        try:
            start = _clock(match["start"])
            end = _clock(match["end"]) if match["end"] else None
        except ValueError:
            return None, None, rest, True
        return start, end, rest[: match.start()] + " " + rest[match.end() :], False
    return None, None, rest, False


def _clock(written: str) -> datetime.time:
    hour, _, minute = written.replace(".", ":").partition(":")
    return datetime.time(int(hour), int(minute or 0))
