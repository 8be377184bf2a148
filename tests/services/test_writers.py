"""Several tabs write the same item, and the network between drops, doubles and reorders: no word is silently gone."""

from dataclasses import dataclass, field
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from minutes.documents import load
from minutes.models import AgendaItem, Decision, Meeting, TextState
from minutes.services import Refused, autosave, history, rounds, rows, signoff, texts
from tests import factories

PARTS = ("text", "decisions", "presenter")
DECISION = {"clauses": [], "heading": True, "names_adjusters": False}


@dataclass
class Request:
    """One save on its way; `answer` is what the server made of it, once it has arrived.

    `counts` once it has changed or crossed something: who sends what stands already adds nothing that could be lost,
    and the text stays that of the tab that wrote it, which may go on with it in the same state.
    """

    tab: "Tab"
    part: str
    words: list
    seen: int
    turn: int
    answer: object = None
    counts: bool = False

    @property
    def of(self):
        return self.tab.name, self.part

    @property
    def given(self):
        if self.part != "decisions":
            return {self.part: self.stored}
        return [{"intro": word} for word in self.words]

    @property
    def stored(self):
        """The text as the history keeps it."""
        if self.part == "text":
            return f"<p>{' '.join(self.words)}</p>" if self.words else ""
        if self.part == "presenter":
            return " ".join(self.words)
        return texts.rows_text([DECISION | {"intro": word} for word in self.words])


@dataclass
class Tab:
    name: str
    user: object
    turns: count = field(default_factory=lambda: count(1))
    words: dict = field(default_factory=lambda: {part: [] for part in PARTS})
    seen: dict = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    conflict: dict = field(default_factory=dict)

    def sends(self, part):
        return Request(self, part, list(self.words[part]), self.seen[part], next(self.turns))


