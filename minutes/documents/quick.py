"""Shortcuts past what WeasyPrint does again for each line and box, though the answer is always the same.

They hold for the one version that they were made for and change no byte of any PDF. With another version nothing is
taken, and documents only take longer.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from . import quick_boxes, quick_text, quick_writing

VERSIONS = ("70.0", "0.13.0")  # of WeasyPrint and of pydyf, which writes for it

Change = tuple[Any, str, Any]


_one_at_a_time = threading.Lock()  # no thread lays out while another one changes how that is done


def take() -> bool:
    """Take the shortcuts, in this process from now on; whether there are any for what is installed."""
    with _one_at_a_time:
        return _taken()


@cache
def _taken() -> bool:
    if not _known():
        return False
    _set(_changes())
    return True


@contextmanager
def left_out() -> Iterator[None]:
    """Everything as WeasyPrint does it by itself: for comparing and measuring."""
    taken = take()
    if taken:
        _set([(owner, name, before) for owner, name, before, _now in _found()])
    try:
        yield
    finally:
        if taken:
            _set(_changes())


def _known() -> bool:
    import pydyf
    import weasyprint

    return (weasyprint.__version__, pydyf.VERSION) == VERSIONS


def _set(changes: list[Change]) -> None:
    for owner, name, value in changes:
        setattr(owner, name, value)


def _changes() -> list[Change]:
    return [(owner, name, now) for owner, name, _before, now in _found()]


@cache
def _found() -> list[tuple[Any, str, Any, Any]]:
    """(Owner, name, what it is, what it becomes): methods where they are, functions wherever they were imported to."""
    found = [(owner, name, vars(owner)[name], now) for owner, name, now in _methods()]
    for function, now in quick_text.functions() + quick_boxes.functions() + quick_writing.functions():
        found += [(module, name, function, now) for module, name in _places(function)]
    return found


def _methods() -> list[Change]:
    return quick_text.methods() + quick_boxes.methods() + quick_writing.methods()


def _places(function: Callable[..., Any]) -> list[tuple[Any, str]]:
    name = function.__name__
    modules = [module for key, module in sorted(sys.modules.items()) if key.startswith(("weasyprint.", "pydyf"))]
    return [(module, name) for module in modules if vars(module).get(name) is function]
