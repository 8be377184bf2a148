"""Logos: PNG or JPEG, checked by their content and stored under their SHA-256, so that what was printed stays."""

import hashlib
import io
import warnings

from django.core.files.base import ContentFile
from PIL import Image

from . import files, limits

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


class BadLogo(Exception):
    """The file is no image that can be printed; the reason is one of "large", "type" and "pixels"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def media_type(data: bytes) -> str:
    """The media type that the content itself tells, whatever the file is called. Raises BadLogo."""
    if len(data) > limits.LOGO:
        raise BadLogo("large")
    try:
        # Pillow warns before it refuses an image that unpacks to very much.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
                form, size = image.format or "", image.size
                if max(size) > limits.LOGO_PIXELS:
                    raise BadLogo("pixels")
                image.load()
    except BadLogo:
        raise
    except Exception as error:  # a decoder that is fed hostile bytes raises what it pleases
        raise BadLogo("type") from error
    return MEDIA_TYPES[form]


def keep(data: bytes) -> str:
    """Store the image unless it is there; returns its SHA-256. Raises BadLogo."""
    media_type(data)
    digest = hashlib.sha256(data).hexdigest()
    files.store(ContentFile(data), digest)
    return digest


def in_rgb(data: bytes) -> bytes:
    """The image without colours for the press, which a PDF/A for screens may not have (ISO 19005-3, 6.2.4.3)."""
    if not data.startswith(b"\xff\xd8\xff"):
        return data
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        if image.mode != "CMYK":
            return data
        made = io.BytesIO()
        image.convert("RGB").save(made, "PNG")
        return made.getvalue()
