import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import limits, pasted, text
from minutes.lib.pasted import Title


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
        ("Anna Berg (kanslichef, Tallmo kommun)", ("Anna Berg", "kanslichef", "Tallmo kommun", "")),
        ("Anna Berg", ("Anna Berg", "", "", "")),
        ("Anna Berg (ersätter Per Ek)", ("Anna Berg", "", "", "Per Ek")),
        ("Anna Berg (ersätter Per Ek)\tTallmo", ("Anna Berg", "", "Tallmo", "Per Ek")),
        ("Anna Berg (ersätter Per Ek, Tallmo kommun)", ("Anna Berg", "", "Tallmo kommun", "Per Ek")),
        ("Anna Berg (chef, Tallmo kommun, tjg. ers. för Per Ek)", ("Anna Berg", "chef", "Tallmo kommun", "Per Ek")),
        ("Vakant (Norrhamra)", ("", "", "Norrhamra", "")),
    ],
)
def test_names_read_whom_somebody_substitutes_for(row, expected):
    [found] = pasted.names(row)
    assert (found.person.name, found.person.title, found.person.organisation, found.serves_for) == expected


@given(st.text())
def test_titles_of_anything_are_clean_lines_that_fit(wild):
    for row in pasted.titles(wild):
        assert row.title == text.line(row.title)
        assert 0 < len(row.title) <= limits.LINE
        assert row.kind in ("item", "break", "closing")


@given(st.text(alphabet=st.characters() | st.sampled_from("(),\t\n")) | st.just("Å (ersätter " + "x" * 500))
def test_names_of_anything_are_clean_lines_that_fit(wild):
    for row in pasted.names(wild):
        for part in (row.person.name, row.person.title, row.person.organisation, row.serves_for):
            assert part == text.line(part)
            assert len(part) <= 120
        assert row.person.name or row.person.organisation
