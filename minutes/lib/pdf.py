"""Facts about a PDF that WeasyPrint made, read from its bytes."""

import re
import zlib

_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b")


def pages(data: bytes) -> int:
    """How many pages the document has; its objects may lie packed in compressed streams. 0 when none can be found."""
    packed = []
    for found in _OBJECTS.finditer(data):
        try:
            packed.append(zlib.decompress(found[1]))
        except zlib.error:
            packed.append(found[1])
    return sum(len(_PAGE.findall(part)) for part in (data, *packed))
