"""What publishing is called: on the web or to the members, in the body's own words or in the usual ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from .words import BODY_WORDS, word


@dataclass(frozen=True, slots=True)
class Publishing:
    """`act` stands on a button ("Publicera på webben"), `done` is the state after it ("Publicerat")."""

    act: str
    done: str

    @property
    def is_done(self) -> str:
        """The state within a sentence: "protokollet är publicerat"."""
        return self.done[:1].lower() + self.done[1:]


def publishing(
    language: str, document: str = "protocol", own: Mapping[str, str] | None = None, *, public: bool = True
) -> Publishing:
    """The body's own words, else the usual ones: on the web when `public`, else to the members."""
    language = language if language in BODY_WORDS else "sv"
    act, done = (
        (own or {}).get(key) or word(key if public else f"{key}_members", language, document)
        for key in ("publish", "is_published")
    )
    return Publishing(act, done)
