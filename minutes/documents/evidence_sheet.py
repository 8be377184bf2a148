"""The evidence of a version laid out for the templates of documents, and from there a page or a PDF."""

import dataclasses
import datetime
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from . import render
from .content import Labels, Layout, Minutes, Proof
from .evidence import Answer, Evidence, Moment, Network, Sealing, Seen, to_json
from .evidence_words import listed, method, word
from .parts import Fact, show
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Card:
    """A heading, which may be empty, over facts."""

    heading: SafeString
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: SafeString
    note: SafeString
    cards: list[Card]


class EvidenceSheet(Sheet):
    """As the sheet of minutes, with nothing in it but chapters of facts."""

    def __init__(self, evidence: Evidence, *, level: int) -> None:
        super().__init__(_as_minutes(evidence), Proof("published", "", ""), level=level)
        self.evidence = evidence
        standing = [one for one in evidence.answers if one.stands]
        void = [one for one in evidence.answers if not one.stands]
        found = [
            self._chapter("about", [Card(show(""), self._about())]),
            self._chapter("sealings", [Card(show(""), [self._sealing(one) for one in evidence.sealings])]),
            self._chapter("answers", [self._answer(one) for one in standing]),
            self._chapter("earlier", [self._answer(one) for one in void]),
            self._chapter("copy", [Card(show(""), self._copy())], "copy_note"),
            self._chapter("restricted", [Card(show(""), self._network())], "restricted_note"),
        ]
        self.chapters = [one for one in found if any(card.facts for card in one.cards)]

    def _told(self, key: str, **values: object) -> SafeString:
        return show(word(key, self.lang, **values))

    def _chapter(self, key: str, cards: list[Card], note: str = "") -> Chapter:
        return Chapter(self._told(key), self._told(note) if note else show(""), cards)

    def _facts_of(self, *rows: tuple[str, SafeString]) -> list[Fact]:
        return [Fact(self._told(key), value) for key, value in rows if value]

    def _about(self) -> list[Fact]:
        one = self.evidence
        name = one.heading if one.document_label in one.heading else f"{one.document_label}, {one.heading}"
        corrects = self._told("corrects_version", version=one.corrects) if one.corrects else show("")
        return self._facts_of(
            ("document", show(name)),
            ("version", show(str(one.version))),
            ("published", self._moment(one.published)),
            ("corrects", corrects),
            ("content_hash", digest(one.content_hash)),
            ("pdf_hash", digest(one.pdf_hash)),
            ("html_hash", digest(one.html_hash)),
        )

    def _copy(self) -> list[Fact]:
        one = self.evidence.copy
        if one is None:
            return []
        return self._facts_of(
            ("marked_by", show(", ".join(one.marked_by))),
            ("reviewed_by", show(one.reviewed_by)),
            ("at", self._moment(one.reviewed)),
            ("copy_hash", digest(one.content_hash)),
            ("secret", digest(one.secret)),
            ("tie", digest(one.tie)),
        )

    def _sealing(self, one: Sealing) -> Fact:
        key = "sent" if one.sent_by else "sent_alone"
        sent = word(key, self.lang, moment=self._plain_moment(one.sent), name=one.sent_by)
        at = self._plain_moment(one.ended_at) if one.ended_at else ""
        ended = word(one.ended, self.lang, moment=at).strip()
        told = format_html("{}. {}.<br>{}", show(sent), show(ended), digest(one.content_hash))
        return Fact(self._told("sealing", number=one.number), told)

    def _answer(self, one: Answer) -> Card:
        seen = [self._seen(each) for each in one.seen] or [word("unseen", self.lang)]
        facts = self._facts_of(
            ("role", show(one.label)),
            ("title", show(one.title)),
            ("organisation", show(one.organisation)),
            ("act", self._told(f"verb.{one.verb}")),
            ("at", self._moment(one.at)),
            *self._how(one),
            ("words", show(one.words if one.verb != "declined" else "")),
            ("content_hash", digest(one.content_hash)),
            ("seen", show("\n".join(f"{told[:1].upper()}{told[1:]}" for told in seen))),
            ("event", digest(one.event)),
        )
        return Card(show(one.name), facts)

    def _how(self, one: Answer) -> list[tuple[str, SafeString]]:
        told = one.external
        if told is None:
            return [("method", show(method(one.method, one.level, self.lang)))]
        return [
            ("method", show(told.service)),
            ("assurance", unbroken(told.level)),
            ("issuer", unbroken(told.issuer)),
            ("transaction", unbroken(told.transaction)),
            ("proved", self._moment(told.at)),
        ]

    def _seen(self, one: Seen) -> str:
        named = [*one.changed, *(word(name, self.lang) for name in one.outside)]
        key = "first" if one.first else "changed" if named else "same"
        given = {"sealing": one.sealing, "moment": self._plain_moment(one.at), "what": listed(named, self.lang)}
        return word(f"seen.{key}", self.lang, **given)

    def _network(self) -> list[Fact]:
        labels = {one.role: one.label for one in self.evidence.answers}
        unknown = word("no_address", self.lang)
        return [
            Fact(show(f"{one.name}, {labels[one.role]} ({self._sealing_name(one)})"), show(one.address or unknown))
            for one in self.evidence.restricted
        ]

    def _sealing_name(self, one: Network) -> str:
        return word("sealing", self.lang, number=one.sealing).lower()

    def _moment(self, moment: Moment) -> SafeString:
        return show(self._plain_moment(moment))

    def _plain_moment(self, moment: Moment) -> str:
        """ "2026-11-20 10.30.00 (UTC 09.30.00)": local first, with the date of UTC where it is another one."""
        local, utc = (datetime.datetime.fromisoformat(one) for one in (moment.local, moment.utc))
        clock = "%H.%M.%S" if self.lang == "sv" else "%H:%M:%S"
        other = f"%Y-%m-%d {clock}" if utc.date() != local.date() else clock
        return f"{local.strftime(f'%Y-%m-%d {clock}')} (UTC {utc.strftime(other)})"


