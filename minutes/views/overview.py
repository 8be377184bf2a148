"""What the meeting's own page shows, gathered with the same number of queries however much there is."""

from collections import defaultdict

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from minutes import compose, permissions
from minutes.lib.prepared import Objects, attach
from minutes.models import ActionItem, AgendaItem, Attachment, Attendance, AuditEvent, Meeting, Movement, Reading
from minutes.services import supplement
from minutes.templatetags.ui import clock, day, weekday

from . import nextstep

State, Outcome, Status = Meeting.State, AgendaItem.Outcome, Attendance.Status
_OUTCOMES = {
    Outcome.NOTED: gettext_lazy("Noted"),
    Outcome.NOTED_FILED: gettext_lazy("Filed"),
    Outcome.WITHDRAWN: gettext_lazy("Withdrawn"),
    Outcome.TABLED: gettext_lazy("Tabled"),
    Outcome.REMITTED: gettext_lazy("Remitted"),
}


def load(meeting):
    """Fill in the rows that the page and `compose.numbers` need."""
    for name, rows in _ROWS.items():
        attach(meeting, name, rows(meeting=meeting.pk))
    moved = defaultdict(list)
    for movement in _movements(meeting=meeting.pk):
        moved[movement.attendance_id].append(movement)
    for line in meeting.attendances.all():
        attach(line, "movements", moved[line.pk])


def _items(meeting):
    found = AgendaItem.objects.filter(meeting=meeting).select_related("type", "responsible", "deferred_to_meeting")
    found = found.annotate(decided=Count("decisions", distinct=True), acted=Count("actions", distinct=True))
    return found.order_by("position", "pk")  # said aloud, for a query that counts forgets the model's own order


def _actions(meeting):
    found = ActionItem.objects.filter(meeting=meeting).standing().select_related("responsible", "item")
    return found.annotate(moved=Count("carried_to")).order_by("position", "pk")


_with_item = Attachment.objects.select_related("item")
_ROWS = {
    "items": Objects(_items, meeting=int),
    "actions": Objects(_actions, meeting=int),
    "attendances": Objects(lambda meeting: Attendance.objects.filter(meeting=meeting), meeting=int),
    "attachments": Objects(lambda meeting: _with_item.filter(meeting=meeting), meeting=int),
}
_movements = Objects(lambda meeting: Movement.objects.filter(attendance__meeting=meeting), meeting=int)


def agenda(meeting, user, *, readable, version=None):
    """Rows of the agenda. Who may not read the draft sees titles, but neither outcomes nor what is confidential.

    `version` is the published one that is in force.
    """
    numbers = compose.numbers(meeting)
    whole = permissions.can_read_sealed(user, meeting)
    rows = []
    for item in meeting.items.all():
        # One that was removed before it was numbered is in no document, so it is shown where the agenda is written.
        if item.removed and (item.number is None or not readable):
            continue
        hidden = item.confidential and not whole
        rows.append({
            "item": item,
            "label": numbers[item.pk][1],
            "title": _("Confidential item") if hidden else item.title,
            "break": not item.is_section,
            "time": clock(item.time),
            "responsible": "" if hidden else _responsible(item),
            "decided": bool(item.decided) and readable and not hidden,
            "outcome": _outcome(item) if readable and not hidden else "",
            "url": "" if hidden or not item.is_section else _item_url(meeting, item, user, readable, version),
        })
    return rows


def _responsible(item):
    return item.responsible.name if item.responsible else item.responsible_words


def _outcome(item):
    """ "Utgick, tas upp 10 december, 1 åtgärd"; that something was decided is told by its own mark."""
    parts = [str(_OUTCOMES[item.outcome])] if item.outcome in _OUTCOMES and not item.decided else []
    if item.removed:
        parts = [_("Struck out")]
    if item.deferred:
        to = day(item.deferred_to_meeting.date) if item.deferred_to_meeting else item.deferred_to_words
        parts.append(_("comes back %(when)s") % {"when": to} if to else _("comes back"))
    if item.acted:
        parts.append(ngettext("%(number)s action", "%(number)s actions", item.acted) % {"number": item.acted})
    words = ", ".join(parts)
    return words if item.decided else capfirst(words)


