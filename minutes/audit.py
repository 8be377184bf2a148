"""The audit log: one event for each act, chained by hash. `record` is its only writer."""

import hashlib
import json
import secrets

from django.db import connection, transaction
from django.utils import timezone

from minutes.models import AuditEvent, Meeting

GENESIS = "0" * 64
_LOCK = 727_001  # any fixed number: writers on PostgreSQL wait for each other on it
_READ = "SELECT hash FROM minutes_auditevent ORDER BY id DESC LIMIT 1"
# One errand, but not one statement: what is read must be what was written while the lock was waited for.
_WAIT_AND_READ = f"SELECT pg_advisory_xact_lock({_LOCK}); {_READ}"


def record(kind, about, *, by, details=None, address=""):
    """Append an event; call it last in the transaction of the act that it describes.

    `kind` is "noun.verb" in English ("signoff.sign"), `about` the row that was acted on, `by` the user or None for the
    system itself. `details` holds ids, hashes and numbers, never names or texts: those cannot be erased again.
    """
    return append(made(kind, about, by=by, details=details, address=address))[0]


def made(kind, about, *, by, details=None, address=""):
    """An event, as `record`: `append` gives it its place in the chain."""
    salt, name = secrets.token_hex(16), by.get_full_name() if by else ""
    return AuditEvent(
        kind=kind,
        about=f"{about._meta.model_name}:{about.pk}",
        meeting=about.pk if isinstance(about, Meeting) else getattr(about, "meeting_id", None),
        actor=by.pk if by else None,
        details=details or {},
        personal_hash=personal_digest(salt, name, address),
        salt=salt,
        name=name,
        address=address,
    )


def append(*events):
    """Append what `made` has made, in this order, as `record` does one; all in two statements. Returns the events."""
    with transaction.atomic(savepoint=False):  # an event that cannot be written undoes its act
        previous = _end()
        for event in events:
            event.at, event.previous_hash = timezone.now(), previous
            previous = event.hash = digest(event)
        AuditEvent.objects.bulk_create(events)
    return events


def verify():
    """Walk the chain. Returns (number of events, None) or (number that held, id of the first broken one)."""
    expected, count = GENESIS, 0
    for event in AuditEvent.objects.order_by("pk").iterator():
        personal = tuple(getattr(event, name) for name in AuditEvent.PERSONAL)
        is_erased = not any(personal)
        is_whole = digest(event) == event.hash and (is_erased or personal_digest(*personal) == event.personal_hash)
        if event.previous_hash != expected or not is_whole:
            return count, event.pk
        expected, count = event.hash, count + 1
    return count, None


def digest(event):
    """SHA-256 over everything that the event says, the previous hash included."""
    body = [
        event.at.isoformat(), event.kind, event.about, event.meeting, event.actor, event.details, event.personal_hash,
        event.previous_hash,
    ]
    return _sha256(json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def personal_digest(salt, name, address):
    return _sha256(json.dumps([salt, name, address], ensure_ascii=False))


def _sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _end():
    """The hash of the last event, which stays the last one until this transaction ends."""
    with connection.cursor() as cursor:
        # BEGIN IMMEDIATE makes SQLite's writers wait already.
        cursor.execute(_WAIT_AND_READ if connection.vendor == "postgresql" else _READ)
        return next((found for (found,) in cursor), GENESIS)
