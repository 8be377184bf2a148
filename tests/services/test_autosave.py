"""A part that a tab saves by itself: bursts, late and doubled requests, two writers, and the seal."""

import datetime
from itertools import count

import pytest
from django.utils import timezone

from minutes.models import ActionItem, AgendaItem, AuditEvent, Decision, Meeting, TextState
from minutes.services import Refused, autosave, presence, texts, writing
from tests import factories


@pytest.fixture
def item(meeting):
    return meeting.items.last()


class Tab:
    """A tab of somebody's browser, which knows each part as of the last answer."""

    _names = count()

    def __init__(self, item, person):
        self.item, self.by, self.name = item, person.user, f"tab{next(self._names)}"
        self.turn, self.seen = 0, {}

    def send(self, part, given, *, turn=None, seen=None):
        self.turn = turn or self.turn + 1
        seen = self.seen.get(part, 0) if seen is None else seen
        found = autosave.find(self.item.pk, part, by=self.by, tab=self.name, seen=seen)
        saved = autosave.save(found, part, given, by=self.by, seen=seen, tab=self.name, turn=self.turn)
        self.seen[part] = saved.revision
        return saved

    def write(self, text, **more):
        return self.send("text", {"text": text}, **more)


@pytest.fixture
def mine(item, secretary):
    return Tab(item, secretary)


@pytest.fixture
def yours(item, chair, body):
    factories.Membership(body=body, person=chair, role="secretary")
    return Tab(item, chair)


def fresh(item):
    return AgendaItem.objects.get(pk=item.pk)


def history(item, part="text"):
    return [(state.value, state.set_aside) for state in TextState.objects.filter(item=item, field=part).order_by("pk")]


def later(minutes):
    """Let time pass since everything that was saved."""
    TextState.objects.update(begun=timezone.now() - datetime.timedelta(minutes=minutes))


FIRST = ("<p>Vattnet är varmt.</p>", False)


def test_a_burst_of_one_tab_is_one_state_that_grows(item, mine):
    for text in ("<p>Vi</p>", "<p>Vi bes</p>", "<p>Vi beslutar</p>"):
        saved = mine.write(text)
    assert history(item) == [FIRST, ("<p>Vi beslutar</p>", False)]
    assert (saved.revision, fresh(item).revision, saved.text) == (3, 3, "<p>Vi beslutar</p>")
    assert not AuditEvent.objects.exists()


def test_after_five_minutes_a_new_state_begins(item, mine):
    mine.write("<p>Vi</p>")
    later(6)
    mine.write("<p>Vi beslutar</p>")
    assert history(item) == [FIRST, ("<p>Vi</p>", False), ("<p>Vi beslutar</p>", False)]


def test_words_that_vanish_within_a_burst_stay_in_the_history(item, mine):
    long = "<p>Vi lagar bryggan före midsommar i år.</p>"
    mine.write(long)
    mine.write("<p>Vi väntar.</p>")
    mine.write("<p>Vi väntar till hösten.</p>")
    assert history(item) == [FIRST, (long, False), ("<p>Vi väntar till hösten.</p>", False)]


def test_somebody_elses_state_ends_a_burst(item, mine, yours):
    mine.write("<p>Ett</p>")
    yours.write("<p>Ett två</p>", seen=1)
    mine.write("<p>Ett två tre</p>", seen=2)
    assert [text for text, _aside in history(item)] == [FIRST[0], "<p>Ett</p>", "<p>Ett två</p>", "<p>Ett två tre</p>"]


def test_different_parts_of_two_tabs_are_both_kept(item, mine, yours):
    mine.write("<p>Min</p>")
    yours.send("comment", {"comment": "<p>Din</p>"})
    assert (fresh(item).text, fresh(item).comment) == ("<p>Min</p>", "<p>Din</p>")


def test_the_later_of_two_is_told_and_set_aside_and_may_choose(item, mine, yours):
    yours.write("<p>Din</p>")
    with pytest.raises(autosave.Crossed) as crossed:
        mine.write("<p>Min</p>")
    assert (crossed.value.mine, crossed.value.standing) == ("<p>Min</p>", "<p>Din</p>")
    assert history(item) == [FIRST, ("<p>Din</p>", False), ("<p>Min</p>", True)]
    with pytest.raises(autosave.Crossed):
        mine.write("<p>Min igen</p>")
    assert history(item)[2:] == [("<p>Min igen</p>", True)]
    mine.write("<p>Min igen</p>", seen=crossed.value.item.revision)
    assert fresh(item).text == "<p>Min igen</p>"
    assert history(item) == [FIRST, ("<p>Din</p>", False), ("<p>Min igen</p>", False)]


