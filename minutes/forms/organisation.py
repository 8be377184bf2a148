"""Input about an organisation: its letterhead, its logo, its administrators."""

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import limits
from minutes.models import Organisation

from .spare import SpareForm


class OrganisationForm(SpareForm):
    class Meta:
        model = Organisation
        fields = (
            *("name", "registration_number", "postal_address", "visiting_address", "phone", "email", "web"),
            *("accent", "pdf_variant"),
        )
        widgets = {"accent": forms.TextInput(attrs={"type": "color"})}
        help_texts = {
            "accent": gettext_lazy(
                "Lines, headings, links and buttons, in documents and on pages."
                " Made darker or lighter where it could not be read."
            ),
            "pdf_variant": gettext_lazy("The first suits most archives. Choose another if yours refuses it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(_("The organisation"), "name", "registration_number"),
            Fieldset(
                _("Letterhead"),
                HTML(f'<p class="small quiet">{_("Stands at the foot of page one of every document.")}</p>'),
                Div("postal_address", "visiting_address", css_class="fieldrow"),
                Div("phone", "email", "web", css_class="fieldrow"),
            ),
            Fieldset(_("Looks"), Div("accent", "pdf_variant", css_class="fieldrow")),
        )


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=gettext_lazy("Image"), required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=gettext_lazy("PNG or JPEG, at most 1 MB. Wide logos on a white ground look best."),
        max_length=255,
    )
    remove = forms.BooleanField(label=gettext_lazy("Remove the logo"), required=False)

    def clean(self):
        data = super().clean()
        file = data.get("logo")
        if not file and not data.get("remove") and not self.errors:
            self.add_error("logo", _("Choose an image first."))
        if file and file.size > limits.LOGO:
            size = {"size": limits.LOGO // limits.MEGABYTE}
            self.add_error("logo", _("The image is larger than %(size)s MB.") % size)
        return data


class AdministratorsForm(forms.Form):
    emails = forms.CharField(
        label=gettext_lazy("E-mail addresses"), max_length=limits.LINES,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy("One on each line. They must be people of the organisation who have been invited."),
    )

    def clean_emails(self):
        emails = self.cleaned_data["emails"].replace(",", "\n").split()
        for email in emails:
            try:
                validate_email(email)
            except ValidationError:
                words = _("“%(email)s” is not an e-mail address.") % {"email": email[:80]}
                raise forms.ValidationError(words) from None
        return emails
