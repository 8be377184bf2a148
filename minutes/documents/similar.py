"""Names that are nearly the same."""

import difflib
from collections.abc import Iterable


def closest(name: str, names: Iterable[str]) -> str:
    """The one of `names` that is nearly `name` (a slip of the pen apart, not the same), or an empty string."""
    others = sorted({other for other in names if other and other != name})
    found = difflib.get_close_matches(name, others, n=1, cutoff=0.86)
    return found[0] if found else ""
