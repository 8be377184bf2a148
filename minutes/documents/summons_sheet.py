"""A summons laid out for the templates of documents, and from there a page or a PDF."""

import dataclasses

from django.utils.safestring import SafeString

from minutes.lib import dates

from . import render, summons_words, words
from .content import Minutes, Proof
from .parts import Fact, Row, show
from .sheet import Link, Sheet
from .summons import Summons, form, to_json


class SummonsSheet(Sheet):
    """As the sheet of minutes: the agenda always a table, nothing after it but the documents, no state unless draft."""

    def __init__(self, summons: Summons, *, level: int, link: Link | None = None, draft: bool = False) -> None:
        self.summons = summons
        super().__init__(_as_minutes(summons), Proof("draft" if draft else "published", "", ""), level=level, link=link)
        self.sections = []
        if draft:
            self.state = show(summons_words.word("draft", self.lang, label=summons.label.lower()))
        if told := form(summons):
            self.facts.append(Fact(self._called("form"), show(told)))
        if day := dates.parse(summons.answer_by):
            self.facts.append(Fact(self._called("answer_by"), show(dates.long(day, self.lang))))
        self.rows = [self._told(row, at) for at, row in enumerate(self.rows)]
        self.correction = self._changes()

    def _called(self, key: str, **values: object) -> SafeString:
        return show(summons_words.word(key, self.lang, **values))

    def _changes(self) -> dict[str, SafeString] | None:
        if not self.summons.changes:
            return None
        return {
            "title": show(self.summons.label),
            "corrects": show(""),
            "what": show("\n".join(self.summons.changes)),
            "why": show(""),
        }

    def _told(self, row: Row, at: int) -> Row:
        """The row without a link, since there is no section to go to, and with what else the agenda tells of it."""
        item = self.summons.items[at]
        parts = [
            f"{words.word('registry_number', self.lang)} {item.registry_number}" if item.registry_number else "",
            summons_words.word("presented", self.lang, name=item.presenter) if item.presenter else "",
            summons_words.word("minutes", self.lang, n=item.minutes) if item.minutes else "",
        ]
        told = ", ".join(filter(None, parts))
        return dataclasses.replace(row, anchor="", note=show(f"({told})" if told else ""))


def _as_minutes(summons: Summons) -> Minutes:
    """What the sheet of minutes reads, with those who are called in the place of those who were there."""
    return Minutes(
        document="notes" if summons.document == "notes" else "protocol",
        document_label=summons.label,
        language=summons.language,
        heading=summons.heading,
        body=summons.body,
        genitive="",
        meeting=summons.meeting,
        number="",
        registry_number=summons.registry_number,
        date=summons.date,
        start=summons.start,
        end=summons.end,
        place=summons.place,
        mode=summons.mode,
        time_and_place=summons.time_and_place,
        time_and_place_is_own=False,
        letterhead=summons.letterhead,
        labels=dataclasses.replace(summons.labels, present=summons_words.word("called", summons.language)),
        layout=dataclasses.replace(summons.layout, agenda_table=True),
        item_types=summons.item_types if any(item.type for item in summons.items) else (),
        attendees=summons.attendees,
        items=summons.items,
        actions=(),
        attachments=summons.attachments,
        signers=(),
    )


def page_html(
    summons: Summons, *, level: int = 2, link: Link | None = None, logo: str = "", draft: bool = False
) -> str:
    """The summons as an <article> for the screen; `link(attachment)` may give the address of its file."""
    return render.page_of(SummonsSheet(summons, level=level, link=link, draft=draft), logo=logo)


def pdf(summons: Summons, *, logo: bytes | None = None, variant: str = "pdf/a-3a") -> bytes:
    """The summons as a tagged, archivable PDF with its JSON in it; deterministic. Raises render.PdfUnavailable."""
    html = render.paper_of(SummonsSheet(summons, level=1), logo=logo)
    data = [("summons.json", to_json(summons), "data")]
    return render.paper_pdf(html, data, language=summons.language, date=summons.date, variant=variant)
