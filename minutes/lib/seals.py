"""The organisation's electronic seal on a PDF: PAdES, by the RSA key of a PKCS#12 file.

pyHanko is loaded when something is sealed, not before: the product starts without it.
"""

import datetime
import io
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DEVELOPMENT = "Justera development key"
FIELD = "Sigill"
_YEARS = 10


class CannotSeal(Exception):
    """The key or the time-stamp service cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """`by` is the organisation of the certificate, `certificate` the SHA-256 of it, hexadecimal."""

    pdf: bytes
    by: str
    at: datetime.datetime
    certificate: str


def make_development_key(path: Path) -> None:
    """Write a PKCS#12 file without a password, its certificate self-signed in a name that hides nothing."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(65537, 3072)  # an elliptic key makes pyHanko declare PDF 2.0, which PDF/A-3 is not
    names = ((NameOID.ORGANIZATION_NAME, DEVELOPMENT), (NameOID.COMMON_NAME, DEVELOPMENT))
    name = x509.Name([x509.NameAttribute(kind, value) for kind, value in names])
    now = datetime.datetime.now(datetime.UTC)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **usage
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    partly = path.with_suffix(".part")
    partly.touch(mode=0o600)
    partly.write_bytes(packed)
    partly.replace(path)


def seal(pdf: bytes, key: Path, password: str = "", *, stamper: Any = None, trust: tuple[Any, ...] = ()) -> Sealed:
    """The PDF with a seal in one more revision: PAdES B-LT with a time stamper, else B-B. Raises CannotSeal.

    `stamper` is pyHanko's; `trust` the certificates at the root of its own and, unless the file has it, of the key's.
    """
    signer = read_key(key, password)
    at = datetime.datetime.now(datetime.UTC)
    try:
        # pyHanko runs an event loop of its own, and none can be begun where one runs already (under ASGI).
        with ThreadPoolExecutor(max_workers=1) as aside:
            data = aside.submit(_sealed, pdf, signer, stamper, trust).result()
    # Whatever a file, a server or a certificate makes the library raise: it is told, and nothing is published.
    except Exception as error:
        raise CannotSeal(f"{type(error).__name__}: {error}"[:300]) from error
    certificate = signer.signing_cert
    by = certificate.subject.native.get("organization_name") or certificate.subject.human_friendly
    return Sealed(data, str(by)[:200], at, certificate.sha256.hex())


def _sealed(pdf: bytes, signer: Any, stamper: Any, trust: tuple[Any, ...]) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    # PDF/A wants the field to be printed, PDF/UA to be outside the page when it is no part of the reading.
    outside = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = fields.SigFieldSpec(FIELD, on_page=0, invis_sig_settings=outside, readable_field_name="Sigill")
    about: dict[str, Any] = {
        "field_name": FIELD,
        "md_algorithm": "sha256",
        "subfilter": fields.SigSeedSubFilter.PADES,
    }
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if stamper is not None:
        about |= _long_term(signer, trust)
    meta = signers.PdfSignatureMetadata(**about)
    out = io.BytesIO()
    signers.PdfSigner(meta, signer, timestamper=stamper, new_field_spec=field).sign_pdf(writer, output=out)
    return out.getvalue()


def _long_term(signer: Any, trust: tuple[Any, ...]) -> dict[str, Any]:
    """What makes the seal provable when the certificate has run out, in the same revision as the seal itself."""
    from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
    from pyhanko_certvalidator import ValidationContext

    known = list(signer.cert_registry)
    roots = [*trust, *(one for one in (signer.signing_cert, *known) if one.self_signed != "no")]
    context = ValidationContext(trust_roots=roots, other_certs=known, allow_fetching=True)
    together = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
    return {
        "embed_validation_info": True,
        "validation_context": context,
        "dss_settings": DSSContentSettings(include_vri=False, placement=together),
    }


def stamper(url: str) -> Any:
    """A time-stamp service that speaks RFC 3161 over HTTP. Raises CannotSeal for another kind of address."""
    from asn1crypto import tsp  # type: ignore[import-untyped]
    from pyhanko.sign.timestamps import TimeStamper

    if not url.startswith(("https://", "http://")):
        raise CannotSeal(f"{url} is no address of a time-stamp service")

    class Service(TimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            kinds = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
            asked = urllib.request.Request(url, data=req.dump(), headers=kinds)  # noqa: S310 - checked above
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310, ASYNC210 - a loop of its own
                return tsp.TimeStampResp.load(answer.read(200_000))

    service: Any = Service
    return service(include_nonce=True)


def read_key(path: Path, password: str = "") -> Any:
    """pyHanko's signer of the key. Raises CannotSeal."""
    return _signer(path, password, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _signer(path: Path, password: str, changed: int) -> Any:
    """The key, read once, since that takes longer than sealing; `changed` is when the file was written."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign import signers

    class KeptKey(signers.SimpleSigner):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            if dry_run:
                return bytes(size)
            if digest_algorithm.lower() != "sha256":
                raise ValueError(digest_algorithm)
            signed: bytes = key.sign(data, PKCS1v15(), hashes.SHA256())
            return signed

    secret = password.encode() or None
    try:
        packed = path.read_bytes()
        key: Any = pkcs12.load_key_and_certificates(packed, secret)[0]
        size = key.key_size // 8
        key.private_numbers().d  # noqa: B018 - an elliptic key has none
        read = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=secret)
    except (OSError, ValueError, AttributeError) as error:
        raise CannotSeal(f"{path.name}: {error or type(error).__name__}") from error
    if read is None:
        raise CannotSeal(f"{path.name} is no PKCS#12 file with an RSA key and its certificate")
    return KeptKey(signing_cert=read.signing_cert, signing_key=read.signing_key, cert_registry=read.cert_registry)
