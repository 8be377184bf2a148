"""Fields that clean what is written, whichever way it is written.

Conditional UPDATEs bypass `clean()`, so cleaning happens in `get_prep_value`, which every write passes.
"""

from django.db import models

from minutes.lib import limits, richtext, text


class LineField(models.CharField):
    """One line of plain text: NFC, no control characters, no line breaks."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", limits.LINE)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        # Before validation too: a name of invisible characters alone is no name.
        value = super().to_python(value)
        return text.line(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return text.line(value) if isinstance(value, str) else value


class PlainTextField(models.TextField):
    """Several lines of plain text: NFC, no control characters but line breaks."""

    def to_python(self, value):
        value = super().to_python(value)
        return text.lines(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return text.lines(value) if isinstance(value, str) else value


class RichTextField(models.TextField):
    """Sanitised HTML of the closed set that a document can show."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return richtext.sanitise(value) if isinstance(value, str) else value
