"""What somebody should look at before the minutes are sent: Minutes in, warnings out. Nothing is ever corrected.

The same checks serve the check list, import and publishing. A warning's key stays the same while what it is about stays
the same, so that somebody can acknowledge it; its place is a JSON pointer into Minutes.
"""

import re
from collections.abc import Callable, Collection, Iterator

from django.utils.translation import gettext as _

from minutes.lib import dates, richtext, text

from . import course, letters, organisations, personal_numbers, similar
from .content import Decision, Item, Minutes
from .warning import HERE, Found, is_called, item_name, people, warn

__all__ = ["in_personal_numbers", "warnings"]

_RELATIVE = re.compile(
    r"\b(i ?dag|i ?morgon|i ?övermorgon|denna (vecka|månad)|(nästa|kommande) (vecka|månad|år|måndag|tisdag|onsdag"
    r"|torsdag|fredag)|i (veckan|helgen)|om (en|två|tre|fyra|några) (dagar|veckor?|månader?)|inom kort|snarast|omgående"
    r"|snart|(på )?(måndag|tisdag|onsdag|torsdag|fredag)|today|tomorrow|(this|next) (week|month|year|monday|tuesday"
    r"|wednesday|thursday|friday)|soon|as soon as possible)\b",
    re.IGNORECASE,
)
_DAYS = [name.lower() for names in dates.WEEKDAYS.values() for name in names]
_BLANK = re.compile(r"\{[^{}\n]{1,40}\}")
_UNFINISHED = re.compile(r"\b(beslutar|beslutade|decides|decided)( att| to)?[:\s]*$", re.IGNORECASE)


def warnings(minutes: Minutes, *, known: Collection[str] = ()) -> list[Found]:
    """Every warning in the order of the document. `known` are names of organisations that are right."""
    checks: tuple[Callable[[Minutes], Iterator[Found]], ...] = (
        _time_and_place,
        _weekdays,
        _attendance,
        course.times,
        course.movements,
        course.absent,
        _items,
        _responsible,
        _actions,
        _signers,
        _attachments,
        in_personal_numbers,
        _letters,
        _blanks,
    )
    found = [warning for check in checks for warning in check(minutes)]
    found += organisations.unknown(minutes, known)
    unique = {warning.key: warning for warning in reversed(found)}
    return sorted(unique.values(), key=lambda warning: _order(warning.place))


def in_personal_numbers(minutes: Minutes) -> Iterator[Found]:
    """A warning for each likely personal identity number, wherever it stands; the number itself is not repeated."""
    for place, value in _texts(minutes):
        for number in personal_numbers.find(value):
            message = _("This looks like a personal identity number: %(number)s.") % {"number": f"{number[:-4]}****"}
            yield warn("personal_number", place, message, number)


def _letters(minutes: Minutes) -> Iterator[Found]:
    """Letters and pictures that the document font lacks."""
    for place, value in _texts(minutes):
        if lacking := letters.lacking(value):
            values = {"letters": lacking[0][:20], "instead": letters.printable(lacking[0][:20])}
            message = _("“%(letters)s” cannot be printed. The document says %(instead)s instead.") % values
            yield warn("letters", place, message, place.partition("/")[2].partition("/")[0], "".join(sorted(lacking)))


def _blanks(minutes: Minutes) -> Iterator[Found]:
    """Blanks of phrases, such as {namn}, that nobody has filled in."""
    for place, value in _texts(minutes):
        for blank in _BLANK.findall(value):
            yield warn("blank", place, _("%(blank)s is still to be filled in.") % {"blank": blank}, blank, place)


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


def _time_and_place(minutes: Minutes) -> Iterator[Found]:
    day = dates.parse(minutes.date)
    if day is None:
        return
    if minutes.start and minutes.end and minutes.end < minutes.start:
        yield warn("end_before_start", "/time_and_place", _("The meeting ends before it starts."))
    told = [("/heading", minutes.heading), ("/time_and_place", minutes.time_and_place)]
    for place, value in told:
        for mention in dates.mentions(value):
            meant = mention.date(day.year)
            values = {"words": mention.text.strip(), "date": minutes.date}
            if meant is None:
                yield warn("no_such_day", place, _("There is no such day: “%(words)s”.") % values, mention.text)
                continue
            if meant != day:
                message = _("“%(words)s” is not the date of the meeting, %(date)s.") % values
                yield warn("other_date", place, message, mention.text, minutes.date)
            if mention.weekday is not None and mention.weekday != meant.weekday():
                message = _("The weekday is wrong in “%(words)s”.") % values
                yield warn("wrong_weekday", place, message, mention.text, minutes.date)


def _weekdays(minutes: Minutes) -> Iterator[Found]:
    """A weekday and a date in the texts that do not go together; without a year, the years around count too."""
    day = dates.parse(minutes.date)
    for place, value in _texts(minutes) if day else ():
        # Looking for dates takes time, and this is done after each save.
        if place in ("/heading", "/time_and_place") or not any(name in value.lower() for name in _DAYS):
            continue
        for mention in dates.mentions(value):
            if mention.weekday is None or day is None:
                continue
            meant = [mention.date(day.year + more) for more in ((0,) if mention.year else (0, 1, -1))]
            if not any(one and one.weekday() == mention.weekday for one in meant):
                message = _("The weekday is wrong in “%(words)s”.") % {"words": mention.text.strip()}
                yield warn("wrong_weekday", place, message, mention.text, place)


