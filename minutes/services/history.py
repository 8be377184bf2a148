"""Earlier states: put back while the minutes are written, and thinned by the body's rule after publishing.

So no draft turns record unnoticed.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.models import Attendance, AuditEvent, Body, Correction, Meeting, Person, SignoffRole, TextState, Turn

from . import Refused, adjuster, attendance, facts, signer, texts, writing
from . import meeting as meetings

Kept = Body.HistoryKept
THINNED = "history.thin"


def of_meeting(meeting):
    """The states of the meeting's facts, of its roster and of who signs."""
    return TextState.objects.filter(Q(meeting=meeting) | Q(attendance__meeting=meeting))


def restore(state, *, by):
    """Let a field stand as it stood in an earlier state; what stands there now stays in the history."""
    if state.item:
        writing.restore(state, by=by)
    elif state.attendance:
        value = texts.from_text(Attendance, state.field, state.value)
        attendance.change(state.attendance, by=by, **{state.field: value})
    elif state.field.startswith(facts.SIGNER):
        _restore_signer(state, by)
    else:
        meetings.edit(state.meeting, by=by, **{state.field: texts.from_text(Meeting, state.field, state.value)})


def _restore_signer(state, by):
    role = SignoffRole.objects.filter(pk=state.field.removeprefix(facts.SIGNER), body=state.meeting.body).first()
    person = Person.objects.filter(pk=state.value or 0).first()
    if role is None or (state.value and person is None):
        raise Refused(_("What stood here then is not there any more, so it cannot be put back."))
    loaded = compose.load(state.meeting.pk)
    sections = [item for item in loaded.items.all() if item.is_section and not item.removed]
    item = next((item for item in sections if adjuster.is_chosen_in(item)), None)
    if item and role.source == SignoffRole.Source.CHOSEN:
        adjuster.choose(item, {role: person}, by=by)  # together with the decision that names them
    else:
        signer.choose(state.meeting, role, person, by=by)


def thin_due():
    """Thin what has been published since the last time: each meeting once, and once more after each correction.

    Returns how many were thinned.
    """
    published = Meeting.objects.filter(state=Meeting.State.PUBLISHED).exclude(pk__in=_thinned().values("meeting"))
    return sum(thin(meeting) for meeting in published.select_related("body"))


def _thinned():
    """The events of thinning, but those that a correction has come after."""
    later = Correction.objects.filter(meeting=OuterRef("meeting"), closed_at__gt=OuterRef("at"))
    return AuditEvent.objects.filter(~Exists(later), kind=THINNED, meeting__isnull=False)


@transaction.atomic
def thin(meeting):
    """Take away the earlier texts that the body does not keep. Whether it was done now: two may try at once."""
    # The same row that publishing changes: who comes second finds the event of the first.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if _thinned().filter(meeting=meeting.pk).exists():
        return False
    Turn.objects.filter(item__meeting=meeting).delete()
    gone = 0
    if meeting.body.history_kept != Kept.EVERYTHING:
        of_items = TextState.objects.filter(item__meeting=meeting)
        states = TextState.objects.filter(Q(pk__in=of_items.values("pk")) | Q(pk__in=of_meeting(meeting).values("pk")))
        kept = _last_of_each_day(states) if meeting.body.history_kept == Kept.DAILY else []
        gone, _of_each = states.exclude(pk__in=kept).delete()
    audit.record(THINNED, meeting, by=None, details={"kept": meeting.body.history_kept, "states": gone})
    return True


def _last_of_each_day(states):
    """Ids of the last state of each part on each day; what was set aside was never the text of a day."""
    stood = states.filter(set_aside=False).order_by("revision", "pk")
    rows = stood.values_list("item", "attendance", "field", "at", "pk")
    return {(*part, timezone.localdate(at)): pk for *part, at, pk in rows}.values()
