"""One part of an item, as a tab of a browser saves it by itself while somebody writes.

The item is read once, with all that decides; then it is changed where its revision is still the one that was read.
Where it is not, somebody was quicker: it is read and judged again. So each request takes few statements, however long
the minutes are.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes.lib.prepared import Rows, Update
from minutes.models import AgendaItem, Decision, Meeting, TextState, Turn
from minutes.permissions import writable_by

from . import Conflict, Refused, adjuster, agenda, draft, rows, stamping, texts
from . import meeting as meetings

BURST = datetime.timedelta(minutes=5)
MAY_VANISH = 3  # words that one rewrites without a second thought; more of them stay in the history
ATTEMPTS = 9
SIGNERS = "signers"


@dataclass(frozen=True)
class Saved:
    """`revision` of the item and `meeting` of the meeting, as of which the tab knows the part; `text` as it is kept."""

    item: AgendaItem
    revision: int
    meeting: int
    text: str


class Crossed(Conflict):
    """Somebody else has changed the part since the tab saw it. `mine` is kept in the history, set aside."""

    def __init__(self, item, part, mine, theirs):
        super().__init__(texts.conflict_words(), {part: theirs})
        self.item, self.part, self.mine, self.standing = item, part, mine, theirs


def find(pk, part, *, by, tab, seen):
    """The item with what decides about a part of it, in one query; None unless it is there and the user may write.

    `seen` is the revision at which the tab last knew the part. Of the meeting it brings what is in _OF_MEETING.
    """
    person, now = draft.person_of(by), timezone.now()
    if person is None:
        return None
    found = _found(
        pk=pk, part=part, person=person.pk, tab=tab, seen=seen, today=timezone.localdate(now), since=now - BURST
    )
    if not found:
        return None
    row = iter(found[0])
    item = AgendaItem.from_db(None, _OF_ITEM, [next(row) for _column in _OF_ITEM])
    item.meeting = Meeting.from_db(None, _OF_MEETING, [next(row) for _column in _OF_MEETING])
    item.decides = _Deciding(*row)
    return item


_OF_ITEM = [column.attname for column in AgendaItem._meta.concrete_fields]
_OF_MEETING = ["id", "body_id", "date", "state", "revision", "created"]


class _Deciding(NamedTuple):
    """What is known of a part before it is written."""

    last: int | None  # the last state, or 0 when what comes now does not belong to the same burst
    is_crossed: bool  # somebody else has changed the part since it was seen
    turn_with_state: int | None  # the tab's last one that left a state, negative when that was set aside
    turn_without: int | None
    is_decided: bool  # the item

    @property
    def turn(self):
        return max(abs(self.turn_with_state or 0), self.turn_without or 0)


def _find(pk, part, person, tab, seen, today, since):
    states = TextState.objects.filter(item=OuterRef("pk"), field=part)
    own = Q(tab=tab, by=person)
    last = states.filter(set_aside=False).order_by("-revision", "-pk")
    number = BigIntegerField()
    grows = Case(When(own & Q(begun__gte=since), then=F("pk")), default=Value(0), output_field=number)
    turn = Case(When(set_aside=True, then=0 - F("turn")), default=F("turn"), output_field=number)
    turns = Turn.objects.filter(item=OuterRef("pk"), field=part, tab=tab)
    items = AgendaItem.objects.filter(writable_by(person, today, "meeting__"), pk=pk)
    return items.values_list(*_OF_ITEM, *[f"meeting__{column}" for column in _OF_MEETING]).annotate(
        last=Subquery(last.annotate(found=grows).values("found")[:1]),
        is_crossed=Exists(last.filter(revision__gt=seen).exclude(own)),
        turn_with_state=Subquery(states.filter(own).annotate(found=turn).order_by("-turn").values("found")[:1]),
        turn_without=Subquery(turns.values("turn")[:1]),
        is_decided=Exists(Decision.objects.filter(item=OuterRef("pk"))),
    )


_found = Rows(
    _find, pk=int, part=str, person=int, tab=str, seen=int, today=datetime.date, since=datetime.datetime
)


def save(item, part, given, *, by, seen, tab, turn):
    """Store a part of the item that `find` returned: a dict of its columns, or all rows of its decisions or actions.

    Signers come as {role: person or None}, of those that were changed: who chooses last has chosen. `turn` grows with
    each request of the tab: one that comes twice, or after a later one, changes nothing and is told what became of the
    last. Raises Crossed where somebody else has changed the part since `seen`, and Refused.
    """
    again = {"pk": item.pk, "part": part, "by": by, "tab": tab, "seen": seen}
    if part == SIGNERS:
        return _save_signers(item, given, again, turn)
    change = _Rows(part, given) if part in _ROWS else _Columns(part, given, by)
    try:
        return _save(item, change, again, turn)
    except Crossed as crossed:
        _set_aside(crossed, by=by, tab=tab, turn=turn)
        raise


class _Columns:
    """One column of the item, or those that are one part together."""

    def __init__(self, part, fields, by):
        self.part, self.fields, self.by = part, fields, by

    def read(self, item):
        self.before = texts.text(item, self.part)
        self.after = texts.text(texts.with_values(item, self.fields), self.part)
        self.differs = self.before != self.after
        if self.differs:
            texts.check(item, self.fields)
            agenda.check_relations(item.meeting, self.fields, by=self.by, chosen=item.deferred_to_meeting_id)

    def put(self, item):
        return self.after


class _Rows:
    """All decisions or all actions of the item."""

    fields = {}

    def __init__(self, part, given):
        self.part, self.given = part, given
        self.there, self.wanted, self.store = _ROWS[part]

    def read(self, item):
        self.rows = self.wanted(item, self.given)
        self.before, self.after = texts.rows_text(self.there(item)), texts.rows_text(self.rows)
        self.differs = self.before != self.after

    def put(self, item):
        return texts.rows_text(self.store(item, self.rows))


_ROWS = {
    texts.DECISIONS: (rows.decision_rows, rows.decisions_wanted, rows.store_decisions),
    texts.ACTIONS: (rows.action_rows, rows.actions_wanted, rows.store_actions),
}


@transaction.atomic
def _save_signers(item, chosen, again, turn):
    draft.take(item.meeting)
    item = find(**again)
    if item is None:
        raise Refused(_("The row has been removed."))
    if turn <= item.decides.turn:
        return Saved(item, item.revision, None, "")
    if chosen:
        adjuster.choose(item, chosen, by=again["by"])
    _mark(item, SIGNERS, again["tab"], turn)
    return Saved(item, item.revision, item.meeting.revision, "")


@transaction.atomic
def _save(item, change, again, turn):
    claimed = False
    for _attempt in range(ATTEMPTS):
        change.read(item)
        if turn <= item.decides.turn:
            return _told_again(item, change, again, turn)
        if not item.meeting.is_writable:
            raise Refused(draft.why_closed(item.meeting))
        if change.differs and item.decides.is_crossed:
            raise Crossed(item, change.part, change.after, change.before)
        if change.differs and not claimed:
            _claim(item.meeting, again["by"])
            claimed = True
        if stamping.take(item, change.fields | {"edited": timezone.now()} if change.differs else {}):
            return _keep(item, change, again, turn)
        item = find(**again)
        if item is None:
            raise Refused(_("The row has been removed."))
    raise Refused(_("Somebody else changed the same thing just now. Look at the page again and retry."))


def _claim(meeting, by):
    draft.take(meeting)
    if meeting.state == Meeting.State.PLANNED:
        meeting.refresh_from_db(fields=["state"])
        if meeting.state == Meeting.State.PLANNED:
            meetings.open(meeting, by=by)


def _keep(item, change, again, turn):
    """The new state in the history; a request that changed nothing leaves only its turn."""
    tab, by = again["tab"], draft.person_of(again["by"])
    if not change.differs:
        _mark(item, change.part, tab, turn)
        return Saved(item, item.revision, None, change.before)
    text, now = change.put(item), item.edited
    if item.decides.last and not _vanish(change.before, text):
        _grow(pk=item.decides.last, value=text, revision=item.revision, at=now, turn=turn)
    else:
        is_first = item.decides.last is None and change.before
        first = [texts.first(item, change.part, change.before)] if is_first else []
        new = TextState(
            item=item, field=change.part, value=text, revision=item.revision, by=by, at=now, begun=now, tab=tab,
            turn=turn,
        )
        TextState.objects.bulk_create([*first, new])
    if (item.decides.turn_with_state or 0) < 0:
        own = TextState.objects.filter(item=item, field=change.part, tab=tab, by=by)
        own.filter(set_aside=True, value=text).delete()
    return Saved(item, item.revision, item.meeting.revision, text)


_grow = Update(
    lambda pk, **values: (TextState.objects.filter(pk=pk), values),
    pk=int, value=str, revision=int, at=datetime.datetime, turn=int,
)


def _told_again(item, change, again, turn):
    """What became of the tab's last request about the part, for one that comes twice or too late."""
    tab = again["tab"]
    if item.decides.turn == item.decides.turn_without:
        mark = Turn.objects.get(item=item, field=change.part, tab=tab)
        return Saved(item, mark.revision, None, change.after)
    own = TextState.objects.filter(item=item, field=change.part, tab=tab, by=draft.person_of(again["by"]))
    last = own.order_by("-turn").first()
    if last.set_aside and last.value != change.before:
        raise Crossed(item, change.part, last.value, change.before)
    return Saved(item, last.revision, None, last.value)


