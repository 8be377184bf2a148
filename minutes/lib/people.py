"""Read people out of pasted text: "Namn (titel, organisation)" on a line each, and other ways of writing it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from . import text


@dataclass(frozen=True)
class Pasted:
    """One person as written; everything but the name may be empty. A vacant seat has no name and an organisation."""

    name: str = ""
    title: str = ""
    organisation: str = ""
    note: str = ""
    email: str = ""
    vacant: bool = False


_BULLET = re.compile(r"^(?:[-–—•*·▪]|\(?\d{1,3}[.)])\s+")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_WRAPPED_EMAIL = re.compile(rf"[<(\[]?\s*(?:mailto:)?({_EMAIL.pattern})\s*[>)\]]?", re.IGNORECASE)
# After a bracket and a blank a new name begins, with or without the comma that should stand between.
_NEXT_PERSON = re.compile(r"(?<=\))\s*[,;]?\s+(?=[A-ZÀ-ÖØ-Þ])(?!\S*@)")
_LONGEST_ROW = 1_000  # no person needs more, and the patterns stay quick
_VACANT = re.compile(r"^(?:vakant|vakans|vacant)(?:\s+plats|\s+seat)?$", re.IGNORECASE)
_HEADINGS = {"namn", "name", "deltagare", "närvarande", "ledamöter", "participants", "present", "members"}
_ORGANISATION = re.compile(
    r"kommun\b|region\b|länsstyrelse|förbund|myndighet|universitet|högskol|akademi|centrum\b|landsting"
    r"|\bab\b|\bmunicipality\b|\bcounty\b|\buniversity\b|\bltd\b|council\b",
    re.IGNORECASE,
)


def read(pasted: str) -> list[Pasted]:
    """Everybody in the text, in its order: one to a line, or several on a line when each has a bracket."""
    people = []
    for row in (row[:_LONGEST_ROW] for row in text.clean(pasted).split("\n")):
        # Without brackets nothing tells two people on a line apart from a name, a title and an organisation.
        for part in _NEXT_PERSON.split(row) if "\t" not in row else [row]:
            person = _person(part)
            if person:
                people.append(person)
    return people


def unread(pasted: str, reader: Callable[[str], Sequence[object]] = read) -> list[str]:
    """The rows in which `reader` finds nobody, such as "(vice ordförande)"; neither empty rows nor headings."""
    rows = [row[:_LONGEST_ROW] for row in text.clean(pasted).split("\n") if text.line(row)]
    return [text.line(row) for row in rows if not _is_heading(_parts(row)[0]) and not reader(row)]


def _is_heading(name: str) -> bool:
    return name.casefold().rstrip(":") in _HEADINGS


def _person(row: str) -> Pasted | None:
    row, email = _take_email(row)
    row = _BULLET.sub("", row.strip(" ,;"), count=1)
    name, facts = _parts(row)
    if not name and not email:
        return None
    if _is_heading(name):
        return None
    title, organisation, note = _facts(facts)
    if _VACANT.match(name):
        # "Vakant (Ljungdals kommun)": whatever follows is the organisation that the seat belongs to.
        return Pasted(organisation=organisation or title, note=note, vacant=True)
    return Pasted(name=name or email.split("@")[0], title=title, organisation=organisation, note=note, email=email)


def _take_email(row: str) -> tuple[str, str]:
    found = _WRAPPED_EMAIL.search(row)
    if not found:
        return row, ""
    return f"{row[: found.start()]} {row[found.end() :]}", found[1].lower()


def _parts(row: str) -> tuple[str, list[str]]:
    """The name and the facts after it: parted by tabs, a bracket (which may lack its other half), a dash or commas."""
    if "\t" in row:
        cells = [text.line(cell) for cell in row.split("\t")]
        name, facts = cells[0], [cell for cell in cells[1:] if cell]
        # A table has a column each for name and organisation, or one more for the title between them.
        return name, ["", *facts] if len(facts) == 1 else facts
    row = text.line(row)
    name, bracket, rest = row.partition("(")
    if not bracket:
        name, dash, rest = _split_at_dash(row)
        if not dash:
            name, _, rest = row.partition(",")
    facts = [text.line(fact).strip(" .") for fact in re.split("[,;]", rest.replace(")", ""))]
    return name.strip(" ,;:.)"), [fact for fact in facts if fact]


def _split_at_dash(row: str) -> tuple[str, str, str]:
    found = re.search(r"\s[-–—]\s", row)
    return (row[: found.start()], found[0], row[found.end() :]) if found else (row, "", "")


def _facts(facts: list[str]) -> tuple[str, str, str]:
    """Title, organisation, and what is left over, such as "ordförande"."""
    if not facts:
        return "", "", ""
    if len(facts) == 1:
        return (*_title_and_organisation(facts[0]), "")
    return facts[0], facts[1], ", ".join(facts[2:])


def _title_and_organisation(fact: str) -> tuple[str, str]:
    """Part "enhetschef Ljungdals kommun", where the comma was forgotten, at the first capital after the first word."""
    words = fact.split(" ")
    if _ORGANISATION.search(words[0]):
        return "", fact
    for position, word in enumerate(words[1:], start=1):
        if word[:1].isupper():
            return " ".join(words[:position]), " ".join(words[position:])
    return ("", fact) if _ORGANISATION.search(fact) else (fact, "")


def shortened(person: Pasted, *, name: int, fact: int) -> Pasted:
    """The same person within the lengths (in characters) that a table can hold."""
    cut = text.shorten
    return replace(
        person,
        name=cut(person.name, name),
        title=cut(person.title, fact),
        organisation=cut(person.organisation, fact),
        note=cut(person.note, fact),
        email=person.email if len(person.email) <= 254 else "",
    )
