"""Verification codes: twelve signs that people can read out, type and tell apart."""

import re
import secrets

LENGTH = 12  # 32 signs each: 60 random bits
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Douglas Crockford's: no I, L, O, U
_MEANT = str.maketrans("ILO", "110")


def new() -> str:
    """A random code, without its hyphens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As printed: K7QF-2M9X-4RTD."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read(typed: str) -> str:
    """The code in what somebody typed or pasted, also from within its address; empty when there is none.

    Case, spaces and hyphens do not matter, and the letters I, L and O stand for the digits that they look like.
    """
    last = typed.strip().rstrip("/").rpartition("/")[2]
    code = re.sub(r"[\s\-\u2010-\u2015]", "", last[:100]).upper().translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
