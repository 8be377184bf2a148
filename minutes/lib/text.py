"""Clean strings: what may be stored, signed and printed."""

import re
import unicodedata
from collections.abc import Sequence

# Invisible characters that let two texts look alike and be different, or one text look like another: control
# characters, lone surrogates, noncharacters, soft hyphens and zero-width spaces, bidirectional embeddings and
# overrides, annotation and tag characters. Joiners and plain direction marks stay: Persian, Arabic and emoji need them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U000e0000-\U000e007f]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")
_MARKS = 30
# Up to the first mark of Unicode, and then dashes, quotes and currencies: what nearly every text is made of.
_WITHOUT_MARKS = re.compile("[\0-\u02ff\u2000-\u20bf]*")


def clean(value: str) -> str:
    """NFC, line breaks as \\n, without characters that nobody can see. Idempotent; spaces are left as they are."""
    # Nothing that is printable is forbidden: a quick look that nearly every text passes.
    if not value.replace("\n", "").isprintable():
        value = _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", value))
    return _calm(unicodedata.normalize("NFC", _calm(value)))


def _calm(value: str) -> str:
    """At most 30 marks upon one letter, as in UAX #15: NFC needs time that grows with the square of a longer run."""
    if _WITHOUT_MARKS.fullmatch(value):
        return value
    kept, run = [], 0
    for letter in value:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MARKS:
            kept.append(letter)
    return "".join(kept)


def line(value: str) -> str:
    """One clean line: every run of blanks and line breaks becomes one space. No-break spaces stay."""
    return _BLANKS.sub(" ", clean(value)).strip(" ")


def lines(value: str) -> str:
    """Clean lines without blanks at their ends, with at most one empty line between two, none first or last."""
    rows = [line(row) for row in clean(value).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(rows)).strip("\n")


def squeeze(value: str) -> str:
    """Without any white space at all: the form in which a page and a PDF are compared."""
    return "".join(value.split())


def shorten(value: str, length: int) -> str:
    """At most `length` characters, cut at a word where there is one, ending in "…" when something was cut."""
    value = line(value)
    if len(value) <= length:
        return value
    cut = value[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.–-") + "…"


_LAST = {"sv": " och ", "en": " and "}


def enumeration(names: Sequence[str], language: str) -> str:
    """ "Ask, Berg och Ek"; one name alone, and nothing of none."""
    return _LAST[language].join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


_SMALL = {"å": "a", "ä": "a", "ö": "o", "é": "e", "è": "e", "ü": "u", "æ": "ae", "ø": "o", "ß": "ss"}


def slug(value: str, *, length: int = 60) -> str:
    """Lower-case ASCII letters, digits and hyphens for addresses and file names: "Åsviks råd" -> "asviks-rad"."""
    ascii_only = "".join(_SMALL.get(letter, letter) for letter in clean(value).lower())
    ascii_only = unicodedata.normalize("NFKD", ascii_only).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")[:length].rstrip("-")
