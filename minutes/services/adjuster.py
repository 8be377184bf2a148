"""Those who are chosen to approve the minutes: their roles, and the decision that names them, in one act."""

import re

from django.db import transaction

from minutes.documents import words
from minutes.lib import text
from minutes.models import AgendaItem, Attendance, Meeting, Signer, SignoffRole

from . import meeting as meetings
from . import rows, signer, texts
from .draft import claim_item

# An item that is about choosing them, before there is a decision that says so.
_ABOUT = {
    "sv": re.compile(r"\b(?:(?:proto\w*)?justerare|justeringspersoner?|(?:utse|val)\b.*\bjuster)", re.IGNORECASE),
    "en": re.compile(r"\bapprovers?\b|\b(?:choos|elect|appoint)\w*.*\bapprov", re.IGNORECASE),
}


@transaction.atomic
def choose(item, chosen, *, by):
    """Put people into the roles that the meeting chooses, and let a decision of the item name those who approve.

    `chosen` is {role: person or None}. The decision that names them gets the new names in place of the old; one in the
    secretary's own words that names nobody is left as it is.
    """
    claim_item(item)
    if item.meeting.state == Meeting.State.PLANNED:
        meetings.open(item.meeting, by=by)
    before = names(item.meeting)
    for role, person in chosen.items():
        signer.choose(item.meeting, role, person, by=by)
    _name(item, before, names(item.meeting), by)


def names(meeting):
    """Those who are chosen to approve, in the order of their roles, as the roster of the meeting names them."""
    chosen = Signer.objects.filter(
        meeting=meeting, role__source=SignoffRole.Source.CHOSEN, role__verb=SignoffRole.Verb.APPROVE
    ).select_related("person")
    people = list(dict.fromkeys(one.person for one in chosen))
    shown = dict(Attendance.objects.filter(meeting=meeting, person__in=people).values_list("person", "name"))
    return [shown.get(person.pk) or person.name for person in people]


def is_chosen_in(item):
    """Whether the item chooses them: it has a decision that names them, or is the one whose title says so."""
    rows_of = {one.pk: one.decisions.all() for one in item.meeting.items.all() if not one.removed}
    where = {pk for pk, decisions in rows_of.items() if any(decision.names_adjusters for decision in decisions)}
    return item.pk in where or (not where and bool(_ABOUT[item.meeting.body.language].search(item.title)))


def sentence(body, people):
    """The decision that names them, in the body's words; empty for nobody."""
    if not people:
        return ""
    chair = body.signoff_roles.filter(source=SignoffRole.Source.CHAIR, verb=SignoffRole.Verb.APPROVE).exists()
    key = "adjusters" if chair or "adjusters" in body.words else "adjusters_alone"
    together = text.enumeration(people, body.language)
    return words.word(key, body.language, body.document, body.words, names=together)


def _name(item, before, after, by):
    old = rows.decision_rows(item)
    wanted = rows.decisions_wanted(item, _reworded(old, before, after, item.meeting.body))
    if wanted == old:
        return
    rows.store_decisions(item, wanted)
    now = AgendaItem.objects.get(pk=item.pk)
    texts.remember(now, texts.DECISIONS, texts.rows_text(old), texts.rows_text(wanted), by=by)
    texts.stamp(now, written=True)
    item.revision, item.edited = now.revision, now.edited


def _reworded(decisions, before, after, body):
    new = sentence(body, after)
    if not any(row["names_adjusters"] for row in decisions):
        more = {"intro": new, "clauses": [], "heading": False, "names_adjusters": True}
        return [*decisions, more] if new else decisions
    return [_renamed(row, before, after, body, new) if row["names_adjusters"] else row for row in decisions]


def _renamed(row, before, after, body, new):
    """The decision with other names: its usual sentence anew, else the names in its own words."""
    if not before:
        return row
    if row["intro"] == sentence(body, before):
        return row | {"intro": new}  # without words the row goes
    if not after:
        return row
    old, fresh = (text.enumeration(people, body.language) for people in (before, after))
    return row | {"intro": row["intro"].replace(old, fresh), "clauses": [c.replace(old, fresh) for c in row["clauses"]]}
