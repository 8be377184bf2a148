"""Canonical JSON: one value, one sequence of bytes, one hash."""

import hashlib
import json
import unicodedata
from typing import Any


def dumps(value: Any) -> bytes:
    """UTF-8, strings and keys in NFC, keys sorted by code point, no insignificant white space.

    Takes dict with string keys, list, tuple, str, int, bool and None. Raises TypeError for anything else (a float has
    no single spelling), ValueError for a lone surrogate or for two keys that are the same in NFC.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def sha256(value: Any) -> str:
    """Hexadecimal SHA-256 of the canonical bytes of `value`; of the bytes themselves when `value` is bytes."""
    return hashlib.sha256(value if isinstance(value, bytes) else dumps(value)).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        plain: dict[str, Any] = {}
        for key, part in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{type(key).__name__} is no key of canonical JSON")
            normal = unicodedata.normalize("NFC", key)
            if normal in plain:
                raise ValueError(f"two keys are the same in NFC: {normal!r}")
            plain[normal] = _plain(part)
        return plain
    raise TypeError(f"{type(value).__name__} has no canonical JSON")
