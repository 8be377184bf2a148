"""How sure a way of signing in makes it who it was: stored with each signature, and told in its evidence.

An external service tells its own level, which is printed as it stands and not translated into factors.
"""

from typing import Final, Literal

Level = Literal["", "none", "single", "double"]

# A passkey without a password asks for a finger or a PIN as well, so it is two factors by itself.
_LEVELS: Final[dict[str, Level]] = {
    "demo": "none",
    "link": "none",
    "mail_code": "single",
    "password": "single",
    "mail_code_mfa": "double",
    "password_mfa": "double",
    "passkey": "double",
}


def level(method: str) -> Level:
    """How many factors were proved: "none", "single" or "double"; "" for a method that is not known."""
    return _LEVELS.get(method, "")
