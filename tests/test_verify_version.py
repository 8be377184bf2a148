"""docs/verify_version.py proves an exported version by itself, and says what does not hold."""

import importlib.util
import json
import pathlib
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from minutes.documents import masking
from minutes.lib import canonical, seals
from tests import sealing

SCRIPT = pathlib.Path(__file__).parents[1] / "docs" / "verify_version.py"
SIGNED = {"role": "chair", "name": "Orvar Kjellgren", "verb": "approved", "at": "2026-11-12T14:07", "method": "passkey"}


@pytest.fixture(scope="module")
def verdict():
    """verdict(*arguments) -> the exit status; aside, since pyHanko begins an event loop and the browser's may run."""
    spec = importlib.util.spec_from_file_location("verify_version", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with ThreadPoolExecutor(max_workers=1) as aside:
        yield lambda *arguments: aside.submit(module.main, list(arguments)).result()


@pytest.fixture(scope="module")
def parts():
    map_ = b"the map"
    attachment = {"number": 1, "sha256": canonical.sha256(map_), "public": True}
    minutes = canonical.dumps(
        {"heading": "Möte", "body": "Styrgruppen", "date": "2026-11-12", "attachments": [attachment]}
    )
    proof = json.dumps({"content_hash": canonical.sha256(minutes), "signatures": [SIGNED]}).encode()
    pdf = seals.seal(sealing.small_pdf(minutes=minutes.decode(), proof=proof.decode()), sealing.key())
    files = {"v/minutes.json": minutes, "v/proof.json": proof, "v/protokoll.pdf": pdf.pdf, "bilagor/karta.png": map_}
    return files, pdf.certificate


def pack(folder, files):
    path = folder / "minutes.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return str(path)


def test_a_whole_bundle_and_a_pdf_alone_hold(verdict, parts, tmp_path, capsys):
    files, certificate = parts
    assert verdict(pack(tmp_path, files), "--certificate", certificate) == 0
    assert "approved by Orvar Kjellgren (chair)" in capsys.readouterr().out
    alone = tmp_path / "protokoll.pdf"
    alone.write_bytes(files["v/protokoll.pdf"])
    assert verdict(str(alone)) == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("v/minutes.json", lambda old: old.replace(b"2026-11-12", b"2026-11-13"), "the signatures name this content"),
        ("v/protokoll.pdf", lambda old: old + b"\n", "the seal holds for the whole"),
        ("v/protokoll.pdf", lambda old: sealing.small_pdf(other="{}"), "it may be another document"),
        ("v/protokoll.pdf", lambda old: old[:-99], "can be read as a PDF"),
        ("v/proof.json", lambda old: old.replace(b"Orvar", b"Oskar"), "carries the same proof.json"),
        ("bilagor/karta.png", lambda old: b"another map", "attachment 1 is there"),
    ],
)
def test_what_was_altered_is_named(verdict, parts, tmp_path, capsys, name, data, said):
    files = parts[0] | {name: data(parts[0][name])}
    assert verdict(pack(tmp_path, files)) == 1
    wrong = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  NO")]
    assert any(said in line for line in wrong)


def test_what_agrees_with_itself_and_has_no_seal_is_no_proof(verdict, parts, tmp_path, capsys):
    unsealed = {name: data for name, data in parts[0].items() if not name.endswith(".pdf")}
    assert verdict(pack(tmp_path, unsealed)) == 2
    assert "it proves nothing by itself" in capsys.readouterr().out
    plain = sealing.small_pdf(**{name: parts[0][f"v/{name}.json"].decode() for name in ("minutes", "proof")})
    assert verdict(pack(tmp_path, unsealed | {"v/protokoll.pdf": plain})) == 2


@pytest.mark.parametrize(("secret", "status"), [("b" * 64, 0), ("c" * 64, 1)])
def test_a_masked_copy_is_tied_to_its_original_by_the_secret(verdict, parts, tmp_path, secret, status):
    original = canonical.sha256(parts[0]["v/minutes.json"])
    copy = parts[0]["v/minutes.json"].replace("Möte".encode(), b"[maskat]")
    tie = masking.tie(original, "b" * 64)
    proof = json.dumps({"content_hash": canonical.sha256(copy), "signatures": [SIGNED], "tie": tie}).encode()
    tied = json.dumps({"original": original, "secret": secret, "tie": tie}).encode()
    files = parts[0] | {"v-public/minutes.json": copy, "v-public/proof.json": proof, "v/masking.json": tied}
    copied = sealing.small_pdf(minutes=copy.decode(), proof=proof.decode())
    files |= {"v-public/protokoll.pdf": seals.seal(copied, sealing.key()).pdf}
    assert verdict(pack(tmp_path, files)) == status


def test_another_certificate_is_told(verdict, parts, tmp_path):
    assert verdict(pack(tmp_path, parts[0]), "--certificate", "f" * 64) == 1
