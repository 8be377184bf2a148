"""The two commands that a server runs by itself: what is due, and whether the log is whole."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from minutes import audit
from minutes.models import AuditEvent, guards
from minutes.services import signoff
from tests.signing import NO_TASKS, sign


@pytest.fixture
def signed(meeting, secretary, adjuster, settings):
    settings.TASKS = NO_TASKS
    signoff.send(meeting, by=secretary.user)
    sign(meeting, adjuster)
    return meeting


@pytest.fixture
def unguarded(signed):
    """The database as an intruder with full rights over it finds it."""
    guards.remove()
    yield
    guards.install()


def test_tick_says_what_it_did(db, capsys):
    call_command("tick")
    did = ["reminders", "mails", "renderings", "drafts", "signatures", "publishings", "histories", "silent tabs"]
    did += ["checkpoints"]
    assert capsys.readouterr().out == ", ".join(f"{one}: 0" for one in did) + "\n"


def test_verify_audit_proves_the_chain(signed, capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out == "The chain holds: 2 events.\n"


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE minutes_auditevent SET kind = 'signoff.decline' WHERE id = %s",
        "UPDATE minutes_auditevent SET details = '{}' WHERE id = %s",
        "UPDATE minutes_auditevent SET actor = NULL WHERE id = %s",
        "UPDATE minutes_auditevent SET name = 'Någon Annan' WHERE id = %s",
    ],
)
def test_verify_audit_names_the_first_broken_link(unguarded, edit):
    audit.record("meeting.after", AuditEvent.objects.first(), by=None)
    broken = AuditEvent.objects.get(kind="signoff.sign").pk
    with connection.cursor() as cursor:
        cursor.execute(edit, [broken])
    with pytest.raises(CommandError, match=f"event {broken}") as stop:
        call_command("verify_audit")
    assert stop.value.returncode == 1


def test_verify_audit_notices_a_link_that_was_taken_out(unguarded):
    audit.record("meeting.after", AuditEvent.objects.first(), by=None)
    with connection.cursor() as cursor:
        middle = AuditEvent.objects.get(kind="signoff.sign").pk
        cursor.execute("DELETE FROM minutes_auditevent WHERE id = %s", [middle])
    with pytest.raises(CommandError, match="breaks"):
        call_command("verify_audit")
