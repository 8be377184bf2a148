"""The JSON Schema of Minutes, made from content.py.

`python -m minutes.documents.schema` writes docs/minutes.schema.json.
"""

import json
import sys
from pathlib import Path
from typing import Any

from .content import SCHEMA_VERSION, Minutes
from .shapes import PATTERNS, Shape, fields, limit_of

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "minutes.schema.json"
_NOTES = {
    "rich": "Sanitised HTML: p, br, strong, em, h3, ul, ol, li, blockquote, table, a[href], span[lang]; or empty.",
    "lines": "Plain text, may have several lines.",
    "line": "",
}


def schema() -> dict[str, Any]:
    """The schema as plain data (JSON Schema 2020-12)."""
    definitions: dict[str, Any] = {}
    root = _object(Minutes, definitions)
    root["properties"]["schema"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Minutes",
        "description": "Everything in a set of minutes that is signed. Its canonical JSON (UTF-8, NFC, keys sorted, no"
        " white space between) has the content hash: SHA-256, hexadecimal. Dates are ISO 8601, times 24-hour.",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    known = fields(cls)
    return {
        "type": "object",
        "properties": {field.name: _value(field.shape, field.limit, definitions) for field in known},
        "required": [field.name for field in known if field.required],
        "additionalProperties": False,
    }


def _value(shape: Shape, limit: int, definitions: dict[str, Any]) -> dict[str, Any]:
    match shape.kind:
        case "object":
            name = shape.cls.__name__
            if name not in definitions:
                definitions[name] = _object(shape.cls, definitions)
            reference = {"$ref": f"#/$defs/{name}"}
            return {"anyOf": [reference, {"type": "null"}]} if shape.nullable else reference
        case "list":
            (inner,) = shape.item
            return {"type": "array", "maxItems": limit, "items": _value(inner, limit_of(inner), definitions)}
        case "bool":
            return {"type": "boolean"}
        case "int":
            return {"type": "integer", "minimum": 0, "maximum": limit}
        case "choice":
            return {"enum": list(shape.choices)}
        case kind if kind in PATTERNS:
            return {"type": "string", "pattern": PATTERNS[kind]}
        case kind:
            note = {"description": _NOTES[kind]} if _NOTES[kind] else {}
            return {"type": "string", "maxLength": limit, **note}


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
