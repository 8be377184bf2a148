"""The agenda beside the text: every row with its number and how far it has come."""

from django.utils.translation import gettext as _

from minutes.models import AgendaItem

Outcome = AgendaItem.Outcome


def rows(meeting, numbers, current=None):
    """A row for each of the agenda; `meeting` is what compose.load returned, so no query is made here."""
    return [
        {
            "item": item,
            "label": numbers[item.pk][1],
            "state": state(item, meeting.is_writable and item == current),
            "current": item == current,
        }
        for item in meeting.items.all()
    ]


def done(found):
    """How many sections have been written or have an outcome, and how many there are."""
    sections = [row["item"] for row in found if row["item"].is_section and not row["item"].removed]
    return sum(bool(_outcome(item) or _is_written(item)) for item in sections), len(sections)


def around(found, current):
    """The sections before and after the current one that can be written; None at the ends."""
    sections = [row for row in found if row["item"].is_section and (not row["item"].removed or row["item"] == current)]
    place = next(place for place, row in enumerate(sections) if row["item"] == current)
    before = sections[place - 1] if place else None
    return before, (sections[place + 1] if place + 1 < len(sections) else None)


def state(item, current=False, decided=None):
    """Kind of state (see the tag `state`), icon and words; `current` is the item that is being written.

    `decided` says whether it has decisions, where they have not been loaded.
    """
    if item.removed:
        return _state("", "cross", _("Removed"))
    if not item.is_section:
        return None
    if outcome := _outcome(item, decided):
        return _state("done", "done", outcome)
    if current:
        return _state("now", "pen", _("Being written"))
    if _is_written(item):
        return _state("", "lines", _("Written"))
    if item.text or item.proposal:
        return _state("", "ringdash", _("Prepared"))
    return _state("", "ring", _("Untouched"))


def _is_written(item):
    return bool(item.edited and item.text)


def _outcome(item, decided=None):
    if item.decisions.all() if decided is None else decided:
        return _("Decided")
    words = {
        Outcome.NOTED: _("Noted"), Outcome.NOTED_FILED: _("Filed"), Outcome.WITHDRAWN: _("Withdrawn"),
        Outcome.TABLED: _("Tabled"), Outcome.REMITTED: _("Remitted"),
    }
    return words.get(item.outcome) or (_("Deferred") if item.deferred else "")


def _state(kind, icon, words):
    return {"kind": kind, "icon": icon, "words": words}
