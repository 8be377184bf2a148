"""Minutes and Proof laid out for the templates: every text escaped and in its printed form, nothing left to compute.

The page and the PDF are made from the same sheet, so what one says the other says, in the same order.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from minutes.lib import codes, dates, text

from . import foot, letters, masking_words, qr, words
from .content import Attachment, Attendee, Decision, Item, Minutes, Proof, Signed, Signer
from .parts import Fact, File, Group, Person, Row, Ruling, Section, Signing, rich, show

Extra = Callable[[Item], str]  # safe HTML after an item's section
Link = Callable[[Attachment], str]  # where an attachment's file is, or ""

# The label, and the status of those who stand under it.
_GROUPS = {"present": "present", "others": "other", "presenters": "presenter", "excused": "excused", "absent": "absent"}
_WORDS = ["name", "number", "type", "description", "responsible", "approximately", "action", "due", "vacant"]
_WORDS += ["page", "registry_number", "signoff", "decisions", "organisation_address", "why"]
_LETTERS = 90  # of a line of a decision on paper
_NAME, _DETAIL = 24, 29  # letters that the column of one of three signers has room for: bold, and as usual
_TALL = 200  # letters of an action, four lines: rows with more are not held to each other
_TOGETHER = 16  # lines of a decision, a third of a page: a longer one may be cut by the end of a page


class Sheet:
    """What body.html reads. `level` is the level of the title; sections come one below, their parts two below."""

    def __init__(
        self, minutes: Minutes, proof: Proof, *, level: int, extra: Extra | None = None, link: Link | None = None
    ) -> None:
        self.minutes, self.proof = minutes, proof
        self.h1, self.h2, self.h3 = level, min(level + 1, 6), min(level + 2, 6)
        self.lang = minutes.language
        self.title = show(minutes.heading)
        self.document = show(minutes.document_label)
        self.organisation = show(minutes.letterhead.organisation)
        self.registry = show(minutes.registry_number)
        self.state, self.state_kind = self._state()
        self.correction = self._correction()
        self.facts = list(self._facts())
        self.groups = list(self._groups())
        agenda = minutes.items if minutes.layout.agenda_table else ()
        self.rows = [self._row(item, at) for at, item in enumerate(agenda, 1)]
        self.legend = self._legend() if self.rows else []
        self.sections = [
            self._section(item, at, extra) for at, item in enumerate(minutes.items, 1) if item.kind == "item"
        ]
        self.actions = [
            (show(one.text), show(_within(one.item)), show(one.responsible), self._due(one.due, one.due_words))
            for one in minutes.actions
        ]
        self.action_people = any(one.responsible for one in minutes.actions)
        self.action_tall = any(len(one.text) > _TALL for one in minutes.actions)
        self.action_dates = any(one.due or one.due_words for one in minutes.actions)
        self.signers = [self._signing(signer) for signer in minutes.signers]
        self.signoff = self._signoff()
        self.files = [self._file(one, link) for one in minutes.attachments]
        self.address = list(self._address())

    @property
    def has(self) -> dict[str, bool]:
        """Which columns the agenda table needs."""
        items = self.minutes.items
        return {
            "type": any(item.type for item in items),
            "responsible": any(item.responsible for item in items),
            "time": any(item.time for item in items),
        }

    @property
    def rulings(self) -> list[tuple[Section, Ruling]]:
        """Every decision with the section that it stands in."""
        return [(section, ruling) for section in self.sections for ruling in section.rulings]

    @property
    def labels(self) -> dict[str, SafeString]:
        """The body's headings, as printed."""
        names = ("time_and_place", "agenda", "decision", "actions", "attachments")
        return {name: show(getattr(self.minutes.labels, name)) for name in names} | {
            "organisation": show(self.minutes.labels.organisation or self._plain("organisation"))
        }

    @property
    def word(self) -> dict[str, SafeString]:
        """Words of the document's language that no body changes."""
        return {name: self._word(name) for name in _WORDS}

    def _plain(self, key: str, **values: object) -> str:
        return words.fill(words.word(key, self.lang, self.minutes.document), **values)

    def _word(self, key: str, **values: object) -> SafeString:
        return show(self._plain(key, **values))

    def _state(self) -> tuple[SafeString, str]:
        day = dates.parse(self.proof.adjusted_on)
        label = self.proof.state_label
        if day and self.proof.state in ("adjusted", "published"):
            label = self._plain("approved_on", state=label, date=dates.long(day, self.lang))
        kind = {"draft": "draft", "in_adjustment": "wait"}.get(self.proof.state, "done")
        return show(label), kind

    def _correction(self) -> dict[str, SafeString] | None:
        correction = self.minutes.correction
        if correction is None:
            return None
        return {
            "title": show(f"{self._plain(correction.kind)} {correction.date}".strip()),
            "corrects": self._word("corrects", version=correction.version) if correction.version else show(""),
            "what": show(correction.what),
            "why": show(correction.why),
        }

    @cached_property
    def verification(self) -> dict[str, str] | None:
        """How anybody finds out whether a published document is genuine."""
        if not self.proof.code:
            return None
        address = self.proof.address
        return {
            "heading": self._word("verify"),
            "how": self._word("verify_how"),
            "label": self._word("verify_code"),
            "code": codes.grouped(self.proof.code),
            "address": address,
            "shown": address.partition("://")[2].rstrip("/"),
            "picture": qr.data_uri(address),
            "alternative": self._plain("verify_picture", address=address),
        }

    @property
    def masked(self) -> dict[str, SafeString] | None:
        """What a masked copy says of itself."""
        if not self.proof.tie:
            return None
        told = {key: show(masking_words.word(key, self.lang)) for key in ("title", "told", "tie")}
        return told | {"hash": show(self.proof.tie)}

    def _facts(self) -> Iterator[Fact]:
        """The line of time and place, or a row for each "Label: value" of it."""
        label, told = self.minutes.labels.time_and_place, self.minutes.time_and_place
        if self.minutes.layout.time_and_place == "line":
            if told:
                yield Fact(show(label.rstrip(" :")), show(told))
            return
        # The label stands over the table: the secretary's own words have another beside them.
        own = words.word("time_and_place", self.lang, "protocol")
        for row in told.split("\n"):
            name, colon, value = row.partition(": ")
            if row.strip():
                yield Fact(show(name), show(value)) if colon else Fact(show(own), show(row))

    def _groups(self) -> Iterator[Group]:
        for key, status in _GROUPS.items():
            attendees = [one for one in self.minutes.attendees if one.status == status]
            if attendees:
                people = [self._person(one) for one in attendees]
                label = show(getattr(self.minutes.labels, key))
                yield Group(key, label, people, any(one.organisation for one in attendees))

    def _person(self, one: Attendee) -> Person:
        instead = self._plain("serves_for", name=one.serves_for) if one.serves_for else ""
        in_text = self.minutes.layout.attendance == "text"
        parts = (one.title, one.organisation, one.note, instead) if in_text else (one.title, one.note, instead)
        name = self._plain("vacant") if one.vacant else one.name
        return Person(show(name), show(", ".join(filter(None, parts))), show(one.organisation), one.vacant)

    def _row(self, item: Item, at: int) -> Row:
        return Row(
            item.kind,
            str(item.number or ""),
            show(item.type),
            show(item.title),
            show(item.responsible),
            dates.clock(item.time, padded=True),
            _anchor(item, at) if item.kind == "item" else "",
        )

    def _legend(self) -> list[SafeString]:
        """The body's words, then what each letter means; also for letters that no item has."""
        types = self.minutes.item_types
        if not types:
            return []
        meanings = [self._plain("legend_type", letter=one.letter, name=one.name) for one in types]
        return [show(self.minutes.labels.legend or self._plain("legend")), show(", ".join(meanings) + ".")]

    def _section(self, item: Item, at: int, extra: Extra | None) -> Section:
        labels, anchor = self.minutes.labels, _anchor(item, at)
        facts = [("registry_number", item.registry_number), ("presenter", item.presenter)]
        unopened = item.outcome == "withdrawn" or item.removed
        proposal = item.proposal if self.minutes.layout.proposals else ""
        ended = item.outcome_sentence or (words.outcome("withdrawn", self.lang) if item.removed else "")
        return Section(
            anchor=anchor,
            label=show(item.label),
            title=show(item.title),
            facts=[Fact(self._word(key), show(value)) for key, value in facts if value],
            opening=show(ended if unopened else ""),
            text=rich(item.text, self.h3),
            movements=[show(one.sentence) for one in item.movements],
            proposal_label=show(labels.proposal or self._plain("proposal")),
            proposal=rich(proposal, self.h3),
            remarks_label=show(item.remarks_label.rstrip(" :")),
            remarks=rich(item.remarks, self.h3),
            comment_label=show(labels.comment),
            comment=rich(item.comment, self.h3),
            rulings=[self._ruling(one, f"{anchor}-{n}") for n, one in enumerate(item.decisions, 1)],
            outcome=show("" if unopened else ended),
            extra=mark_safe(extra(item)) if extra else show(""),  # noqa: S308
        )

    def _ruling(self, one: Decision, anchor: str) -> Ruling:
        clauses = [show(clause) for clause in one.clauses]
        several = len(clauses) > 1
        more = f" (+{len(clauses) - 1})" if several else ""
        summary = text.shorten(" ".join(filter(None, (one.intro, *one.clauses[:1]))), 160) + more
        return Ruling(
            anchor=anchor,
            heading=show(self.minutes.labels.decision) if one.heading else show(""),
            intro=show(one.intro),
            alone=clauses[0] if len(clauses) == 1 else show(""),
            clauses=clauses if several else [],
            summary=show(summary),
            long=sum(1 + len(told) // _LETTERS for told in (one.intro, *one.clauses)) > _TOGETHER,
        )

    def _due(self, day: str, told: str) -> SafeString:
        return show(", ".join(filter(None, (day, told))))

    def _signoff(self) -> str:
        """The body's choice, but two beside each other where a word would be broken in the narrowest column."""
        wide = any(
            len(word) > room
            for one in self.minutes.signers
            for told, room in ((one.name, _NAME), (one.title, _DETAIL), (one.organisation, _DETAIL))
            for word in re.split(r"[\s-]", told)
        )
        return "lines" if wide else self.minutes.layout.signoff

    def _signing(self, signer: Signer) -> Signing:
        signed = next((s for s in self.proof.signatures if s.role == signer.role and s.name == signer.name), None)
        details = ", ".join(filter(None, (signer.title, signer.organisation)))
        return Signing(show(signer.label), show(signer.name), show(details), self._seal(signed))

    def _seal(self, signed: Signed | None) -> SafeString:
        """How and when somebody signed, time and method each unbroken."""
        if signed is None:
            return show("")
        whole = '<span class="part">{}</span>'
        moment = format_html(whole, dates.moment(signed.at, self.lang))
        method = format_html(whole, f"({signed.service or self._plain(signed.method)})")
        told = self._plain(signed.verb).replace("({method})", "{method}")
        return mark_safe(words.fill(html.escape(told), moment=moment, method=method))  # noqa: S308

    def _file(self, one: Attachment, link: Link | None) -> File:
        kind = letters.printable(one.file_name.rpartition(".")[2].upper()) if "." in one.file_name else ""
        note = ", ".join(filter(None, (kind, _size(one.size, self.lang)))) if one.sha256 else ""
        return File(show(one.name), show(_within(one.item)), note, link(one) if link and one.sha256 else "")

    def _address(self) -> Iterator[list[Fact]]:
        for column in foot.columns(self.minutes.letterhead):
            yield [Fact(self._word(key), show(value)) for key, value in column]


def _anchor(item: Item, at: int) -> str:
    return f"p{item.number}" if item.number else f"i{at}"


def _within(label: str) -> str:
    """An item's label as it stands within brackets: unbroken, and "4)" without the bracket that it brings."""
    return (label if "(" in label else label.removesuffix(")")).replace(" ", "\xa0")


def _size(size: int, language: str) -> str:
    if not size:
        return ""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    megabytes = f"{size / 1_000_000:.1f} MB"
    return megabytes.replace(".", ",") if language == "sv" else megabytes
