from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from minutes.lib.catalogue import Message, messages_of


def key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def new_entry(message: Message) -> polib.POEntry:
    return polib.POEntry(
        msgid=message.msgid,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        msgstr_plural={0: "", 1: ""} if message.plural else {},
        flags=["python-format"] if "%(" in message.msgid else [],
    )


class Command(BaseCommand):
    help = "Brings the catalogues into line with code and templates: adds new messages empty, removes unused ones."
    requires_system_checks = []

    def handle(self, **options):
        wanted = set(messages_of(settings.BASE_DIR / "minutes", settings.BASE_DIR / "templates"))
        for path in [po for folder in settings.LOCALE_PATHS for po in sorted(Path(folder).rglob("*.po"))]:
            catalogue = polib.pofile(str(path), wrapwidth=110)
            kept = {key(entry): entry for entry in catalogue if not entry.obsolete and key(entry) in wanted}
            entries = kept | {message: new_entry(message) for message in wanted - set(kept)}
            added, removed = len(entries) - len(kept), len(catalogue) - len(kept)
            catalogue[:] = sorted(entries.values(), key=lambda entry: (entry.msgid.casefold(), entry.msgid, key(entry)))
            catalogue.save()
            empty = sum(not (entry.msgstr or all(entry.msgstr_plural.values() or [""])) for entry in catalogue)
            self.stdout.write(f"{path}: {added} new, {removed} unused removed, {empty} without translation")