def test_what_is_set_aside_and_not_chosen_stays(item, mine, yours):
    yours.write("<p>Din</p>")
    with pytest.raises(autosave.Crossed):
        mine.write("<p>Min</p>")
    mine.write("<p>Din, och så här</p>", seen=fresh(item).revision)
    assert ("<p>Min</p>", True) in history(item)
    assert texts.latest(item, "text").value == "<p>Din, och så här</p>"


def test_the_same_words_of_two_are_no_conflict(item, mine, yours):
    yours.write("<p>Lika</p>")
    assert mine.write("<p>Lika</p>").revision == fresh(item).revision
    assert fresh(item).text == "<p>Lika</p>"


def test_a_request_that_comes_twice_does_nothing_the_second_time(item, mine, yours):
    first = mine.write("<p>Ett</p>")
    yours.write("<p>Två</p>", seen=first.revision)
    again = mine.write("<p>Ett</p>", turn=1, seen=0)
    assert (again.revision, again.text, again.meeting) == (first.revision, "<p>Ett</p>", None)
    assert fresh(item).text == "<p>Två</p>"
    with pytest.raises(autosave.Crossed):
        mine.write("<p>Ett och mer</p>")


def test_a_conflict_that_is_asked_about_twice_is_told_twice_and_kept_once(item, mine, yours):
    yours.write("<p>Din</p>")
    for _time in range(2):
        with pytest.raises(autosave.Crossed) as crossed:
            mine.write("<p>Min</p>", turn=7)
        assert crossed.value.mine == "<p>Min</p>"
    assert history(item) == [FIRST, ("<p>Din</p>", False), ("<p>Min</p>", True)]


def test_an_older_request_that_comes_late_changes_nothing(item, mine):
    mine.write("<p>Andra</p>", turn=2)
    assert mine.write("<p>Första</p>", turn=1, seen=0).text == "<p>Andra</p>"
    assert fresh(item).text == "<p>Andra</p>"


def test_also_one_that_is_older_than_a_request_that_changed_nothing(item, mine):
    mine.write(FIRST[0], turn=2)
    mine.write("<p>Första</p>", turn=1, seen=0)
    assert (fresh(item).text, history(item)) == (FIRST[0], [])
    mine.write("<p>Tredje</p>", turn=3)
    assert fresh(item).text == "<p>Tredje</p>"


def test_a_tab_that_missed_the_answer_is_in_no_conflict_with_itself(item, mine):
    mine.write("<p>Ett</p>")
    mine.write("<p>Ett två</p>", seen=0)
    assert fresh(item).text == "<p>Ett två</p>"


def test_the_whole_page_of_a_tab_is_in_no_conflict_with_what_the_tab_saved(item, mine):
    mine.write("<p>Ett</p>")
    writing.save(fresh(item), by=mine.by, seen=0, tab=mine.name, fields={"text": "<p>Ett två</p>", "comment": ""})
    assert fresh(item).text == "<p>Ett två</p>"


def test_the_first_save_opens_the_minutes(meeting, item, mine):
    Meeting.objects.update(state="planned")
    mine.write("<p>Börjar</p>")
    assert Meeting.objects.get(pk=meeting.pk).state == "draft"
    assert AuditEvent.objects.get().kind == "meeting.open"


@pytest.mark.parametrize("part", ["text", "decisions", "who"])
def test_nothing_slips_past_a_seal(meeting, item, mine, part):
    Meeting.objects.update(state="in_adjustment")
    given = {"text": {"text": "<p>Sent</p>"}, "decisions": [{"intro": "Sent"}]}
    with pytest.raises(Refused):
        mine.send(part, given.get(part, {"responsible": None, "responsible_words": "Alla"}))
    assert (fresh(item).text, fresh(item).revision, item.decisions.count(), history(item)) == (FIRST[0], 0, 1, [])


def test_a_seal_between_the_reading_and_the_writing_is_seen(meeting, item, mine):
    found = autosave.find(item.pk, "text", by=mine.by, tab="t", seen=0)
    Meeting.objects.update(state="in_adjustment")
    with pytest.raises(Refused):
        autosave.save(found, "text", {"text": "<p>Sent</p>"}, by=mine.by, seen=0, tab="t", turn=1)
    assert fresh(item).text == FIRST[0]


