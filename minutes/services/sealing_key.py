"""Whose seals are ours: the certificates that published versions were sealed by."""

from minutes.models import PublishedVersion


def is_ours(certificate):
    """Whether some version was sealed by the certificate with this SHA-256."""
    return PublishedVersion.objects.filter(seal_certificate=certificate).exists()
