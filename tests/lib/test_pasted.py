import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import limits, pasted, text
from minutes.lib.pasted import Name, Title


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Läget vid badplatserna", Title("Läget vid badplatserna")),
        ("3. Läget", Title("Läget")),
        ("§ 12 Läget", Title("Läget")),
        ("§7) Läget", Title("Läget")),
        ("• Läget", Title("Läget")),
        ("– Läget", Title("Läget")),
        ("10.30 Paus", Title("Paus", "break", "10:30")),
        ("4) kl. 9:05 Läget", Title("Läget", "item", "09:05")),
        ("AVSLUT", Title("AVSLUT", "closing")),
        ("2024 års budget", Title("2024 års budget")),
        ("12.5 procent avgift", Title("12.5 procent avgift")),
        ("9.00–10.30 är upptaget", Title("9.00–10.30 är upptaget")),
        ("10.30", Title("10.30")),
    ],
)
def test_titles_take_numbers_and_times_off_a_row(row, expected):
    assert pasted.titles(row) == [expected]


def test_titles_leave_out_empty_rows_and_keep_the_order():
    assert [row.title for row in pasted.titles("\n Ett \r\n\r\n\tTvå\u2028Tre\x00\n")] == ["Ett", "Två", "Tre"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Anna Berg (kanslichef, Tallmo kommun)", Name("Anna Berg", "kanslichef", "Tallmo kommun")),
        ("Anna Berg (Tallmo kommun)", Name("Anna Berg", "", "Tallmo kommun")),
        ("Anna Berg (chef, IT och stöd, Tallmo)", Name("Anna Berg", "chef, IT och stöd", "Tallmo")),
        ("Anna Berg, kanslichef, Tallmo", Name("Anna Berg", "kanslichef", "Tallmo")),
        ("Anna Berg", Name("Anna Berg")),
        ("1. Anna Berg (Tallmo),", Name("Anna Berg", "", "Tallmo")),
        ("Anna Berg\tkanslichef\tTallmo", Name("Anna Berg", "kanslichef", "Tallmo")),
        ("Anna Berg\tTallmo", Name("Anna Berg", "", "Tallmo")),
        ("Anna Berg (ersätter Per Ek)\tTallmo", Name("Anna Berg", "", "Tallmo", "Per Ek")),
        ("Anna Berg (ersätter Per Ek, Tallmo)", Name("Anna Berg", "", "Tallmo", "Per Ek")),
        ("Anna Berg (Tallmo, ersätter Per Ek)", Name("Anna Berg", "", "Tallmo", "Per Ek")),
        ("Vakant (Norrhamra)", Name("", "", "Norrhamra")),
        ("vakant, Norrhamra", Name("", "", "Norrhamra")),
        ("Vakant", Name("Vakant")),
        ("Anna Berg (chef (tf), Tallmo)", Name("Anna Berg", "chef (tf)", "Tallmo")),
        ("Anna Berg (", Name("Anna Berg (")),
    ],
)
def test_names_read_title_and_organisation(row, expected):
    assert pasted.names(row) == [expected]


@given(st.text())
def test_titles_of_anything_are_clean_lines_that_fit(wild):
    for row in pasted.titles(wild):
        assert row.title == text.line(row.title)
        assert 0 < len(row.title) <= limits.LINE
        assert row.kind in ("item", "break", "closing")


@given(st.text(alphabet=st.characters() | st.sampled_from("(),\t\n")))
def test_names_of_anything_are_clean_lines_that_fit(wild):
    for row in pasted.names(wild):
        for part in (row.name, row.title, row.organisation, row.serves_for):
            assert part == text.line(part)
            assert len(part) <= 120


PLAIN = st.text(alphabet="abcåäöÅÄÖ- ", min_size=1).map(text.line).filter(lambda name: name and name[0].isalpha())


@given(st.lists(PLAIN, max_size=8))
def test_plain_names_come_back_as_they_were(names):
    kept = [name for name in names if len(name) <= 120]
    assert [row.name for row in pasted.names("\n".join(kept))] == kept
