"""Model forms that leave the row alone: they check a copy, and the service gets both the row and the new values."""

import copy

from django import forms

from .layout import inside


class SpareForm(forms.ModelForm):
    """`fields` of a valid form are what goes to the service; `instance` may be a row or None."""

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=copy.copy(instance) if instance is not None else None, **kwargs)
        self.helper = inside()
        for field in self.fields.values():
            if field.label:
                field.label = field.label[:1].upper() + field.label[1:]

    def values(self):
        """What the form says about the fields of the model, by name, cleaned as the model cleans it."""
        return {name: getattr(self.instance, name) for name in self._meta.fields if name in self.cleaned_data}
