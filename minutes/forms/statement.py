from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import limits
from minutes.models import Statement

from .fields import DateInput, LinesField
from .spare import SpareForm


class StatementForm(SpareForm):
    failings = LinesField(
        label=gettext_lazy("What is not accessible, and why"), required=False, max_length=limits.LINES, rows=4,
        help_text=gettext_lazy("One shortcoming on each line."),
    )
    burden = LinesField(
        label=gettext_lazy("What would be an unreasonable burden, and why"), required=False, max_length=limits.LINES,
        rows=3, help_text=gettext_lazy("Section 12 of the act. Leave it empty when you claim no exception."),
    )

    class Meta:
        model = Statement
        fields = ("level", "failings", "burden", "method", "assessed")
        widgets = {"level": forms.RadioSelect, "assessed": DateInput()}
        help_texts = {"method": gettext_lazy("“Our own test with a keyboard and two screen readers”, for example.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("level", "failings", "burden", "method", "assessed")

    def clean_assessed(self):
        assessed = self.cleaned_data["assessed"]
        if assessed > timezone.localdate():
            raise ValidationError(_("The day has not come yet. Give the day of the last assessment."))
        return assessed
