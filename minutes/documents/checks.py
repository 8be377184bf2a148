"""What somebody should look at before the minutes are sent: Minutes in, warnings out. Nothing is ever corrected.

The same checks serve the check list, import and publishing. A warning's key stays the same while what it is about stays
the same, so that somebody can acknowledge it; its place is a JSON pointer into Minutes.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minutes.lib import dates, richtext, text

from . import personal_numbers, similar
from .content import Attendee, Decision, Item, Minutes

# What scripts/fonts.py leaves in the font.
_NOT_IN_FONT = re.compile("[^\n\t\u0020-\u0491\u1e00-\u1eff\u2000-\u2bff]")
_HERE = ("present", "other", "presenter")
_EVERYBODY = {"alla", "all", "everybody", "everyone", "samtliga"}
_RELATIVE = re.compile(
    r"\b(i ?dag|i ?morgon|i ?övermorgon|denna (vecka|månad)|(nästa|kommande) (vecka|månad|år|måndag|tisdag|onsdag"
    r"|torsdag|fredag)|i (veckan|helgen)|om (en|två|tre|fyra|några) (dagar|veckor?|månader?)|inom kort|snarast|omgående"
    r"|snart|(på )?(måndag|tisdag|onsdag|torsdag|fredag)|today|tomorrow|(this|next) (week|month|year|monday|tuesday"
    r"|wednesday|thursday|friday)|soon|as soon as possible)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(beslutar|beslutade|decides|decided)( att| to)?[:\s]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - the word that the product uses
    """`code` names the check, `place` is a JSON pointer such as "/items/3/text", `message` is for people."""

    code: str
    place: str
    message: str
    key: str

    @property
    def item(self) -> int | None:
        """The index in Minutes.items that the warning is about, if it is about one."""
        found = re.match(r"/items/([0-9]+)", self.place)
        return int(found[1]) if found else None


def warnings(minutes: Minutes, *, organisations: Collection[str] = ()) -> list[Warning]:
    """Every warning in the order of the document. `organisations` are names that are known to be right."""
    checks: tuple[Callable[[Minutes], Iterator[Warning]], ...] = (
        _time_and_place,
        _attendance,
        _times,
        _items,
        _responsible,
        _actions,
        _signers,
        _attachments,
        in_personal_numbers,
        _letters,
    )
    found = [warning for check in checks for warning in check(minutes)]
    found += _organisations(minutes, organisations)
    unique = {warning.key: warning for warning in reversed(found)}
    return sorted(unique.values(), key=lambda warning: _order(warning.place))


def in_personal_numbers(minutes: Minutes) -> Iterator[Warning]:
    """A warning for each likely personal identity number, wherever it stands; the number itself is not repeated."""
    for place, value in _texts(minutes):
        for number in personal_numbers.find(value):
            message = _("This looks like a personal identity number: %(number)s.") % {"number": f"{number[:-4]}****"}
            yield _warn("personal_number", place, message, number)


def _letters(minutes: Minutes) -> Iterator[Warning]:
    """Letters and pictures that the document font lacks; whether a PDF shows them depends on the server's fonts."""
    for place, value in _texts(minutes):
        if lacking := "".join(sorted(set(_NOT_IN_FONT.findall(value)))):
            message = _("“%(letters)s” may be missing in the PDF.") % {"letters": lacking[:20]}
            yield _warn("letters", place, message, place.partition("/")[2].partition("/")[0], lacking)


def _warn(code: str, place: str, message: str, *about: str) -> Warning:
    digest = hashlib.sha256("\0".join((code, *about)).encode()).hexdigest()[:16]
    return Warning(code, place, message, f"{code}:{digest}")


def _order(place: str) -> tuple[int, int, str]:
    parts = place.split("/")
    order = ("heading", "time_and_place", "attendees", "items", "actions", "signers", "attachments")
    number = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0
    return order.index(parts[1]) if parts[1] in order else -1, number, place


def _texts(minutes: Minutes) -> Iterator[tuple[str, str]]:
    """Every place where people write, with its plain words."""
    yield "/heading", minutes.heading
    yield "/time_and_place", minutes.time_and_place
    for at, one in enumerate(minutes.attendees):
        yield f"/attendees/{at}", " ".join((one.name, one.title, one.organisation, one.note, one.serves_for))
    for at, item in enumerate(minutes.items):
        yield f"/items/{at}/title", " ".join((item.title, item.responsible, item.presenter, item.outcome_sentence))
        for field in ("text", "proposal", "comment", "remarks"):
            yield f"/items/{at}/{field}", richtext.text(getattr(item, field))
        for number, decision in enumerate(item.decisions):
            yield f"/items/{at}/decisions/{number}", "\n".join((decision.intro, *decision.clauses))
    for at, action in enumerate(minutes.actions):
        yield f"/actions/{at}", " ".join((action.text, action.responsible, action.due_words))
    for at, attachment in enumerate(minutes.attachments):
        yield f"/attachments/{at}", attachment.name


