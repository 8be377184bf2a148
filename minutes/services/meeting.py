"""Planning a meeting, and what can be done with it as a whole."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.lib import limits
from minutes.models import AgendaItem, Body, Meeting, Signer, SignoffRole

from . import Conflict, Refused, carrying, draft, facts, roster, summons

State = Meeting.State
_UNSAID = object()


@transaction.atomic
def plan(body, *, by, date, title="", number=_UNSAID, previous=None, carry_items=(), carry_actions=(), **fields):
    """A new meeting with the roster of its date, the body's standing items and what is carried over.

    Without `number` it takes the next one of its calendar year.
    """
    _wait_for_other_planners(body)
    meeting = Meeting(body=body, date=date, title=title or body.meeting_title, previous=previous, **fields)
    meeting.number = next_number(body, date) if number is _UNSAID else number
    _check(meeting)
    meeting.save(force_insert=True)
    roster.make(meeting, by=by)
    _add_standing_items(meeting)
    carried = carrying.carry(meeting, by=by, items=carry_items, actions=carry_actions)
    audit.record("meeting.plan", meeting, by=by, details={"body": body.pk, "date": date.isoformat()} | carried)
    return meeting


@transaction.atomic
def plan_many(body, rows, *, by):
    """Several meetings or none: each row has date, start, end and place; what a row lacks is the body's usual."""
    if not rows:
        raise Refused(_("There are no meetings to plan."))
    if len(rows) > limits.MEETINGS_AT_ONCE:
        raise Refused(_("Plan at most %(number)s meetings at a time.") % {"number": limits.MEETINGS_AT_ONCE})
    return [
        plan(
            body, by=by, date=row.date, start=row.start or body.default_start, place=row.place or body.default_place,
            end=row.end if row.start else body.default_end,
        )
        for row in sorted(rows, key=lambda row: (row.date, str(row.start)))
    ]


@transaction.atomic
def edit(meeting, *, by, seen=None, **fields):
    """Change facts of the meeting. `seen` holds what the writer saw in each field; raises Conflict when it has changed.

    Returns the names of the fields that changed.
    """
    draft.claim(meeting)
    now = Meeting.objects.select_related("body").get(pk=meeting.pk)
    changed = [name for name in fields if getattr(now, name) != fields[name]]
    theirs = {name: getattr(now, name) for name in changed if seen is not None and seen[name] != getattr(now, name)}
    if theirs:
        raise Conflict(_("Somebody else has changed the meeting meanwhile. Compare and save again."), theirs)
    if not changed:
        return []
    if "previous" in changed and fields["previous"]:
        _check_sees(by, fields["previous"])
    before, texts_before = now.date, facts.texts_of(now)
    for name in changed:
        setattr(now, name, fields[name])
        setattr(meeting, name, fields[name])
    _check(now)
    now.save(update_fields=changed)
    facts.keep(now, texts_before, meeting=now, by=by)
    details = {"fields": sorted(changed)}
    if "date" in changed:
        details["date"] = now.date.isoformat()
        if now.state == State.PLANNED:
            roster.move_to(now, before=before)
    audit.record("meeting.edit", now, by=by, details=details)
    return changed


@transaction.atomic
def carry(meeting, *, by, items=(), actions=()):
    """Bring deferred items and unfinished actions of earlier meetings into this one."""
    if not items and not actions:
        raise Refused(_("Tick what is to be carried over."))
    draft.claim(meeting)
    details = carrying.carry(meeting, by=by, items=items, actions=actions)
    audit.record("meeting.carry", meeting, by=by, details=details)


@transaction.atomic
def open(meeting, *, by):  # noqa: A001 (the act is called so everywhere)
    """Start writing: from now on the meeting has a draft."""
    rows = Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED).update(
        state=State.DRAFT, revision=F("revision") + 1
    )
    if not rows:
        raise Refused(
            meeting.body.told(
                _("The minutes of this meeting have already been started."),
                _("The notes of this meeting have already been started."),
            )
        )
    meeting.refresh_from_db(fields=["state", "revision"])
    audit.record("meeting.open", meeting, by=by)


