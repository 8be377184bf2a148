"""Attachments."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from minutes.lib import files, limits
from minutes.models import AgendaItem

from .fields import DateInput, LineField


class ItemChoice(forms.ModelChoiceField):
    """Items by their number and title; `labels` are the printed numbers by id."""

    labels: dict = {}

    def label_from_instance(self, item):
        return f"{self.labels.get(item.pk, (0, ''))[1]} {item.title}".strip()


class AttachmentForm(forms.Form):
    title = LineField(label=_("Title"), max_length=limits.LINE)
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True, max_length=1000)
    item = ItemChoice(
        label=_("Belongs to"), queryset=AgendaItem.objects.none(), required=False, empty_label=_("The whole meeting")
    )
    date = forms.DateField(
        label=_("Date"), required=False, widget=DateInput(),
        help_text=_("Of the document, where it is another than the meeting’s."),
    )
    public = forms.BooleanField(
        label=_("May be published"), required=False, initial=True,
        help_text=_("Otherwise it is listed by its name, and only those who may read drafts can open it."),
    )

    def __init__(self, *args, items, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].labels = labels
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{extension}" for extension in files.TYPES)
        self.fields["file"].help_text = _t(
            "PDF, Word, Excel, PowerPoint, OpenDocument, text, PNG or JPEG, at most %(number)s MB. "
            "The attachment can be listed without a file."
        ) % {"number": limits.FILE // limits.MEGABYTE}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            try:
                files.check(file)
            except files.BadFile as error:
                raise ValidationError(error.words(), code=error.code) from error
        return file or None


class ChangeForm(AttachmentForm):
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=limits.ATTACHMENTS * 3)
    drop = forms.BooleanField(label=_("Take the file away"), required=False)

    field_order = ("number", "title", "file", "drop", "item", "date", "public")

    def __init__(self, *args, has_file, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_file:
            del self.fields["drop"]

    def clean(self):
        data = super().clean()
        if data.get("drop") and data.get("file"):
            self.add_error("drop", _t("Choose a new file or take the file away, not both."))
        return data

    def known(self):
        """The fields for the service; `file` is None to leave it, False to take it away."""
        data = dict(self.cleaned_data)
        if data.pop("drop", False):
            data["file"] = False
        return data