def _item_url(meeting, item, user, readable, version):
    if meeting.is_writable and permissions.can_write(user, meeting):
        return reverse("writing-item" if meeting.state == State.DRAFT else "agenda-change", args=[item.pk])
    if meeting.state == State.PUBLISHED:
        return f"{nextstep.published(meeting, version)}#p{item.number}"
    if not readable:
        return ""
    return reverse("preview-show" if meeting.is_writable else "signoff-show", args=[meeting.pk])


def actions(meeting, user, *, readable):
    """The meeting's own actions: all for those who may read what is written, else the reader's own."""
    whole = permissions.can_read_sealed(user, meeting)
    rows = []
    for action in meeting.actions.all():
        secret = action.item is not None and action.item.confidential and not whole
        if permissions.is_responsible(user, action) or (readable and not secret):
            rows.append({"action": action, "open": action.status in ActionItem.UNFINISHED and not action.moved})
    return rows


def previous_url(meeting, user):
    """The address of the meeting before, empty when the reader may not see it: the pen of this one may be lent."""
    seen = meeting.previous_id and Meeting.objects.visible_to(user).filter(pk=meeting.previous_id).exists()
    return reverse("meeting-show", args=[meeting.previous_id]) if seen else ""


def attendance(meeting):
    """Those who are here, with a note each, and the others gathered in a line for each way of being away."""
    here = [row for row in meeting.attendances.all() if row.is_here]
    away = []
    for status, words in ((Status.EXCUSED, _("Apologies")), (Status.ABSENT, _("Absent"))):
        rows = [row for row in meeting.attendances.all() if row.status == status]
        if rows:
            away.append(f"{words}: {', '.join(_name(row) for row in rows)}")
    return {"here": [{"name": row.name, "note": _note(row)} for row in here], "away": away}


def _name(row):
    return f"{row.name or _('vacant')} ({row.organisation})" if row.organisation else row.name


def _note(row):
    parts = [row.organisation, row.note]
    if row.status == Status.PRESENTER and not row.note:
        parts.append(_("presenter"))
    if row.serves_for:
        parts.append(_("substitutes for %(name)s") % {"name": row.serves_for})
    for movement in row.movements.all():
        if movement.time:
            form = _("until %(time)s") if movement.kind == "leaves" else _("from %(time)s")
            parts.append(form % {"time": clock(movement.time)})
    return ", ".join(part for part in parts if part)


def attachments(meeting, user, *, readable):
    """Attachments; those of a confidential item only for who may read it."""
    whole = permissions.can_read_sealed(user, meeting)
    rows = [
        row for row in meeting.attachments.all()
        if readable and not (row.item and row.item.confidential and not whole)
    ]
    late = supplement.of_meeting(meeting) if meeting.state == State.PUBLISHED and rows else {}
    for row in rows:
        row.opens = (whole or row.public) and row.is_stored
        row.missing = (whole or row.public) and bool(row.sha256) and not row.opens
        row.late = late.get((row.number, row.title)) if not row.sha256 and (whole or row.public) else None
    return rows


def signers(standing):
    """One row for each role: done, waiting or declined, and in words."""
    readings = {}
    if standing.round is not None:
        for reading in Reading.objects.filter(round=standing.round):
            readings[reading.person_id] = reading.at
    turn = {signer.pk for signer in standing.turn}
    return [
        {"name": signer.person.name}
        | _signer_note(standing.answers.get(signer.pk), signer, readings.get(signer.person_id), signer.pk in turn)
        for signer in standing.signers
    ]


def _signer_note(answer, signer, read_at, in_turn):
    label = capfirst(signer.label)
    if answer and answer.signed_at:
        form = _("%(role)s, approved %(day)s") if answer.adjusts else _("%(role)s, signed %(day)s")
        return {"kind": "done", "note": form % {"role": label, "day": day(answer.signed_at)}}
    if answer:
        form = _("%(role)s, could not sign %(day)s")
        return {"kind": "error", "note": form % {"role": label, "day": day(answer.declined_at)}}
    if read_at:
        form = _("%(role)s, opened the document %(day)s")
        return {"kind": "wait", "note": form % {"role": label, "day": day(read_at)}}
    note = label if in_turn else _("%(role)s, signs after the others") % {"role": label}
    return {"kind": "wait", "note": note}