def digest(value: str) -> SafeString:
    """A hash in groups of eight that a line can break between; copied, it is one word."""
    if not value:
        return SafeString("")
    groups = [value[at : at + 8] for at in range(0, len(value), 8)]
    return format_html('<span class="doc-hash">{}</span>', show("\u200b".join(groups)))


def unbroken(value: str) -> SafeString:
    """A name given by machines, which a line may break anywhere; copied, it is what it was."""
    return format_html('<span class="doc-hash">{}</span>', value) if value else SafeString("")


def _as_minutes(one: Evidence) -> Minutes:
    """What the sheet of minutes reads, without anything that was decided."""
    printed = [field.name for field in dataclasses.fields(Labels)]
    return Minutes(
        document="notes" if one.document == "notes" else "protocol",
        document_label=word("label", one.language),
        language="en" if one.language == "en" else "sv",
        heading=one.heading if one.body in one.heading else f"{one.body}, {one.heading}",
        body=one.body,
        genitive="",
        meeting="",
        number="",
        registry_number="",
        date=one.date,
        start="",
        end="",
        place="",
        mode="in_person",
        time_and_place="",
        time_and_place_is_own=False,
        letterhead=one.letterhead,
        labels=Labels(**dict.fromkeys(printed, "")),
        layout=Layout("text", "line", False, "lines", "{n}", "{title}"),
        item_types=(),
        attendees=(),
        items=(),
        actions=(),
        attachments=(),
        signers=(),
    )


def page_html(evidence: Evidence, *, logo: str = "") -> str:
    """The report as an <article> for the screen."""
    return render.page_of(EvidenceSheet(evidence, level=2), logo=logo)


def pdf(evidence: Evidence, *, logo: bytes | None = None, variant: str = "pdf/a-3a") -> bytes:
    """The report as a tagged, archivable PDF with its JSON in it; deterministic. Raises render.PdfUnavailable."""
    html = render.paper_of(EvidenceSheet(evidence, level=1), logo=logo)
    data = [("evidence.json", to_json(evidence), "data")]
    return render.paper_pdf(html, data, language=evidence.language, date=evidence.date, variant=variant)
