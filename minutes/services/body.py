"""Bodies and their rules: how their minutes look, who signs, which words and rows their meetings start with."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from minutes import audit
from minutes.documents import phrases, words
from minutes.lib import limits, text
from minutes.models import Body, ItemType, Meeting, Phrase, Signer, SignoffRole

from . import Refused
from .organisation import free_slug
from .storing import change, store

NOTES = Body.Document.NOTES

# What a body starts with, by language.
ITEM_TYPES = {
    "sv": [("I", "information"), ("D", "diskussion"), ("A", "arbetsmoment"), ("B", "beslut")],
    "en": [("I", "information"), ("D", "discussion"), ("A", "work item"), ("B", "decision")],
}
SIGNED, APPROVED = SignoffRole.Verb.SIGN, SignoffRole.Verb.APPROVE
BY_SECRETARY, BY_CHAIR, BY_CHOICE = SignoffRole.Source.SECRETARY, SignoffRole.Source.CHAIR, SignoffRole.Source.CHOSEN
ROLES = {
    ("protocol", "sv"): [
        ("secretary", "Sekreterare", SIGNED, BY_SECRETARY),
        ("chair", "Ordförande", APPROVED, BY_CHAIR),
        ("adjuster", "Justerare", APPROVED, BY_CHOICE),
    ],
    ("protocol", "en"): [
        ("secretary", "Secretary", SIGNED, BY_SECRETARY),
        ("chair", "Chair", APPROVED, BY_CHAIR),
        ("adjuster", "Approver", APPROVED, BY_CHOICE),
    ],
    ("notes", "sv"): [
        ("noted_by", "Antecknat av", SIGNED, BY_SECRETARY),
        ("adjusted_by", "Justerat av", APPROVED, BY_CHOICE),
    ],
    ("notes", "en"): [
        ("noted_by", "Noted by", SIGNED, BY_SECRETARY),
        ("adjusted_by", "Approved by", APPROVED, BY_CHOICE),
    ],
}


def defaults(document, language):
    """The rules that fit a kind of document ("protocol" or "notes") in a language ("sv" or "en")."""
    swedish = language == "sv"
    rules = {
        "meeting_title": "Möte" if swedish else "Meeting",
        "attachment_format": "Bilaga {n}: {title}" if swedish else "Appendix {n}: {title}",
    }
    if document != NOTES:
        return rules
    return rules | {
        "document_label": words.word("document", language, "notes"),
        "heading_format": "{document}, {body}",
        "number_format": "{n}",
        "attendance_style": Body.AttendanceStyle.TABLE,
        "time_style": Body.TimeStyle.TABLE,
        "agenda_table": True,
        "signoff_style": Body.SignoffStyle.LINES,
    }


@transaction.atomic
def add(organisation, *, by, **fields):
    """Found a body with the rules that fit its kind of document; what `fields` says goes before the defaults."""
    document = fields.get("document", Body.Document.PROTOCOL)
    language = fields.get("language", Body.Language.SWEDISH)
    fields = {"slug": free_slug(Body, fields.get("name", "")), **defaults(document, language), **fields}
    if not fields.get("genitive"):
        fields["genitive"] = genitive(fields.get("name", ""), language)
    body = store(Body(organisation=organisation, **fields))
    for position, (letter, name) in enumerate(ITEM_TYPES[body.language]):
        ItemType.objects.create(body=body, letter=letter, name=name, position=position)
    for position, (key, label, verb, source) in enumerate(ROLES[body.document, body.language]):
        # A clerical error is put right by the writer and one who approves: the chair, or else the one chosen first.
        clerical = source != BY_CHOICE or BY_CHAIR not in {row[3] for row in ROLES[body.document, body.language]}
        SignoffRole.objects.create(
            body=body, key=key, label=label, verb=verb, source=source, signs_clerical=clerical, position=position
        )
    for position, phrase in enumerate(phrases.standard(body.document, body.language, body.genitive)):
        Phrase.objects.create(body=body, text=phrase, position=position)
    audit.record("body.add", body, by=by, details={"organisation": organisation.pk})
    return body


@transaction.atomic
def edit(body, *, by, **fields):
    """Change the rules. They hold for every meeting that is not sealed; sealed minutes keep those of their day."""
    if "words" in fields:
        fields["words"] = own_words(fields["words"])
    changed = change(body, fields)
    if changed:
        store(body)
        audit.record("body.edit", body, by=by, details={"fields": changed})
    return body


@transaction.atomic
def set_item_types(body, rows, *, by):
    """The letters of the agenda, in order: dicts with letter and name, and id for one that exists."""
    _limit(rows, limits.ITEM_TYPES)
    # Two letters may change places, which a unique constraint refuses half-way.
    for place, row in enumerate(body.item_types.all()):
        ItemType.objects.filter(pk=row.pk).update(letter=chr(0xE000 + place))
    _set(body, body.item_types, rows, ("letter", "name"))
    audit.record("body.set_item_types", body, by=by)


@transaction.atomic
def set_roles(body, rows, *, by):
    """Who signs, in order: dicts with label, verb, source, required and signs_clerical, and id for one that exists."""
    _limit(rows, limits.SIGNOFF_ROLES)
    if not any(row.get("required", True) for row in rows):
        raise Refused(_("At least one role must sign."))
    taken = set(body.signoff_roles.values_list("key", flat=True))
    for row in rows:
        if not row.get("id"):
            row["key"] = _free_key(row["label"], taken)
    _set(body, body.signoff_roles, rows, ("key", "label", "verb", "source", "required", "signs_clerical"))
    for role in body.signoff_roles.all():
        # What is being written follows the rules; what is sealed keeps the words of its day.
        signers = Signer.objects.filter(role=role, meeting__state__in=Meeting.WRITABLE)
        signers.update(label=role.label, position=role.position)
    audit.record("body.set_roles", body, by=by)


@transaction.atomic
def set_standing_items(body, rows, *, by):
    """What every new agenda starts with, in order: dicts with kind, title, type, text and proposal, and maybe id."""
    _limit(rows, limits.STANDING_ITEMS)
    if any(row.get("type") and row["type"].body_id != body.pk for row in rows):
        raise Refused(_("The type belongs to another body."))
    _set(body, body.standing_items, rows, ("kind", "title", "type", "text", "proposal"))
    audit.record("body.set_standing_items", body, by=by)


@transaction.atomic
def set_phrases(body, rows, *, by):
    """The phrase bank, in order: dicts with text, and id for one that exists."""
    _limit(rows, limits.PHRASES)
    _set(body, body.phrases, rows, ("text",))
    audit.record("body.set_phrases", body, by=by)


def own_words(given):
    """Only known keys, and only words that say something: an empty field means the language's usual word."""
    keys = words.BODY_WORDS["sv"].keys() | words.BODY_WORDS["en"].keys()
    return {key: text.line(value) for key, value in given.items() if key in keys and text.line(value)}


