"""The words that a signer agrees to. They are stored with each signature, so a change here touches only later ones."""

from typing import Final

_WORDS: Final[dict[tuple[str, str, str], str]] = {
    ("sv", "protocol", "signed"): (
        "Jag har fört protokollet. Det återger vad som beslutades och vad som förekom på mötet."
    ),
    ("sv", "protocol", "approved"): (
        "Jag har läst hela protokollet. Det återger riktigt vad som beslutades och vad som förekom på mötet."
    ),
    ("sv", "notes", "signed"): "Jag har fört anteckningarna. De återger vad som sades och bestämdes på mötet.",
    ("sv", "notes", "approved"): "Jag har läst anteckningarna i sin helhet. De återger riktigt vad som sades på mötet.",
    ("en", "protocol", "signed"): "I have taken these minutes. They record what was decided and what took place.",
    ("en", "protocol", "approved"): (
        "I have read these minutes in full. They are a correct record of what was decided and what took place."
    ),
    ("en", "notes", "signed"): "I have taken these notes. They record what was said and agreed at the meeting.",
    ("en", "notes", "approved"): "I have read these notes in full. They are a correct record of what was said.",
}


def agreement(document: str, verb: str, language: str) -> str:
    """What is agreed to in the document's language; `document` is protocol or notes, `verb` signed or approved."""
    return _WORDS[language, document, verb]