def _mark(item, part, tab, turn):
    mark = Turn(item=item, field=part, tab=tab, turn=turn, revision=item.revision, at=timezone.now())
    unique, update = ["item", "field", "tab"], ["turn", "revision", "at"]
    Turn.objects.bulk_create([mark], update_conflicts=True, unique_fields=unique, update_fields=update)


@transaction.atomic
def _set_aside(crossed, *, by, tab, turn):
    """Keep in the history what came too late. What the same tab sends after it grows the same state."""
    item = AgendaItem.objects.select_for_update().filter(pk=crossed.item.pk).first()
    own = TextState.objects.filter(item=item, field=crossed.part, tab=tab, by=draft.person_of(by))
    last = own.order_by("-turn").first()
    if item is None or (last and last.turn >= turn):
        return
    now = timezone.now()
    if last is None or not last.set_aside or _vanish(last.value, crossed.mine):
        last = TextState(
            item=item, field=crossed.part, by=draft.person_of(by), tab=tab, begun=now, set_aside=True
        )
    last.value, last.revision, last.turn, last.at = crossed.mine, item.revision, turn, now
    last.save()


def _vanish(before, after):
    """Whether more words of a text vanish in the next than one rewrites without a second thought."""
    gone = Counter(_words(before)) - Counter(_words(after))
    return gone.total() > MAY_VANISH


def _words(text):
    return [word for word in text.replace("<", " <").replace(">", "> ").split() if word[0] != "<"]
