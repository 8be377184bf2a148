"""The shortcuts past WeasyPrint say the same, byte for byte, and hold for what is installed."""

import pytest

from minutes.documents import quick, quick_writing, render

from . import judged
from .samples import proof

pytestmark = pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
PARTS = [
    judged.table(14) + f"<p>{judged.WILD.replace('<', '&lt;')}</p>",
    judged.lists(2) + judged.nested(4) + judged.paragraphs(2),
    judged.quotes(2) + judged.LINKED + f"<p>{'Å' * 300} מרחבא שלום {judged.prose(2)}</p>",
]


def test_the_shortcuts_are_made_for_what_is_installed():
    assert quick.take()


def test_a_document_made_with_shortcuts_is_byte_for_byte_what_it_is_without(monkeypatch):
    monkeypatch.setattr(quick_writing, "_LEVEL", 9)  # as WeasyPrint compresses
    minutes = judged.short("notes", items=judged.items(3, lambda n: PARTS[n - 1]))
    stands = proof(minutes)
    taken = render.pdf(minutes, stands)
    with quick.left_out():
        assert render.pdf(minutes, stands) == taken
