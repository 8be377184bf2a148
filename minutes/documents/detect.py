"""What in minutes is likely to be about a private person: identity numbers, telephone numbers, private mail addresses.

It proposes; a person decides. Names are not looked for: most of them are of people who are named by their office.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from . import masking, personal_numbers
from .content import Letterhead, Minutes

Kind = Literal["personal_number", "phone", "mail"]
_HYPHENS = personal_numbers.HYPHENS
# Swedish: an area code or 7 for mobiles, after 0, +46, 0046 or +46 (0); dates and registry numbers begin otherwise.
_PHONE = re.compile(
    rf"(?<![\w/.{_HYPHENS}])(?:(?:\+|00)46[\s{_HYPHENS}]?(?:\(0\)\s?)?|0)[1-9]"
    rf"(?:[\s{_HYPHENS}/]{{0,3}}[0-9]){{6,8}}(?![\w/]|[{_HYPHENS}.][0-9])"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,20}(?![\w@])")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`words` as they stand; `places` are JSON pointers into Minutes."""

    kind: Kind
    words: str
    places: tuple[str, ...]


def proposals(minutes: Minutes) -> list[Proposal]:
    """What might have to be masked, each once, identity numbers first; nothing of what no copy can hide."""
    found: dict[tuple[Kind, str], list[str]] = {}
    for place, value in masking.strings(minutes):
        for kind, words in _in(value, minutes.letterhead):
            places = found.setdefault((kind, words), [])
            places += [] if place in places else [place]
    order: tuple[Kind, ...] = ("personal_number", "phone", "mail")
    ranked = sorted(found.items(), key=lambda pair: order.index(pair[0][0]))
    return [Proposal(kind, words, tuple(places)) for (kind, words), places in ranked]


def phones(value: str) -> list[str]:
    """What looks like a Swedish telephone number, and is no personal identity number."""
    numbers = personal_numbers.find(value)
    found = (match[0] for match in _PHONE.finditer(value))
    return [one for one in found if not any(one in number or number in one for number in numbers)]


def mails(value: str) -> list[str]:
    """What looks like a mail address."""
    return [match[0] for match in _MAIL.finditer(value)]


def _in(value: str, house: Letterhead) -> Iterator[tuple[Kind, str]]:
    for number in personal_numbers.find(value):
        yield "personal_number", number
    for phone in phones(value):
        if _figures(phone) != _figures(house.phone):
            yield "phone", phone
    for mail in mails(value):
        if not _is_of_the_house(mail, house):
            yield "mail", mail


def _figures(value: str) -> str:
    digits = "".join(one for one in value if one.isdigit())
    return re.sub(r"^(00)?460?", "0", digits) if value.lstrip().startswith(("+", "00")) else digits


def _is_of_the_house(mail: str, house: Letterhead) -> bool:
    """Whether the address is under the domain of the organisation's own address or web site."""
    web = house.web if "//" in house.web else f"//{house.web}"
    try:
        host = (urlsplit(web).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    own = {host, house.email.rpartition("@")[2].lower()} - {""}
    domain = mail.rpartition("@")[2].lower()
    return any(domain == one or domain.endswith(f".{one}") for one in own)
