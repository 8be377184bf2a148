"""Input that nobody writes, for every form: what a page must answer with words and never with an error."""

import re

NUL, BIDI, LONG = "a\x00b", "\u202ekulf\u2066", "å" * 5000
HOSTILE, EMOJI = "<script>alert(1)</script>'\"--", "👩‍👩‍👧‍👦🏳️‍🌈"
TEXTS = [NUL, BIDI, LONG, HOSTILE, EMOJI, "\u200b\u200b", "{n}{0.__class__}%(x)s%s{{7*7}}"]
NAMES = ["nul", "bidi", "long", "hostile", "emoji", "invisible", "braces"]


def taken(post, fields, value, prefix=""):
    """The fields that take the value; every other one says at itself that it does not, and then the rest is stored.

    `post(changes)` sends a form that is right but for the changes. The value goes into all the fields at once.
    """
    answer = post(dict.fromkeys(fields, value))
    told = [] if answer.status_code == 302 else errors(answer, prefix)
    left = [field for field in fields if field not in told]
    if len(left) < len(fields):
        answer = post(dict.fromkeys(left, value))
    assert answer.status_code == 302, (answer.status_code, errors(answer, prefix))
    return left


def errors(answer, prefix=""):
    """The names of the fields that say what is wrong with them."""
    return re.findall(f'id="id_{prefix}([^"]+)_error"', answer.content.decode())
