"""Write a row, or refuse in the words of the rule that it breaks."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from . import Refused


def store(row, *, exclude=()):
    """Validate and save. Raises Refused with the rule's own message, also when somebody else was quicker."""
    check(row, exclude=exclude)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(_("Somebody else changed the same thing just now. Look at the page again and retry.")) from error
    return row


def check(row, *, exclude=()):
    """Validate without saving. Raises Refused with the rule's own message."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        raise Refused(sentence(row, error)) from error


def change(row, fields):
    """Set the fields on the row. Returns the names of those that differ from before, in order."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return sorted(changed)


def sentence(row, error):
    """ "Name: This field cannot be blank." for a field's error; the bare sentence for a rule about the whole row."""
    parts = []
    for field, messages in error.message_dict.items():
        label = "" if field == "__all__" else f"{row._meta.get_field(field).verbose_name}: "
        parts += [f"{label[:1].upper()}{label[1:]}{message}" for message in messages]
    return " ".join(parts)
