"""Input of who signs: one choice for each role of the body, and the words that the sign-off block prints of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits

from .fields import LineField


class SignersForm(forms.Form):
    """`roles` with `holder` (an id or None) and `signer` (or None) on each; `people` are the candidates."""

    WORDS = {"title": _("Title"), "organisation": _("Municipality or organisation")}

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
            for word in self.WORDS if role.signer else ():
                self.fields[self.name(role, word)] = LineField(
                    label=self.WORDS[word], max_length=limits.NAME, required=False, initial=getattr(role.signer, word)
                )

    @staticmethod
    def name(role, field="role"):
        return f"{field}_{role.pk}"

    def person(self, role):
        """Who was chosen in the role; None for nobody."""
        return self.people.get(self.cleaned_data[self.name(role)])

    def shown(self, role):
        """{word: text} of the words that were changed, so that somebody newly chosen comes with the roster's."""
        return {
            word: self.cleaned_data[self.name(role, word)]
            for word in self.WORDS if self.name(role, word) in self.changed_data
        }

    def words(self, role):
        """The fields of the words, none for a role that nobody has yet."""
        return [self[self.name(role, word)] for word in self.WORDS if role.signer]

    def person_shown(self, role):
        """Who stands in the role on the page as it is now."""
        value = str(self[self.name(role)].value())
        return next((person for pk, person in self.people.items() if str(pk) == value), None)


def _named(person):
    return f"{person.name}, {person.represents}" if person.represents else person.name
