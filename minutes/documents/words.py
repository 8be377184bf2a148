"""Words that are printed in documents, in the document's language (which need not be the reader's).

A body may put its own words in place of any key of BODY_WORDS (Body.words); compose.py resolves them with `labels`.
What publishing is called stands there too, though it is said on pages and in mails: see publishing.py.
"""

import re
from collections.abc import Mapping

from minutes.lib import dates

from .content import Labels

# What a body can word in its own way. Some words differ between minutes and notes: those end in ".notes".
BODY_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "document": "Protokoll",
        "document.notes": "Mötesanteckningar",
        "time_and_place": "Tid och plats",
        "time_and_place.notes": "Information om mötet",
        "present": "Närvarande",
        "present.notes": "Deltagare",
        "others": "Övriga närvarande",
        "others.notes": "Övriga deltagare",
        "presenters": "Föredragande",
        "excused": "Anmält förhinder",
        "excused.notes": "Förhindrade",
        "absent": "Frånvarande",
        "agenda": "Dagordning",
        "decision": "Beslut",
        "proposal": "Förslag till beslut",
        "actions": "Åtgärder",
        "attachments": "Bilagor",
        "comment": "{genitive} kommentar",
        "adjusters": "{names} utses att jämte ordföranden justera protokollet.",
        "adjusters.notes": "{names} utses att jämte ordföranden justera anteckningarna.",
        "organisation": "Kommun/organisation",
        "legend": "Mötespunktens typ anges som",
        "draft": "Utkast",
        "in_adjustment": "Ej justerat",
        "in_adjustment.notes": "Ej justerade",
        "adjusted": "Justerat",
        "adjusted.notes": "Justerade",
        "published": "Justerat",
        "published.notes": "Justerade",
        "publish": "Publicera på webben",
        "is_published": "Publicerat",
        "is_published.notes": "Publicerade",
        "summons": "Kallelse",
        "changed_summons": "Ändrad kallelse",
    },
    "en": {
        "document": "Minutes",
        "document.notes": "Meeting notes",
        "time_and_place": "Time and place",
        "time_and_place.notes": "About the meeting",
        "present": "Present",
        "present.notes": "Participants",
        "others": "Also present",
        "others.notes": "Other participants",
        "presenters": "Presenters",
        "excused": "Apologies",
        "absent": "Absent",
        "agenda": "Agenda",
        "decision": "Decision",
        "proposal": "Proposed decision",
        "actions": "Actions",
        "attachments": "Attachments",
        "comment": "{genitive} comment",
        "adjusters": "Appointed to approve the minutes together with the chair: {names}.",
        "adjusters.notes": "Appointed to approve the notes together with the chair: {names}.",
        "organisation": "Organisation",
        "legend": "The type of an item is",
        "draft": "Draft",
        "in_adjustment": "Not approved",
        "adjusted": "Approved",
        "published": "Approved",
        "publish": "Publish on the web",
        "is_published": "Published",
        "summons": "Notice of meeting",
        "changed_summons": "Changed notice of meeting",
    },
}

