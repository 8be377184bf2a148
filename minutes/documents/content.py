"""The frozen values that every face of the minutes is made from.

`Minutes` is everything that is signed, in printed order, with printed labels already resolved in the body's language.
`Proof` is what stands around it: state, signatures, version. A document is Minutes + Proof.
The content hash is the SHA-256 of the canonical JSON of Minutes alone. Change a field here: raise SCHEMA_VERSION.

Strings are NFC, without control characters. Rich text is sanitised HTML (see lib.richtext), empty string when absent.
Dates are ISO 8601 (2026-11-12), times 24-hour HH:MM, both as strings so that the JSON is the value.
"""

from dataclasses import dataclass

SCHEMA_VERSION = 1


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
    logo: str = ""
    accent: str = ""  # "#0b5563"


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


@dataclass(frozen=True, slots=True)
class Layout:
    """The body's choices of form. They are signed because they decide what the reader sees."""

    attendance: str  # "text" | "table"
    time_and_place: str  # "line" | "table"
    agenda_table: bool
    signoff: str  # "columns" | "lines"
    item_number: str  # "§{n}", "§ {n}", "{n})"
    attachment_name: str  # "{date} - Bilaga {n}-{title}" | "Bilaga {n}: {title}"


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the roster as printed; a vacant seat has an empty name and an organisation."""

    name: str
    title: str = ""
    organisation: str = ""
    note: str = ""  # "ordförande i styrgruppen"
    serves_for: str = ""  # printed as "(ersätter ...)"
    vacant: bool = False
    status: str = "present"  # "present" | "other" | "presenter" | "excused" | "absent"


@dataclass(frozen=True, slots=True)
class ItemType:
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody leaves or arrives during an item; `sentence` is what is printed."""

    name: str
    kind: str  # "leaves" | "arrives"
    time: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`intro` alone, or `intro` followed by clauses ("att ..."); a single clause is never numbered."""

    intro: str
    clauses: tuple[str, ...] = ()
    heading: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    text: str
    responsible: str = ""
    due: str = ""  # ISO date
    due_words: str = ""  # "till oktobermötet"
    item: str = ""  # printed number of the item it was decided in, "§ 3"; empty for one carried over from before


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` is what is printed ("2026-10-22 - Bilaga 1-Karta"); sha256 is empty when it is listed without a file."""

    number: int
    name: str
    date: str = ""
    sha256: str = ""
    size: int = 0
    content_type: str = ""
    file_name: str = ""
    item: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the agenda and, for kind "item", one section. Breaks and closings carry no number and no section."""

    kind: str  # "item" | "break" | "closing"
    title: str
    number: int = 0  # 0 for breaks and closings
    label: str = ""  # "§ 4": the number as printed
    type: str = ""  # letter of ItemType
    registry_number: str = ""
    responsible: str = ""
    time: str = ""
    minutes: int = 0  # planned length
    presenter: str = ""
    text: str = ""  # rich
    proposal: str = ""  # rich; proposed decision, printed only when the body prints proposals
    comment: str = ""  # rich
    remarks_label: str = ""
    remarks: str = ""  # rich
    decisions: tuple[Decision, ...] = ()
    outcome: str = ""  # "" | "noted" | "noted_filed" | "withdrawn" | "tabled" | "remitted"
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

    kind: str  # "correction" | "completion"
    version: int
    what: str
    why: str
    date: str


@dataclass(frozen=True, slots=True)
class Minutes:
    document: str  # "protocol" | "notes"
    document_label: str  # "Protokoll"
    language: str  # "sv" | "en"
    heading: str  # the h1
    body: str
    genitive: str
    meeting: str  # "Styrgruppsmöte"
    number: str  # "5" or "5/2026" or empty
    registry_number: str
    date: str
    start: str
    end: str
    place: str
    mode: str  # "in_person" | "remote" | "hybrid"
    time_and_place: str  # the line as printed: generated, or the secretary's own words
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
    previous: str = ""  # date of the previous meeting
    correction: Correction | None = None
    schema: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature as printed: "Justerat digitalt 2026-02-03 kl. 14.07 (engångskod via e-post)"."""

    role: str
    name: str
    verb: str  # "signed" | "approved", worded by documents.words in the document's language
    at: str  # local time, "2026-02-03T14:07"
    method: str  # "mail_code" | "password" | "password_mfa" | "passkey"


@dataclass(frozen=True, slots=True)
class Proof:
    state: str  # "draft" | "in_adjustment" | "adjusted" | "published"
    state_label: str  # the body's word: "Utkast", "Ej justerat", "Justerat"
    content_hash: str
    signatures: tuple[Signed, ...] = ()
    adjusted_on: str = ""  # ISO date of the last adjusting signature
    version: int = 0  # 0 until published
