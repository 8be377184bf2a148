"""Input about a person."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.models import Person

from .spare import SpareForm

INVITE = gettext_lazy("Invite by mail")


class PersonForm(SpareForm):
    """`known` are names of municipalities and organisations to suggest."""

    invite = forms.BooleanField(
        label=INVITE, required=False,
        help_text=gettext_lazy("A letter with a link is sent at once. To sign, a person needs a login."),
    )

    class Meta:
        model = Person
        fields = ("name", "title", "represents", "email")
        help_texts = {"title": gettext_lazy("As it is printed from now on; what is written already stays.")}

    def __init__(self, *args, organisation, instance=None, **kwargs):
        super().__init__(*args, instance=instance or Person(organisation=organisation), **kwargs)
        if instance is not None:
            del self.fields["invite"]
        rest = ("invite",) if instance is None else ()
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["represents"].widget.attrs |= {"list": "represented", "autocomplete": "off"}
        self.helper.layout = Layout("name", Div("title", "represents", css_class="fieldrow"), "email", *rest)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        data = super().clean()
        if data.get("invite") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("To invite somebody, write their e-mail address."))
        return data
