"""iCalendar (RFC 5545) and its mail (RFC 5546, 6047): one event, enough for every calendar to keep it up to date."""

import datetime
import re
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Stockholm")
_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

Method = Literal["REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting as calendars know it. `uid` stays the same for its whole life, `sequence` grows with each change.

    `day` is an ISO date, `start` and `end` are Swedish times HH:MM or empty: an event without start takes the day.
    People are (name, e-mail address).
    """

    uid: str
    sequence: int
    day: str
    start: str
    end: str
    title: str
    place: str
    text: str
    organiser: tuple[str, str]
    attendee: tuple[str, str]
    stamp: datetime.datetime


def ics(event: Event, method: Method) -> str:
    """The calendar file: CRLF, lines of at most 75 octets, times in UTC.

    REQUEST lets a calendar put the event in, and change it when the sequence is higher; CANCEL strikes it. No answer
    is asked for by way of the calendar (RSVP), since answers are given on the page that the mail links to.
    """
    status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Justera//Justera//SV",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.stamp)}",
        *_times(event),
        f"SUMMARY:{_text(event.title)}",
        *([f"LOCATION:{_text(event.place)}"] if event.place else []),
        *([f"DESCRIPTION:{_text(event.text)}"] if event.text else []),
        f"STATUS:{status}",
        f"ORGANIZER;CN={_name(event.organiser[0])}:mailto:{event.organiser[1]}",
        f"ATTENDEE;CN={_name(event.attendee[0])};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:"
        f"mailto:{event.attendee[1]}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) for line in lines)


def _times(event: Event) -> list[str]:
    day = datetime.date.fromisoformat(event.day)
    if not event.start:
        after = day + datetime.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    found = [f"DTSTART:{_utc(_local(day, event.start))}"]
    if event.end:
        found.append(f"DTEND:{_utc(_local(day, event.end))}")
    return found


def _local(day: datetime.date, clock: str) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock), _ZONE)


def _utc(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    return value.translate(_ESCAPED)


def _name(value: str) -> str:
    """A parameter in quotation marks, which it cannot hold itself."""
    return '"' + re.sub(r'["\n]', " ", value) + '"'


def _folded(line: str) -> str:
    """At most 75 octets a line, no letter cut in two; the rest goes on after a blank."""
    parts, now, room = [], "", _OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(now)
            now, room = "", _OCTETS - 1
        now, room = now + letter, room - size
    return "\r\n ".join([*parts, now]) + "\r\n"
