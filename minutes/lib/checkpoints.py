"""A signed statement of how far the audit log had come, as a file of its own: what the database alone cannot rewrite.

Each file names the one before by its SHA-256. It is JSON with the statement, its RSA signature (PKCS#1 v1.5, SHA-256,
over the canonical JSON of the statement) and the certificate, so that any tool can verify it.
"""

import base64
import binascii
import dataclasses
import datetime
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import canonical

FIRST = "0" * 64  # what the first one names as the one before


class BadCheckpoint(Exception):
    """The file is no checkpoint, or its signature does not hold; the message says which."""


class NoKey(Exception):
    """The key cannot be read, or is no RSA key with a certificate."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`events` in the log up to and with `last_event` (an id), whose hash is `hash`; `at` in UTC, ISO 8601."""

    number: int
    at: str
    events: int
    last_event: int
    hash: str
    previous: str

    def when(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Read:
    """A checkpoint whose signature holds; `certificate` is the SHA-256 of whose, `digest` that of the file."""

    checkpoint: Checkpoint
    certificate: str
    digest: str


def sign(checkpoint: Checkpoint, key: Path, password: str = "") -> bytes:
    """The file. Raises NoKey."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    private, certificate = _key(key, password)
    statement = dataclasses.asdict(checkpoint)
    signature: bytes = private.sign(canonical.dumps(statement), PKCS1v15(), hashes.SHA256())
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
    whole = {"checkpoint": statement, "signature": base64.b64encode(signature).decode(), "certificate": pem}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode() + b"\n"


def read(data: bytes) -> Read:
    """Whoever signed it: whether that is somebody to trust is for the caller to tell. Raises BadCheckpoint."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    try:
        whole = json.loads(data)
        found = Checkpoint(**whole["checkpoint"])
        certificate = x509.load_pem_x509_certificate(whole["certificate"].encode())
        signature = base64.b64decode(whole["signature"], validate=True)
        signed = canonical.dumps(whole["checkpoint"])
        public: Any = certificate.public_key()
        public.verify(signature, signed, PKCS1v15(), hashes.SHA256())
        print_of = certificate.fingerprint(hashes.SHA256()).hex()
        found.when()
    except InvalidSignature as error:
        raise BadCheckpoint("its signature does not hold") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise BadCheckpoint("it cannot be read") from error
    for name, kind in (("number", int), ("events", int), ("last_event", int), ("hash", str), ("previous", str)):
        if type(getattr(found, name)) is not kind:
            raise BadCheckpoint("it cannot be read")
    return Read(found, print_of, canonical.sha256(data))


def certificate_of(key: Path, password: str = "") -> str:
    """The SHA-256 of the key's certificate, hexadecimal. Raises NoKey."""
    from cryptography.hazmat.primitives import hashes

    return str(_key(key, password)[1].fingerprint(hashes.SHA256()).hex())


def _key(path: Path, password: str) -> tuple[Any, Any]:
    return _read_key(path, password, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _read_key(path: Path, password: str, changed: int) -> tuple[Any, Any]:
    """Read once, since that takes longer than all signing; `changed` is when the file was written."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(path.read_bytes(), password.encode() or None)
    except (OSError, ValueError) as error:
        raise NoKey(f"{path.name}: {error or type(error).__name__}") from error
    if certificate is None or not isinstance(key, RSAPrivateKey):
        raise NoKey(f"{path.name} holds no RSA key with its certificate")
    return key, certificate
