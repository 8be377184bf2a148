"""Checks of the names of municipalities and organisations: those that nearly are a known one."""

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from minutes.lib import richtext

from . import similar
from .content import Minutes
from .warning import Found, item_name, warn

# "Lindefors kommun", "Region Norrhamra", also in the genitive; not "vår kommun".
_NAMED = re.compile(r"\b(?:[A-ZÅÄÖ][\w-]+ (?:kommun|stad|region)|Region [A-ZÅÄÖ][\w-]+)(?=s?\b)")

_WORDS = ("kommun", "stad", "region", "Region")


def unknown(minutes: Minutes, known: Collection[str]) -> Iterator[Found]:
    """Names on the roster and in the texts; without known ones, those that stand oftenest in the document count."""
    used = [(f"/attendees/{at}", one.organisation) for at, one in enumerate(minutes.attendees)]
    used += [(f"/signers/{at}", one.organisation) for at, one in enumerate(minutes.signers)]
    names = [one for _place, one in used if one]
    for place, one in used:
        others = known or [other for other in names if names.count(other) > names.count(one)]
        close = similar.closest(one, others) if one and one not in others else ""
        if close:
            message = _("%(name)s is not a known organisation. Is it %(close)s?") % {"name": one, "close": close}
            yield warn("unknown_organisation", place, message, one, close)
    yield from _in_texts(minutes, {*known, *names})


def _in_texts(minutes: Minutes, known: Collection[str]) -> Iterator[Found]:
    for at, item in enumerate(minutes.items):
        places = [("text", item.text), ("comment", item.comment), ("remarks", item.remarks)]
        told = [(f"/items/{at}/{field}", richtext.text(value)) for field, value in places if value]
        told += [
            (f"/items/{at}/decisions/{number}", "\n".join((one.intro, *one.clauses)))
            for number, one in enumerate(item.decisions)
        ]
        for place, words in told:
            if not any(word in words for word in _WORDS):
                continue
            for found in dict.fromkeys(_NAMED.findall(words)):
                if found not in known and (close := similar.closest(found, known)):
                    message = _("“%(name)s” in %(item)s is not a known organisation. Is it %(close)s?")
                    message %= {"name": found, "item": item.label or item_name(item), "close": close}
                    yield warn("unknown_organisation", place, message, found, close, item.title)
