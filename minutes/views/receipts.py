"""The receipt: what somebody has signed, when, how and in which words, and what happens next."""

from django.shortcuts import render

from minutes import compose
from minutes.documents import load
from minutes.models import SignoffRound

from . import sealed, wording


def page(request, meeting, found, person, link=None):
    """The receipt of a person for a round; None when she has not signed in it."""
    found.meeting = meeting
    minutes = load.sealed(found.minutes_json)
    rows = sealed.rows(found, minutes, person)
    mine = [row for row in rows if row.you and row.signature and row.signature.signed_at]
    if not mine:
        return None
    context = {
        "meeting": meeting,
        "organisation": meeting.body.organisation,
        "round": found,
        "link": link,
        "everybody": link is not None,
        "minutes": minutes,
        "mine": [(row, wording.method(row.signature)) for row in mine],
        "left": sealed.people(row for row in rows if row.signature is None),
        "refusals": sealed.people(row for row in rows if row.signature and row.signature.declined_at),
        "all_signed": found.state == SignoffRound.State.COMPLETED,
        "more_to_sign": [row for row in rows if row.you and row.signature is None],
        "heading": wording.thanks(minutes.document, mine[-1].verb),
        "adjusted": wording.adjusted(minutes.document),
        "published": compose.publishing(meeting.body).is_done,
        "count": len(sealed.people(row for row in rows if row.signature)),
    }
    return render(request, "signoff/receipt.html", context)
