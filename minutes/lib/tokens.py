"""Secrets in links: the token is told once, in the link; kept is only what recognises it."""

import hashlib
import secrets


def new() -> tuple[str, str]:
    """A token of 256 random bits for an address, and its digest to keep."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """SHA-256, hexadecimal, of whatever was sent as a token. Salt or slowness would add nothing to 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
