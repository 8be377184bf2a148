"""The seal on a published PDF, and whose seals are ours."""

import logging
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from minutes.lib import seals
from minutes.models import PublishedVersion

from . import Refused

log = logging.getLogger(__name__)


def put_on(pdf):
    """The PDF with the seal (lib.seals.Sealed); None where there is no key. Raises Refused with why it cannot be.

    Asks the time-stamp service over the network, so call it outside transactions.
    """
    key = key_file()
    if key is None:
        return None
    try:
        return seals.seal(pdf, key, settings.SEAL_P12_PASSWORD, stamper=_stamper(), trust=_trust())
    except seals.CannotSeal as error:
        log.exception("A PDF could not be sealed")
        raise Refused(_("The PDF could not be sealed: %(why)s") % {"why": error}) from error


def try_out():
    """Read all that the settings name for sealing, and ask nobody. Raises CannotSeal with what cannot be used."""
    if settings.SEAL_P12:
        seals.read_key(Path(settings.SEAL_P12), settings.SEAL_P12_PASSWORD)
    _stamper()
    _trust()


def is_ours(certificate):
    """Whether some version was sealed by the certificate with this SHA-256."""
    return PublishedVersion.objects.filter(seal_certificate=certificate).exists()


def certificates():
    """SHA-256 of each certificate that some version was sealed by."""
    sealed = PublishedVersion.objects.exclude(seal_certificate="").order_by()
    return set(sealed.values_list("seal_certificate", flat=True).distinct())


def key_file():
    """Where the key lies; None where there is none."""
    if settings.SEAL_P12:
        return Path(settings.SEAL_P12)
    return make_development_key()


def make_development_key():
    """The path of the development key, made when it is missing; None where there is none, as in real use."""
    if not settings.SEAL_DEVELOPMENT_P12:
        return None
    path = Path(settings.SEAL_DEVELOPMENT_P12)
    if not path.exists():
        seals.make_development_key(path)
    return path


def _stamper():
    return seals.stamper(settings.SEAL_TSA_URL) if settings.SEAL_TSA_URL else None


def _trust():
    """The certificates of SEAL_TRUST, a PEM file. Raises CannotSeal."""
    if not settings.SEAL_TRUST:
        return ()
    from asn1crypto import pem, x509

    try:
        data = Path(settings.SEAL_TRUST).read_bytes()
        blocks = re.findall(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", data, re.DOTALL)
        return tuple(x509.Certificate.load(pem.unarmor(block)[2]) for block in blocks)
    except (OSError, ValueError) as error:
        raise seals.CannotSeal(f"SEAL_TRUST: {error}") from error
