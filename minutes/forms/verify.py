"""Input about a document that somebody wants verified: its file, or the code that is printed in it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import codes, limits

from .fields import LineField


class VerifyForm(forms.Form):
    """One of the two; with both, the file is what counts."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("It is read once and not kept."),
    )
    code = LineField(
        label=gettext_lazy("Or the code"),
        required=False,
        max_length=limits.LINE,
        help_text=gettext_lazy("Last in the document, like K7QF-2M9X-4RTD."),
    )

    def __init__(self, *args, too_big=False, **kwargs):
        """`too_big`: a file came that was larger than is taken, and was thrown away."""
        super().__init__(*args, **kwargs)
        self.too_big = too_big

    def clean_code(self):
        typed = self.cleaned_data["code"]
        if typed and not codes.read(typed) and not self.files:
            raise ValidationError(_("A code has twelve letters and digits, like K7QF-2M9X-4RTD."))
        return typed

    def clean(self):
        if self.too_big:
            message = _("The file is larger than %(size)s MB.") % {"size": limits.VERIFIED // limits.MEGABYTE}
            self.add_error("file", message)
        elif not self.errors and not self.cleaned_data["file"] and not self.cleaned_data["code"]:
            raise ValidationError(_("Choose a file or write a code."))
        return self.cleaned_data
