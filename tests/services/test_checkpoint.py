"""Whoever may rewrite everything in the database is found out by the signed files beside it."""

import datetime
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from minutes import audit
from minutes.lib import checkpoints
from minutes.models import AuditEvent, guards
from minutes.services import archive, checkpoint
from tests import sealing

DAYS = [datetime.date(2090, 5, day) for day in (1, 2, 3)]  # after any day on which the suite runs


@pytest.fixture
def log(meeting, settings):
    """Three checkpoints, each after two acts; then the guards are gone."""
    settings.SEAL_P12 = str(sealing.key())
    for day in DAYS:
        for number in range(2):
            audit.record("meeting.test", meeting, by=None, details={"number": number})
        assert checkpoint.write_due(day) == 1
    guards.remove()
    yield
    guards.install()


def flaws():
    return [": ".join(flaw) for flaw in checkpoint.flaws()]


def path(number):
    return f"checkpoints/{number:06}.json"


def put(number, data):
    default_storage.delete(path(number))
    default_storage.save(path(number), ContentFile(data))


def data(number):
    with default_storage.open(path(number)) as file:
        return file.read()


def rewrite(change):
    """All events again, as the change leaves them, with every hash made anew: a chain that holds."""
    events = list(AuditEvent.objects.order_by("pk"))
    first, events = events[0].pk, change(events)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM minutes_auditevent")
    previous = audit.GENESIS
    for number, event in enumerate(events, first):
        event.pk, event.previous_hash = number, previous
        previous = event.hash = audit.digest(event)
        event.save(force_insert=True)
    assert audit.verify() == (len(events), None)


def test_it_is_written_once_a_day_and_all_holds(log, capsys):
    assert checkpoint.write_due(DAYS[0]) == 1  # they carry the real time, and these days have not come
    assert checkpoint.write_due(datetime.date(2026, 11, 1)) == 0
    read = [checkpoints.read(data(number)) for number in (1, 2)]
    assert [(one.checkpoint.number, one.checkpoint.events) for one in read] == [(1, 2), (2, 5)]
    assert read[1].checkpoint.previous == read[0].digest
    assert AuditEvent.objects.filter(kind="audit.checkpoint").count() == 4
    call_command("verify_audit")
    assert "as its checkpoints saw it, the last one (number 4)" in capsys.readouterr().out


def changed(events):
    events[3].details = {"number": 99}
    return events


REWRITTEN = {
    "changed": changed,
    "deleted": lambda events: events[:3] + events[4:],
    "inserted": lambda events: [*events[:4], *events[3:]],
    "reordered": lambda events: [*events[:3], events[4], events[3], *events[5:]],
    "cut off": lambda events: events[:4],
}


def test_a_log_rewritten_as_a_whole_is_found(log):
    for name, change in REWRITTEN.items():
        with transaction.atomic():
            rewrite(change)
            found = [flaw for flaw in flaws() if flaw.startswith("checkpoint 2: the log is not as it was")]
            assert len(found) == 1, name
            assert ("deleted, " in found[0]) == (name == "cut off"), name
            transaction.set_rollback(True)
    rewrite(changed)
    with pytest.raises(CommandError, match="not hold of its checkpoints"):
        call_command("verify_audit")
    assert "checkpoint 2" in [name for name, _flaw in archive.flaws()]


def test_a_forged_checkpoint_is_found(log, settings):
    forged = json.loads(data(2))
    forged["checkpoint"]["hash"] = "f" * 64
    tries = {
        "its signature does not hold": json.dumps(forged).encode(),
        "it cannot be read": b"\x00[[[",
        "it is number 1, renamed": data(1),
    }
    for flaw, forgery in tries.items():
        put(2, forgery)
        assert f"checkpoint 2: {flaw}" in flaws()
    put(2, checkpoints.sign(checkpoints.read(data(3)).checkpoint, sealing.key()))
    assert "checkpoint 2: the audit log tells of another one" in flaws()
    assert "checkpoint 3: it follows another one than the one that lies before it" in flaws()
    settings.SEAL_P12 = ""
    assert "checkpoint 1: it is signed by a key that is not ours" in flaws()


def test_a_checkpoint_that_was_taken_away_is_found(log):
    for number in (3, 1):
        kept = data(number)
        default_storage.delete(path(number))
        assert flaws() == [f"checkpoint {number}: it is missing"]
        put(number, kept)
    assert flaws() == []


def test_without_a_key_none_is_written(meeting):
    audit.record("meeting.test", meeting, by=None)
    assert checkpoint.write_due(DAYS[0]) == 0
    assert flaws() == []
