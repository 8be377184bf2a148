"""The late file of an attachment, and why it is taken away."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from minutes.lib import files, limits


class SupplementForm(forms.Form):
    file = forms.FileField(label=_("File"), allow_empty_file=True, max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{extension}" for extension in files.TYPES)
        self.fields["file"].help_text = _t(
            "PDF, Word, Excel, PowerPoint, OpenDocument, text, PNG or JPEG, at most %(number)s MB."
        ) % {"number": limits.FILE // limits.MEGABYTE}

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            files.check(file)
        except files.BadFile as error:
            raise ValidationError(error.words(), code=error.code) from error
        return file
