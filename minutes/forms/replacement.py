"""Input of who signs instead of whom, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import LinesField


class ReplacementForm(forms.Form):
    """`signers` are those who sign now, `people` those who could."""

    role = forms.TypedChoiceField(label=_("Who does not sign?"), coerce=int)
    person = forms.TypedChoiceField(label=_("Who signs instead?"), coerce=int)
    reason = LinesField(
        label=_("Why?"), rows=3,
        help_text=_("It is kept on the record. Whoever does not sign any more reads it in a mail."),
    )

    def __init__(self, *args, signers, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.signers = {one.pk: one for one in signers}
        self.people = {one.pk: one for one in people}
        self.fields["role"].choices = [(one.pk, f"{one.person.name}, {one.label}") for one in signers]
        self.fields["person"].choices = [("", _("Choose somebody")), *((one.pk, one.name) for one in people)]

    def given(self):
        data = self.cleaned_data
        role, person = self.signers[data["role"]].role, self.people[data["person"]]
        return {"role": role, "person": person, "reason": data["reason"]}
