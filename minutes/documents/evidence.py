"""What is known of how one published version was approved: who was shown what, who signed what, when and how.

It is for those who answer for the minutes. Where somebody signed from stands in `restricted`, apart from the rest.
"""

import dataclasses
from dataclasses import dataclass

from minutes.lib import canonical

from .content import Hash, Letterhead
from .methods import Level

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Moment:
    """The same second twice, ISO 8601: "2026-11-20T09:30:00Z" and "2026-11-20T10:30:00+01:00"."""

    utc: str
    local: str


@dataclass(frozen=True, slots=True)
class Sealing:
    """One sending for approval. `ended` is completed, recalled, declined or open."""

    number: int
    content_hash: Hash
    sent: Moment
    sent_by: str
    ended: str
    ended_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One sealing that a signer has had before her, and what was new in it to her.

    `changed` are printed numbers of items, `outside` names of fields of Minutes; `first` when all of it was new.
    """

    sealing: int
    content_hash: Hash
    at: Moment
    first: bool
    changed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class External:
    """What an outside service vouched for, in its own words: how sure it was, its number for the act, when it asked."""

    service: str
    issuer: str
    level: str
    transaction: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Answer:
    """A signature, or a refusal to sign. It counts (`stands`) for the text of the sealing that was completed alone.

    `event` is the hash of its line in the audit log, which each later line is tied to.
    """

    sealing: int
    role: str
    label: str
    name: str
    title: str
    organisation: str
    verb: str  # signed, approved or declined
    method: str
    level: Level
    at: Moment
    content_hash: Hash
    words: str
    stands: bool
    event: Hash = ""
    external: External | None = None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Where an answer came from; the address is empty when it was not known or has been erased."""

    sealing: int
    role: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """The masked copy that everybody reads instead, and what ties it to this original: see documents.masking.tie."""

    marked_by: tuple[str, ...]
    reviewed_by: str
    reviewed: Moment
    content_hash: Hash
    secret: str
    tie: Hash


@dataclass(frozen=True, slots=True)
class Evidence:
    document: str
    document_label: str
    language: str
    heading: str
    body: str
    date: str
    letterhead: Letterhead
    version: int
    published: Moment
    content_hash: Hash
    pdf_hash: Hash
    html_hash: Hash
    corrects: int  # the version before, or 0
    sealings: tuple[Sealing, ...]
    answers: tuple[Answer, ...]
    restricted: tuple[Network, ...] = ()
    copy: PublicCopy | None = None
    schema: int = SCHEMA_VERSION


def without_network(evidence: Evidence) -> Evidence:
    """What can be handed on: the same without where anybody signed from."""
    return dataclasses.replace(evidence, restricted=())


def to_json(evidence: Evidence) -> bytes:
    """Canonical JSON."""
    return canonical.dumps(dataclasses.asdict(evidence))
