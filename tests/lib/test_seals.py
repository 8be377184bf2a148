"""A seal holds as long as not one byte changes, and says whose it is."""

import io

import pikepdf
import pytest

from minutes.lib import canonical, pdf_facts, seals
from tests import sealing


@pytest.fixture(scope="module")
def plain():
    return sealing.small_pdf(minutes="{}")


@pytest.fixture(scope="module")
def sealed(plain):
    return seals.seal(plain, sealing.key())


def test_a_seal_is_one_more_revision_and_is_valid(plain, sealed):
    assert sealed.pdf.startswith(plain)
    assert sealed.pdf.count(b"%%EOF") == plain.count(b"%%EOF") + 1
    (seal,) = pdf_facts.facts(sealed.pdf)["seals"]
    assert (
        (seal["by"], seal["certificate"]) == (seals.DEVELOPMENT, sealed.certificate) == (sealed.by, seal["certificate"])
    )
    assert (seal["intact"], seal["valid"], seal["whole"]) == (True, True, True)
    with pikepdf.open(io.BytesIO(sealed.pdf)) as pdf:
        (widget,) = pdf.pages[0].Annots
        assert pdf.Root.get("/Version", "/1.7") == "/1.7"  # PDF/A-3 is PDF 1.7
        assert float(widget.Rect[2]) < 0


def flipped(data, at, bit=0):
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def test_every_flipped_bit_is_another_file_to_the_look_up_by_hash(sealed):
    own = canonical.sha256(sealed.pdf)
    assert all(canonical.sha256(flipped(sealed.pdf, at, at % 8)) != own for at in range(len(sealed.pdf)))


def test_none_of_two_hundred_flipped_bits_keeps_the_seal(sealed):
    start = sealed.pdf.index(b"/ByteRange")
    numbers = sealed.pdf[start : start + 80].partition(b"[")[2].partition(b"]")[0].split()
    _zero, first, second, last = map(int, numbers)
    # Between them is the seal itself in hexadecimal digits, of which some fill up the room, and case says nothing.
    covered = [*range(first), *range(second, second + last)]
    assert len(covered) > 200
    for at in covered[7 :: len(covered) // 200]:
        assert not is_whole(flipped(sealed.pdf, at, at % 8)), at


def test_what_is_added_after_the_seal_is_told(sealed):
    (seal,) = pdf_facts.facts(sealed.pdf + b"\n% more\n")["seals"]
    assert not seal["whole"]


def is_whole(data):
    try:
        found = pdf_facts.facts(data)["seals"]
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the reader raise
        return False
    return bool(found) and all(found[0][part] for part in ("intact", "valid", "whole"))


def test_a_time_stamp_makes_it_provable_for_long_in_the_same_revision(plain):
    stamper, trusted = sealing.time_stamper()
    sealed = seals.seal(plain, sealing.key(), stamper=stamper, trust=(trusted,))
    assert sealed.pdf.count(b"%%EOF") == plain.count(b"%%EOF") + 1
    assert b"/DSS" in sealed.pdf
    assert is_whole(sealed.pdf)


def test_a_key_that_cannot_be_used_is_told(plain, tmp_path):
    with pytest.raises(seals.CannotSeal, match="none.p12"):
        seals.seal(plain, tmp_path / "none.p12")
    with pytest.raises(seals.CannotSeal, match="seal.p12"):
        seals.seal(plain, sealing.key(), "wrong")
    (tmp_path / "torn.p12").write_bytes(sealing.key().read_bytes()[:400])
    with pytest.raises(seals.CannotSeal, match="torn.p12"):
        seals.seal(plain, tmp_path / "torn.p12")
    with pytest.raises(seals.CannotSeal, match="no address"):
        seals.stamper("file:///etc/passwd")
