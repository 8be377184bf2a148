"""Strict readers of environment variables: a value that cannot be read stops the start."""

import os
from urllib.parse import urlsplit


class BadEnvironment(Exception):
    """A variable has a value that cannot be used; the message names it and says what fits."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


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
