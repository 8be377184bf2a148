"""Some items of the minutes alone, with whom they are sent to and who vouches for the extract (protokollsutdrag)."""

import dataclasses
from dataclasses import dataclass

from django.utils.safestring import SafeString

from minutes.lib import dates

from . import load, render
from .content import Date, Minutes, Proof
from .parts import show
from .sheet import Sheet

_WORDS = {
    "sv": {
        "label": "Protokollsutdrag",
        "label_of": "Utdrag ur {label}",
        "sent_to": "Beslutet skickas till",
        "vouched": "Rätt utdraget intygar {date}",
    },
    "en": {
        "label": "Extract from the minutes",
        "label_of": "Extract from the {label}",
        "sent_to": "The decision is sent to",
        "vouched": "Certified to be a true extract on {date}",
    },
}


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who vouches for the extract and when; whom what was decided is sent to."""

    name: str
    title: str
    date: Date
    sent_to: tuple[str, ...] = ()


class ExtractSheet(Sheet):
    """As the sheet of minutes, of what `of` has left of them."""

    def __init__(self, minutes: Minutes, proof: Proof, attestation: Attestation, *, level: int) -> None:
        super().__init__(minutes, proof, level=level)
        day = dates.parse(attestation.date)
        vouched = _words(self.lang)["vouched"].replace("{date}", dates.long(day, self.lang) if day else "")
        self.sent_to = [show(one) for one in attestation.sent_to]
        self.attested: dict[str, SafeString] = {
            "sent_to": show(_words(self.lang)["sent_to"]),
            "vouched": show(vouched),
            "name": show(attestation.name),
            "title": show(attestation.title),
        }


def of(minutes: Minutes, chosen: set[int]) -> Minutes:
    """The minutes with nothing but the chosen items (their places, from 0), and what belongs to these."""
    items = tuple(item for at, item in enumerate(minutes.items) if at in chosen)
    labels = {item.label for item in items if item.label}
    word, document = _words(minutes.language), minutes.document_label
    label = word["label"] if document in ("Protokoll", "Minutes") else word["label_of"].replace(
        "{label}", document.lower()
    )
    # An extract lies alone among the papers of others, so it says whose it is.
    heading = minutes.heading if minutes.body in minutes.heading else f"{minutes.body}, {minutes.heading}"
    return dataclasses.replace(
        minutes,
        document_label=label,
        heading=heading,
        attendees=(),
        items=items,
        actions=tuple(one for one in minutes.actions if one.item in labels),
        attachments=tuple(one for one in minutes.attachments if one.item in labels),
        layout=dataclasses.replace(minutes.layout, agenda_table=False),
    )


def page_html(minutes: Minutes, proof: Proof, attestation: Attestation, *, logo: str = "") -> str:
    """The extract as an <article> for the screen; `minutes` is what `of` returned."""
    return render.page_of(ExtractSheet(minutes, proof, attestation, level=2), logo=logo)


def pdf(
    minutes: Minutes, proof: Proof, attestation: Attestation, *, logo: bytes | None = None, variant: str = "pdf/a-3a"
) -> bytes:
    """The extract as a tagged, archivable PDF that holds nothing of the other items. Raises render.PdfUnavailable."""
    html = render.paper_of(ExtractSheet(minutes, proof, attestation, level=1), logo=logo)
    data = [("extract.json", load.to_json(minutes), "data")]
    return render.paper_pdf(html, data, language=minutes.language, date=minutes.date, variant=variant)


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["sv"])
