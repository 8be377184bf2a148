"""Input that nobody writes, for every form: what a page must answer with words and never with an error."""

NUL, BIDI, LONG = "a\x00b", "\u202ekulf\u2066", "å" * 5000
HOSTILE, EMOJI = "<script>alert(1)</script>'\"--", "👩‍👩‍👧‍👦🏳️‍🌈"
TEXTS = [NUL, BIDI, LONG, HOSTILE, EMOJI, "\u200b\u200b", "{n}{0.__class__}%(x)s%s{{7*7}}"]
NAMES = ["nul", "bidi", "long", "hostile", "emoji", "invisible", "braces"]
