"""The organisation's address at the foot of page one."""

import textwrap

from .content import Letterhead

_LETTERS = 28  # of a line in one of the three columns
_MARGIN = 36  # millimetres of the first page's margin, with room for two facts of one line each in a column
_LINE = 4  # millimetres


def columns(head: Letterhead) -> list[list[tuple[str, str]]]:
    """At most three, with at most two facts in each: the key of the word for it, and what is printed."""
    found = [
        [("postal_address", head.postal_address), ("phone", head.phone)],
        [("visiting_address", head.visiting_address), ("email", head.email)],
        [("web", head.web), ("registration_number", head.registration_number)],
    ]
    told = ([(key, value) for key, value in column if value] for column in found)
    return [column for column in told if column]


def margin(head: Letterhead) -> int:
    """Millimetres of paper that the address needs below the text of page one."""
    told = ([1 + len(textwrap.wrap(value, _LETTERS)) for _key, value in column] for column in columns(head))
    return _MARGIN + _LINE * max(0, max(map(sum, told), default=0) - 4)
