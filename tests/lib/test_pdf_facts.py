"""A stranger's PDF is read in a process of its own, which ends whatever the file holds."""

import io
import zlib

import pikepdf
import pytest

from minutes.lib import pdf_facts
from tests import sealing


def test_what_is_embedded_is_told():
    found = pdf_facts.read(sealing.small_pdf(minutes='{"a": "å"}', other="no"))
    assert found == {"minutes.json": '{"a": "å"}', "seals": []}


def test_a_file_that_swells_is_not_taken_in():
    squeezed, zeros = zlib.compressobj(), b"\x00" * 1_000_000
    start = squeezed.compress(zeros) + squeezed.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the same million of zeros is the same bytes each time: a gigabyte of them is made at once.
    bomb = start + (squeezed.compress(zeros) + squeezed.flush(zlib.Z_FULL_FLUSH)) * 1_500
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(bomb, filter=pikepdf.Name.FlateDecode)
    spec = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF="minutes.json"))
    spec.EF = pikepdf.Dictionary(F=stream)
    pdf.Root.AF = pikepdf.Array([spec])
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    assert len(out.getvalue()) < 2_000_000
    assert pdf_facts.read(out.getvalue()) == {"seals": []}


def locked():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize("data", [locked(), b"%PDF-1.7\n" + b"<<" * 400_000])
def test_what_cannot_be_read_is_said_so(data):
    with pytest.raises(pdf_facts.Unreadable):
        pdf_facts.read(data)
