"""Mails that Django's file-based backend has written, for reading in the demo."""

import datetime
import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path

_MOST = 100
_LINE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """A mail as plain text. `name` finds it again; `at` is when it was written, in UTC."""

    name: str
    at: datetime.datetime
    subject: str
    sender: str
    to: str
    text: str
    files: tuple[str, ...] = ()  # names of what is enclosed


def mailbox(name: str, address: str) -> str:
    """ "Name <address>" for the head of a mail; a domain such as "åsvik.se" is written as mail servers know it."""
    local, at, domain = address.rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode()
    return formataddr((name, f"{local}{at}{domain}"))


def newest(folder: Path, most: int = _MOST) -> list[Mail]:
    """The latest mails in the folder, newest first; a folder that is not there holds none."""
    written = [(path.stat().st_mtime, path) for path in folder.glob("*.log") if path.is_file()]
    found: list[Mail] = []
    for _, path in sorted(written, key=lambda pair: (pair[0], pair[1].name), reverse=True):
        found += reversed(_mails(path))
        if len(found) >= most:
            break
    return found[:most]


def find(folder: Path, name: str) -> Mail | None:
    """The mail with this name among the newest; a name is compared and never made into a path."""
    return next((mail for mail in newest(folder) if mail.name == name), None)


def _mails(path: Path) -> list[Mail]:
    """All mails in a file; one connection writes several, with a line between them."""
    at = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    parts = [part for part in path.read_bytes().split(_LINE) if part.strip()]
    return [_mail(f"{path.stem}-{number}", at, part) for number, part in enumerate(parts, start=1)]


def _mail(name: str, at: datetime.datetime, source: bytes) -> Mail:
    message = email.message_from_bytes(source, policy=email.policy.default)
    return Mail(
        name=name,
        at=at,
        subject=str(message.get("Subject", "")),
        sender=str(message.get("From", "")),
        to=str(message.get("To", "")),
        text=_text(message),
        files=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        return str(body.get_content()).strip()
    except (LookupError, UnicodeError):
        # A character set that does not exist, or bytes that are not of it.
        raw = body.get_payload(decode=True)
        return raw.decode("utf-8", "replace").strip() if isinstance(raw, bytes) else ""
