"""What a PDF from a stranger carries, found out in a process of its own that may neither last nor grow.

The file is run by its path and imports nothing of the product: what it reads may be made to do harm.
"""

import contextlib
import io
import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

SECONDS = 8
MEMORY = 700 * 1024 * 1024  # of addresses, libraries counted in
EMBEDDED = ("minutes.json", "proof.json")
LARGEST = 8 * 1024 * 1024  # of one embedded file
MOST_SEALS = 4


class Unreadable(Exception):
    """It is no PDF, is encrypted or damaged, or asks for more time or memory than there is."""


def read(data: bytes) -> dict[str, Any]:
    """{"minutes.json": text, "proof.json": text, "seals": [...]}; absent files are absent. Raises Unreadable.

    A seal is {"intact", "valid", "whole", "by", "at", "certificate"}: the bytes it covers are unchanged, the signature
    is its certificate's, it covers the whole file, whose it is, when (ISO 8601), SHA-256 of the certificate.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).resolve())],
            input=data, capture_output=True, timeout=SECONDS + 2, check=True, env={}, cwd="/",
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        raise Unreadable(type(error).__name__) from error
    return found


def facts(data: bytes) -> dict[str, Any]:
    """As `read`, in this process and without limits: for files of our own. Raises whatever the reader raises."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        raise Unreadable("encrypted")
    found: dict[str, Any] = {name: text for name, text in _embedded(reader) if name in EMBEDDED}
    # Without a form there is no seal, and what judges seals takes its time to load.
    seals = list(reader.embedded_regular_signatures) if "/AcroForm" in reader.root else []
    found["seals"] = [_seal(one) for one in seals[:MOST_SEALS]]
    return found


def _embedded(reader: Any) -> Any:
    """(name, text) of the files in the document's list of associated files, which PDF/A-3 asks for."""
    for reference in list(reader.root.get("/AF", ()))[:10]:
        with contextlib.suppress(Exception):
            one = reference.get_object() if hasattr(reference, "get_object") else reference
            content = one["/EF"]["/F"].data
            if len(content) <= LARGEST:
                yield str(one.get("/UF", one.get("/F", ""))), content.decode()


def _seal(embedded: Any) -> dict[str, Any]:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    certificate = embedded.signer_cert
    told = {
        "by": str(certificate.subject.native.get("organization_name") or certificate.subject.human_friendly)[:200],
        "at": embedded.self_reported_timestamp.isoformat() if embedded.self_reported_timestamp else "",
        "certificate": certificate.sha256.hex(),
    }
    try:
        # Nobody has to be trusted here: whose certificate counts is decided later, by its hash.
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        # It runs an event loop of its own, and none can be begun where one runs already (under ASGI).
        with ThreadPoolExecutor(max_workers=1) as aside:
            status = aside.submit(validate_pdf_signature, embedded, context, skip_diff=True).result()
    # Whatever a forged signature makes the validator raise: it is not valid.
    except Exception:  # noqa: BLE001
        return told | {"intact": False, "valid": False, "whole": False}
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return told | {"intact": bool(status.intact), "valid": bool(status.valid), "whole": whole}


def _limit() -> None:
    import resource

    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(what, (most, most))


def _main() -> None:
    _limit()
    logging.disable()
    print(json.dumps(facts(sys.stdin.buffer.read())))


if __name__ == "__main__":
    _main()
