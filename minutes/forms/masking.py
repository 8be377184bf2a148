"""Input of what is masked in a public copy: words, whole items, attachments. All of it is sent, ticked or not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.documents.masking import Marks

from .fields import LinesField

_TICKS = forms.CheckboxSelectMultiple


class MaskingForm(forms.Form):
    words = forms.MultipleChoiceField(label=_("Words, wherever they stand"), required=False, widget=_TICKS)
    more = LinesField(
        label=_("More words"), required=False, rows=3,
        help_text=_("A name, a number or an address on each line, as it stands in the document."),
    )
    items = forms.TypedMultipleChoiceField(label=_("Whole items"), coerce=int, required=False, widget=_TICKS)
    opened = forms.TypedMultipleChoiceField(
        label=_("Confidential items that everybody may read when the words are masked"), coerce=int, required=False,
        widget=_TICKS,
    )
    attachments = forms.TypedMultipleChoiceField(
        label=_("Whole attachments"), coerce=int, required=False, widget=_TICKS
    )
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 2, widget=forms.HiddenInput)

    def __init__(self, *args, words, minutes, **kwargs):
        """`words` are (value, label) of what is masked or proposed; empty lists are not asked about."""
        super().__init__(*args, **kwargs)
        items = [(at, one) for at, one in enumerate(minutes.items) if one.kind == "item"]
        choices = {
            "words": words,
            "items": [(at, _named(one)) for at, one in items],
            "opened": [(at, _named(one)) for at, one in items if one.confidential],
            "attachments": [(one.number, one.name) for one in minutes.attachments],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered
            if not offered:
                del self.fields[name]

    def marks(self):
        given = {name: tuple(self.cleaned_data.get(name, ())) for name in ("words", "items", "opened", "attachments")}
        more = tuple(line.strip() for line in self.cleaned_data["more"].splitlines() if line.strip())
        return Marks(**(given | {"words": given["words"] + more}))


def _named(item):
    return f"{item.label} {item.title}".strip()
