"""Translations without the system's gettext: which messages the code and templates hold, and .po to .mo."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize


class Message(NamedTuple):
    msgid: str
    plural: str = ""
    context: str = ""


# Function name: positions of message, plural and context among the arguments; None where there is none.
FUNCTIONS: dict[str, tuple[int, int | None, int | None]] = {
    "_": (0, None, None),
    "_t": (0, None, None),  # the immediate one, beside a lazy "_"
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}
# What templatize() writes: calls of the functions above among blanked-out text.
CALL = re.compile(r"""\b(_|n?p?gettext)\(((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[\w\s,])+)\)""")


def messages_in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            message = _message(name, node.args)
            if message:
                yield message


def messages_in_template(source: str) -> Iterator[Message]:
    for name, arguments in CALL.findall(templatize(source)):
        yield from messages_in_python(f"{name}({arguments})")


def _message(function: str, arguments: list[ast.expr]) -> Message | None:
    if function not in FUNCTIONS:
        return None

    def text(position: int | None) -> str:
        node = arguments[position] if position is not None and position < len(arguments) else None
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

    message = Message(*map(text, FUNCTIONS[function]))
    return message if message.msgid else None


def messages_of(*folders: Path) -> dict[Message, set[Path]]:
    """Every message in the Python files and templates below the folders, with the files that hold it."""
    found: dict[Message, set[Path]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".py":
                messages = messages_in_python(path.read_text(encoding="utf-8"))
            elif path.suffix in (".html", ".txt", ".xml"):
                messages = messages_in_template(path.read_text(encoding="utf-8"))
            else:
                continue
            for message in messages:
                found.setdefault(message, set()).add(path)
    return found


def compile_catalogue(po: Path) -> bool:
    """Writes the .mo beside the .po unless it is newer already; whole or not at all. Tells whether it wrote."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
        return False
    unfinished = mo.with_suffix(f".{os.getpid()}")
    polib.pofile(str(po), encoding="utf-8").save_as_mofile(str(unfinished))
    unfinished.replace(mo)
    return True
