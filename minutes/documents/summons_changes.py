"""What differs between two summonses to one meeting, in sentences for those who got the first one."""

import dataclasses
from collections import Counter
from collections.abc import Iterator

from minutes.lib import dates

from .content import Item
from .summons import Summons, facts_hash
from .summons_words import word


def between(before: Summons, now: Summons) -> tuple[str, ...]:
    """The sentences, in the language of `now`; none when both say the same of the meeting."""
    if facts_hash(before) == facts_hash(now):
        return ()
    found = tuple(_found(before, now))
    return found or ((word("else", now.language),) if _visible(before) != _visible(now) else ())


def moves(before: Summons, now: Summons) -> bool:
    """Whether the meeting has another day or hour, so that those who have answered are asked anew."""
    return (before.date, before.start, before.end) != (now.date, now.start, now.end)


def _visible(value: Summons) -> tuple[object, ...]:
    """What is said of the meeting itself; new letterheads and other words are no news to those who are called."""
    return (value.meeting, value.registry_number, value.time_and_place, value.items, value.attachments)


def _found(before: Summons, now: Summons) -> Iterator[str]:
    yield from _time_and_place(before, now)
    if before.meeting != now.meeting:
        yield word("meeting", now.language, now=now.meeting, before=before.meeting)
    yield from _agenda(before, now)
    yield from _files(before, now)


def _time_and_place(before: Summons, now: Summons) -> Iterator[str]:
    language = now.language
    days = [dates.with_weekday(day, language) if (day := dates.parse(one.date)) else one.date for one in (before, now)]
    if days[0] != days[1]:
        yield word("date", language, before=days[0], now=days[1])
    yield from _either("time", language, *(dates.clock_range(one.start, one.end) for one in (before, now)))
    yield from _either("place", language, before.place, now.place)
    if before.mode != now.mode:
        yield word("mode", language, now=word(f"mode.{now.mode}", language))
    generated = (before.date, before.start, before.end, before.place, before.mode)
    if before.time_and_place != now.time_and_place and generated == (now.date, now.start, now.end, now.place, now.mode):
        yield word("told", language)


def _either(key: str, language: str, before: str, now: str) -> Iterator[str]:
    if before != now:
        form = key if before and now else f"{key}_set" if now else f"{key}_open"
        yield word(form, language, before=before, now=now)


def _agenda(before: Summons, now: Summons) -> Iterator[str]:
    old, new = [item.title for item in before.items], [item.title for item in now.items]
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    for title, other in _renamed(before, now):
        if title in gone and other in come:
            gone.remove(title)
            come.remove(other)
            yield word("item_renamed", now.language, before=_quoted(title), now=_quoted(other))
    yield from (word("item_new", now.language, now=_quoted(title)) for title in come)
    yield from (word("item_gone", now.language, before=_quoted(title)) for title in gone)
    both = Counter(old) & Counter(new)
    if [title for title in old if title in both] != [title for title in new if title in both]:
        yield word("order", now.language)
    pairs = [*zip(_known(before, both), _known(now, both), strict=False)]
    if any((then.time, then.minutes) != (later.time, later.minutes) for then, later in pairs):
        yield word("clock", now.language)
    for then, later in pairs:
        if _details(then) != _details(later):
            yield word("item_changed", now.language, now=_quoted(later.title))


def _renamed(before: Summons, now: Summons) -> Iterator[tuple[str, str]]:
    """Titles that stand in the same place of agendas of the same length."""
    if len(before.items) == len(now.items):
        yield from ((one.title, other.title) for one, other in zip(before.items, now.items, strict=True))


def _known(value: Summons, titles: Counter[str]) -> list[Item]:
    """The items that both have, by their titles, so that the same one stands beside the same one."""
    return sorted((item for item in value.items if item.title in titles), key=lambda item: item.title)


def _details(item: Item) -> Item:
    return dataclasses.replace(item, title="", number=0, label="", time="", minutes=0)


def _files(before: Summons, now: Summons) -> Iterator[str]:
    old = {one.title: one.sha256 for one in before.attachments}
    new = {one.title: one.sha256 for one in now.attachments}
    yield from (word("file_new", now.language, now=_quoted(title)) for title in new if title not in old)
    yield from (word("file_gone", now.language, before=_quoted(title)) for title in old if title not in new)
    both = [title for title in new if title in old]
    yield from (word("file_changed", now.language, now=_quoted(title)) for title in both if old[title] != new[title])


def _quoted(title: str) -> str:
    return f"”{title}”"
