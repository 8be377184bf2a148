import pytest
from django.db import DatabaseError, connection, transaction

from minutes import audit
from minutes.models import AuditEvent, AuditPerson, guards


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


def test_an_edited_name_is_found_and_an_erased_one_leaves_the_chain_whole(unguarded):
    AuditPerson.objects.filter(event=unguarded[3]).delete()
    assert audit.verify() == (4, None)
    AuditPerson.objects.filter(event=unguarded[0]).update(name="Någon annan")
    assert audit.verify() == (4, unguarded[0].pk)


def test_names_stay_out_of_the_events_themselves(events, secretary):
    event = AuditEvent.objects.get(pk=events[0].pk)
    assert secretary.name not in str(vars(event))
    assert AuditPerson.objects.get(event=event).name == secretary.name
