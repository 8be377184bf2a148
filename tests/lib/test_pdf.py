import zlib

from minutes.lib import pdf

TREE = b"1 0 obj << /Type /Pages /Count 2 >> endobj 2 0 obj << /Type /Page >> endobj 3 0 obj << /Type /Page >> endobj"


def test_pages_are_counted_and_their_tree_is_not():
    assert pdf.pages(b"%PDF-1.7\n" + TREE) == 2


def test_pages_in_a_compressed_stream_are_counted():
    packed = zlib.compress(TREE)
    data = b"%PDF-1.7\n5 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    assert pdf.pages(data) == 2


def test_what_is_no_pdf_has_no_pages():
    assert pdf.pages(b"") == 0
    assert pdf.pages(b"/Type /ObjStm >>\nstream\nbroken\nendstream") == 0
