#!/usr/bin/env python3
"""Verify an exported version of minutes without Justera, with nothing but public libraries: pip install pyhanko

    python verify_version.py minutes.zip          # a bundle, unpacked or not, or a PDF alone
    python verify_version.py protokoll.pdf --certificate 51d0c9f2...

What it tries, and what each means:

- The content (minutes.json) is that of the hash which every signature names (proof.json, content_hash). The hash is
  SHA-256 of the file as it is: canonical JSON in UTF-8, keys sorted, no white space between tokens.
- The PDF carries the same two files, so that what one reads in it and the data are one.
- Its seal covers the whole file, not one byte has changed since, and it is made by the certificate whose SHA-256 is
  told. Whether that certificate is the organisation's is for you to judge: compare it with what they publish, or give
  it by --certificate.
- A masked public copy is tied to its original (masking.json, where the bundle has it): SHA-256 of the original's hash
  and a secret, both as bytes, is what the copy's proof.json holds as its tie.
- Each attachment that the content lists is there with the bytes of its SHA-256.

Without a seal nothing tells who made the files: they may agree with each other and be forged together.

Ends with 0 when all holds, with 1 when something does not, with 2 when nothing contradicts itself but no seal is there.
"""

import argparse
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

PARTS = ("minutes.json", "proof.json")
SEALED = "the seal holds"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path, help="a PDF, a zip or a folder")
    parser.add_argument("--certificate", default="", help="SHA-256 that the seal's certificate must have")
    given = parser.parse_args(arguments)
    if not given.path.exists():
        sys.exit(f"{given.path} is not there.")
    wrong, unsealed = 0, False
    for name, files, attached in versions(read(given.path)):
        print(f"\n{name or given.path.name}")
        seals = 0
        for holds, told in verify(files, attached, given.certificate.lower().replace(" ", "")):
            print(f"  {'ok  ' if holds else 'NO  '}{told}")
            wrong += not holds
            seals += told.startswith(SEALED)
        unsealed = unsealed or not seals
    if wrong:
        print(f"\n{wrong} things do not hold.")
    elif unsealed:
        print("\nNothing contradicts itself, but there is no seal that tells who made it: it proves nothing by itself.")
    else:
        print("\nAll holds.")
    return 1 if wrong else 2 if unsealed else 0


def read(path: Path) -> dict[str, bytes]:
    """{name: bytes} of everything there."""
    if path.is_dir():
        return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}
    if zipfile.is_zipfile(path) and not path.read_bytes().startswith(b"%PDF-"):
        with zipfile.ZipFile(path) as packed:
            return {one.filename: packed.read(one) for one in packed.infolist() if not one.is_dir()}
    return {path.name: path.read_bytes()}


def versions(files: dict[str, bytes]):
    """(folder, its files, everything) for each folder that holds a version, or a PDF alone."""
    folders = sorted({name.rpartition("/")[0] for name in files if name.rpartition("/")[2] == "minutes.json"})
    for folder in folders or [""]:
        inside = {name.rpartition("/")[2]: data for name, data in files.items() if name.rpartition("/")[0] == folder}
        yield folder, inside, files


def verify(files: dict[str, bytes], attached: dict[str, bytes], certificate: str):
    """(whether it holds, what was tried) for one version."""
    held = {name: files[name] for name in PARTS if name in files}
    pdfs = {name: data for name, data in files.items() if data.startswith(b"%PDF-") and not name.startswith("evidence")}
    for name, data in pdfs.items():
        try:
            carried, seals = opened(data)
        except Exception as error:  # noqa: BLE001 (a damaged file makes its reader stumble anywhere)
            yield False, f"{name} can be read as a PDF ({error})"
            continue
        if "minutes.json" in held and "minutes.json" not in carried:
            yield False, f"{name} carries minutes.json: it may be another document"
        for part in PARTS:
            if part in held and part in carried:
                yield held[part] == carried[part], f"{name} carries the same {part}"
        if "minutes.json" in held or "minutes.json" in carried:
            held = carried | held
        yield from sealed(name, seals, certificate)
        print(f"      SHA-256 of {name}: {hashlib.sha256(data).hexdigest()}")
    if "minutes.json" not in held:
        yield False, "there is no minutes.json, beside a PDF or in it"
        return
    yield from content(held, attached, whole=len(attached) > len(files) or "minutes.json" in files)


def content(held: dict[str, bytes], attached: dict[str, bytes], *, whole: bool):
    minutes, digest = json.loads(held["minutes.json"]), hashlib.sha256(held["minutes.json"]).hexdigest()
    print(f"      {minutes['heading']}, {minutes['body']}, {minutes['date']}")
    print(f"      SHA-256 of the content: {digest}")
    if "proof.json" in held:
        proof = json.loads(held["proof.json"])
        masked = proof.get("tie", "")
        whose = "the proof names this masked copy" if masked else "the signatures name this content"
        yield proof["content_hash"] == digest, whose
        if masked:
            yield from tied(masked, attached)
        for one in proof["signatures"]:
            how = one.get("service") or one["method"]
            print(f"      {one['verb']} by {one['name']} ({one['role']}), {one['at']} local time, {how}")
        if proof.get("address"):
            print(f"      what stands today: {proof['address']}")
    there = {hashlib.sha256(data).hexdigest() for data in attached.values()}
    for one in minutes["attachments"] if whole else ():
        if one["sha256"] and one["public"]:
            yield one["sha256"] in there, f"attachment {one['number']} is there, with the bytes of its hash"


def tied(tie: str, attached: dict[str, bytes]):
    """Of a masked copy in a bundle that has the original too: whether the two belong together."""
    secrets = [json.loads(data) for name, data in attached.items() if name.rpartition("/")[2] == "masking.json"]
    there = {hashlib.sha256(data).hexdigest() for name, data in attached.items() if name.endswith("minutes.json")}
    made = {
        hashlib.sha256(bytes.fromhex(one["original"]) + bytes.fromhex(one["secret"])).hexdigest()
        for one in secrets
        if one["original"] in there
    }
    if secrets:
        yield tie in made, "it is tied to the original that is there"
    else:
        print(f"      tied to its original by SHA-256 of that one's hash and a secret: {tie}")


def opened(pdf: bytes):
    """({name: bytes} of our files in the PDF, its seals)."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf))
    specs = [one.get_object() if hasattr(one, "get_object") else one for one in reader.root.get("/AF", ())]
    carried = {str(one.get("/UF", one.get("/F", ""))): one["/EF"]["/F"].data for one in specs}
    return {name: data for name, data in carried.items() if name in PARTS}, list(reader.embedded_regular_signatures)


def sealed(name: str, seals: list, certificate: str):
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    if not seals and certificate:
        yield False, f"{name} has no seal"
    for seal in seals:
        whose = seal.signer_cert
        context = ValidationContext(trust_roots=[whose], allow_fetching=False)
        status = validate_pdf_signature(seal, context, skip_diff=True)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        yield bool(status.intact and status.valid and whole), f"{SEALED} for the whole of {name}"
        print(f"      sealed by {whose.subject.human_friendly}, {seal.self_reported_timestamp}")
        print(f"      SHA-256 of its certificate: {whose.sha256.hex()}")
        if certificate:
            yield whose.sha256.hex() == certificate, "the seal is made by the certificate that was given"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