def _time_and_place(minutes: Minutes) -> Iterator[Warning]:
    day = dates.parse(minutes.date)
    if day is None:
        return
    if minutes.start and minutes.end and minutes.end < minutes.start:
        yield _warn("end_before_start", "/time_and_place", _("The meeting ends before it starts."))
    told = [("/heading", minutes.heading), ("/time_and_place", minutes.time_and_place)]
    for place, value in told:
        for mention in dates.mentions(value):
            meant = mention.date(day.year)
            values = {"words": mention.text.strip(), "date": minutes.date}
            if meant is None:
                yield _warn("no_such_day", place, _("There is no such day: “%(words)s”.") % values, mention.text)
                continue
            if meant != day:
                message = _("“%(words)s” is not the date of the meeting, %(date)s.") % values
                yield _warn("other_date", place, message, mention.text, minutes.date)
            if mention.weekday is not None and mention.weekday != meant.weekday():
                message = _("The weekday is wrong in “%(words)s”.") % values
                yield _warn("wrong_weekday", place, message, mention.text, minutes.date)


def _attendance(minutes: Minutes) -> Iterator[Warning]:
    if not any(one.status in _HERE and not one.vacant for one in minutes.attendees):
        yield _warn("nobody_present", "/attendees", _("Nobody is noted as present."))
    seen: set[str] = set()
    for at, one in enumerate(minutes.attendees):
        place = f"/attendees/{at}"
        if one.name and one.name in seen:
            message = _("%(name)s stands twice in the attendance.") % {"name": one.name}
            yield _warn("named_twice", place, message, one.name)
        seen.add(one.name)
        told = " ".join((one.name, one.title, one.organisation, one.note))
        if told.count("(") != told.count(")"):
            message = _("A bracket is missing at %(name)s.") % {"name": one.name or one.organisation}
            yield _warn("bracket", place, message, told)
    yield from _replaced(minutes)


def _replaced(minutes: Minutes) -> Iterator[Warning]:
    here = {one.name for one in minutes.attendees if one.status in _HERE}
    for at, one in enumerate(minutes.attendees):
        if one.serves_for and one.serves_for in here:
            message = _("%(name)s is present and also replaced by %(other)s.")
            values = {"name": one.serves_for, "other": one.name}
            yield _warn("replaced_but_present", f"/attendees/{at}", message % values, one.name, one.serves_for)


def _times(minutes: Minutes) -> Iterator[Warning]:
    before = ""
    for at, item in enumerate(minutes.items):
        if not item.time:
            continue
        values = {"item": _name(item), "time": dates.clock(item.time), "before": dates.clock(before)}
        if before and item.time < before:
            message = _("%(item)s is planned for %(time)s, before the row above it (%(before)s).") % values
            yield _warn("time_order", f"/items/{at}/time", message, item.title, item.time, before)
        elif item.time < minutes.start or (minutes.end and item.time > minutes.end):
            message = _("%(item)s is planned for %(time)s, outside the meeting.") % values
            yield _warn("time_outside", f"/items/{at}/time", message, item.title, item.time)
        before = item.time


def _items(minutes: Minutes) -> Iterator[Warning]:
    for at, item in enumerate(minutes.items):
        if item.kind != "item" or item.removed:
            continue
        place, values = f"/items/{at}", {"item": _name(item)}
        written = (item.text, item.comment, item.remarks, item.decisions, item.outcome_sentence, item.movements)
        if not any(written):
            yield _warn("no_text", f"{place}/text", _("Nothing is written under %(item)s.") % values, item.title)
        if item.deferred and not item.deferred_to:
            message = _("%(item)s is deferred, but not to when.") % values
            yield _warn("deferred_to", f"{place}/deferred_to", message, item.title)
        for number, decision in enumerate(item.decisions):
            yield from _decision(decision, item, f"{place}/decisions/{number}")
        for field in ("text", "comment", "remarks"):
            words = richtext.text(getattr(item, field))
            if words.count('"') % 2 or not _closed(words):
                message = _("A quotation mark is missing under %(item)s.") % values
                yield _warn("quotes", f"{place}/{field}", message, item.title, field)


def _closed(words: str) -> bool:
    """Whether typographic quotes come in pairs: ”so” as in Swedish, “so”, »so» or «so»."""
    curly = words.count("”") + words.count("“")
    angled = words.count("»") + words.count("«")
    return curly % 2 == 0 and angled % 2 == 0


