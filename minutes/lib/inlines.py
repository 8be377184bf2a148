"""What stands in a line of rich text, spelled in one way: blanks, runs and breaks as a browser would show them."""

import re

from .blocks import Break, Inline, Run
from .text import clean

_BLANKS = re.compile("[ \t\n]+")


def normalise(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Blanks collapsed as a browser does, runs of one style merged, no break or blank first or last."""
    before: list[Inline] = []
    while inlines != before:
        before, inlines = inlines, _normalised(inlines)
    return tuple(inlines)


def _normalised(inlines: list[Inline]) -> list[Inline]:
    out: list[Inline] = []
    blank = True  # the text so far ends in a blank, or a line begins here
    for part in inlines:
        if isinstance(part, Break):
            _strip_end(out)
            if out:
                out.append(part)
            blank = True
            continue
        words = _BLANKS.sub(" ", clean(part.text))
        # U+0338 composes with the ">" of a tag before it in NFC, which would eat the tag.
        words = (words.lstrip(" ") if blank else words).lstrip("\u0338")
        if not words:
            continue
        blank = words.endswith(" ")
        last = out[-1] if out else None
        if isinstance(last, Run) and _style(last) == _style(part):
            out[-1] = Run(last.text + words, *_style(part))
        else:
            out.append(Run(words, *_style(part)))
    while out and isinstance(out[-1], Break | Run):
        size = len(out)
        _strip_end(out)
        if out and isinstance(out[-1], Break):
            out.pop()
        if len(out) == size:
            break
    return out


def _style(run: Run) -> tuple[bool, bool, str, str]:
    return run.bold, run.italic, run.href, run.lang


def _strip_end(out: list[Inline]) -> None:
    while out and isinstance(last := out[-1], Run) and last.text.endswith(" "):
        out[-1:] = [Run(last.text.rstrip(" "), *_style(last))] if last.text.strip(" ") else []
