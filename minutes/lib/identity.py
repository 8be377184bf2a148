"""The door for outside services: who somebody is, in the words of one that has asked, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Identity:
    """What a service vouches for. `level` and `transaction` are its own words, `at` when it asked (seconds, UTC).

    `subject` is what the person is known by (a mail address, a personal identity number): compared and never kept.
    """

    service: str
    issuer: str
    level: str
    transaction: str
    at: int
    name: str
    subject: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser is sent, and what must be remembered in it until it comes back; `state` comes back too."""

    address: str
    state: str
    kept: dict[str, Any]


class NotProved(Exception):
    """Nobody was proved. `why` is cancelled, unreachable, stale, level or answer; the message is for the log."""

    def __init__(self, why: str, message: str = "") -> None:
        super().__init__(f"{why}: {message}" if message else why)
        self.why = why


class Service(Protocol):
    """A service for identities or signatures: BankID, Freja, Sweden Connect, by whatever protocol it speaks."""

    name: str  # as printed in documents, in brackets after the time: "BankID"
    by_mail: bool  # whether `subject` is a mail address that the service has verified

    def begin(self, back: str) -> Begun:
        """Ask for a fresh proof, to come back to the address `back`. Raises NotProved."""

    def complete(self, kept: Mapping[str, Any], answer: Mapping[str, str], back: str) -> Identity:
        """Read what the browser came back with, against what was kept when it was sent. Raises NotProved."""
