import pytest
from django.db import DatabaseError, connection, transaction

from minutes import audit
from minutes.models import AuditEvent, guards


@pytest.fixture
def events(meeting, secretary):
    return [audit.record(f"meeting.test{n}", meeting, by=secretary.user, details={"n": n}) for n in range(4)]


@pytest.fixture
def unguarded(events):
    """The log as an intruder with full rights over the database finds it."""
    guards.remove()
    yield events
    guards.install()


def test_an_untouched_chain_holds(events):
    assert audit.verify() == (4, None)


def test_each_event_names_the_one_before(events):
    assert [e.previous_hash for e in events] == [audit.GENESIS, *(e.hash for e in events[:-1])]


def test_an_edited_event_is_found(unguarded):
    AuditEvent.objects.filter(pk=unguarded[2].pk).update(details={"n": 99})
    assert audit.verify() == (2, unguarded[2].pk)


def test_a_deleted_event_is_found(unguarded):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM minutes_auditevent WHERE id = %s", [unguarded[1].pk])
    assert audit.verify() == (1, unguarded[2].pk)


def test_reordered_events_are_found(unguarded):
    first, second = unguarded[1], unguarded[2]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE minutes_auditevent SET id = 0 WHERE id = %s", [second.pk])
    assert audit.verify() == (0, 0)
    assert first.pk != 0


def test_an_event_slipped_in_cannot_be_stored_beside_its_twin(unguarded):
    twin = AuditEvent.objects.get(pk=unguarded[1].pk)
    twin.pk, twin.hash = None, "f" * 64
    with pytest.raises(DatabaseError), transaction.atomic():
        twin.save(force_insert=True)


def test_an_edited_name_is_found_and_an_erased_one_leaves_the_chain_whole(events):
    AuditEvent.objects.filter(pk=events[3].pk).update(salt="", name="", address="")
    assert audit.verify() == (4, None)
    AuditEvent.objects.filter(pk=events[1].pk).update(name="Någon annan")
    assert audit.verify() == (1, events[1].pk)


def test_names_stay_in_the_personal_part_alone(events, secretary):
    event = AuditEvent.objects.get(pk=events[0].pk)
    assert event.name == secretary.name
    event.salt = event.name = event.address = ""
    assert secretary.name not in str(vars(event))
