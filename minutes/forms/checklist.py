"""Input of the check list: the note with which a warning is accepted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits

from .fields import LineField


class AcknowledgeForm(forms.Form):
    key = forms.CharField(max_length=200, widget=forms.HiddenInput)
    note = LineField(
        label=_("Why does it stand as it is?"), max_length=limits.LINE, help_text=_("The note stays with the warning.")
    )
