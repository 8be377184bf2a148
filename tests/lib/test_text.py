import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import text

anything = st.text(st.characters(exclude_categories=())) | st.text("a \n\r\t\x00\u200b\u202e\u0301\u2028\ud800é")


@given(anything)
def test_clean_is_idempotent_nfc_and_can_be_encoded(value):
    cleaned = text.clean(value)
    assert text.clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned


@given(anything)
def test_line_and_lines_are_idempotent(value):
    assert text.line(text.line(value)) == text.line(value)
    assert text.lines(text.lines(value)) == text.lines(value)
    assert "\n" not in text.line(value)


def test_the_quick_look_at_ordinary_text_lets_nothing_forbidden_through():
    """Printable text is not looked at more closely, so nothing that is cleaned away may be printable."""
    every = "".join(map(chr, range(0x110000)))
    removed = text._FORBIDDEN.findall(every) + text._LINE_BREAKS.findall(every)
    assert len(removed) > 2000
    assert not [letter for letter in removed if letter.isprintable()]


def test_bidirectional_overrides_go_and_joiners_stay():
    assert text.clean("a\u202eb\u2066c\u200dd\u200fe") == "abc\u200dd\u200fe"


def test_lines_keep_one_empty_line_between_paragraphs():
    assert text.lines(" a \r\n\r\n\r\n\r\n b\x00\u2028c \n") == "a\n\nb\nc"


def test_a_no_break_space_is_kept():
    assert text.line("Sjögatan\u00a07  B") == "Sjögatan\u00a07 B"


def test_shorten_cuts_at_a_word():
    assert text.shorten("Nämnden beslutar att anta planen", 20) == "Nämnden beslutar…"
    assert text.shorten("kort", 20) == "kort"
    assert text.shorten("x" * 30, 10) == "x" * 9 + "…"


def test_slug_knows_swedish_letters():
    assert text.slug("Åsviks e-råd: Östra") == "asviks-e-rad-ostra"
    assert text.slug("\u202e") == ""


def test_a_letter_bears_so_many_marks_and_no_more_however_many_are_sent():
    begun = time.monotonic()
    calm = text.clean("å" + "\u0301\u0327\u0344" * 200_000 + "b")
    assert time.monotonic() - begun < 5
    assert len(calm) <= 32
    assert calm.endswith("b")
    assert text.clean(calm) == calm
    assert text.clean("Z\u030c\u0327\u0301") == unicodedata.normalize("NFC", "Z\u030c\u0327\u0301")