def may_mask(standing, user):
    """Whether there is a public copy to mask or review, and the user may: see services.masking.to_mask."""
    meeting, version = standing.meeting, standing.version
    ready = meeting.state in (State.IN_ADJUSTMENT, State.ADJUSTED)
    if meeting.state == State.PUBLISHED and version and version.rendition == version.Rendition.ORIGINAL:
        ready = version.restricted or hasattr(version, "withdrawal")
    return ready and meeting.body.is_public and permissions.can_review_masking(user, meeting)


def life(standing, user):
    """The five steps of the minutes' way with a date or a name each."""
    meeting, order = standing.meeting, list(State)
    now = order.index(meeting.state)
    notes = _notes(standing, user)
    approved = meeting.body.told(pgettext("minutes", "Approved"), pgettext("notes", "Approved"))
    published = compose.publishing(meeting.body, restricted=bool(standing.version and standing.version.restricted)).done
    labels = [_("Planned"), _("Draft"), _("Being approved"), approved, published]
    last = now == len(order) - 1
    return [
        {
            "label": label, "note": notes[order[index]], "done": index < now or last,
            "now": index == now and not last, "mine": index == now and standing.mine,
        }
        for index, label in enumerate(labels)
    ]


def _notes(standing, user):
    meeting = standing.meeting
    out = standing.version if meeting.state == State.PUBLISHED else None  # else it is being corrected
    kinds = ["meeting.open", "correction.begin", "signoff.send"]
    events = AuditEvent.objects.filter(meeting=meeting.pk, kind__in=kinds)
    if out:  # a correction that was given up is no step towards it
        events = events.filter(at__lte=out.published_at)
    at = dict(events.order_by("pk").values_list("kind", "at"))
    begun = at.get("correction.begin") or at.get("meeting.open")
    notes = {
        State.PLANNED: day(meeting.created), State.DRAFT: day(begun) or day(meeting.date),
        State.IN_ADJUSTMENT: day(at.get("signoff.send")), State.ADJUSTED: "", State.PUBLISHED: "",
    }
    if meeting.state == State.PLANNED:
        notes |= {State.DRAFT: weekday(meeting.date)}
    if meeting.state in (State.PLANNED, State.DRAFT):
        notes[State.IN_ADJUSTMENT] = ""
    if meeting.state == State.IN_ADJUSTMENT and standing.round:
        notes[State.IN_ADJUSTMENT] = _("since %(day)s") % {"day": day(standing.round.opened_at)}
        notes[State.ADJUSTED] = _("by %(day)s") % {"day": day(standing.round.deadline)}
    moments = [a.signed_at for a in standing.answers.values() if a.signed_at and a.adjusts]
    if meeting.state == State.ADJUSTED and moments:
        notes[State.ADJUSTED] = day(max(moments))
    if out:
        notes[State.ADJUSTED] = day(out.adjusted_on)
        notes[State.PUBLISHED] = day(out.published_at)
    elif meeting.state in (State.IN_ADJUSTMENT, State.ADJUSTED):
        notes[State.PUBLISHED] = _publisher(standing, user)
    return notes


def _publisher(standing, user):
    if standing.meeting.body.publish_when_adjusted:
        return _("by itself, after the approval")
    if permissions.can_publish(user, standing.meeting):
        return _("by you, after the approval")
    names = ", ".join(person.name for person in standing.writers)
    return _("by %(names)s, after the approval") % {"names": names} if names else _("after the approval")


def is_written(meeting):
    """Whether every item of the draft says something, so that checking and sending comes next."""
    sections = [item for item in meeting.items.all() if item.is_section and not item.removed]
    return bool(sections) and all(item.text or item.decided or item.outcome or item.deferred for item in sections)


def open_items(meetings):
    """{meeting id: (items, items that say something, last edited)} for the drafts that a writer is at."""
    said = ~Q(text="") | Q(decisions__isnull=False) | ~Q(outcome="") | Q(deferred=True)
    rows = (
        AgendaItem.objects.filter(meeting__in=meetings, kind=AgendaItem.Kind.ITEM, removed=False)
        .values("meeting")
        .annotate(all=Count("pk", distinct=True), said=Count("pk", filter=said, distinct=True))
    )
    return {row["meeting"]: row for row in rows}
