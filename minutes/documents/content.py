"""The frozen values that every face of the minutes is made from.

`Minutes` is everything that is signed, in printed order, with printed labels already resolved in the body's language.
`Proof` is what stands around it: state, signatures, version. A document is Minutes + Proof.
The content hash is the SHA-256 of the canonical JSON of Minutes alone. Change a field here: raise SCHEMA_VERSION, give
the new field a default (sealed minutes of the older schema must still be readable) and write docs/minutes.schema.json
anew (`python -m minutes.documents.schema`).

The types tell the form of each string, and load.py and the schema read them: `str` is one line, `Lines` may have
several, `Rich` is sanitised HTML (lib.richtext), `Date` is 2026-11-12, `Clock` is 14:07, `Hash` a SHA-256; all may be
empty. Strings are NFC, without control characters.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

SCHEMA_VERSION = 1

Lines = Annotated[str, "lines"]
Rich = Annotated[str, "rich"]
Date = Annotated[str, "date"]
Clock = Annotated[str, "time"]
Moment = Annotated[str, "moment"]  # local time to the minute, "2026-02-03T14:07"
Hash = Annotated[str, "sha256"]
Colour = Annotated[str, "colour"]  # "#0b5563"

Status = Literal["present", "other", "presenter", "excused", "absent"]
ItemKind = Literal["item", "break", "closing"]
Outcome = Literal["", "noted", "noted_filed", "withdrawn", "tabled", "remitted"]
Mode = Literal["in_person", "remote", "hybrid"]
Language = Literal["sv", "en"]
State = Literal["draft", "in_adjustment", "adjusted", "published"]
Verb = Literal["signed", "approved"]
Method = Literal["mail_code", "mail_code_mfa", "password", "password_mfa", "passkey", "external", "demo"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Printed head and foot of page one. `logo` is the SHA-256 of an image kept in storage, or empty."""

    organisation: str
    registration_number: str = ""
    postal_address: str = ""
    visiting_address: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    logo: Hash = ""
    accent: Colour = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that the body prints over its sections, resolved in the body's language; empty means: not printed."""

    time_and_place: str
    present: str
    others: str
    presenters: str
    excused: str
    absent: str
    agenda: str
    decision: str
    actions: str
    attachments: str
    comment: str  # "Styrgruppens kommentar"
    organisation: str = ""  # column of the attendance tables, "Kommun/Organisation"
    proposal: str = ""  # "Förslag till beslut"
    legend: str = ""  # words before the item types, "Mötespunktens typ anges som"


@dataclass(frozen=True, slots=True)
class Layout:
    """The body's choices of form. They are signed because they decide what the reader sees."""

    attendance: Literal["text", "table"]
    time_and_place: Literal["line", "table"]
    agenda_table: bool
    signoff: Literal["columns", "lines"]
    item_number: str  # "§{n}", "§ {n}", "{n})"
    attachment_name: str  # "{date} - Bilaga {n}-{title}" | "Bilaga {n}: {title}"
    proposals: bool = False  # print the proposed decision of each item


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the roster as printed; a vacant seat has an empty name and an organisation."""

    name: str
    title: str = ""
    organisation: str = ""
    note: str = ""  # "ordförande i styrgruppen"
    serves_for: str = ""  # printed as "(ersätter ...)"
    vacant: bool = False
    status: Status = "present"


@dataclass(frozen=True, slots=True)
class ItemType:
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody leaves or arrives during an item; `sentence` is what is printed."""

    name: str
    kind: Literal["leaves", "arrives"]
    time: Clock
    sentence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`intro` alone, or `intro` followed by clauses ("att ..."); a single clause is never numbered."""

    intro: Lines
    clauses: tuple[Lines, ...] = ()
    heading: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    text: str
    responsible: str = ""
    due: Date = ""
    due_words: str = ""  # "till oktobermötet"
    item: str = ""  # printed number of the item it was decided in, "§ 3"; empty for one carried over from before


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` is what is printed ("2026-10-22 - Bilaga 1-Karta"); sha256 is empty when it is listed without a file."""

    number: int
    name: str
    title: str = ""
    date: Date = ""
    sha256: Hash = ""
    size: int = 0
    content_type: str = ""
    file_name: str = ""
    item: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the agenda and, for kind "item", one section. Breaks and closings carry no number and no section."""

    kind: ItemKind
    title: str
    number: int = 0  # 0 for breaks and closings
    label: str = ""  # "§ 4": the number as printed
    type: str = ""  # letter of ItemType
    registry_number: str = ""
    responsible: str = ""
    time: Clock = ""
    minutes: int = 0  # planned length
    presenter: str = ""
    text: Rich = ""
    proposal: Rich = ""  # proposed decision, printed only when the body prints proposals
    comment: Rich = ""
    remarks_label: str = ""
    remarks: Rich = ""
    decisions: tuple[Decision, ...] = ()
    outcome: Outcome = ""
    deferred: bool = False
    deferred_to: str = ""  # words, or the date of the meeting
    outcome_sentence: str = ""  # printed; resolved from outcome and deferral, or the secretary's own words
    movements: tuple[Movement, ...] = ()
    confidential: bool = False
    removed: bool = False  # numbered once, then taken away: printed as "utgår"


@dataclass(frozen=True, slots=True)
class Signer:
    """One column (or line) of the sign-off block. `adjusts`: the signature counts for the date of adjustment."""

    role: str  # key within the body: "secretary"
    label: str  # printed: "Sekreterare", "Antecknat av"
    name: str
    title: str = ""
    organisation: str = ""
    adjusts: bool = True
    order: int = 1


@dataclass(frozen=True, slots=True)
class Correction:
    """What this version corrects or completes, printed in page and PDF (JO 581-2013)."""

    kind: Literal["correction", "completion"]
    version: int  # the version that it corrects
    what: Lines
    why: Lines
    date: Date


@dataclass(frozen=True, slots=True)
class Minutes:
    document: Literal["protocol", "notes"]
    document_label: str  # "Protokoll"
    language: Language
    heading: str  # the h1
    body: str
    genitive: str
    meeting: str  # "Styrgruppsmöte"
    number: str  # "5" or "5/2026" or empty
    registry_number: str
    date: Date
    start: Clock
    end: Clock
    place: str
    mode: Mode
    time_and_place: Lines  # as printed: generated or the secretary's own words; rows "Tid: 13.00" in a table
    time_and_place_is_own: bool
    letterhead: Letterhead
    labels: Labels
    layout: Layout
    item_types: tuple[ItemType, ...]
    attendees: tuple[Attendee, ...]
    items: tuple[Item, ...]
    actions: tuple[Action, ...]
    attachments: tuple[Attachment, ...]
    signers: tuple[Signer, ...]
    correction: Correction | None = None
    schema: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature as printed: "Justerat digitalt 2026-02-03 kl. 14.07 (engångskod via e-post)"."""

    role: str
    name: str
    verb: Verb  # worded by documents.words in the document's language
    at: Moment
    method: Method
    service: str = ""  # the name of the external service, printed in place of the method: "BankID"


@dataclass(frozen=True, slots=True)
class Proof:
    state: State
    state_label: str  # the body's word: "Utkast", "Ej justerat", "Justerat"
    content_hash: Hash
    signatures: tuple[Signed, ...] = ()
    adjusted_on: Date = ""  # of the last adjusting signature
    version: int = 0  # 0 until published
    code: str = ""  # to verify the published version by, without its hyphens
    address: str = ""  # where that is done
    tie: Hash = ""  # of a masked public copy alone: what ties it to its original, see documents.masking