def _attendance(minutes: Minutes) -> Iterator[Found]:
    if not any(one.status in HERE and not one.vacant for one in minutes.attendees):
        yield warn("nobody_present", "/attendees", _("Nobody is noted as present."))
    seen: set[str] = set()
    for at, one in enumerate(minutes.attendees):
        place = f"/attendees/{at}"
        if one.name and one.name in seen:
            message = _("%(name)s stands twice in the attendance.") % {"name": one.name}
            yield warn("named_twice", place, message, one.name)
        seen.add(one.name)
        told = " ".join((one.name, one.title, one.organisation, one.note))
        if told.count("(") != told.count(")"):
            message = _("A bracket is missing at %(name)s.") % {"name": one.name or one.organisation}
            yield warn("bracket", place, message, told)
    yield from _replaced(minutes)


def _replaced(minutes: Minutes) -> Iterator[Found]:
    here = {one.name for one in minutes.attendees if one.status in HERE}
    for at, one in enumerate(minutes.attendees):
        if one.serves_for and one.serves_for in here:
            message = _("%(name)s is present and also replaced by %(other)s.")
            values = {"name": one.serves_for, "other": one.name}
            yield warn("replaced_but_present", f"/attendees/{at}", message % values, one.name, one.serves_for)


def _items(minutes: Minutes) -> Iterator[Found]:
    deciding = [one.letter for one in minutes.item_types if one.name.casefold().startswith(("beslut", "decision"))]
    for at, item in enumerate(minutes.items):
        if item.kind != "item" or item.removed:
            continue
        place, values = f"/items/{at}", {"item": item_name(item)}
        written = (item.text, item.comment, item.remarks, item.decisions, item.outcome_sentence, item.movements)
        if not any(written):
            yield warn("no_text", f"{place}/text", _("Nothing is written under %(item)s.") % values, item.title)
        elif item.type in deciding and not item.decisions and not item.outcome_sentence:
            message = _("%(item)s is up for decision, but no decision is written.") % values
            yield warn("no_decision", f"{place}/decisions", message, item.title)
        if item.deferred and not item.deferred_to:
            message = _("%(item)s is deferred, but not to when.") % values
            yield warn("deferred_to", f"{place}/deferred_to", message, item.title)
        for number, decision in enumerate(item.decisions):
            yield from _decision(decision, item, f"{place}/decisions/{number}")
        for field in ("text", "comment", "remarks"):
            words = richtext.text(getattr(item, field))
            if words.count('"') % 2 or not _closed(words):
                message = _("A quotation mark is missing under %(item)s.") % values
                yield warn("quotes", f"{place}/{field}", message, item.title, field)


def _closed(words: str) -> bool:
    """Whether typographic quotes come in pairs: ”so” as in Swedish, “so”, »so» or «so»."""
    curly = words.count("”") + words.count("“")
    angled = words.count("»") + words.count("«")
    return curly % 2 == 0 and angled % 2 == 0


def _decision(decision: Decision, item: Item, place: str) -> Iterator[Found]:
    values = {"item": item_name(item)}
    if not decision.intro.strip() and not any(clause.strip() for clause in decision.clauses):
        yield warn("empty_decision", place, _("A decision under %(item)s has no words.") % values, item.title)
    elif not decision.clauses and _UNFINISHED.search(decision.intro):
        message = _("The decision under %(item)s does not say what was decided.") % values
        yield warn("unfinished_decision", place, message, item.title, decision.intro)
    elif any(not clause.strip() for clause in decision.clauses):
        message = _("A clause of the decision under %(item)s is empty.") % values
        yield warn("empty_clause", place, message, item.title, *decision.clauses)


def _responsible(minutes: Minutes) -> Iterator[Found]:
    """Names that nobody in the attendance has; an action may also be given to somebody who was absent."""
    here = [one for one in minutes.attendees if one.status in HERE]
    told = [(f"/items/{at}/responsible", item.responsible, here) for at, item in enumerate(minutes.items)]
    everybody = [*minutes.attendees]
    told += [(f"/actions/{at}/responsible", one.responsible, everybody) for at, one in enumerate(minutes.actions)]
    for place, value, offered in told:
        for called in people(value):
            if offered and not any(is_called(one, called) for one in offered):
                message = _("%(name)s is responsible but not in the attendance.") % {"name": called}
                yield warn("responsible_absent", place, message, called)


def _actions(minutes: Minutes) -> Iterator[Found]:
    for at, action in enumerate(minutes.actions):
        values = {"action": text.shorten(action.text, 60)}
        if not action.responsible:
            message = _("Nobody is responsible for “%(action)s”.") % values
            yield warn("no_owner", f"/actions/{at}/responsible", message, action.text)
        relative = _RELATIVE.search(f"{action.due_words} {action.text}")
        if relative and not action.due:
            message = _("“%(action)s” is due “%(when)s”: a date says the same later too.")
            message %= values | {"when": relative[0]}
            yield warn("relative_date", f"/actions/{at}/due", message, action.text, relative[0])


def _signers(minutes: Minutes) -> Iterator[Found]:
    if not minutes.signers:
        yield warn("no_signers", "/signers", _("Nobody is chosen to sign."))
    names = [one.name for one in minutes.attendees if one.status in HERE and one.name]
    for at, signer in enumerate(minutes.signers):
        if signer.name in names or not names:
            continue
        values = {"name": signer.name, "label": signer.label}
        if close := similar.closest(signer.name, names):
            message = _("%(name)s (%(label)s) is not in the attendance. Is it %(close)s?") % (values | {"close": close})
        else:
            message = _("%(name)s (%(label)s) is not noted as present.") % values
        yield warn("signer_absent", f"/signers/{at}", message, signer.name, signer.label)


def _attachments(minutes: Minutes) -> Iterator[Found]:
    for at, attachment in enumerate(minutes.attachments):
        if not attachment.sha256:
            message = _("“%(name)s” is listed without a file.") % {"name": text.shorten(attachment.name, 80)}
            yield warn("no_file", f"/attachments/{at}", message, attachment.name)

