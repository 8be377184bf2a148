"""Words of the evidence report, in the document's language."""

from typing import Final

from . import words

_WORDS: Final = {
    "sv": {
        "label": "Underskriftsbevis",
        "about": "Om handlingen",
        "document": "Handling",
        "version": "Version",
        "published": "Publicerad",
        "corrects": "Ersätter",
        "corrects_version": "version {version}",
        "content_hash": "Innehållets SHA-256",
        "pdf_hash": "PDF-filens SHA-256",
        "html_hash": "Webbsidans SHA-256",
        "sealings": "Utskick för justering",
        "sealing": "Utskick {number}",
        "sent": "Skickat {moment} av {name}",
        "sent_alone": "Skickat {moment}",
        "open": "Pågår",
        "completed": "Alla undertecknade {moment}",
        "recalled": "Återkallat {moment}",
        "declined": "Avbrutet: någon kunde inte underteckna",
        "answers": "Underskrifter",
        "earlier": "Svar som inte gäller längre",
        "verb.signed": "Undertecknade",
        "verb.approved": "Justerade",
        "verb.declined": "Kunde inte underteckna",
        "role": "Roll",
        "title": "Titel",
        "organisation": "Organisation",
        "act": "Vad",
        "at": "Tidpunkt",
        "method": "Legitimering",
        "assurance": "Tillitsnivå enligt tjänsten",
        "issuer": "Utfärdare",
        "transaction": "Tjänstens transaktion",
        "proved": "Legitimerad",
        "words": "Ord som godtogs",
        "event": "Loggradens SHA-256",
        "seen": "Läst",
        "seen.first": "utskick {sealing}, {moment}",
        "seen.same": "utskick {sealing}, {moment}: samma text som förra gången",
        "seen.changed": "utskick {sealing}, {moment}: ändrat sedan förra gången i {what}",
        "unseen": "Ingen läsning antecknad",
        "level.none": "ingen faktor: vem det var är inte styrkt",
        "level.single": "en faktor",
        "level.double": "två faktorer",
        "unknown": "okänt sätt",
        "link": "personlig länk via e-post",
        "copy": "Maskad offentlig kopia",
        "copy_note": (
            "Kopian visar inte originalets SHA-256, för det som är maskat kunde gissas ur den. Den som har hemligheten "
            "styrker att de hör ihop: SHA-256 av originalets SHA-256 följd av hemligheten är knytningen."
        ),
        "marked_by": "Markerad av",
        "reviewed_by": "Granskad av",
        "copy_hash": "Kopians SHA-256",
        "secret": "Hemlighet",
        "tie": "Knytning",
        "restricted": "Nätverksuppgifter",
        "restricted_note": (
            "Personuppgifter som inte ingår i det som publiceras. Pröva sekretess och dataskydd innan de lämnas ut."
        ),
        "no_address": "inte antecknad",
        "heading": "rubriken",
        "correction": "rättelsens ord",
        "agenda": "dagordningens ordning eller pauser",
        "frame": "sidhuvudet och de fasta orden",
        "time_and_place": "tid och plats",
        "attendees": "närvaron",
        "actions": "åtgärderna",
        "attachments": "bilagorna",
        "signers": "vilka som undertecknar",
        "and": "och",
    },
    "en": {
        "label": "Evidence of approval",
        "about": "The document",
        "document": "Document",
        "version": "Version",
        "published": "Published",
        "corrects": "Replaces",
        "corrects_version": "version {version}",
        "content_hash": "SHA-256 of the content",
        "pdf_hash": "SHA-256 of the PDF",
        "html_hash": "SHA-256 of the web page",
        "sealings": "Sent for approval",
        "sealing": "Round {number}",
        "sent": "Sent {moment} by {name}",
        "sent_alone": "Sent {moment}",
        "open": "Under way",
        "completed": "Everybody had signed {moment}",
        "recalled": "Recalled {moment}",
        "declined": "Stopped: somebody could not sign",
        "answers": "Signatures",
        "earlier": "Answers that count no longer",
        "verb.signed": "Signed",
        "verb.approved": "Approved",
        "verb.declined": "Could not sign",
        "role": "Role",
        "title": "Title",
        "organisation": "Organisation",
        "act": "What",
        "at": "Time",
        "method": "Identification",
        "assurance": "Level of assurance, as the service says",
        "issuer": "Issuer",
        "transaction": "Transaction of the service",
        "proved": "Identified",
        "words": "Words agreed to",
        "event": "SHA-256 in the log",
        "seen": "Read",
        "seen.first": "round {sealing}, {moment}",
        "seen.same": "round {sealing}, {moment}: the same text as before",
        "seen.changed": "round {sealing}, {moment}: changed since the time before in {what}",
        "unseen": "No reading was noted",
        "level.none": "no factor: who it was is not proved",
        "level.single": "one factor",
        "level.double": "two factors",
        "unknown": "unknown method",
        "link": "personal link by e-mail",
        "copy": "Masked public copy",
        "copy_note": (
            "The copy does not show the SHA-256 of the original, from which what is masked could be guessed. Whoever "
            "has the secret proves that they belong together: SHA-256 of the original's, with the secret after it, is "
            "the tie."
        ),
        "marked_by": "Marked by",
        "reviewed_by": "Reviewed by",
        "copy_hash": "SHA-256 of the copy",
        "secret": "Secret",
        "tie": "Tie",
        "restricted": "Network details",
        "restricted_note": (
            "Personal data that is no part of what is published. Weigh secrecy and data protection before disclosing."
        ),
        "no_address": "not noted",
        "heading": "the heading",
        "correction": "the words of the correction",
        "agenda": "the order of the agenda or its breaks",
        "frame": "the letterhead and the fixed words",
        "time_and_place": "time and place",
        "attendees": "the attendance",
        "actions": "the actions",
        "attachments": "the attachments",
        "signers": "who signs",
        "and": "and",
    },
}
_METHODS: Final = ("mail_code", "mail_code_mfa", "password", "password_mfa", "passkey", "demo")


def word(key: str, language: str, **values: object) -> str:
    """The word, with {name} filled in."""
    return words.fill(_WORDS[language][key], **values)


def method(name: str, level: str, language: str) -> str:
    """ "engångskod via e-post, en faktor" """
    known = words.word(name, language) if name in _METHODS else word("link" if name == "link" else "unknown", language)
    return ", ".join(filter(None, (known, word(f"level.{level}", language) if level else "")))


def listed(parts: list[str], language: str) -> str:
    """ "§ 3, § 4 och bilagorna" """
    return f" {word('and', language)} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
