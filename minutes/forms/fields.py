"""Fields that several forms share: rich text, clean lines, and people of a roster written by name."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_prose_editor.widgets import ProseEditorWidget

from minutes.lib import dates, limits, richtext, text

_PARTS = ("Bold", "Italic", "BulletList", "ListItem", "HardBreak", "Blockquote", "History")
_TABLE = ("Table", "TableRow", "TableHeader", "TableCell")
_MENU = ("marks", "blockType -lists", "lists", "nodes -blockType -lists", "link", "table", "history")
# Just what lib.richtext keeps, so that nothing can be written that would vanish at saving.
EDITOR = {
    **dict.fromkeys([*_PARTS, *_TABLE], True),
    "Heading": {"levels": [3]},
    "OrderedList": {"enableListAttributes": False},
    "Language": True,
    "Link": {"enableTarget": False},
    "NoSpellCheck": False,
    "Menu": {"groups": [{"group": group} for group in _MENU]},
}


def _refuse_nul(value):
    if "\x00" in value:
        raise ValidationError(_("The text contains a character that cannot be stored."), code="null")


class RichField(forms.CharField):
    """Rich text: an editor, or without script a text area that takes HTML. Either way it becomes our HTML."""

    def __init__(self, *, language="", **kwargs):
        widget = ProseEditorWidget(preset="configurable", config={"extensions": EDITOR}, attrs={"rows": 6})
        if language:
            widget.attrs["lang"] = language
        super().__init__(**{"required": False, "widget": widget, "strip": False} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_nul(value)
        if richtext.has_too_many_parts(value):
            raise ValidationError(
                _("The text has too many parts, such as cells of a table. Divide it, or attach it as a file."),
                code="parts",
            )
        # What is far too long is not parsed at all; what the editor writes is at most a few times what is kept.
        clean = richtext.sanitise(value) if len(value) <= 4 * limits.RICH else value
        if len(clean) > limits.RICH:
            raise ValidationError(
                _("The text is too long: it has room for %(number)s characters."), code="max_length",
                params={"number": limits.RICH},
            )
        return clean


class LineField(forms.CharField):
    """One clean line; a line of invisible characters alone is empty."""

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_nul(value)
        return text.line(value)


class LinesField(forms.CharField):
    """Several clean lines."""

    def __init__(self, *, rows=2, **kwargs):
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), "max_length": limits.LINES} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_nul(value)
        return text.lines(value)


class Roster:
    """The people of a meeting by what a form shows for them: the name, with the organisation where two share it."""

    def __init__(self, attendances):
        rows = [a for a in attendances if a.name]
        names = [a.name.casefold() for a in rows]
        self.labels = {}
        for row in rows:
            twin = names.count(row.name.casefold()) > 1
            self.labels[row.pk] = f"{row.name} ({row.organisation})" if twin and row.organisation else row.name
        self._rows = {row.pk: row for row in rows}
        self._found = {}
        for pk, label in self.labels.items():
            self._found.setdefault(label.casefold(), pk)

    @property
    def options(self):
        return list(dict.fromkeys(self.labels.values()))

    def shown(self, responsible, words):
        """What a field shows for an attendance (or its id) or words."""
        return self.labels.get(getattr(responsible, "pk", responsible), "") or words

    def resolve(self, written):
        """(attendance, "") for somebody on the roster, (None, words) for anything else."""
        row = self._rows.get(self._found.get(written.casefold()))
        return (row, "") if row else (None, written)


class TimeInput(forms.TimeInput):
    def __init__(self):
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class DateInput(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class Day(forms.DateField):
    """A day that is no slip of the keys."""

    widget = DateInput

    def validate(self, value):
        super().validate(value)
        if value and not dates.EARLIEST <= value <= dates.LATEST:
            raise ValidationError(_("Write a date between 1900 and 2199."), code="year")


def listed(name="roster"):
    """A text input that suggests from <datalist id=name>."""
    return forms.TextInput(attrs={"list": name, "autocomplete": "off"})
