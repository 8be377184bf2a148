"""The phrases that a body starts with, by kind of document and language; its administrator then makes them her own.

{body} is the body as it is spoken of ("Styrgruppen") and is filled in at once; other braces are blanks for the writer.
"""

from .words import fill

_SWEDISH = [
    "{namn} informerar om läget.",
    "{body} tackar {namn} för informationen.",
    "{body} har inga synpunkter på protokollet från {datum}.",
    "Frågan tas upp igen på mötet {datum}.",
    "{namn} anmäler jäv och lämnar rummet medan frågan behandlas.",
]
_ENGLISH = [
    "{name} reports on the situation.",
    "{body} thanks {name} for the information.",
    "{body} has no remarks on the minutes of {date}.",
    "The matter will be taken up again at the meeting on {date}.",
    "{name} declares an interest and leaves the room while the matter is dealt with.",
]
STANDARD = {
    ("protocol", "sv"): [
        "{body} beslutar enligt förslaget.",
        "{body} beslutar att ge {namn} i uppdrag att {uppdrag}.",
        "{body} beslutar att bordlägga ärendet till mötet {datum}.",
        "Dagordningen godkänns.",
        *_SWEDISH,
        "Nästa möte är {datum}.",
        "Ordföranden tackar deltagarna och avslutar mötet.",
    ],
    ("notes", "sv"): [
        "{namn} får i uppdrag att {uppdrag}.",
        *[phrase.replace("protokollet", "anteckningarna") for phrase in _SWEDISH],
        "Nästa möte är {datum}.",
        "Ordföranden tackar deltagarna och avslutar mötet.",
    ],
    ("protocol", "en"): [
        "{body} decides as proposed.",
        "{body} decides to ask {name} to {task}.",
        "{body} decides to table the item until the meeting on {date}.",
        "The agenda is approved.",
        *_ENGLISH,
        "The next meeting is on {date}.",
        "The chair thanks everybody and closes the meeting.",
    ],
    ("notes", "en"): [
        "{name} is asked to {task}.",
        *[phrase.replace("minutes", "notes") for phrase in _ENGLISH],
        "The next meeting is on {date}.",
        "The chair thanks everybody and closes the meeting.",
    ],
}
_GROUP = {"sv": "Mötet", "en": "The meeting"}


def standard(document: str, language: str, genitive: str) -> list[str]:
    """The phrases of a body; `genitive` is its name as in "Styrgruppens kommentar"."""
    return [fill(phrase, body=_spoken(genitive, language)) for phrase in STANDARD[document, language]]


def _spoken(genitive: str, language: str) -> str:
    """ "Styrgruppens" -> "Styrgruppen", "Nätverkets" -> "Nätverket"; "Mötet" where that is not plain."""
    if language == "en":
        return genitive.removesuffix("'s").removesuffix("’s") or _GROUP[language]
    return genitive[:-1] if genitive.endswith(("ns", "ts")) and " " not in genitive else _GROUP[language]
