"""Lists that people paste: lines of titles, lines of names. Nothing is guessed beyond what a line says plainly."""

import re
from dataclasses import dataclass

from . import limits, people
from .text import clean, line, lines

_NUMBER = re.compile(r"^(?:§+\s*\d{1,4}[.:)]?|\d{1,3}[.):](?=\s)|[-–—•*·▪‣])\s*")
_CLOCK = re.compile(r"^(?:kl\.?\s*)?([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d.:–-])\s*[-–,]?\s*", re.IGNORECASE)
_BREAKS = {"paus", "rast", "lunch", "fika", "kaffe", "break", "bensträckare"}
_LONGEST_ROW = 1_000
_SERVES = re.compile(
    r"(?<=[(,;\t])\s*(?:ersätter|(?:tjg\.?\s+)?ers\.?\s+för|substitutes\s+for)\s+([^(),;\t]+)[,;]?", re.IGNORECASE
)
_CLOSINGS = {"avslut", "closing"}


@dataclass(frozen=True, slots=True)
class Title:
    """A row of an agenda. `kind` is item, break or closing; `time` HH:MM or empty."""

    title: str
    kind: str = "item"
    time: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A line of a roster; a vacant seat has no name. `serves_for` is whom somebody substitutes for."""

    person: people.Pasted
    serves_for: str = ""


def titles(text: str) -> list[Title]:
    """A row for each line that is not empty: "3. Läget", "§ 3 Läget", "10.30 Paus". Longer than limits.LINE is cut."""
    found = []
    for row in lines(text).split("\n"):
        rest, time = row.strip(), ""
        for _ in range(2):  # a number before the time, or after it
            rest = _NUMBER.sub("", rest, count=1)
            if not time and (clock := _CLOCK.match(rest)) and clock.end() < len(rest):
                time, rest = f"{int(clock[1]):02}:{clock[2]}", rest[clock.end() :]
        rest = rest.strip()[: limits.LINE]
        word = rest.casefold().rstrip(".")
        kind = "break" if word in _BREAKS else "closing" if word in _CLOSINGS else "item"
        if rest:
            found.append(Title(rest, kind, time))
    return found


def names(text: str) -> list[Name]:
    """The people of lib.people.read, where "(ersätter Namn)" may stand too; nothing is longer than 120 characters."""
    found = []
    for row in clean(text).split("\n"):
        row = row[:_LONGEST_ROW]
        serves = _SERVES.search(row)
        alone = people.read((row[: serves.start()] + row[serves.end() :]).replace("()", "")) if serves else []
        if serves and len(alone) == 1:
            found.append(Name(_short(alone[0]), line(serves[1])[:120].strip()))
        else:
            found += [Name(_short(person)) for person in people.read(row)]
    return [name for name in found if name.person.name or name.person.organisation]


def nameless(text: str) -> list[str]:
    """The rows that `names` leaves out, without headings: those that name neither anybody nor a vacant seat's owner."""
    return people.unread(text, names)


def _short(person: people.Pasted) -> people.Pasted:
    return people.shortened(person, name=120, fact=120)
