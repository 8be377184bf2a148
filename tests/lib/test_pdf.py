import io

import pikepdf
import pytest

from minutes.lib import pdf


@pytest.mark.parametrize("packed", list(pikepdf.ObjectStreamMode))
def test_pages_are_counted_however_they_are_packed(packed):
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.add_blank_page()
        document.save(written, object_stream_mode=packed)
    assert pdf.pages(written.getvalue()) == 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nbroken", b"\0" * 2000])
def test_what_is_no_pdf_has_no_pages(data):
    assert pdf.pages(data) == 0
