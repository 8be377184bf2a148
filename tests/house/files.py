"""The project's own files: what lies in the clone, without what set-up and tools put there."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"var", "__pycache__", "node_modules"}


def walk() -> Iterator[Path]:
    for folder, subfolders, files in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if name not in NOT_OURS and (name == ".ci" or name[0] != ".")]
        yield from (Path(folder, file) for file in files)


@cache
def of_project() -> tuple[Path, ...]:
    return tuple(sorted(walk()))


def with_suffix(*suffixes: str) -> list[Path]:
    return [path for path in of_project() if path.suffix in suffixes]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
