"""Where the browser is that the suite drives: the system's, or the one that set-up put into var/browsers."""

import os
import re
import shutil
import sys
from pathlib import Path

# The headless shell is the same browser without windows, at half the cost.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DOWNLOADED = ("*/*/headless_shell", "*/*/chrome-headless-shell", "*/*/chrome")
BROWSERS = Path(__file__).resolve().parent.parent / "var" / "browsers"


def find() -> str | None:
    """The path of an executable, CHROMIUM of the environment first. Snaps are left out: they cannot read our files."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    candidates += [str(path) for pattern in DOWNLOADED for path in BROWSERS.glob(pattern) if os.access(path, os.X_OK)]
    return next((path for path in candidates if path and not is_snap(path)), None)


def is_snap(path: str) -> bool:
    """Ubuntu's package chromium-browser is a script that starts the snap, or asks to install it."""
    if "/snap/" in os.path.realpath(path):
        return True
    with Path(path).open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and bool(re.search(rb"\bsnap\b", start))


if __name__ == "__main__":
    found = find()
    print(found or "no Chromium")
    sys.exit(not found)
