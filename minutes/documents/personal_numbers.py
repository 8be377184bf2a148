"""Swedish personal identity numbers and coordination numbers in running text."""

import datetime
import re

# What stands within numbers and names and looks like nothing, or like a hyphen, whoever has typed or pasted it: for
# the square brackets of a pattern.
INVISIBLE = "\u034f\u061c\u200c-\u200f\ufe00-\ufe0f"
HYPHENS = "\\-\u2010-\u2015\u2212\ufe63\uff0d"
_BETWEEN = rf"[\s{INVISIBLE}]{{0,2}}[{HYPHENS}+]?[\s{INVISIBLE}]{{0,2}}"
# YYMMDD-NNNN or YYYYMMDD-NNNN; "+" for those over a hundred. Organisation numbers have a "month" of 20 or more.
_FORM = re.compile(rf"(?<![0-9])(?:(18|19|20))?([0-9]{{2}})(0[1-9]|1[0-2])([0-9]{{2}}){_BETWEEN}([0-9]{{4}})(?![0-9])")


def find(text: str) -> list[str]:
    """What looks like a personal identity number or a coordination number (day + 60) with a right check digit."""
    return [match[0] for match in _FORM.finditer(text) if _is_real(*match.groups(default=""))]


def _is_real(century: str, year: str, month: str, day: str, last: str) -> bool:
    number = int(day) - 60 if int(day) > 60 else int(day)
    try:
        datetime.date(int((century or "20") + year), int(month), number)
    except ValueError:
        # 29 February may be right in another century.
        if (month, number) != ("02", 29):
            return False
    return _checks(year + month + day + last)


def _checks(digits: str) -> bool:
    """The Luhn sum of ten digits (folkbokföringslagen 18 §)."""
    total = 0
    for at, digit in enumerate(digits):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
