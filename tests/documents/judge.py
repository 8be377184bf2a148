"""`python -m tests.documents.judge FOLDER` writes every document that a validator should judge, in every variant."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from minutes.documents import load, render  # noqa: E402
from tests.documents import judged  # noqa: E402
from tests.documents.samples import proof  # noqa: E402


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for make in judged.ALL:
        minutes = load.minutes(load.to_json(make()))
        for stands in (proof(minutes), judged.sealed(minutes)):
            for variant in ("pdf/a-3a", "pdf/a-2a", "pdf/a-2b") if make is judged.short else ("pdf/a-3a",):
                name = f"{make.__name__}-{stands.state}-{variant.rpartition('/')[2]}.pdf"
                (folder / name).write_bytes(render.pdf(minutes, stands, variant=variant))


write(Path(sys.argv[1]))
