"""Input of remarks: a wish for a change, and the secretary's answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits
from minutes.models import Remark

from .fields import LineField, LinesField


class RemarkForm(forms.Form):
    """One for each item on a page, so the ids carry the item's; 0 is the document as a whole."""

    item = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = LinesField(label=_("What needs to change?"), rows=3)
    wording = LinesField(
        label=_("Your proposed wording"), required=False, rows=3,
        help_text=_("The secretary can take it in as it stands."),
    )

    def __init__(self, *args, item=0, **kwargs):
        kwargs.setdefault("initial", {"item": item})
        super().__init__(*args, auto_id=f"id_%s_{item}", **kwargs)


class SettleForm(forms.Form):
    settled = forms.ChoiceField(label=_("Answer"), choices=Remark.Settled.choices, widget=forms.RadioSelect)
    note = LineField(label=_("Note"), required=False, max_length=limits.LINE)

    def __init__(self, *args, remark, **kwargs):
        initial = {"settled": remark.settled, "note": remark.settled_note}
        super().__init__(*args, initial=initial, auto_id=f"id_%s_{remark.pk}", **kwargs)
