"""Secrets in links: the token is told once, in the link; kept is only what recognises it."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new() -> tuple[str, str]:
    """A token of 256 random bits for an address, and its digest to keep."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """SHA-256, hexadecimal, of whatever was sent as a token. Salt or slowness would add nothing to 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_code() -> str:
    """Six digits, to be typed from a mail."""
    return f"{secrets.randbelow(1_000_000):06}"


def code_digest(code: str, about: str) -> str:
    """HMAC-SHA-256 of a short code, hexadecimal, with the server's key: who reads the table alone cannot try them all.

    `about` is what the code is good for; the same digits have another digest elsewhere.
    """
    return salted_hmac(f"code for {about}", code.encode("utf-8", "surrogatepass"), algorithm="sha256").hexdigest()
