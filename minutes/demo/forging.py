"""A forgery to try the verification on: the same document with one figure altered."""

import dataclasses
import re

_FIGURE = re.compile(r"(?<![\w=/\"#.:-])[1-9][0-9]+(?![\w\"-]|[.:][0-9])")


def forged(minutes):
    """The minutes with another figure in one place; without any figure in them, with another heading."""
    for at, item in enumerate(minutes.items):
        if altered := _altered(item):
            items = (*minutes.items[:at], altered, *minutes.items[at + 1 :])
            return dataclasses.replace(minutes, items=items)
    return dataclasses.replace(minutes, heading=f"{minutes.heading} 2")


def _altered(item):
    """The item with its first figure altered; None when it has none."""
    for name in ("text", "comment"):
        told = getattr(item, name)
        if (other := _FIGURE.sub(_another, told, count=1)) != told:
            return dataclasses.replace(item, **{name: other})
    return None


def _another(figure):
    return f"{int(figure[0][0]) % 9 + 1}{figure[0][1:]}"
