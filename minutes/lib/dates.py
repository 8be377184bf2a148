"""Dates and times as Swedish and English minutes write them, independent of the server's locale.

`language` is "sv" or "en"; dates are datetime.date, times of day strings HH:MM.
"""

import datetime
import re
from dataclasses import dataclass

EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)  # days that people can write
MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "sv": ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def parse(value: str) -> datetime.date | None:
    """The date of "2026-11-12", None for anything else (also for dates that do not exist)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def long(date: datetime.date, language: str = "sv") -> str:
    """ "den 24 november 2022" or "24 November 2022"."""
    month = MONTHS[language][date.month - 1]
    return f"den {date.day} {month} {date.year}" if language == "sv" else f"{date.day} {month} {date.year}"


def dated(heading: str, day: str) -> str:
    """The heading of minutes with the meeting's day (2022-11-24), which some bodies leave out of it."""
    return heading if day in heading else f"{heading} {day}"


def with_weekday(date: datetime.date, language: str = "sv") -> str:
    """ "torsdagen den 24 november 2022" or "Thursday 24 November 2022"."""
    day = WEEKDAYS[language][date.weekday()]
    return f"{day}en {long(date)}" if language == "sv" else f"{day} {long(date, language)}"


def clock(time: str, *, padded: bool = False) -> str:
    """ "9.00" for running text, "09.00" for columns when padded; empty stays empty."""
    hours, _, minutes = time.partition(":")
    return f"{hours if padded else int(hours)}.{minutes}" if minutes else time


def clock_range(start: str, end: str, *, padded: bool = False) -> str:
    """ "9.00–15.30" with an en dash; one time alone when the other is empty."""
    return "–".join(clock(time, padded=padded) for time in (start, end) if time)


def moment(value: str, language: str = "sv") -> str:
    """ "2026-02-03 kl. 14.07" of "2026-02-03T14:07" (local time, to the minute)."""
    date, _, time = value.partition("T")
    if not time:
        return date
    return f"{date} kl. {clock(time[:5], padded=True)}" if language == "sv" else f"{date} at {time[:5]}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date found in a text: `year` and `weekday` (0 is Monday) are None when they are not written out."""

    text: str
    day: int
    month: int
    year: int | None
    weekday: int | None

    def date(self, year: int) -> datetime.date | None:
        """The day meant, in `year` unless it names its own; None when there is no such day."""
        try:
            return datetime.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


_DAY_NAMES = {name.lower(): number for names in WEEKDAYS.values() for number, name in enumerate(names)}
_MONTH_NAMES = {name.lower(): number for names in MONTHS.values() for number, name in enumerate(names, 1)}
_MONTH_NAMES |= {"jan": 1, "feb": 2, "aug": 8, "sept": 9, "sep": 9, "okt": 10, "nov": 11, "dec": 12}
_WRITTEN = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(_DAY_NAMES)})(?:en)?,?\s+)?(?:\bden\s+)?\b(?P<day>[0-3]?[0-9])(?:\s*:?[ea])?\s+"
    rf"(?P<month>{'|'.join(sorted(_MONTH_NAMES, key=len, reverse=True))})\b\.?(?:\s+(?P<year>[12][0-9]{{3}}))?",
    re.IGNORECASE,
)
_ISO = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(_DAY_NAMES)})(?:en)?,?\s+)?(?:\bden\s+)?(?<![0-9-])(?P<year>[12][0-9]{{3}})-(?P<month>[01][0-9])"
    r"-(?P<day>[0-3][0-9])(?![0-9-])",
    re.IGNORECASE,
)


def mentions(text: str) -> list[Mention]:
    """Dates written in `text`, Swedish or English, "torsdagen den 24 november" as well as "2022-11-24"."""
    found = []
    for pattern in (_WRITTEN, _ISO):
        for match in pattern.finditer(text):
            month, year, weekday = match["month"].lower(), match["year"], match["weekday"]
            found.append(
                (
                    match.start(),
                    Mention(
                        text=match[0],
                        day=int(match["day"]),
                        month=_MONTH_NAMES.get(month) or int(month),
                        year=int(year) if year else None,
                        weekday=_DAY_NAMES[weekday.lower()] if weekday else None,
                    ),
                )
            )
    return [mention for _, mention in sorted(found, key=lambda pair: pair[0])]
