"""Rows of a body's vocabulary: item types, sign-off roles, standing items, phrases."""

from django import forms
from django.forms import formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import limits
from minutes.models import SignoffRole, StandingItem

from .fields import LineField, LinesField, RichField
from .sent import SentRows

SPARE = 1  # empty rows for readers without script


class Row(forms.Form):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    mark_optional = False
    folded = ()  # the fields that do not stand in the row's line

    def row(self):
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("DELETE", "ORDER")}

    @cached_property
    def changed_data(self):
        """An empty row stays empty wherever it stands."""
        return [name for name in super().changed_data if name != "ORDER"]

    def says_something(self):
        return self.has_changed() or bool(self.cleaned_data.get("id"))

    @property
    def is_spare(self):
        """An empty row that only readers without script need; the others add theirs."""
        return self.empty_permitted and "__prefix__" not in self.prefix and not (self.is_bound and self.has_changed())

    @property
    def called(self):
        """The row's own words, for those who cannot see which row a button stands in."""
        return self[self.name_field].value()


class ItemTypeForm(Row):
    name_field = "name"
    letter = LineField(label=gettext_lazy("Letter"), max_length=3)
    name = LineField(label=gettext_lazy("Word"), max_length=60)


class RoleForm(Row):
    name_field = "label"
    label = LineField(label=gettext_lazy("Printed label"), max_length=60)
    verb = forms.ChoiceField(
        label=gettext_lazy("What they do"), choices=SignoffRole.Verb.choices, initial=SignoffRole.Verb.APPROVE
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Who it is"), choices=SignoffRole.Source.choices, initial=SignoffRole.Source.CHOSEN
    )
    required = forms.BooleanField(label=gettext_lazy("Must sign"), required=False, initial=True)
    signs_clerical = forms.BooleanField(label=gettext_lazy("Signs clerical errors"), required=False)


class StandingItemForm(Row):
    name_field = "title"
    folded = ("text", "proposal")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=StandingItem.Kind.choices, initial=StandingItem.Kind.ITEM
    )
    title = LineField(label=gettext_lazy("Heading"), max_length=limits.LINE)
    type = forms.TypedChoiceField(label=gettext_lazy("Type"), required=False, empty_value=None)
    text = RichField(label=gettext_lazy("Text to begin with"))
    proposal = RichField(label=gettext_lazy("Proposed decision"))

    def __init__(self, *args, types, **kwargs):
        super().__init__(*args, **kwargs)
        by_id = {str(kind.pk): kind for kind in types}
        self.fields["type"].choices = [("", _("None")), *((pk, str(kind)) for pk, kind in by_id.items())]
        self.fields["type"].coerce = by_id.get

    @property
    def written(self):
        """The labels of the folded fields that hold something."""
        return [self[name].label for name in self.folded if self[name].value()]

    @property
    def opens(self):
        return any(name in self.errors for name in self.folded)


class PhraseForm(Row):
    name_field = "text"
    text = LinesField(label=gettext_lazy("Phrase"), max_length=500, rows=1)


class RowSet(SentRows):
    """Rows by their order number; an id must be one of the rows that the page was made from."""

    once = ""  # a field that may not say the same twice

    def __init__(self, *args, rows=(), **kwargs):
        """`rows` are those that exist."""
        self.own = {row.pk for row in rows}
        names = [name for name in self.form.base_fields if name != "id"]
        initial = [{"id": row.pk} | {name: _value(row, name) for name in names} for row in rows]
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def heads(self):
        """The labels over the columns; a tick box carries its own."""
        fields = {name: field for name, field in self.form.base_fields.items() if name not in ("id", *self.form.folded)}
        return ["" if isinstance(field, forms.BooleanField) else field.label for field in fields.values()]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].widget.attrs["data-position"] = ""

    def clean(self):
        seen = set()
        for form in self.left():
            if form.cleaned_data.get("id") not in (None, *self.own):
                form.add_error(None, _("This row has been removed meanwhile. Load the page again."))
            value = str(form.cleaned_data.get(self.once) or "").casefold()
            if value and value in seen:
                form.add_error(self.once, _("Another row already says this."))
            seen.add(value)

    def left(self):
        """The forms that say something and are not to be removed, in the order that was asked for."""
        forms_left = [form for form in self.forms if form.says_something() and not self._should_delete_form(form)]
        return sorted(forms_left, key=lambda form: form.cleaned_data.get("ORDER") or 10_000)

    def rows(self):
        return [form.row() for form in self.left()]


class ItemTypeSet(RowSet):
    once = "letter"


def _value(row, name):
    """As a form shows it; for another row that is its id, which needs no look-up."""
    return getattr(row, row._meta.get_field(name).attname)


def _set(form, base, most):
    return formset_factory(
        form, formset=base, extra=SPARE, can_delete=True, can_order=True, max_num=most, validate_max=True,
        absolute_max=most + 50,
    )


ItemTypes = _set(ItemTypeForm, ItemTypeSet, limits.ITEM_TYPES)
Roles = _set(RoleForm, RowSet, limits.SIGNOFF_ROLES)
StandingItems = _set(StandingItemForm, RowSet, limits.STANDING_ITEMS)
Phrases = _set(PhraseForm, RowSet, limits.PHRASES)
