"""Input about what has been published and shall be put right, or taken out of the public's view."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits
from minutes.models import PublishedVersion

from .fields import LinesField
from .layout import inside


class WordsForm(forms.Form):
    """What is put right and why, as it is printed in the new version."""

    what = LinesField(
        label=_("What is put right"), max_length=limits.LINES, rows=2,
        help_text=_("Stands on top of the new version: “The amount in § 5 is 321 000 kronor, not 312 000.”"),
    )
    why = LinesField(
        label=_("Why"), max_length=limits.LINES, rows=2, help_text=_("For example “Two figures had changed places.”")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = inside()


class CorrectionForm(WordsForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=PublishedVersion.Kind.choices, widget=forms.RadioSelect, initial="correction"
    )
    clerical = forms.TypedChoiceField(
        label=_("How much does it change?"), coerce=lambda value: value == "1", widget=forms.RadioSelect
    )

    field_order = ("kind", "clerical", "what", "why")

    def __init__(self, *args, clerical, everybody, **kwargs):
        """`clerical` and `everybody` are the labels of the roles that sign in either case."""
        super().__init__(*args, **kwargs)
        few, all_of_them = ", ".join(clerical), ", ".join(everybody)
        slip = (("1", _("A clerical error only. Signatures: %(roles)s") % {"roles": few}),) if clerical else ()
        substance = ("0", _("The substance. Signatures: %(roles)s") % {"roles": all_of_them})
        self.fields["kind"].choices = [(value, capfirst(label)) for value, label in PublishedVersion.Kind.choices]
        self.fields["clerical"].choices = (*slip, substance)
        self.helper.layout = Layout(*self.field_order)


class WithdrawalForm(forms.Form):
    reason = LinesField(
        label=_("Why is it taken away?"), max_length=limits.LINES, rows=3,
        help_text=_(
            "Those who take part in the meetings can read the reason. The public is told that it was taken away."
        ),
    )
