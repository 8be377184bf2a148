from django import forms

from minutes.models import ActionItem


class StatusForm(forms.Form):
    status = forms.ChoiceField(choices=ActionItem.Status.choices)
