import pytest

from minutes.documents import phrases


@pytest.mark.parametrize(("document", "language"), phrases.STANDARD)
def test_every_kind_of_body_starts_with_sentences_that_leave_only_blanks_open(document, language):
    found = phrases.standard(document, language, "Styrgruppens")
    assert len(found) == len(set(found)) > 5
    assert not [phrase for phrase in found if "{body}" in phrase or not phrase.endswith(".")]


@pytest.mark.parametrize(
    ("genitive", "spoken"),
    [("Styrgruppens", "Styrgruppen"), ("Nätverkets", "Nätverket"), ("Kultur och fritids", "Mötet"), ("", "Mötet")],
)
def test_the_body_is_spoken_of_where_its_genitive_tells_how(genitive, spoken):
    assert phrases.standard("protocol", "sv", genitive)[0] == f"{spoken} beslutar enligt förslaget."
