"""Input of the sign-off: what is sent and until when, what is signed, why somebody cannot, why it is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import DateInput, LinesField

HASH = {"min_length": 64, "max_length": 64, "widget": forms.HiddenInput}


class SendForm(forms.Form):
    deadline = forms.DateField(label=_("Last day to sign"), widget=DateInput())
    message = LinesField(
        label=_("Message to those who sign"), required=False, rows=3,
        help_text=_("Stands in the mail and on the page where they sign."),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SignForm(forms.Form):
    content_hash = forms.CharField(**HASH)
    signer = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Six digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class DeclineForm(forms.Form):
    content_hash = forms.CharField(**HASH)
    reason = LinesField(
        label=_("Why can you not sign?"), rows=3,
        help_text=_("For example that you were not there, or have a conflict of interest. The secretary reads it."),
    )


class RecallForm(forms.Form):
    reason = LinesField(
        label=_("Why is the approval recalled?"), rows=3,
        help_text=_("Those who sign read it in a mail and on their page."),
    )
