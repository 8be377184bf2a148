"""Input about seats in a body: one at a time, and many from pasted lines."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import limits
from minutes.models import Membership, Person

from .fields import Day, LineField, listed
from .layout import inside
from .person import INVITE
from .sent import SentRows

Role = Membership.Role
NEW, KNOWN, VACANT = "new", "known", "vacant"


class DaysMixin(forms.Form):
    starts = Day(label=gettext_lazy("From"), help_text=gettext_lazy("The first day in the body."))
    ends = Day(label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("The last day, if it is known."))

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("The last day is before the first day."))
        return data


class AddForm(DaysMixin):
    """Somebody who is registered, somebody new, or a vacant seat."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who?"), widget=forms.RadioSelect, initial=NEW,
        choices=[
            (NEW, gettext_lazy("Somebody new")), (KNOWN, gettext_lazy("Somebody who is registered")),
            (VACANT, gettext_lazy("Nobody yet: a vacant seat")),
        ],
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Registered person"), queryset=Person.objects.none(), required=False
    )
    name = LineField(label=gettext_lazy("Name"), max_length=limits.NAME, required=False)
    title = LineField(label=gettext_lazy("Title"), max_length=limits.NAME, required=False)
    represents = LineField(label=gettext_lazy("Municipality or organisation"), max_length=limits.NAME, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    invite = forms.BooleanField(label=INVITE, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices, initial=Role.MEMBER)

    field_order = ("who", "person", "name", "title", "represents", "email", "invite", "role", "starts", "ends")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = described
        self.fields["starts"].initial = timezone.localdate
        self.fields["represents"].widget = listed("represented")
        self.mark_optional = False

    def clean(self):
        data = super().clean()
        who = data.get("who")
        if who == KNOWN and not data.get("person"):
            self._need("person", _("Choose a person in the list."))
        if who == NEW and not data.get("name"):
            self._need("name", _("Write the person's name."))
        if who == NEW and data.get("invite") and not data.get("email"):
            self._need("email", _("To invite somebody, write their e-mail address."))
        if who == VACANT and not data.get("represents"):
            self._need("represents", _("Write whose seat it is."))
        return data

    def _need(self, field, words):
        if field not in self.errors:
            self.add_error(field, words)


class EditForm(DaysMixin):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    represents = LineField(label=gettext_lazy("Municipality or organisation"), max_length=limits.NAME, required=False)
    field_order = ("role", "represents", "starts", "ends")

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, initial={name: getattr(membership, name) for name in self.field_order}, **kwargs)
        if membership.person_id:
            del self.fields["represents"]
        else:
            self.fields["represents"].required = True
            self.fields["represents"].widget = listed("represented")
        self.helper = inside()
        rest = () if membership.person_id else ("represents",)
        self.helper.layout = Layout("role", *rest, Div("starts", "ends", css_class="fieldrow"))


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("People"), max_length=limits.PASTE, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One on each line: Name (title, organisation). An address in <> is understood, and so are the columns of a "
            "table. You see what was understood before anything is saved."
        ),
    )
    starts = Day(label=gettext_lazy("Members from"), initial=timezone.localdate)


class PastedForm(forms.Form):
    """One row of the preview."""

    name = LineField(label=gettext_lazy("Name"), max_length=limits.NAME, required=False)
    title = LineField(label=gettext_lazy("Title"), max_length=limits.NAME, required=False)
    represents = LineField(label=gettext_lazy("Organisation"), max_length=limits.NAME, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    mark_optional = False

    def clean(self):
        data = super().clean()
        if not data.get("name") and not data.get("represents") and not self.errors:
            self.add_error("name", _("Write a name, or for a vacant seat the organisation that it belongs to."))
        return data

    def row(self):
        """What the service takes; a row without a name is a vacant seat."""
        fields = ("name", "title", "represents", "email", "role")
        row = {name: self.cleaned_data[name] for name in fields}
        return row | {"email": row["email"].lower(), "vacant": not row["name"]}


class SaveForm(forms.Form):
    """What holds for the whole preview."""

    starts = Day(widget=forms.HiddenInput)
    invite = forms.BooleanField(label=gettext_lazy("Invite everybody who has an e-mail address"), required=False)


class PastedSet(SentRows):
    def clean(self):
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError(_("Nobody is left to add."))

    def rows(self):
        return [form.row() for form in self.forms if not self._should_delete_form(form)]


PastedFormSet = formset_factory(
    PastedForm, formset=PastedSet, extra=0, can_delete=True, max_num=limits.PASTED_PEOPLE, validate_max=True,
    absolute_max=limits.PASTED_PEOPLE + 20,
)


def described(person):
    """ "Tea Molin, arkivarie, Ljungdal" tells namesakes apart."""
    return ", ".join(part for part in (person.name, person.title, person.represents) if part)