_FIXED: dict[str, dict[str, str]] = {
    "sv": {
        "name": "Namn",
        "number": "Punkt",
        "type": "Typ",
        "description": "Beskrivning",
        "responsible": "Ansvarig",
        "approximately": "Ca tid",
        "action": "Åtgärd",
        "due": "Klart senast",
        "date": "Datum",
        "time": "Tid",
        "place": "Plats",
        "remotely": "på distans",
        "registry_number": "Dnr",
        "presenter": "Föredragande",
        "vacant": "Vakant",
        "publish_members": "Skicka ut till ledamöterna",
        "is_published_members": "Utskickat till ledamöterna",
        "is_published_members.notes": "Utskickade till ledamöterna",
        "serves_for": "ersätter {name}",
        "legend_type": "[{letter}] för {name}",
        "decisions": "Beslut i protokollet",
        "decisions.notes": "Beslut i anteckningarna",
        "correction": "Rättelse",
        "completion": "Komplettering",
        "corrects": "Ersätter version {version}.",
        "why": "Skäl:",
        "page": "Sida",
        "signed": "Undertecknat digitalt {moment} ({method})",
        "approved": "Justerat digitalt {moment} ({method})",
        "approved_on": "{state} {date}",
        "mail_code": "engångskod via e-post", "mail_code_mfa": "engångskod via e-post och andra faktor",
        "password": "lösenord",
        "password_mfa": "lösenord och andra faktor",
        "passkey": "lösennyckel",
        "demo": "demoinloggning",
        "postal_address": "Postadress",
        "visiting_address": "Besöksadress",
        "phone": "Telefon",
        "email": "E-post",
        "web": "Webbplats",
        "registration_number": "Organisationsnummer",
        "version": "Version {version}",
        "signoff": "Underskrifter",
        "organisation_address": "Kontaktuppgifter",
        "verify": "Kontrollera äktheten",
        "verify_how": "Läs av rutan eller gå till",
        "verify_code": "Kod:",
        "verify_picture": "QR-kod som leder till {address}",
        "data": "Handlingen som strukturerad data",
        "proof_data": "Underskrifter och version som strukturerad data",
        "adjusters_alone": "{names} utses att justera protokollet.",
        "adjusters_alone.notes": "{names} utses att justera anteckningarna.",
        "leaves": "{name} lämnar mötet",
        "arrives": "{name} kommer till mötet",
        "at": " kl. {time}",
        "later": "på ett senare möte",
        "on_the_meeting": "på mötet {date}",
        "noted": "Informationen noteras.",
        "noted_filed": "Informationen läggs till handlingarna.",
        "withdrawn": "Punkten utgår.",
        "withdrawn_deferred": "Punkten utgår och tas upp igen {to}.",
        "tabled": "Ärendet bordläggs.",
        "tabled_deferred": "Ärendet bordläggs och tas upp igen {to}.",
        "remitted": "Ärendet återremitteras.",
        "remitted_deferred": "Ärendet återremitteras och tas upp igen {to}.",
        "deferred": "Punkten tas upp igen {to}.",
    },
    "en": {
        "name": "Name",
        "number": "Item",
        "type": "Type",
        "description": "Description",
        "responsible": "Responsible",
        "approximately": "Approx. time",
        "action": "Action",
        "due": "Due",
        "date": "Date",
        "time": "Time",
        "place": "Place",
        "remotely": "remotely",
        "registry_number": "Ref.",
        "presenter": "Presenter",
        "vacant": "Vacant",
        "publish_members": "Send out to the members",
        "is_published_members": "Sent out to the members",
        "serves_for": "substitutes for {name}",
        "legend_type": "[{letter}] for {name}",
        "decisions": "Decisions in the minutes",
        "decisions.notes": "Decisions in the notes",
        "correction": "Correction",
        "completion": "Completion",
        "corrects": "Replaces version {version}.",
        "why": "Reason:",
        "page": "Page",
        "signed": "Signed digitally {moment} ({method})",
        "approved": "Approved digitally {moment} ({method})",
        "approved_on": "{state} {date}",
        "mail_code": "one-time code by e-mail", "mail_code_mfa": "one-time code by e-mail and second factor",
        "password": "password",
        "password_mfa": "password and second factor",
        "passkey": "passkey",
        "demo": "demo sign-in",
        "postal_address": "Postal address",
        "visiting_address": "Visiting address",
        "phone": "Phone",
        "email": "E-mail",
        "web": "Web site",
        "registration_number": "Organisation number",
        "version": "Version {version}",
        "signoff": "Signatures",
        "organisation_address": "Contact details",
        "verify": "Check that it is genuine",
        "verify_how": "Scan the square or go to",
        "verify_code": "Code:",
        "verify_picture": "QR code that leads to {address}",
        "data": "The document as structured data",
        "proof_data": "Signatures and version as structured data",
        "adjusters_alone": "Appointed to approve the minutes: {names}.",
        "adjusters_alone.notes": "Appointed to approve the notes: {names}.",
        "leaves": "{name} leaves the meeting",
        "arrives": "{name} joins the meeting",
        "at": " at {time}",
        "later": "at a later meeting",
        "on_the_meeting": "at the meeting on {date}",
        "noted": "The information is noted.",
        "noted_filed": "The information is noted and filed.",
        "withdrawn": "The item is withdrawn.",
        "withdrawn_deferred": "The item is withdrawn and will be taken up again {to}.",
        "tabled": "The item is tabled.",
        "tabled_deferred": "The item is tabled and will be taken up again {to}.",
        "remitted": "The item is referred back for further preparation.",
        "remitted_deferred": "The item is referred back and will be taken up again {to}.",
        "deferred": "The item will be taken up again {to}.",
    },
}


