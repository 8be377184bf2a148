from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits

from .fields import LinesField


class ExtractForm(forms.Form):
    """What is taken out of the minutes, and for whom. Items are told by their places in the document, from 0."""

    item = forms.TypedMultipleChoiceField(label=_("Items"), coerce=int, widget=forms.CheckboxSelectMultiple)
    sent_to = LinesField(
        label=_("The decision is sent to"), required=False, max_length=limits.LINE * 4, rows=3,
        help_text=_("One recipient on each line."),
    )

    whole = forms.BooleanField(label=_("With what is masked in the public copy"), required=False)

    def __init__(self, *args, minutes, has_copy=False, **kwargs):
        """`has_copy`: there is a masked copy, which extracts are made of unless somebody wants the `whole`."""
        super().__init__(*args, **kwargs)
        if not has_copy:
            del self.fields["whole"]
        items = [(at, one) for at, one in enumerate(minutes.items) if one.kind == "item"]
        self.fields["item"].choices = [(at, f"{one.label} {one.title}".strip()) for at, one in items]

    def recipients(self):
        return tuple(line for line in self.cleaned_data["sent_to"].splitlines() if line.strip())
