"""Quick lines: "Boka lokal @Anna 2026-10-01" is what, who and when. Only what a line says plainly is taken out."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import dates, limits, text

_NAME_WORD = re.compile(r"[^\W_][\w'’.]*")
_OWNER = re.compile(r"(?<![^\s(,;])@(?=[^\W\d_])")
_AND = re.compile(r"\s(?:och|and|&)\s+$", re.IGNORECASE)
_LONGEST_NAME = 5  # words
_LAST_YEAR = 9000  # nobody plans beyond, and days can still be counted on
_EDGES = " \t,;:–-"
_WEEKDAYS = {name.lower(): number for names in dates.WEEKDAYS.values() for number, name in enumerate(names)}
_MONTHS = "|".join(name for names in dates.MONTHS.values() for name in names)
_TIMES = (
    r"(?:jul|julen|påsk|påsken|midsommar|nyår|årsskiftet|halvårsskiftet|månadsskiftet|semestern|semestrarna|sommaren|hösten"
    r"|våren|vintern|veckan|månaden|kvartalet|året|sommar|höst|vår|vinter|christmas|easter|summer|autumn|spring|winter)"
)
_BEFORE_DATE = re.compile(r"(?:\bklart?)?(?:\s*\b(?:senast|till|på|by|on))?(?:\s*\bden)?\s*$", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?<![\w/])([0-3]?\d)/([01]?\d)(?:[ /-]([12]\d{3}))?$")
_DAY = re.compile(
    rf"(?:(?:\bklart?\s+)?\b(?:senast(?:\s+på|\s+nu\s+på)?|nu\s+på|på|till|by|on)\s+)?\b({'|'.join(_WEEKDAYS)})$",
    re.IGNORECASE,
)
_NEAR = re.compile(r"(?:\b(?:senast|till|by)\s+)?\b(i ?dag|i ?morgon|i övermorgon|today|tomorrow)$", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:inom|om|in|within)\s+(\d{1,3}|en|ett|två|tre|fyra|a|one|two|three|four)\s+"
    r"(dag|dagar|vecka|veckor|day|days|week|weeks)$",
    re.IGNORECASE,
)
_COUNTS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_NEAR_DAYS = {"idag": 0, "today": 0, "imorgon": 1, "tomorrow": 1, "iövermorgon": 2}
# Words for when that name no day, at the end of a line: they are kept as they are written.
_WORDS = [
    re.compile(rf"(?:^|(?<=\s)){pattern}$", re.IGNORECASE)
    for pattern in (
        # till oktobermötet, före nästa möte, till mötet i mars, by the October meeting
        r"(?:senast\s+)?(?:till|före|innan|inför|vid|på|by|before|at)\s+(?:the\s+)?(?:(?:nästa|kommande|next)\s+)?(?:[\w-]+\s)?"
        r"[\w-]*(?:möte|mötet|sammanträde|sammanträdet|sammanträdena|stämman|meeting)"
        rf"(?:\s+(?:i|in)\s+(?:{_MONTHS})|\s+(?:i\s+|in\s+)?{_TIMES})?(?:\s+[12]\d{{3}})?",
        # före jul, i höst, under våren 2027, senast i mars, i slutet av april, nästa vecka, vecka 45
        r"(?:(?:senast|by)\s+)?(?:till|före|innan|efter|under|inom|i|by|before|after|in|during|senast)\s+"
        r"(?:(?:slutet|början|mitten|the\s+end|the\s+beginning)\s+(?:av|of)\s+)?(?:(?:nästa|next|denna|this)\s+)?"
        rf"(?:{_TIMES}|{_MONTHS})(?:\s+[12]\d{{3}})?",
        r"(?:(?:senast|till|före|under|by)\s+)?(?:nästa|next|denna|this)\s+(?:vecka|månad|år|kvartal|week|month|year|quarter"
        rf"|{'|'.join(_WEEKDAYS)})",
        r"(?:(?:senast|till|före|under|i|by|in)\s+)?(?:v\.?\s?|vecka\s|week\s)[0-5]?\d",
        r"(?:snarast(?:\s+möjligt)?|omgående|omedelbart|löpande|så\s+snart\s+som\s+möjligt|as\s+soon\s+as\s+possible)",
    )
]


@dataclass(frozen=True, slots=True)
class Line:
    """What a quick line says. `unclear` was written after an @ and can be each of `choices`; else both are empty."""

    text: str
    who: str = ""
    due: datetime.date | None = None
    due_words: str = ""
    unclear: str = ""
    choices: tuple[str, ...] = ()


def read(
    written: str, here: Sequence[str], absent: Sequence[str] = (), *, after: datetime.date, language: str = "sv"
) -> Line:
    """Take who and when out of a line. `here` and `absent` are names as a form shows them; days lie after `after`.

    Who is written after an @: a beginning of any part of a name, of those who are here first; else words. When is an
    ISO date anywhere, or a day or words for one at the end: "senast fredag", "till oktobermötet".
    """
    rest = text.line(written)[: limits.LINE]
    owners: list[str] = []
    unclear = ""
    choices: tuple[str, ...] = ()
    for match in reversed(list(_OWNER.finditer(rest))):
        taken, found = _owner(rest[match.end() :], here, absent)
        if not taken:
            continue
        if len(found) > 1:
            unclear, choices = taken, tuple(found)
        owners.insert(0, found[0] if found else taken)
        before = rest[: match.start()]
        rest = _without(_AND.sub("", before) if "@" in before else before, rest[match.end() + len(taken) :])
    rest, due, words = _when(text.line(rest).strip(_EDGES), after)
    return Line(
        text=text.line(rest).strip(_EDGES),
        who="" if choices else text.enumeration(list(dict.fromkeys(owners)), language)[: limits.NAME],
        due=due,
        due_words=words[: limits.NAME],
        unclear=unclear,
        choices=choices,
    )


def _without(before: str, after: str) -> str:
    """What is left of a line when something has been taken out of its middle."""
    return f"{before.rstrip(_EDGES)} {after.lstrip(_EDGES)}"


def _owner(after: str, here: Sequence[str], absent: Sequence[str]) -> tuple[str, list[str]]:
    """How much of the text after an @ is a name, and whom it can mean; nobody when it is just words."""
    for names in (here, absent):
        for name in sorted(names, key=len, reverse=True):
            if after.casefold().startswith(name.casefold()) and not after[len(name) : len(name) + 1].isalnum():
                return after[: len(name)], [name]
    words = _leading_words(after)
    for count in range(len(words), 0, -1):
        typed = [word for _end, word in words[:count]]
        for names in (here, absent):
            if found := _meant(typed, names):
                return after[: words[count - 1][0]], found
    known = [end for end, word in words if word[0].isupper()] if words and words[0][1][0].isupper() else []
    return (after[: known[-1]] if known else after[: words[0][0]] if words else ""), []


def _leading_words(after: str) -> list[tuple[int, str]]:
    """The first words with their ends, as long as they can be one name: from the second on they have capitals."""
    found: list[tuple[int, str]] = []
    position = 0
    while len(found) < _LONGEST_NAME and (match := _NAME_WORD.match(after, position)):
        word = match[0].rstrip(".")
        if found and not word[:1].isupper():
            break
        found.append((match.start() + len(word), word))
        position = match.start() + len(word)
        if after[position : position + 1] not in (" ", "-", "\N{NON-BREAKING HYPHEN}", "\N{NO-BREAK SPACE}"):
            break
        position += 1
    return found


def _meant(typed: list[str], names: Sequence[str]) -> list[str]:
    """Those whose name has these words, or words that begin so, one after the other; whole words go first."""
    whole, begun = [], []
    for name in dict.fromkeys(names):
        parts = [part.casefold() for part in re.split(r"[\s\u2011-]+", re.sub(r"\s*\(.*", "", name)) if part]
        wanted = [word.casefold() for word in typed]
        runs = [parts[start : start + len(wanted)] for start in range(len(parts) - len(wanted) + 1)]
        if wanted in runs:
            whole.append(name)
        elif any(all(part.startswith(word) for part, word in zip(run, wanted, strict=True)) for run in runs):
            begun.append(name)
    return whole or begun


def _when(rest: str, after: datetime.date) -> tuple[str, datetime.date | None, str]:
    """The line without its date or words for one, and those."""
    tail = rest.rstrip(".")
    for find in (_written_date, _short_date, _near_day):
        if found := find(tail, after):
            place, length, day = found
            return _without(_BEFORE_DATE.sub("", tail[:place]), tail[place + length :]), day, ""
    for pattern in _WORDS:
        if (match := pattern.search(tail)) and match.start():
            return tail[: match.start()], None, match[0]
    return rest, None, ""


def _written_date(tail: str, after: datetime.date) -> tuple[int, int, datetime.date] | None:
    """A date in figures anywhere, or one in words at the end; without a year the next one."""
    for mention in reversed(dates.mentions(tail)):
        place = tail.rfind(mention.text)
        at_end = place + len(mention.text) == len(tail)
        if at_end or dates.parse(mention.text):
            day = _next(mention.day, mention.month, mention.year, after)
            return (place, len(mention.text), day) if day else None
    return None


def _short_date(tail: str, after: datetime.date) -> tuple[int, int, datetime.date] | None:
    match = _SHORT_DATE.search(tail)
    day = _next(int(match[1]), int(match[2]), int(match[3]) if match[3] else None, after) if match else None
    return (match.start(), len(match[0]), day) if match and day else None


def _near_day(tail: str, after: datetime.date) -> tuple[int, int, datetime.date] | None:
    """ "senast fredag", "i morgon", "om två veckor"."""
    days = 0
    if match := _DAY.search(tail):
        days = (_WEEKDAYS[match[1].lower()] - after.weekday() - 1) % 7 + 1
    elif match := _NEAR.search(tail):
        days = _NEAR_DAYS[match[1].lower().replace(" ", "")]
    elif match := _IN.search(tail):
        count = _COUNTS.get(match[1].lower()) or int(match[1])
        days = count * (7 if match[2].lower().startswith(("v", "w")) else 1)
    if match is None or after.year > _LAST_YEAR:
        return None
    return match.start(), len(match[0]), after + datetime.timedelta(days)


def _next(day: int, month: int, year: int | None, after: datetime.date) -> datetime.date | None:
    """The day in that year, or without one the next such day; None when there is none."""
    for candidate in [year] if year else [after.year, after.year + 1]:  # a year that is no year is refused below
        try:
            found = datetime.date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= after:
            return found
    return None
