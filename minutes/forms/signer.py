"""Input of who signs: one choice for each role of the body."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignersForm(forms.Form):
    """`roles` with `signer` (or None) on each; `people` are the candidates."""

    mark_optional = False  # an empty role may be saved, and stands in the way of sending only

    def __init__(self, *args, roles, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        choices = [("", _("Nobody chosen")), *((person.pk, _named(person)) for person in people)]
        for role in roles:
            self.fields[self.name(role)] = forms.TypedChoiceField(
                label=role.label, choices=choices, coerce=int, empty_value=None, required=False, initial=role.holder,
                help_text="" if role.required else _("Need not sign"),
            )

    @staticmethod
    def name(role):
        return f"role_{role.pk}"

    def person(self, role):
        """Who was chosen in the role; None for nobody."""
        return self.people.get(self.cleaned_data[self.name(role)])

    def person_shown(self, role):
        """Who stands in the role on the page as it is now."""
        value = self[self.name(role)].value()
        return self.people.get(int(value)) if str(value or "").isdecimal() and len(str(value)) < 19 else None


def _named(person):
    return f"{person.name}, {person.represents}" if person.represents else person.name
