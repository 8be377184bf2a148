"""Planned times of the agenda: from which row on, beginning when, and the times that were agreed to."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import TimeInput


class ScheduleForm(forms.Form):
    """Which row the new times begin with, and when it begins."""

    first = forms.TypedChoiceField(label=_("From the row"), coerce=int)
    start = forms.TimeField(label=_("begins at"), widget=TimeInput())
    mark_optional = False

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first"].choices = choices


class TimesForm(forms.Form):
    """The times that were shown: "id before after" for each row that changes, with - where there is none."""

    times = forms.CharField(max_length=20_000, widget=forms.HiddenInput)

    @staticmethod
    def written(rows):
        """What the page sends back of the rows that it shows."""
        return ";".join(f"{row.item.pk} {_written(row.before)} {_written(row.after)}" for row in rows if row.changes)

    def clean_times(self):
        found = {}
        for part in self.cleaned_data["times"].split(";"):
            pk, *times = part.split(" ")
            if not (pk.isascii() and pk.isdigit() and len(pk) < 19 and len(times) == 2):
                raise forms.ValidationError(_("The times could not be read. Reload the page."))
            found[int(pk)] = tuple(_time(told) for told in times)
        return found


def _written(time):
    return time.isoformat() if time else "-"


def _time(told):
    try:
        return None if told == "-" else datetime.time.fromisoformat(told)
    except ValueError as error:
        raise forms.ValidationError(_("The times could not be read. Reload the page.")) from error
