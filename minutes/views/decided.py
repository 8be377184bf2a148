"""Whether an item is decided, when it was, and whether as proposed."""

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes.lib import richtext
from minutes.lib.text import squeeze
from minutes.models import TextState
from minutes.services.texts import DECISIONS
from minutes.templatetags.ui import clock


def of(item):
    """None, or words for the item's state, with the time when it was decided at the meeting."""
    decisions = item.decisions.all()
    if not decisions:
        return None
    words = "".join(line for decision in decisions for line in [decision.intro, *decision.clauses])
    as_proposed = bool(item.proposal) and squeeze(words) == squeeze(richtext.text(item.proposal))
    at = _since(item)
    local = timezone.localtime(at) if at else None
    time = clock(local) if local and local.date() == item.meeting.date else ""
    return {"words": _words(time, as_proposed), "as_proposed": as_proposed}


def _words(time, as_proposed):
    if as_proposed:
        return _("Decided %(time)s as proposed") % {"time": time} if time else _("Decided as proposed")
    return _("Decided %(time)s") % {"time": time} if time else _("Decided")


def _since(item):
    """When the first of the decisions that have stood since then was written; None when nobody wrote it here."""
    states = TextState.objects.filter(item=item, field=DECISIONS, set_aside=False)
    empty = TextState.objects.filter(item=OuterRef("item"), field=DECISIONS, set_aside=False, value="")
    last = empty.order_by().values("item").annotate(last=Max("revision")).values("last")
    after = states.filter(revision__gt=Coalesce(Subquery(last), 0)).order_by("revision", "pk")
    return after.values_list("begun", flat=True).first()