@transaction.atomic
def cancel(meeting, *, by):
    """Take away a planned meeting; what it had carried over goes back, and those who were called are told."""
    rows = Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED).update(revision=F("revision") + 1)
    if not rows:
        raise Refused(_("Only a meeting that is still planned can be cancelled."))
    summons.cancel(meeting)
    audit.record("meeting.cancel", meeting, by=by, details={"body": meeting.body_id, "date": meeting.date.isoformat()})
    Meeting.objects.filter(pk=meeting.pk).delete()


@transaction.atomic
def hand_over(meeting, person, *, by, signs=False):
    """Give the pen of this meeting to somebody, or take it back with None; `signs`: she signs as secretary too."""
    if person is not None and person.user_id is None:
        raise Refused(_("%(name)s has no login and cannot write. Invite her first.") % {"name": person.name})
    if signs and person is not None:
        draft.claim(meeting)
    rows = Meeting.objects.filter(pk=meeting.pk).exclude(state=State.PUBLISHED).exclude(
        writer=person, writer__isnull=person is None
    )
    if not rows.update(writer=person) and not signs:
        raise Refused(_refusal_to_hand_over(meeting, person))
    meeting.writer = person
    if signs and person is not None:
        _sign_as_secretary(meeting, person)
    audit.record("meeting.hand_over", meeting, by=by, details={"person": person.pk if person else None, "signs": signs})


def next_number(body, date):
    """The next free number of the calendar year; None in a body that does not number its meetings."""
    meetings = Meeting.objects.filter(body=body)
    highest = meetings.filter(date__year=date.year).aggregate(highest=Max("number"))["highest"]
    if highest is not None:
        return highest + 1
    return 1 if meetings.filter(number__isnull=False).exists() or not meetings.exists() else None


def _wait_for_other_planners(body):
    # Two at once would take the same number or the same hour; SQLite has one writer anyway.
    Body.objects.select_for_update().filter(pk=body.pk).first()


def _check_sees(user, previous):
    # Said as of any meeting that cannot be chosen: that there is one is not for everybody to know.
    if not Meeting.objects.visible_to(user).filter(pk=previous.pk).exists():
        raise Refused(_("The previous meeting must be another meeting of the same body."))


def _check(meeting):
    if meeting.previous and (meeting.previous.body_id != meeting.body_id or meeting.previous.pk == meeting.pk):
        raise Refused(_("The previous meeting must be another meeting of the same body."))
    same = Meeting.objects.filter(body=meeting.body, date=meeting.date, start=meeting.start).exclude(pk=meeting.pk)
    if same.exists():
        raise Refused(
            _("%(body)s already has a meeting on %(date)s at that time.")
            % {"body": meeting.body.name, "date": meeting.date.isoformat()}
        )
    try:
        meeting.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _add_standing_items(meeting):
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, position=position, kind=row.kind, title=row.title, type=row.type, text=row.text,
            proposal=row.proposal,
        )
        for position, row in enumerate(meeting.body.standing_items.select_related("type"))
    )


def _refusal_to_hand_over(meeting, person):
    if Meeting.objects.filter(pk=meeting.pk, state=State.PUBLISHED).exists():
        return meeting.body.told(
            _("The minutes are %(published)s; there is nothing left to write."),
            _("The notes are %(published)s; there is nothing left to write."),
        ) % {"published": compose.publishing(meeting.body).is_done}
    if person is None:
        return _("The secretary has the pen already.")
    return _("%(name)s has the pen already.") % {"name": person.name}


def _sign_as_secretary(meeting, person):
    # A signer that has signed an earlier round stays a row: the signature keeps its own snapshot of who it was.
    for role in meeting.body.signoff_roles.filter(source=SignoffRole.Source.SECRETARY):
        signer = roster.signer_for(meeting, role, person)
        before = Signer.objects.filter(meeting=meeting, role=role).first()
        if before:
            signer.pk = before.pk
        signer.save(force_update=before is not None)
