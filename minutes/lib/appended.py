"""One PDF of ours with the PDFs of others after it, and what is no such thing embedded; made by lib.appending.

The result claims neither PDF/A nor PDF/UA once there are pages from elsewhere in it: those may lack fonts, colours and
tags that the standards ask for, and a claim for the whole would be false. The archive's file is the one without.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import limits

_SCRIPT = Path(__file__).with_name("appending.py")
MANNER = 1  # raise it when the same parts are to give another file
_SECONDS, _MEGABYTES, _TRIES = 30, 1500, 3
_ONE_AT_A_TIME = threading.BoundedSemaphore(1)


class NotMade(RuntimeError):
    """It took too long, or others are being made."""


@dataclass(frozen=True)
class Part:
    """A file to be appended, or embedded under `name`; `title` is its bookmark."""

    title: str
    name: str
    content_type: str
    open: Callable[[], IO[bytes]]


def joined(minutes: bytes, parts: list[Part], *, as_file: str, date: str) -> bytes:
    """The PDF; the same bytes for the same parts. Raises NotMade.

    `as_file` stands in the bookmark of what was embedded: what is no PDF, and one that is broken, needs a password or
    harms its reader. `date` (ISO) is told as the embedded files' own.
    """
    if not _ONE_AT_A_TIME.acquire(timeout=_SECONDS):
        raise NotMade
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _joined(Path(folder), minutes, parts, {"as_file": as_file, "date": date})
    finally:
        _ONE_AT_A_TIME.release()


def _joined(folder: Path, minutes: bytes, parts: list[Part], job: dict[str, object]) -> bytes:
    (folder / "minutes.pdf").write_bytes(minutes)
    listed = []
    for at, part in enumerate(parts):
        with part.open() as source, (folder / f"{at}").open("wb") as copy:
            shutil.copyfileobj(source, copy)
        told = {"file": f"{at}", "title": part.title, "name": f"{at + 1} {part.name}", "type": part.content_type}
        listed.append(told | {"append": part.content_type == "application/pdf"})
    for _try in range(_TRIES):
        (folder / "job.json").write_text(json.dumps(job | {"parts": listed, "pages": limits.APPENDED_PAGES}))
        died_at = _run(folder)
        if died_at is None:
            return (folder / "out.pdf").read_bytes()
        if died_at < 0:
            break
        listed = [one | {"append": one["append"] and at != died_at} for at, one in enumerate(listed)]
    raise NotMade


def _run(folder: Path) -> int | None:
    """None when it was made, else the place of the file that the process died of, -1 for our own."""
    command = [sys.executable, "-I", str(_SCRIPT), str(folder), str(_SECONDS), str(_MEGABYTES)]
    with (folder / "told").open("wb") as told:
        try:
            done = subprocess.run(command, stdout=told, stderr=subprocess.DEVNULL, timeout=2 * _SECONDS, check=False)
        except subprocess.TimeoutExpired:
            done = None
    if done is not None and done.returncode == 0:
        return None
    words = (folder / "told").read_text(encoding="ascii").split()
    return int(words[-1]) if words else -1
