"""What is kept of the drafts when the minutes are published."""

import datetime

import pytest
from django.utils import timezone

from minutes.models import AuditEvent, Body, Meeting, TextState
from minutes.services import history, tick, writing
from tests.signing import kinds

DAY = datetime.timedelta(days=1)


@pytest.fixture
def written(meeting, secretary):
    """Three states of a text on two days, a fourth that was set aside, and a meeting that nobody has published."""
    item, now = meeting.items.last(), timezone.now()
    for days, text in ((3, "Ett"), (3, "Två"), (1, "Tre")):
        writing.write(item, by=secretary.user, seen=None, text=f"<p>{text}</p>")
        TextState.objects.filter(item=item, value=f"<p>{text}</p>").update(at=now - days * DAY)
    first = TextState.objects.filter(item=item).first()
    TextState.objects.create(item=item, field="text", value="Bredvid", revision=3, at=now, begun=now, set_aside=True)
    assert first.value == "<p>Tre</p>"
    return meeting


def published(meeting, rule):
    Body.objects.update(history_kept=rule)
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    return history.thin_due()


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("nothing", []), ("daily", ["<p>Tre</p>", "<p>Två</p>", "<p>Vattnet är varmt.</p>"]),
        ("everything", ["<p>Tre</p>", "<p>Två</p>", "<p>Ett</p>", "<p>Vattnet är varmt.</p>", "Bredvid"]),
    ],
)
def test_the_rule_of_the_body_says_what_is_kept(written, rule, kept):
    TextState.objects.filter(revision=0).update(at=timezone.now() - 9 * DAY)
    assert published(written, rule) == 1
    assert sorted(TextState.objects.values_list("value", flat=True)) == sorted(kept)
    assert written.items.last().text == "<p>Tre</p>"


def test_it_is_done_once_and_told_without_a_word_of_the_text(written):
    assert published(written, "everything") == 1
    Body.objects.update(history_kept="nothing")
    assert history.thin_due() == 0
    assert TextState.objects.count() == 5
    assert history.thin(written) is False
    event = AuditEvent.objects.get(kind=history.THINNED)
    assert (event.meeting, event.details, event.actor) == (written.pk, {"kept": "everything", "states": 0}, None)


def test_nothing_is_thinned_before_the_minutes_are_published(written):
    for state in ("draft", "in_adjustment", "adjusted"):
        Meeting.objects.update(state=state)
        assert tick.run()["histories"] == 0
    assert (TextState.objects.count(), kinds(written)) == (5, [])
