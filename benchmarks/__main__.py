"""`make bench`: how much more than a bare request the workbench takes, and how soon a key is painted."""

import os
from functools import partial

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from benchmarks import asking, reading, rendering, signing, typing  # noqa: E402
from benchmarks.scene import TEXT, Scene  # noqa: E402

LENGTHS = (5, 75)
LOOKED_AT = ("writing-watch", "writing-item")
HEAD = ("", "queries", "at most", "ms", "bare ms", "ratio", "at most")


def main():
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        rows = [row for items in LENGTHS for row in requests(items)]
        rows.append(keys())
        signed, read = list(signing.rows()), list(reading.rows())
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    print(f"The workbench on {connection.display_name}, measured by a bare request of somebody who is signed in")
    show([HEAD, *rows])
    print("\nSigning, measured by a bare request, and asking whether a file of about forty pages is genuine")
    show([HEAD, *signed])
    print("\nWhat has been published, measured by as many rows looked up by primary key and as many bytes")
    show([reading.HEAD, *read])
    print("\nWhat a page of a PDF takes, measured by the layout that this one grew from, and by Chromium")
    show([rendering.HEAD, *rendering.rows()])


def requests(items):
    """The rows of minutes of this length."""
    scene = Scene(items)
    asker = asking.Asker(scene.secretary)
    save, bare_save = Saving(asker, scene.address("writing-field")), Saving(asker, "/bare/")
    watch, page, bare = (partial(asker.ask, "GET", path) for path in (*map(scene.address, LOOKED_AT), "/bare/"))
    yield asking.row(f"saving a field, {items} items", save, bare_save, 400, queries=8, ratio=2.5)
    yield asking.row(f"watching, {items} items", watch, bare, 400, queries=asking.count(bare) + 1, ratio=1.6)
    yield asking.row(f"opening, {items} items", page, bare, 40, queries=25)


class Saving:
    """A tab that writes on: each save has another word than the one before."""

    def __init__(self, asker, path):
        self.ask, self.turn = partial(asker.ask, "POST", path), 0

    def __call__(self):
        self.turn += 1
        text = TEXT.replace("</p>", f"Ord {self.turn}.</p>")
        self.ask(field="text", tab="bench", turn=self.turn, seen=self.turn - 1, text=text)


def keys():
    """The row of a key in the editor, in the longest minutes."""
    scene = Scene(LENGTHS[-1])
    painted = typing.measure(asking.Asker(scene.secretary), scene.address("writing-item"))
    return f"key to paint, {LENGTHS[-1]} items", "", "", f"{painted:.1f}" if painted else "no Chromium", "", "", "16 ms"


def show(rows):
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *[cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]]
        print("  ".join(cells).rstrip())


main()
