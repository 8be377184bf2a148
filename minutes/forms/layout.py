"""Pieces of a form's layout that crispy-forms does not have."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from crispy_forms.utils import TEMPLATE_PACK


def inside():
    """The helper of a form whose page writes the <form> and its token."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class Fold(Fieldset):
    """Fields that are seldom needed, under a line that opens them; open when one of them is wrong or says something.

    A choice is made beforehand as often as not, so that one alone does not open the fold.
    """

    template = "%s/layout/fold.html"

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        fields = [form[pointer.name] for pointer in self.get_field_names()]
        said = any(field.errors or (field.value() and not hasattr(field.field, "choices")) for field in fields)
        with context.push(fold_open=said):
            return super().render(form, context, template_pack, **kwargs)
