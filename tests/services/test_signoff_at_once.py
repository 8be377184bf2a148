"""Two at the same instant, on real connections: each act happens once, and the loser is told why."""

import threading
from functools import partial

import pytest
from django.db import connection

from minutes.models import Meeting, Notification, PublishedVersion, Signature, SignoffRound
from minutes.services import Refused, publication, remark, rounds, signoff
from tests.signing import NO_TASKS, follow, kinds, sign

pytestmark = pytest.mark.django_db(transaction=True)
State, Round = Meeting.State, SignoffRound.State


@pytest.fixture(autouse=True)
def no_tasks(settings, no_pango):
    settings.TASKS = NO_TASKS


@pytest.fixture
def sealed(meeting, secretary):
    return signoff.send(meeting, by=secretary.user)


def at_once(*acts):
    """Run all acts in threads that start together; returns what each gave, a Refused among it."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait(timeout=10)
            results[place] = act()
        except Refused as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def fresh(meeting):
    """As another request would load it."""
    return Meeting.objects.select_related("body__organisation", "writer").get(pk=meeting.pk)


def signing(meeting, person):
    content_hash = rounds.last(meeting).content_hash
    own = fresh(meeting)
    return lambda: signoff.sign(own, by=person.user, content_hash=content_hash, method="password")


def thrice(meeting, act):
    """The same act by three requests, each with the meeting as it loaded it."""
    return at_once(*[partial(act, fresh(meeting)) for _ in range(3)])


def refusals(results):
    return [result for result in results if isinstance(result, Refused)]


@pytest.mark.parametrize("round_", range(3))
def test_two_last_signers_adjust_the_minutes_once(meeting, sealed, secretary, chair, adjuster, round_):
    sign(meeting, secretary)
    results = at_once(signing(meeting, chair), signing(meeting, adjuster))
    assert refusals(results) == []
    assert fresh(meeting).state == State.ADJUSTED
    assert rounds.last(meeting).state == Round.COMPLETED
    assert kinds(meeting).count("signoff.sign") == 3
    at_once(follow, follow)
    assert Notification.objects.filter(kind="all_signed").count() == 1


def test_a_double_click_at_the_same_instant_is_one_signature(meeting, sealed, adjuster):
    first, second = at_once(*[signing(meeting, adjuster)] * 2)
    assert first == second
    assert (Signature.objects.count(), kinds(meeting).count("signoff.sign")) == (1, 1)


@pytest.mark.parametrize("round_", range(3))
def test_a_last_signature_and_a_recall_exclude_each_other(meeting, sealed, secretary, chair, adjuster, round_):
    sign(meeting, secretary)
    sign(meeting, chair)
    own = fresh(meeting)
    results = at_once(signing(meeting, adjuster), lambda: signoff.recall(own, by=secretary.user, reason="Fel ort."))
    assert len(refusals(results)) == 1
    ended = (fresh(meeting).state, rounds.last(meeting).state, kinds(meeting)[-1])
    assert ended in {
        (State.ADJUSTED, Round.COMPLETED, "signoff.sign"),
        (State.DRAFT, Round.RECALLED, "signoff.recall"),
    }
    assert Signature.objects.count() == (3 if ended[0] == State.ADJUSTED else 2)


def test_a_signature_and_a_refusal_at_once_are_not_both_taken(meeting, sealed, adjuster):
    own = fresh(meeting)
    results = at_once(
        signing(meeting, adjuster),
        lambda: signoff.decline(own, by=adjuster.user, content_hash=sealed.content_hash, reason="Jag är jävig."),
    )
    assert len(refusals(results)) == 1
    assert Signature.objects.count() == 1


def test_publishing_twice_at_once_makes_one_version(meeting, sealed, secretary, chair, adjuster):
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    results = thrice(meeting, lambda own: publication.publish(own, by=secretary.user))
    assert len(refusals(results)) == 2
    assert PublishedVersion.objects.count() == 1
    assert kinds(meeting).count("publication.publish") == 1
    assert fresh(meeting).state == State.PUBLISHED


def test_sending_twice_at_once_opens_one_round(meeting, secretary):
    results = thrice(meeting, lambda own: signoff.send(own, by=secretary.user))
    assert len(refusals(results)) == 2
    assert (SignoffRound.objects.count(), kinds(meeting).count("signoff.send")) == (1, 1)


def test_reminding_at_once_sends_one_reminder_each(meeting, sealed, secretary):
    thrice(meeting, lambda own: signoff.remind(own, by=secretary.user))
    assert Notification.objects.filter(kind="reminder").count() == 3


def test_the_same_remark_sent_twice_at_once_is_one_remark(meeting, sealed, adjuster):
    first, *others = thrice(meeting, lambda own: remark.add(own, by=adjuster.user, text="Fel år."))
    assert others == [first, first]
    assert sealed.remarks.count() == 1