def test_somebody_else_between_the_reading_and_the_writing_is_seen(item, mine, yours):
    found = autosave.find(item.pk, "text", by=mine.by, tab="t", seen=0)
    yours.write("<p>Din</p>")
    with pytest.raises(autosave.Crossed):
        autosave.save(found, "text", {"text": "<p>Min</p>"}, by=mine.by, seen=0, tab="t", turn=1)
    found = autosave.find(item.pk, "text", by=mine.by, tab="t", seen=1)
    yours.send("comment", {"comment": "<p>K</p>"})
    autosave.save(found, "text", {"text": "<p>Min</p>"}, by=mine.by, seen=1, tab="t", turn=2)
    assert (fresh(item).text, fresh(item).comment) == ("<p>Min</p>", "<p>K</p>")


def test_who_is_responsible_is_one_part(meeting, item, mine, yours):
    row = meeting.attendances.first()
    mine.send("who", {"responsible": row, "responsible_words": ""})
    with pytest.raises(autosave.Crossed):
        yours.send("who", {"responsible": None, "responsible_words": "Alla"})
    assert (fresh(item).responsible, fresh(item).responsible_words) == (row, "")
    assert [value for value, _aside in history(item, "who")] == [f"{row.pk}|", "|Alla"]


def test_decisions_and_actions_stay_the_rows_that_they_were(item, mine):
    decision = item.decisions.get()
    mine.send("decisions", [{"intro": "Först."}, {"intro": decision.intro}, {"intro": "Sist"}])
    mine.send("decisions", [{"intro": "Först."}, {"intro": decision.intro}, {"intro": "Sist."}])
    assert item.decisions.all()[1] == decision
    last = item.decisions.last()
    mine.send("decisions", [{"intro": decision.intro}, {"intro": "Sist, omskrivet."}])
    assert list(item.decisions.values_list("pk", "intro")) == [
        (decision.pk, decision.intro), (last.pk, "Sist, omskrivet."),
    ]
    mine.send("actions", [{"text": "Laga"}])
    action = item.actions.get()
    mine.send("actions", [{"text": "Måla"}, {"text": "Laga"}])  # the answer with its number was lost
    assert item.actions.get(text="Laga") == action
    mine.send("actions", [{"id": action.pk, "text": "Laga bryggan"}])
    assert ActionItem.objects.get() == action
    assert Decision.objects.filter(item=item).count() == 2


def test_an_action_takes_over_no_other_ones_status(item, mine):
    factories.ActionItem(item=item, text="Laga", status="done")
    mine.send("actions", [{"text": "Måla"}])
    assert item.actions.get().status == "open"


def test_putting_back_a_state_is_a_new_state(item, mine):
    mine.write("<p>Ett</p>")
    later(6)
    mine.write("<p>Två</p>")
    writing.restore(TextState.objects.get(item=item, value="<p>Ett</p>"), by=mine.by)
    assert fresh(item).text == "<p>Ett</p>"
    assert [value for value, _aside in history(item)] == [FIRST[0], "<p>Ett</p>", "<p>Två</p>", "<p>Ett</p>"]


def test_what_was_set_aside_can_be_put_back(item, mine, yours):
    yours.write("<p>Din</p>")
    with pytest.raises(autosave.Crossed):
        mine.write("<p>Min</p>")
    writing.restore(TextState.objects.get(set_aside=True), by=mine.by)
    assert fresh(item).text == "<p>Min</p>"


def test_somebody_without_the_pen_finds_nothing_to_write(item, member, administrator, mine):
    for person in (member, administrator):
        assert autosave.find(item.pk, "text", by=person.user, tab="t", seen=0) is None
    assert autosave.find(2**70, "text", by=mine.by, tab="t", seen=0) is None


def test_a_login_without_a_person_holds_no_vacant_pen(meeting, item, body):
    factories.Membership(body=body, person=None, represents="Ljungdal", role="secretary")
    nobody = factories.User(is_superuser=True)
    assert autosave.find(item.pk, "text", by=nobody, tab="t", seen=0) is None
    assert presence.watch(meeting.pk, by=nobody) == []
    assert presence.report(meeting.pk, by=nobody, tab="t", item=item.pk) is False


def test_the_prepared_query_says_what_the_query_says(item, mine, yours):
    mine.write("<p>Ett</p>")
    now = timezone.now()
    asked = {
        "pk": item.pk, "part": "text", "person": mine.by.person.pk, "tab": mine.name, "seen": 1,
        "today": timezone.localdate(now), "since": now - autosave.BURST,
    }
    assert autosave._found(**asked) == list(autosave._find(**asked))
