import pytest

from minutes.documents import letters, parts


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Åsa Özdemir–Żuk, Ελένη, Жанна ½ §", "Åsa Özdemir–Żuk, Ελένη, Жанна ½ §"),
        ("Bra 🎉!", "Bra [U+1F389]!"),
        ("日本 語", "[U+65E5 U+672C] [U+8A9E]"),
        ("👩‍👧", "[U+1F469 U+200D U+1F467]"),
        ("❤\ufe0f och na\u200dmn", "❤ och namn"),
        ("ḁ", "a\u0325"),
        ("𓀀", "[U+13000]"),
        ("☕", "[U+2615]"),
        ("rad\nrad\u2003rad", "rad\nrad\u2003rad"),
    ],
)
def test_what_the_font_lacks_is_printed_by_its_number(written, printed):
    assert letters.printable(written) == printed
    assert letters.printable(printed) == printed


def test_the_tags_of_rich_text_stay_and_a_long_foreign_text_does_not_swell():
    link = '<a href="https://example.org/日本">日本</a>'
    assert parts.rich(f"<p>{link}&#128077;</p>", 3) == (
        '<p><a href="https://example.org/日本">[U+65E5 U+672C]</a>[U+1F44D]</p>'
    )
    assert letters.printable("日" * 200_000) == "□" * 200_000


def test_what_is_lacking_is_told_once():
    assert letters.lacking("🎉 och 🎉, 日本, ḁ, ok") == ["🎉", "日本"]
    assert letters.lacking("Åsa") == []
