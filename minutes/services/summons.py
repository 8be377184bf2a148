"""Calling people to a meeting: what is sent, to whom, what has changed since then, and who has answered.

What a summons says is frozen when it is sent. A later change of the meeting is sent as a further one with a number.
"""

import dataclasses
import datetime
import uuid

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.documents import summons as documents
from minutes.documents import summons_changes, words
from minutes.lib import canonical
from minutes.lib.prepared import Objects
from minutes.models import Attendance, Meeting, Notification, Summons, SummonsReply
from minutes.notifications import sending
from minutes.notifications.messages import address_of

from . import Refused, facts
from .draft import person_of
from .roster import take_off
from .sealing import Obstacle

Kind, State, Answer = Notification.Kind, Meeting.State, SummonsReply.Answer
DAYS_BEFORE = 7  # the usual last day to answer, before the meeting


@dataclasses.dataclass(frozen=True)
class Proposal:
    """What would be sent now. `changes` say what differs from the last one; `moves`: everybody is asked anew."""

    value: documents.Summons
    last: Summons | None
    changes: tuple[str, ...]
    moves: bool

    @property
    def seen(self):
        """Names exactly what is said of the meeting: nothing else is sent than what the sender has looked at."""
        return documents.facts_hash(self.value)


def latest(meeting):
    """The last summons of the meeting, without its PDF; None when none has been sent."""
    return _latest.first(meeting=meeting.pk)


_newest_first = Summons.objects.defer("pdf").select_related("sent_by").order_by("-number")
_latest = Objects(lambda meeting: _newest_first.filter(meeting=meeting)[:1], meeting=int)


def propose(meeting, *, answer_by=None):
    """The summons as it would be sent now, made from the tables."""
    loaded, last = compose.load(meeting.pk), latest(meeting)
    minutes, body = compose.minutes(loaded), loaded.body

    def made(key, changes=()):
        label = words.word(key, body.language, body.document, body.words)
        day = answer_by.isoformat() if answer_by else ""
        return documents.of(
            minutes, label=label, number=last.number + 1 if last else 1, answer_by=day, changes=changes
        )

    value = made("changed_summons" if last else "summons")
    if last is None:
        return Proposal(value, None, (), False)
    before = documents.from_json(last.content_json)
    changes, moves = summons_changes.between(before, value), summons_changes.moves(before, value)
    value = made("changed_summons", changes)
    return Proposal(_without_substitutes(meeting, value) if moves else value, last, changes, moves)


def _without_substitutes(meeting, value):
    """When everybody is asked anew, those who stood in for somebody do so no more."""
    names = set(entered(meeting).values_list("name", flat=True))
    called = [dataclasses.replace(one, serves_for="") for one in value.attendees if one.name not in names]
    return dataclasses.replace(value, attendees=tuple(called))


def entered(meeting):
    """The lines of the roster that answers have added, and that go when the answers are taken back."""
    return meeting.attendances.filter(stands_in__substitute_status_before="")


def changes_since(meeting, last):
    """What has changed since the summons was sent, in sentences; nothing is looked up when nothing was written."""
    if last is None or last.revision == meeting.revision or meeting.state != State.PLANNED:
        return ()
    return propose(meeting).changes


def obstacles(meeting):
    """Everything that stands in the way of calling, each with the page where it is put right."""
    found = []
    if not meeting.items.filter(kind="item", removed=False).exists():
        found.append(Obstacle(_("The agenda has no items. Add at least one."), "agenda-edit"))
    if not to_call(meeting)[0]:
        found.append(Obstacle(_("Nobody on the attendance list has an e-mail address."), "attendance-edit"))
    if meeting.date < timezone.localdate():
        found.append(Obstacle(_("The day of the meeting has passed."), "meeting-edit"))
    return found


def to_call(meeting):
    """(lines of the roster that a mail reaches, those that it does not); vacant seats are neither."""
    rows = [row for row in meeting.attendances.select_related("person__user", "reply") if not row.is_vacant]
    reached = [row for row in rows if row.person and address_of(row.person)]
    return reached, [row for row in rows if row not in reached]


def default_answer_by(meeting):
    """A week before the meeting, but neither before today nor after the meeting."""
    return min(meeting.date, max(timezone.localdate(), meeting.date - datetime.timedelta(days=DAYS_BEFORE)))


@transaction.atomic
def send(meeting, *, by, answer_by=None, message="", seen=None):
    """Send the summons, or what has changed since the last one, to everybody on the roster whom mail reaches.

    `seen` is the Proposal.seen that the sender looked at, None for any.
    """
    _claim(meeting)
    if found := obstacles(meeting):
        raise Refused(" ".join(one.message for one in found))
    answer_by = answer_by or default_answer_by(meeting)
    _check_day(meeting, answer_by)
    proposal = propose(meeting, answer_by=answer_by)
    if seen is not None and proposal.seen != seen:
        raise Refused(_("The meeting was changed after this page was opened. Look through it and send again."))
    last = proposal.last
    if last and not proposal.changes:
        raise Refused(_("Nothing of what the summons says has changed since it was sent."))
    content, number = documents.to_json(proposal.value).decode(), proposal.value.number
    sent = Summons.objects.create(
        body=meeting.body, meeting=meeting, number=number, revision=meeting.revision, message=message,
        answers_from=number if last is None or proposal.moves else last.answers_from,
        uid=last.uid if last else f"{uuid.uuid4()}@justera",
        content_json=content, content_hash=canonical.sha256(content.encode()),
        sent_at=timezone.now(), sent_by=person_of(by),
    )
    if proposal.moves:
        for reply in SummonsReply.objects.filter(meeting=meeting).select_related("meeting", "attendance", "substitute"):
            take_back(reply)
    call(sent, to_call(meeting)[0])
    details = {"number": number, "content_hash": sent.content_hash, "answer_by": answer_by.isoformat()}
    audit.record("summons.send", meeting, by=by, details=details)
    return sent


