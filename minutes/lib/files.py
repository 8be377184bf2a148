"""Uploaded files: which are taken, under which name, and where they lie.

A file is refused unless its extension is on the list and its content is of that kind. It is stored once under its
SHA-256, so the same file twice takes the space of one and nobody can change what a number of the minutes points at.
"""

import codecs
import hashlib
import re
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from . import limits
from .text import line

_WORD = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": f"{_WORD}wordprocessingml.document",
    "xlsx": f"{_WORD}spreadsheetml.sheet",
    "pptx": f"{_WORD}presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_KIND = {"jpg": "jpeg", "csv": "txt"}  # extensions whose content is that of another
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN = {TYPES[extension]: extension for extension in ("odt", "ods", "odp")}
_ENTRIES, _UNPACKED, _RATIO = 5000, 400 * limits.MEGABYTE, 100
_MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^basic/|^scripts/", re.IGNORECASE)
_MARKUP = re.compile(rb"<\s*(script|html|svg|body|iframe|!doctype|\?xml|\?php)", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"<>:|?*;]|[\u200e\u200f]')
_BLOCK = 64 * 1024
_HASH = re.compile("[0-9a-f]{64}")


class BadFile(ValueError):
    """A file that is not taken. `code` is extension, content, size, empty, zip (a bomb or broken) or macro."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def words(self) -> str:
        """The reason in the reader's language."""
        kinds = ", ".join(sorted(TYPES))
        return {
            "extension": _("Files of this kind are not accepted. These are: %(kinds)s.") % {"kinds": kinds},
            "content": _("The content of the file is not what its name says. Save it anew in its own program."),
            "size": _("The file is larger than %(number)s MB.") % {"number": limits.FILE // limits.MEGABYTE},
            "empty": _("The file is empty."),
            "zip": _("The file is damaged, or unpacks to far more than it says."),
            "macro": _("The file holds macros. Save it without them and try again."),
        }[self.code]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known about a file that is taken; `size` in bytes."""

    name: str
    content_type: str
    size: int
    sha256: str


def safe_name(name: str) -> str:
    """The last part of a path, without characters that no file system or header can bear; at most 150 characters."""
    last = line(name).replace("\\", "/").rsplit("/", 1)[-1]
    last = line(_UNSAFE.sub("", last)).strip(". ")
    stem, dot, extension = last.rpartition(".")
    if dot and stem.strip(". "):
        return f"{stem.strip()[: 149 - len(extension[:20])].strip()}.{extension[:20].strip()}"
    return last[:150].strip() or "fil"


def name_of(words: str) -> str:
    """A safe name made of words, in which a slash leads to no folder."""
    return safe_name(words.replace("/", " ").replace("\\", " "))


def called(title: str, content_type: str) -> str:
    """A name for a file that minutes tell none of: its title, and the ending of its kind."""
    ending = next((ending for ending, kind in TYPES.items() if kind == content_type), "")
    return name_of(f"{title}.{ending}")


def check(file: "File[Any]", *, extensions: tuple[str, ...] = tuple(TYPES), largest: int = limits.FILE) -> Checked:
    """Look at a file from its beginning; it is left rewound. Raises BadFile. `largest` in bytes."""
    name = safe_name(file.name or "")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in extensions:
        raise BadFile("extension")
    digest, size, head = hashlib.sha256(), 0, b""
    for block in _blocks(file):
        head = head or block[:4096]
        size += len(block)
        if size > largest:
            raise BadFile("size")
        digest.update(block)
    if not size:
        raise BadFile("empty")
    file.seek(0)
    if kind_of(file, head) != _KIND.get(extension, extension):
        raise BadFile("content")
    file.seek(0)
    return Checked(name, TYPES[extension], size, digest.hexdigest())


def kind_of(file: IO[bytes] | "File[Any]", head: bytes) -> str:
    """What the content is: an extension of TYPES ("jpeg" for both of its spellings), or "" for anything else."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"PK"):
        return _zipped(file)
    return "txt" if _is_text(file, head) else ""


def _zipped(file: IO[bytes] | "File[Any]") -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries)
            names = {entry.filename for entry in entries}
            if any(_MACROS.search(name) for name in names):
                raise BadFile("macro")
            if "mimetype" in names:
                return _OPEN.get(_beginning(archive, "mimetype").decode("ascii", "replace").strip(), "")
            if "[Content_Types].xml" not in names:
                return ""
            if b"macroenabled" in _beginning(archive, "[Content_Types].xml").lower():
                raise BadFile("macro")
            return next((kind for part, kind in _OFFICE.items() if part in names), "")
    except BadFile:
        raise
    except Exception as error:
        # Whatever a broken archive makes of the reader, it is a broken archive.
        raise BadFile("zip") from error


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    # Small files are let through: an empty spreadsheet is mostly the same letters.
    if len(entries) > _ENTRIES or unpacked > _UNPACKED or (unpacked > limits.MEGABYTE and unpacked / packed > _RATIO):
        raise BadFile("zip")


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(limits.MEGABYTE)


def _is_text(file: IO[bytes] | "File[Any]", head: bytes) -> bool:
    """Whether all of it is UTF-8 without NUL and does not begin as a page or a picture that a browser would run."""
    if _MARKUP.search(head):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(file):
            if "\x00" in decoder.decode(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(file: IO[bytes] | "File[Any]") -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(_BLOCK):
        yield block


def path_of(sha256: str) -> str:
    """Where a stored file lies, such as "3f/3fa9..."; raises ValueError for what is no SHA-256 in hexadecimal."""
    if not _HASH.fullmatch(sha256):
        raise ValueError(sha256)
    return f"{sha256[:2]}/{sha256}"


def store(file: "File[Any]", sha256: str) -> None:
    """Keep the content under its hash, unless it is already there. `sha256` is what `check` found."""
    path = path_of(sha256)
    if default_storage.exists(path):
        return
    file.seek(0)
    # Whole or not at all: half a file, which a full disk has left, would pass for the whole one for ever.
    part = f"{path}.{secrets.token_hex(8)}"
    try:
        default_storage.save(part, File(file, name=path))
        Path(default_storage.path(part)).replace(default_storage.path(path))
    except OSError:
        default_storage.delete(part)
        raise


def is_stored(sha256: str) -> bool:
    """Whether the content is there; raises ValueError for what is no SHA-256."""
    return default_storage.exists(path_of(sha256))


def open_stored(sha256: str) -> "File[Any]":
    """The stored content, open for reading; raises FileNotFoundError when there is none."""
    path = path_of(sha256)
    if not is_stored(sha256):
        raise FileNotFoundError(path)
    return default_storage.open(path, "rb")


def read_stored(sha256: str) -> bytes:
    """All of a stored file; raises FileNotFoundError when there is none."""
    with open_stored(sha256) as file:
        data: bytes = file.read()
    return data