def _decision(decision: Decision, item: Item, place: str) -> Iterator[Warning]:
    values = {"item": _name(item)}
    if not decision.intro.strip() and not any(clause.strip() for clause in decision.clauses):
        yield _warn("empty_decision", place, _("A decision under %(item)s has no words.") % values, item.title)
    elif not decision.clauses and _UNFINISHED.search(decision.intro):
        message = _("The decision under %(item)s does not say what was decided.") % values
        yield _warn("unfinished_decision", place, message, item.title, decision.intro)
    elif any(not clause.strip() for clause in decision.clauses):
        message = _("A clause of the decision under %(item)s is empty.") % values
        yield _warn("empty_clause", place, message, item.title, *decision.clauses)


def _responsible(minutes: Minutes) -> Iterator[Warning]:
    """Names that nobody in the attendance has; an action may also be given to somebody who was absent."""
    here = [one for one in minutes.attendees if one.status in _HERE]
    told = [(f"/items/{at}/responsible", item.responsible, here) for at, item in enumerate(minutes.items)]
    everybody = [*minutes.attendees]
    told += [(f"/actions/{at}/responsible", one.responsible, everybody) for at, one in enumerate(minutes.actions)]
    for place, value, people in told:
        for name in _people(value):
            if people and not any(_is_called(one, name) for one in people):
                message = _("%(name)s is responsible but not in the attendance.") % {"name": name}
                yield _warn("responsible_absent", place, message, name)


def _people(value: str) -> list[str]:
    """The names in a field for who is responsible, without brackets and without those that mean the whole group."""
    parts = re.split(r",|/|&|\boch\b|\band\b", re.sub(r"\([^)]*\)", "", value))
    names = [text.line(part) for part in parts]
    return [name for name in names if name and name.lower() not in _EVERYBODY]


def _is_called(one: Attendee, name: str) -> bool:
    """Whether `name` is this person's whole name or the beginning of it, such as the first name."""
    return one.name == name or one.name.startswith(f"{name} ")


def _actions(minutes: Minutes) -> Iterator[Warning]:
    for at, action in enumerate(minutes.actions):
        values = {"action": text.shorten(action.text, 60)}
        if not action.responsible:
            message = _("Nobody is responsible for “%(action)s”.") % values
            yield _warn("no_owner", f"/actions/{at}/responsible", message, action.text)
        relative = _RELATIVE.search(f"{action.due_words} {action.text}")
        if relative and not action.due:
            message = _("“%(action)s” is due “%(when)s”: a date says the same later too.")
            message %= values | {"when": relative[0]}
            yield _warn("relative_date", f"/actions/{at}/due", message, action.text, relative[0])


def _signers(minutes: Minutes) -> Iterator[Warning]:
    if not minutes.signers:
        yield _warn("no_signers", "/signers", _("Nobody is chosen to sign."))
    names = [one.name for one in minutes.attendees if one.status in _HERE and one.name]
    for at, signer in enumerate(minutes.signers):
        if signer.name in names or not names:
            continue
        values = {"name": signer.name, "label": signer.label}
        if close := similar.closest(signer.name, names):
            message = _("%(name)s (%(label)s) is not in the attendance. Is it %(close)s?") % (values | {"close": close})
        else:
            message = _("%(name)s (%(label)s) is not noted as present.") % values
        yield _warn("signer_absent", f"/signers/{at}", message, signer.name, signer.label)


def _attachments(minutes: Minutes) -> Iterator[Warning]:
    for at, attachment in enumerate(minutes.attachments):
        if not attachment.sha256:
            message = _("“%(name)s” is listed without a file.") % {"name": text.shorten(attachment.name, 80)}
            yield _warn("no_file", f"/attachments/{at}", message, attachment.name)


def _organisations(minutes: Minutes, known: Collection[str]) -> Iterator[Warning]:
    """Names that nearly are a known one; without known ones, the names that stand oftenest in the document count."""
    used = [(f"/attendees/{at}", one.organisation) for at, one in enumerate(minutes.attendees)]
    used += [(f"/signers/{at}", one.organisation) for at, one in enumerate(minutes.signers)]
    names = [name for _place, name in used if name]
    for place, name in used:
        others = known or [other for other in names if names.count(other) > names.count(name)]
        close = similar.closest(name, others) if name and name not in others else ""
        if close:
            message = _("%(name)s is not a known organisation. Is it %(close)s?") % {"name": name, "close": close}
            yield _warn("unknown_organisation", place, message, name, close)


def _name(item: Item) -> str:
    return f"{item.label} {text.shorten(item.title, 60)}".strip()