class Writers(RuleBasedStateMachine):
    """A secretary at two machines and one who helps her; `start` is the scene that each example begins with."""

    def __init__(self, start):
        super().__init__()
        self.before = transaction.savepoint()
        self.item, users = start
        self.tabs = [Tab(f"tab{n}", user) for n, user in enumerate(users)]
        self.wire, self.arrived, self.numbers, self.sealed = [], [], count(1), None

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    # ---- what people do

    @rule(
        tab=st.sampled_from([0, 0, 1, 2]), part=st.sampled_from(["text", *PARTS]), place=st.integers(0, 4),
        gone=st.integers(0, 6), new=st.integers(0, 2),
        fate=st.sampled_from(["answered", "answered", "unanswered", "waits", "waits"]),
    )
    def types(self, tab, part, place, gone, new, fate):
        tab = self.tabs[tab]
        tab.words[part][place : place + gone] = [f"ord{next(self.numbers)}" for _ in range(new)]
        self.wire.append(tab.sends(part))
        if fate != "waits":
            self.arrives(-1, fate)

    @precondition(lambda self: any(tab.conflict for tab in self.tabs))
    @rule(keep=st.sampled_from(["mine", "theirs", "both"]))
    def chooses(self, keep):
        tab = next(tab for tab in self.tabs if tab.conflict)
        part, crossed = tab.conflict.popitem()
        tab.seen[part] = crossed.item.revision
        theirs = words_of(part, crossed.standing)
        tab.words[part] = {"mine": tab.words[part], "theirs": theirs, "both": theirs + tab.words[part]}[keep]
        if keep != "theirs":
            self.wire.append(tab.sends(part))

    @rule(tab=st.integers(0, 2))
    def looks(self, tab):
        """The tab takes over what others wrote, where nothing of its own is under way."""
        tab, item = self.tabs[tab], AgendaItem.objects.get(pk=self.item.pk)
        for part in PARTS:
            if part not in tab.conflict and not any(r.tab is tab and r.part == part for r in self.wire):
                tab.seen[part], tab.words[part] = item.revision, words_of(part, standing(item, part))

    @precondition(lambda self: not self.sealed)
    @rule(tab=st.integers(0, 2), part=st.sampled_from(PARTS), which=st.integers(0, 9))
    def puts_back(self, tab, part, which):
        """An earlier state, or one that was set aside: what stood till then is in the history."""
        states = TextState.objects.filter(item=self.item, field=part).order_by("pk")
        if not states:
            return
        state, before = states[which % len(states)], standing(self.item, part)
        history.restore(state, by=self.tabs[tab].user)
        assert standing(self.item, part) == state.value
        assert before == "" or states.filter(value=before).exists()
        self.no_word_is_silently_gone()
        self.the_text_is_the_last_state_of_its_history()

    @rule(long=st.booleans())
    def time_passes_or_the_minutes_are_sent(self, long):
        if long:
            TextState.objects.update(begun=timezone.now() - 2 * autosave.BURST)
        else:
            self.seal_or_recall()

    def seal_or_recall(self):
        meeting = Meeting.objects.select_related("body__organisation", "writer").get(pk=self.item.meeting_id)
        if self.sealed is None:
            self.sealed = signoff.send(meeting, by=self.tabs[0].user).content_hash, what_is_stored(self.item)
        else:
            signoff.recall(meeting, by=self.tabs[0].user, reason="Mer att skriva.")
            self.sealed = None

    # ---- what the network does

    @precondition(lambda self: self.wire)
    @rule(which=st.integers(0, 9), fate=st.sampled_from(["answered", "unanswered", "doubled", "dropped"]))
    def network(self, which, fate):
        self.arrives(which, fate)

    def arrives(self, which, fate):
        request = self.wire[which % len(self.wire)]
        if fate != "doubled":
            self.wire.remove(request)
        if fate != "dropped":
            self.serve(request)
        if fate == "answered":
            self.tell(request)

    def serve(self, request):
        last = texts.latest(self.item, request.part)
        newest = max((r.turn for r in self.promised() if r.of == request.of), default=0)
        before = standing(self.item, request.part)
        known = {"by": request.tab.user, "tab": request.tab.name, "seen": request.seen}
        try:
            found = autosave.find(self.item.pk, request.part, **known)
            request.answer = autosave.save(found, request.part, request.given, turn=request.turn, **known)
        except Refused as refusal:
            request.answer = refusal
        self.arrived.append(request)
        changed = standing(self.item, request.part) != before
        request.counts = request.counts or changed or isinstance(request.answer, autosave.Crossed)
        self.no_word_is_silently_gone()
        self.the_text_is_the_last_state_of_its_history()
        self.nothing_slips_past_a_seal()
        if standing(self.item, request.part) != before:
            assert standing(self.item, request.part) == request.stored
            assert request.turn > newest, "an older request has come over a newer one"
            assert last is None or last.tab == request.tab.name or request.seen >= last.revision, "nobody was asked"

    def tell(self, request):
        tab, part = request.tab, request.part
        if isinstance(request.answer, autosave.Crossed):
            tab.conflict[part] = request.answer
        elif not isinstance(request.answer, Refused):
            tab.seen[part] = max(tab.seen[part], request.answer.revision)

    def promised(self):
        """What the server has taken on: stored, or set aside. What it refused is still with the tab."""
        return [r for r in self.arrived if isinstance(r.answer, autosave.Saved | autosave.Crossed)]

    # ---- what always holds

    def no_word_is_silently_gone(self):
        kept = {(part, text) for part in PARTS for text in ("", standing(self.item, part))}
        kept |= set(TextState.objects.filter(item=self.item).values_list("field", "value"))
        promised = [r for r in self.promised() if r.counts]
        newest = {r.of: r for r in sorted(promised, key=lambda r: r.turn)}.values()
        assert [r for r in newest if (r.part, r.stored) not in kept] == []

    def the_text_is_the_last_state_of_its_history(self):
        for part in PARTS:
            last = texts.latest(self.item, part)
            assert last is None or last.value == standing(self.item, part)

    def nothing_slips_past_a_seal(self):
        if self.sealed:
            content_hash, stored = self.sealed
            assert what_is_stored(self.item) == stored
            minutes = load.sealed(rounds.last(self.item.meeting).minutes_json)
            assert load.content_hash(minutes) == content_hash


def standing(item, part):
    if part != "decisions":
        return AgendaItem.objects.values_list(part, flat=True).get(pk=item.pk)
    return texts.rows_text(rows.decision_rows(item))


def words_of(part, text):
    if part != "decisions":
        return text.removeprefix("<p>").removesuffix("</p>").split()
    return [row["intro"] for row in texts.text_rows(text)]


def what_is_stored(item):
    states = TextState.objects.filter(item=item, set_aside=False).order_by("pk").values_list("pk", "value", "revision")
    decisions = Decision.objects.filter(item=item).order_by("pk").values_list("pk", "intro")
    return AgendaItem.objects.get(pk=item.pk).text, list(states), list(decisions)


@pytest.fixture
def start(meeting, secretary, member, body, no_tasks, no_pango):
    factories.Membership(body=body, person=member, role="secretary")
    item = factories.AgendaItem(meeting=meeting, text="", position=7)
    return item, [secretary.user, secretary.user, member.user]


def test_whatever_the_network_does_no_word_is_silently_gone(start):
    run_state_machine_as_test(
        lambda: Writers(start),
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
