"""Input about a person."""

import re

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import limits
from minutes.models import Person

from .spare import SpareForm

INVITE = gettext_lazy("Invite by mail")
LEAST_DIGITS = 12


class PersonForm(SpareForm):
    """`known` are names of municipalities and organisations to suggest."""

    invite = forms.BooleanField(
        label=INVITE, required=False,
        help_text=gettext_lazy(
            "A mail with a link is sent at once. Signing takes no login: the mail about it has its own link."
        ),
    )

    identity = forms.CharField(
        label=gettext_lazy("Personal identity number"), required=False, max_length=limits.NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    class Meta:
        model = Person
        fields = ("name", "title", "represents", "email")
        help_texts = {"title": gettext_lazy("As it is printed from now on; what is written already stays.")}

    def __init__(self, *args, organisation, instance=None, by_number=False, **kwargs):
        super().__init__(*args, instance=instance or Person(organisation=organisation), **kwargs)
        if instance is not None:
            del self.fields["invite"]
        rest = ("invite",) if instance is None else ()
        if by_number:
            rest = (*rest, "identity")
            self.fields["identity"].help_text = _has_number(instance)
        else:
            del self.fields["identity"]
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["represents"].widget.attrs |= {"list": "represented", "autocomplete": "off"}
        self.helper.layout = Layout("name", Div("title", "represents", css_class="fieldrow"), "email", *rest)

    def clean_identity(self):
        number = self.cleaned_data["identity"]
        if number and len(re.sub(r"\D", "", number)) < LEAST_DIGITS:
            raise forms.ValidationError(_("Write the whole number, with the century: 196408233234."))
        return number

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        data = super().clean()
        if data.get("invite") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("To invite somebody, write their e-mail address."))
        return data


def _has_number(person):
    if person is not None and person.identity_hash:
        return _("One is registered. It cannot be shown, only replaced. Leave this empty to keep it.")
    return _("To recognise whoever signs by an outside service. The number is not kept, only a digest of it.")
