"""Keys and small files for tests about seals: made once, since an RSA key takes its time."""

import datetime
import io
import pathlib
import tempfile
from functools import cache

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from minutes.documents import load
from minutes.lib import seals
from minutes.models import Rendering
from minutes.services import rendering, rounds, signoff
from tests.signing import sign


@cache
def key():
    """The path of a development key."""
    path = pathlib.Path(tempfile.mkdtemp()) / "seal.p12"
    seals.make_development_key(path)
    return path


def small_pdf(**embedded):
    """A PDF of one page with these files in it, named as given with ".json" behind."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.AF = pikepdf.Array()
    for name, text in embedded.items():
        spec = pikepdf.AttachedFileSpec(pdf, text.encode(), filename=f"{name}.json")
        pdf.attachments[f"{name}.json"] = spec
        pdf.Root.AF.append(spec.obj)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def approved(meeting, secretary, *others):
    """Send and sign the minutes; their PDF is ready, a small one that carries the data as ours do."""
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, *others):
        sign(meeting, person)
    meeting.refresh_from_db()
    last = rounds.last(meeting)
    proof = load.to_json(rounds.proof(meeting, last)).decode()
    named = rendering.document_hash(last.minutes_json, proof, meeting.body.organisation.pdf_variant)
    pdf = small_pdf(minutes=last.minutes_json, proof=proof)
    ready = {"meeting": meeting, "minutes_json": last.minutes_json, "proof_json": proof, "pdf": pdf, "state": "done"}
    Rendering.objects.update_or_create(document_hash=named, defaults=ready)
    return meeting


def time_stamper():
    """(a time-stamp service within the process, the certificate to trust it by)."""
    own = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Klockan")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(own.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(own, hashes.SHA256())
    )
    packed = own.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    trusted = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    return DummyTimeStamper(tsa_cert=trusted, tsa_key=asn1_keys.PrivateKeyInfo.load(packed)), trusted