def word(
    key: str, language: str, document: str = "protocol", own: Mapping[str, str] | None = None, **values: object
) -> str:
    """The printed word for `key`: the body's own if it has one (even an empty one), else the language's."""
    known = BODY_WORDS[language] | _FIXED[language]
    text = known.get(f"{key}.{document}", known[key])
    if own is not None and key in own:
        text = own[key]
    return fill(text, **values)


def fill(text: str, **values: object) -> str:
    """`text` with {name} replaced for the names given; other braces stay, so people's own formats cannot fail."""
    return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), text)


def labels(document: str, language: str, genitive: str, own: Mapping[str, str] | None = None) -> Labels:
    """The headings of a body's documents."""
    return Labels(
        **{
            key: word(key, language, document, own, genitive=genitive)
            for key in (
                *("time_and_place", "present", "others", "presenters", "excused", "absent", "agenda", "decision"),
                *("actions", "attachments", "comment", "organisation", "proposal", "legend"),
            )
        }
    )


def time_and_place(
    style: str, language: str, *, date: str, start: str, end: str, place: str, mode: str = "in_person"
) -> str:
    """One line, or for style "table" a row "Tid: 13.00–15.30" for each fact; of an ISO date and HH:MM times."""
    day = dates.parse(date)
    where = place or (word("remotely", language) if mode == "remote" else "")
    if style == "table":
        facts = [("date", date), ("time", dates.clock_range(start, end, padded=True)), ("place", where)]
        return "\n".join(f"{word(key, language)}: {value}" for key, value in facts if value)
    when = dates.with_weekday(day, language) if day else date
    if start or end:
        when += fill(word("at", language), time=dates.clock_range(start, end))
    return ", ".join(part for part in (when, where) if part) + "."


def movement(kind: str, name: str, time: str, language: str) -> str:
    """ "Eva Sandell lämnar mötet kl. 13.52." `kind` is "leaves" or "arrives", `time` HH:MM or empty."""
    at = fill(word("at", language), time=dates.clock(time)) if time else ""
    return f"{word(kind, language, name=name)}{at}."


def outcome(kind: str, language: str, *, deferred: bool = False, deferred_to: str = "") -> str:
    """The sentence that tells how an item ended; `deferred_to` is words or the ISO date of a meeting. May be empty."""
    day = dates.parse(deferred_to)
    to = word("on_the_meeting", language, date=dates.long(day, language)) if day else deferred_to
    if deferred and kind in ("", "withdrawn", "tabled", "remitted"):
        return word(f"{kind}_deferred" if kind else "deferred", language, to=to or word("later", language))
    ended = word(kind, language) if kind else ""
    later = word("deferred", language, to=to or word("later", language)) if deferred else ""
    return f"{ended} {later}".strip()


def attachment_name(form: str, *, number: int, title: str, date: str = "") -> str:
    """The printed name of an attachment by the body's format, such as "Bilaga {n}: {title}"."""
    return fill(form, n=number, title=title, date=date)


def attachment_title(form: str, name: str, *, number: int, date: str = "") -> str:
    """The title inside a printed name; the name itself when it does not follow the format."""
    before, found, after = fill(form, n=number, date=date).partition("{title}")
    fits = found and name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after)
    return name[len(before) : len(name) - len(after)] if fits else name


def item_label(form: str, number: int) -> str:
    """ "§ 4" by the body's format "§ {n}"."""
    return fill(form, n=number)
