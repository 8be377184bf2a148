"""Strict readers of environment variables: a value that cannot be read stops the start."""

import os
from typing import Any
from urllib.parse import urlsplit

import dj_database_url


class BadEnvironment(Exception):
    """A variable has a value that cannot be used; the message names it and says what fits."""


def text(name: str, default: str = "") -> str:
    """An empty value is none, as it is for the other kinds."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value:
        raise BadEnvironment(f"{name} must be 1 or 0, not {value!r}")
    return default


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise BadEnvironment(f"{name} must be a whole number, not {value!r}") from None


def choice(name: str, *among: str) -> str:
    """One of these words; the first when not set."""
    value = text(name, among[0])
    if value not in among:
        raise BadEnvironment(f"{name} must be one of {', '.join(among)}, not {value!r}")
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the database at an address such as postgres://user:password@host:5432/name."""
    try:
        found = dj_database_url.parse(text(name, default), conn_max_age=60, conn_health_checks=True)
    except ValueError:
        found = {}
    # Without the value in the message: it may hold a password.
    if not str(found.get("ENGINE", "")).endswith((".sqlite3", ".postgresql")):
        raise BadEnvironment(f"{name} must be an address that begins with postgres:// or sqlite:///")
    return dict(found)


def words(name: str, default: str = "") -> list[str]:
    """Words parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def needed(name: str) -> str:
    """A text without which the rest of the settings means nothing."""
    value = text(name)
    if not value:
        raise BadEnvironment(f"{name} is missing")
    return value


def address(name: str) -> str:
    """The address of another server, as it stands: over HTTPS, or on this machine; empty when not set."""
    value = text(name)
    if value and not is_safe(value):
        raise BadEnvironment(f"{name} must be an address that begins with https://, not {value!r}")
    return value


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read or change what is asked there: HTTPS, or this machine itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    near = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    return bool(parts.hostname) and not parts.username and (parts.scheme == "https" or near)
