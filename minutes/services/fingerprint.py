"""One hash of all that a row holds, of a published version or a signature: for the log, so that no column can be
altered unseen.
"""

import datetime

from minutes.lib import canonical
from minutes.models import PublishedVersion, Signature

_COLUMNS = [field.attname for field in PublishedVersion._meta.concrete_fields if not field.primary_key]


def of(version):
    """SHA-256 of the stored row: of what the database gives back, so that it is the same on each database.

    What is empty is left out: a column that is added later changes nothing for the rows that were there before.
    """
    row = PublishedVersion.objects.filter(pk=version.pk).values(*_COLUMNS).get()
    return canonical.sha256({name: _plain(value) for name, value in row.items() if value})


def of_signature(signature):
    """SHA-256 of the row as it is stored, told of the object, which may have been made just now: no statement."""
    fields = [field for field in Signature._meta.concrete_fields if not field.primary_key]
    row = {field.attname: field.get_prep_value(getattr(signature, field.attname)) for field in fields}
    return canonical.sha256({name: _plain(value) for name, value in row.items() if value})


def _plain(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return canonical.sha256(bytes(value))
    return value