@transaction.atomic
def call_missing(meeting, *, by):
    """Send the summons as it is to those who have come onto the roster since. Returns how many."""
    _claim(meeting)
    sent = _sent(meeting)
    rows = [row for row in to_call(meeting)[0] if not hasattr(row, "reply")]
    if not rows:
        raise Refused(_("Everybody on the attendance list has been called."))
    call(sent, rows)
    keep_up(sent, meeting)
    audit.record("summons.call_missing", meeting, by=by, details={"attendances": [row.pk for row in rows]})
    return len(rows)


@transaction.atomic
def remind(meeting, *, by):
    """Remind those who have not answered, each at most once a day. Returns those who get a mail."""
    if meeting.state != State.PLANNED:
        raise Refused(_("The meeting has begun, and nobody answers any more."))
    sent = _sent(meeting)
    silent = [reply.person for reply in replies(meeting, sent) if reply.said == Answer.SILENT]
    if not silent:
        raise Refused(_("Everybody who was called has answered."))
    told = sending.tell(Kind.REPLY_WANTED, silent, meeting=meeting, summons=sent)
    if not told:
        raise Refused(_("Those who are silent have been reminded today already."))
    audit.record("summons.remind", meeting, by=by, details={"people": [person.pk for person in told]})
    return told


def cancel(meeting):
    """Tell everybody who was called that there will be no meeting; part of the act that takes it away."""
    sent = latest(meeting)
    if sent is None:
        return
    Summons.objects.filter(pk=sent.pk).update(cancelled_at=timezone.now())
    called = SummonsReply.objects.filter(meeting=meeting, attendance__isnull=False).select_related("person")
    sending.tell(Kind.CANCELLED, [reply.person for reply in called], meeting=None, summons=sent)


def call(sent, rows):
    """Owe each of the lines a mail with the summons and a link to answer by."""
    for row in rows:
        given = {"meeting": sent.meeting, "person": row.person, "first": sent, "status_before": row.status}
        SummonsReply.objects.get_or_create(attendance=row, defaults=given)
    sending.tell(Kind.SUMMONS, [row.person for row in rows], meeting=sent.meeting, summons=sent)


def keep_up(sent, meeting):
    """After a write that changes nothing of what the summons says: it agrees with the meeting if it did before."""
    meeting.refresh_from_db(fields=["revision"])
    Summons.objects.filter(pk=sent.pk, revision=meeting.revision - 1).update(revision=meeting.revision)


def replies(meeting, sent):
    """The replies of those who are on the roster still, in its order; `said` is the answer that counts for `sent`."""
    found = SummonsReply.objects.filter(meeting=meeting, attendance__isnull=False)
    found = [*found.select_related("attendance", "person", "substitute", "answered").order_by("attendance__position")]
    for reply in found:
        reply.said = reply.answer if counts(reply, sent) else Answer.SILENT
    return found


def counts(reply, sent):
    """Whether what was answered last still stands, now that `sent` is the summons."""
    return reply.answered is not None and reply.answered.number >= sent.answers_from


def unanswered(user, meetings):
    """Ids of those of the meetings that the user has been called to and has not answered."""
    last = Summons.objects.filter(meeting=OuterRef("meeting")).order_by("-number").values("answers_from")[:1]
    mine = SummonsReply.objects.filter(person__user=user, meeting__in=meetings, attendance__isnull=False)
    silent = Q(answered=None) | Q(answered__number__lt=Subquery(last))
    return set(mine.filter(silent).values_list("meeting", flat=True))


def take_back(reply):
    """Undo what the answer did to the roster; what has been changed by hand since then stays."""
    row, other = reply.attendance, reply.substitute
    stood = Attendance.objects.filter(pk=row.pk, status=Attendance.Status.EXCUSED) if row else None
    if row and reply.answer in (Answer.PREVENTED, Answer.REPLACED) and stood.exists():
        facts.set_line(row, meeting=reply.meeting, by=reply, status=reply.status_before)
    if other and reply.substitute_status_before:
        before = {"serves_for": "", "status": reply.substitute_status_before}
        facts.set_line(other, meeting=reply.meeting, by=reply, **before)
    elif other:
        take_off(other)
    SummonsReply.objects.filter(pk=reply.pk).update(substitute=None, substitute_status_before="")


def _claim(meeting):
    rows = Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED)
    if not rows.update(revision=F("revision") + 1):
        raise Refused(_("Only a meeting that is still planned can be called to."))
    meeting.refresh_from_db(fields=["state", "revision"])


def _sent(meeting):
    sent = latest(meeting)
    if sent is None:
        raise Refused(_("No summons has been sent."))
    return sent


def _check_day(meeting, day):
    if day < timezone.localdate():
        raise Refused(_("The last day to answer has already passed."), field="answer_by")
    if day > meeting.date:
        raise Refused(_("The last day to answer is after the meeting."), field="answer_by")
