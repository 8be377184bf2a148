"""Facts about a PDF, read from its bytes."""

import io


def pages(data: bytes) -> int:
    """How many pages the document has; 0 when it is no PDF that can be read."""
    import pikepdf  # takes a moment to load, and few acts need it

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return len(document.pages)
    except pikepdf.PdfError:
        return 0
