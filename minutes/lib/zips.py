"""Many files as one zip that anybody can open in twenty years: names in UTF-8, and checksums beside them.

The same files give the same bytes: sorted, with one fixed time, packed only where packing is worth it.
"""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO

from . import files, limits

CHECKSUMS = "SHA256SUMS.txt"
_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
_PACKED = (".json", ".txt", ".csv")
_BLOCK = 1 << 16


class TooLarge(ValueError):
    """The files together are larger than a bundle may be."""


@dataclass(frozen=True)
class Entry:
    """A file: the folder it lies in, its name, its size in bytes, and how its content is opened for reading.

    What has been lost has no `open`: it stands in the checksums all the same, so that whoever tries them is told.
    """

    folder: str
    name: str
    size: int
    sha256: str
    open: Callable[[], IO[bytes]] | None


def held(folder: str, name: str, data: bytes) -> Entry:
    """A file whose content is at hand."""
    return Entry(folder, name, len(data), hashlib.sha256(data).hexdigest(), lambda: io.BytesIO(data))


def stored(folder: str, name: str, size: int, sha256: str) -> Entry:
    """A file that is kept under its hash."""
    return Entry(folder, name, size, sha256, (lambda: files.open_stored(sha256)) if files.is_stored(sha256) else None)


def named(entries: Iterable[Entry]) -> dict[str, Entry]:
    """{path in the zip: file}, sorted; what would have the name of another gets a number after its own."""
    found: dict[str, Entry] = {}
    taken = {CHECKSUMS.lower()}
    for entry in entries:
        name = files.name_of(entry.name)
        stem, dot, ending = name.rpartition(".")
        path, number = _path(entry, name), 1
        while path.casefold() in taken:
            number += 1
            path = _path(entry, f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})")
        taken.add(path.casefold())
        found[path] = entry
    return dict(sorted(found.items()))


def _path(entry: Entry, name: str) -> str:
    return f"{entry.folder}/{name}" if entry.folder else name


def checksums(paths: dict[str, Entry]) -> bytes:
    """As `sha256sum -c` reads them, from the folder that the zip was unpacked in."""
    return "".join(f"{entry.sha256}  {path}\n" for path, entry in paths.items()).encode()


def digest(paths: dict[str, Entry]) -> str:
    """SHA-256 that names the zip before it is made: it changes when a file or a name does."""
    return hashlib.sha256(checksums(paths)).hexdigest()


def write(paths: dict[str, Entry], *, largest: int) -> IO[bytes]:
    """The zip as a temporary file, rewound; in memory while it is small. Raises TooLarge before anything is written."""
    if sum(entry.size for entry in paths.values()) > largest:
        raise TooLarge
    made = tempfile.SpooledTemporaryFile(max_size=8 * limits.MEGABYTE)  # noqa: SIM115 - whoever gets it closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, entry in paths.items():
            if entry.open is None:
                continue
            with entry.open() as content, archive.open(_info(path, entry.size), "w") as into:
                while block := content.read(_BLOCK):
                    into.write(block)
        archive.writestr(_info(CHECKSUMS), checksums(paths))
    made.seek(0)
    return made


def _info(path: str, size: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED if path.endswith(_PACKED) else zipfile.ZIP_STORED
    info.create_system, info.external_attr, info.file_size = 3, 0o644 << 16, size
    return info
