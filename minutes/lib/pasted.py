"""Lists that people paste: lines of titles, lines of names. Nothing is guessed beyond what a line says plainly."""

import re
from dataclasses import dataclass

from . import limits
from .text import line, lines

_NUMBER = re.compile(r"^(?:§+\s*\d{1,4}[.:)]?|\d{1,3}[.):](?=\s)|[-–—•*·▪‣])\s*")
_CLOCK = re.compile(r"^(?:kl\.?\s*)?([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d.:–-])\s*[-–,]?\s*", re.IGNORECASE)
_BREAKS = {"paus", "rast", "lunch", "fika", "kaffe", "break", "bensträckare"}
_CLOSINGS = {"avslut", "closing"}
_BRACKETS = re.compile(r"^(?P<name>[^()]*?)\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*[,.;]?$")
_SERVES = re.compile(r"^(?:ersätter|(?:tjg\.?\s+)?ers\.?\s+för|substitutes\s+for)\s+(?P<name>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A row of an agenda. `kind` is item, break or closing; `time` HH:MM or empty."""

    title: str
    kind: str = "item"
    time: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A person; an empty name with an organisation is a vacant seat. `serves_for` is whom she substitutes for."""

    name: str
    title: str = ""
    organisation: str = ""
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
    """A person for each line that is not empty.

    "Namn (titel, organisation)", "Namn (organisation)", "Namn, titel, organisation", "Namn (ersätter Namn)", columns
    parted by tabs as a table gives them, and "Vakant (organisation)". What is in brackets alone is the organisation.
    """
    return [_name(row) for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line(row)]


def _name(row: str) -> Name:
    if "\t" in row.strip():
        name, *rest = [line(cell) for cell in row.strip().split("\t")]
        if match := _BRACKETS.match(name):
            name, rest = match["name"], [*_parts(match["inside"]), *rest]
    else:
        row = _NUMBER.sub("", line(row), count=1)
        if match := _BRACKETS.match(row):
            name, rest = match["name"], _parts(match["inside"])
        else:
            name, *rest = _parts(row) or [""]
    serves = [match["name"] for part in rest if (match := _SERVES.match(part))]
    rest = [part for part in rest if part and not _SERVES.match(part)]
    title, organisation = (", ".join(rest[:-1]), rest[-1]) if len(rest) > 1 else ("", rest[0] if rest else "")
    if name.casefold() in ("vakant", "vacant") and (organisation or title):
        name = ""
    cut = [part[:120].strip() for part in (name.strip(" ,"), title, organisation, serves[0] if serves else "")]
    return Name(*cut)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
