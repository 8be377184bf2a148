"""Triggers by which the database itself refuses to change what must not change, on both engines.

Installed after every migration: SQLite silently drops a table's triggers when a migration rebuilds the table.
"""

from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True)
class Guard:
    """Refuse UPDATE of `columns` (of any column, when empty) and every DELETE in `table`."""

    table: str
    columns: tuple[str, ...] = ()

    @property
    def name(self):
        return f"guard_{self.table}"


GUARDS = (
    Guard(
        "minutes_auditevent",
        ("id", "at", "kind", "about", "meeting", "actor", "details", "personal_hash", "previous_hash", "hash"),
    ),
    Guard("minutes_publishedversion"),
    Guard("minutes_signature"),
    Guard("minutes_withdrawal"),
    Guard("minutes_summons", ("body_id", "number", "uid", "content_json", "content_hash", "message", "sent_at")),
    Guard("minutes_masking", ("round_id", "code", "secret")),
    Guard(
        "minutes_supplement",
        ("version_id", "number", "title", "sha256", "file_name", "content_type", "size", "at", "by_id"),
    ),
    Guard("minutes_signoffround", ("minutes_json", "content_hash", "code", "meeting_id", "number", "opened_at")),
)


def _sqlite(guard):
    message = f"{guard.table} cannot be changed"
    of = f" OF {', '.join(guard.columns)}" if guard.columns else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {guard.name}_update BEFORE UPDATE{of} ON {guard.table} {body}",
        f"CREATE TRIGGER IF NOT EXISTS {guard.name}_delete BEFORE DELETE ON {guard.table} {body}",
    ]


def _postgresql(guard):
    of = f" OF {', '.join(guard.columns)}" if guard.columns else ""
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{guard.table} cannot be changed'; END $$",
        f"DROP TRIGGER IF EXISTS {guard.name}_update ON {guard.table}",
        f"CREATE TRIGGER {guard.name}_update BEFORE UPDATE{of} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
        f"DROP TRIGGER IF EXISTS {guard.name}_delete ON {guard.table}",
        f"CREATE TRIGGER {guard.name}_delete BEFORE DELETE ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
        f"DROP TRIGGER IF EXISTS {guard.name}_truncate ON {guard.table}",
        f"CREATE TRIGGER {guard.name}_truncate BEFORE TRUNCATE ON {guard.table} EXECUTE FUNCTION {guard.name}()",
    ]


def install(using="default"):
    """Create the triggers that are missing."""
    connection = connections[using]
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for guard in GUARDS:
            for statement in make(guard):
                cursor.execute(statement)


def remove(using="default"):
    """Drop the triggers, so that a test database can be emptied."""
    connection = connections[using]
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    with connection.cursor() as cursor:
        for guard in GUARDS:
            for event in ("update", "delete", "truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}_{event}{on.format(table=guard.table)}")


def installed(using="default"):
    """Names of the triggers that the database's own catalogue holds."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall() if name.startswith("guard_")}
