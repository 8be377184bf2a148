"""Every message of the code and the templates has its Swedish, and the Swedish fits it."""

import re
from collections import Counter

import polib

from minutes.lib.catalogue import Message, messages_of
from tests.house.files import ROOT, name

SWEDISH = ROOT / "minutes" / "locale" / "sv" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%|%[sd]|{\w*}")


def catalogue():
    return [entry for entry in polib.pofile(str(SWEDISH), encoding="utf-8") if not entry.obsolete]


def key(entry):
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def used():
    return messages_of(ROOT / "minutes", ROOT / "templates")


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_message_has_its_swedish():
    translated = {key(entry) for entry in catalogue() if all(texts(entry)) and not entry.fuzzy}
    missing = {f"{name(min(paths))}: {message.msgid}" for message, paths in used().items() if message not in translated}
    assert missing == set()


def test_every_translation_is_of_a_message_in_use():
    in_use = used()
    assert {entry.msgid for entry in catalogue() if key(entry) not in in_use} == set()


def test_every_message_has_one_swedish():
    times = Counter(map(key, catalogue()))
    assert [message.msgid for message, number in times.items() if number > 1] == []


def test_setting_up_compiles_them():
    """A real server is started by neither make run nor the tests, which compile them too."""
    commands = (ROOT / "scripts" / "setup.sh").read_text().splitlines()
    assert "compile_translations" in commands


def placeholders(text):
    return sorted(match.group() for match in PLACEHOLDER.finditer(text))


def test_translations_keep_the_placeholders():
    differing = []
    for entry in catalogue():
        for number, text in enumerate(texts(entry)):
            found, expected = placeholders(text), placeholders(entry.msgid_plural if number else entry.msgid)
            # A singular may say "one" instead of the number, and the other way round.
            in_other_form = entry.msgid_plural and number == 0 and found == placeholders(entry.msgid_plural)
            if found != expected and not in_other_form:
                differing.append(f"{entry.msgid}: {text}")
    assert differing == []


def test_no_message_is_a_formatted_string():
    """Its translation would be looked up after the values were filled in."""
    pattern = re.compile(r"(?<![\w.])(?:_|n?gettext(?:_lazy)?)\(\s*f[\"']")
    assert [name(path) for path in sorted((ROOT / "minutes").rglob("*.py")) if pattern.search(path.read_text())] == []