def genitive(name, language):
    """A guess that the administrator can change: "Styrgruppen för badplatser" -> "Styrgruppens"."""
    if language == "en":
        return f"{name}'s" if name else ""
    first = name.split(" ")[0]
    return first if first.endswith(("s", "x", "z")) else f"{first}s" if first else ""


def _set(body, existing, rows, fields):
    kept = {row["id"] for row in rows if row.get("id")}
    by_id = {row.pk: row for row in existing.all()}
    try:
        existing.exclude(pk__in=kept).delete()
    except ProtectedError as error:
        name = next(iter(error.protected_objects))
        raise Refused(
            _("It is used in a meeting and cannot be removed: %(what)s. Rename it instead.") % {"what": name}
        ) from error
    for position, values in enumerate(rows):
        row = by_id.get(values.get("id")) or existing.model(body=body)
        for field in fields:
            if field in values:
                setattr(row, field, values[field])
        row.position = position
        store(row)


def _limit(rows, most):
    if len(rows) > most:
        raise Refused(_("At most %(limit)s rows.") % {"limit": most})


def _free_key(label, taken):
    base = text.slug(label, length=24) or "role"
    key = base if base not in taken else next(f"{base}-{n}" for n in range(2, 99) if f"{base}-{n}" not in taken)
    taken.add(key)
    return key
