"""Killed at any moment between the last signature and the published page: never half, and the next act finishes it."""

import datetime
import os
import shutil
import signal
import sys

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from minutes import audit
from minutes.demo import clock
from minutes.models import Body, Meeting, Notification, PublishedVersion, Rendering, SignoffRound
from minutes.services import archive, following, publication, rendering, rounds, signoff, tick
from tests import sealing
from tests.signing import NO_TASKS, follow, kinds, sign

State = Meeting.State
WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """As a kill, nothing handles it."""


def killer(passed, end):
    """Lets so many statements that write pass, and ends the act after the last of them."""
    left = [passed]

    def execute_and_count(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        left[0] -= sql.startswith(WRITES)
        if not left[0]:
            end()
        return done

    return execute_and_count


def raising():
    raise Killed


@pytest.fixture
def approved(meeting, secretary, chair, adjuster, settings, no_pango):
    """Everybody has signed what the body publishes by itself; the PDF is ready, and publishing was asked for."""
    settings.TASKS = NO_TASKS
    Body.objects.update(publish_when_adjusted=True)
    sealing.approved(meeting, secretary, chair, adjuster)
    follow()
    return meeting


def fresh(meeting):
    return Meeting.objects.select_related("body__organisation", "writer").get(pk=meeting.pk)


def state_of(meeting):
    """Where the minutes are; all that belongs to that state is there, and nothing of the next one."""
    state, sealed, acts = fresh(meeting).state, rounds.last(meeting), kinds(meeting)
    versions = list(PublishedVersion.objects.filter(meeting=meeting))
    told = (sealed.state, sealed.signatures.count(), acts.count("signoff.sign"), acts.count("publication.publish"))
    expected = {State.IN_ADJUSTMENT: ("open", 2, 2, 0), State.ADJUSTED: ("completed", 3, 3, 0)}
    assert told == expected.get(state, ("completed", 3, 3, 1))
    assert len(versions) == (state == State.PUBLISHED)
    assert [flaw for version in versions for flaw in archive.of(version)] == []
    assert audit.verify()[1] is None
    return state


def killed_everywhere(act):
    """(how many writing statements had passed) for each kill of `act`; what it left lies there until the next one."""
    for passed in range(1, 100):
        with transaction.atomic():
            try:
                with connection.execute_wrapper(killer(passed, raising)):
                    act()
            except Killed:
                yield passed
            else:
                break
            finally:
                transaction.set_rollback(True)


def test_a_last_signature_that_is_killed_anywhere_counts_whole_or_not_at_all(
    meeting, secretary, chair, adjuster, no_tasks, no_pango
):
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair):
        sign(meeting, person)
    kills = 0
    for _passed in killed_everywhere(lambda: sign(fresh(meeting), adjuster)):
        kills += 1
        assert state_of(meeting) == State.IN_ADJUSTMENT
        sign(fresh(meeting), adjuster)
        assert state_of(meeting) == State.ADJUSTED
    assert kills >= 4


def test_what_follows_from_signatures_is_killed_anywhere_and_taken_up_again_until_it_is_done(
    meeting, secretary, chair, adjuster, no_tasks
):
    Body.objects.update(publish_when_adjusted=True, signoff_in_order=True)
    signoff.send(fresh(meeting), by=secretary.user)
    later = timezone.localtime() + datetime.timedelta(hours=1)
    for person, hears in ((secretary, "Orvar Kjellgren"), (chair, "Jorunn Ask"), (adjuster, "Siv Lindblom")):
        told = Notification.objects.filter(kind="all_signed" if person == adjuster else "request")
        before, kills = told.count(), 0
        sign(fresh(meeting), person)
        assert following.take_up_again() == 0  # a worker that lives may still be at it
        with clock.at(later.date(), f"{later:%H.%M}"):
            for _passed in killed_everywhere(follow):
                kills += 1
                assert (told.count(), following.take_up_again()) == (before, 1)
            follow()
            assert [one.person.name for one in told.all()][before:] == [hears]
            assert following.take_up_again() == 0
        assert kills >= 1
    assert Rendering.objects.count() == 2


def test_publishing_that_is_killed_anywhere_leaves_nothing_and_the_next_click_publishes(approved, secretary):
    kills = 0
    for _passed in killed_everywhere(lambda: publication.publish(fresh(approved), by=secretary.user)):
        kills += 1
        assert state_of(approved) == State.ADJUSTED
        publication.publish(fresh(approved), by=secretary.user)
        assert state_of(approved) == State.PUBLISHED
    assert kills >= 6


@pytest.fixture
def on_disk(approved, tmp_path, settings):
    """The same database in a file, where a process that is killed leaves what it leaves."""
    if connection.vendor != "sqlite":
        pytest.skip("what a server does with a client that is gone is its own business")
    settings.SEAL_P12 = str(shutil.copy(sealing.key(), tmp_path))  # a key that this process has not read yet
    path, before = tmp_path / "killed.sqlite3", connections["default"]
    before.ensure_connection()
    path.write_bytes(before.connection.serialize())
    settings_of_file = before.settings_dict | {"NAME": str(path)}

    def opened():
        connections["default"] = type(before)(settings_of_file, "default")

    opened()
    yield opened
    connections["default"].close()
    connections["default"] = before


def killed_process(opened, act, passed):
    """A process of its own opens the file, does the act and is killed by the system after so many writes.

    Where none may pass it is killed as soon as it takes the key in hand: the PDF is made then, and has no seal.
    """
    connections["default"].close()
    child = os.fork()
    if not child:
        opened()
        die = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        if not passed:
            sys.addaudithook(lambda event, given: event == "open" and str(given[0]) == settings.SEAL_P12 and die())
        with connection.execute_wrapper(killer(passed, die)):
            act()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    opened()
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("passed", [0, 1, 2, 99])
def test_a_killed_process_leaves_approved_minutes_that_the_next_tick_publishes(approved, on_disk, settings, passed):
    """Whatever the worker was asked for is lost with it. 99 is more than there are: that one is through."""
    assert killed_process(on_disk, lambda: publication.publish(fresh(approved), by=None), passed) == (passed < 99)
    assert state_of(approved) == (State.PUBLISHED if passed == 99 else State.ADJUSTED)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert tick.run()["publishings"] == 0  # a worker that lives may still be at it
    SignoffRound.objects.update(closed_at=timezone.now() - rendering.LEASE)
    assert tick.run()["publishings"] == (passed < 99)
    assert state_of(approved) == State.PUBLISHED
    assert tick.run()["publishings"] == 0
