"""Rows of the agenda."""

import copy

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits
from minutes.models import AgendaItem

from .fields import LineField, RichField, Roster, TimeInput, listed


class RowForm(forms.ModelForm):
    """What every row has; `known` gives the fields, the responsible as a person of the roster or as words."""

    title = LineField(label=_("Heading"), max_length=limits.LINE)
    who = LineField(label=_("Responsible"), max_length=120, required=False, widget=listed())

    class Meta:
        model = AgendaItem
        fields = ("title", "type", "time")
        widgets = {"time": TimeInput()}

    def __init__(self, *args, meeting, attendances, **kwargs):
        instance = kwargs.pop("instance", None) or AgendaItem(meeting=meeting)
        # The form writes into its object while it checks; the service must compare with what the database has.
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        self.roster = Roster(attendances)
        self.fields["type"].queryset = meeting.body.item_types.all()
        self.fields["type"].empty_label = "–"
        self.fields["who"].initial = self.roster.shown(instance.responsible_id, instance.responsible_words)

    def known(self):
        data = dict(self.cleaned_data)
        data["responsible"], data["responsible_words"] = self.roster.resolve(data.pop("who"))
        return data


class AddForm(RowForm):
    """A new row, written at the foot of the agenda."""

    kind = forms.ChoiceField(label=_("Kind of row"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.ITEM)

    field_order = ("kind", "title", "type", "who", "time")


class ChangeForm(RowForm):
    """All that can be known of an item before the meeting."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    text = RichField(label=_("Text, prepared beforehand"))
    proposal = RichField(label=_("Proposed decision"))

    class Meta(RowForm.Meta):
        fields = ("title", "type", "time", "duration", "presenter", "registry_number", "text", "proposal")

    field_order = ("seen", "title", "type", "who", *Meta.fields[2:])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        if not self.instance.is_section:
            for name in ("type", "who", "presenter", "registry_number", "text", "proposal"):
                del self.fields[name]

    def known(self):
        if "who" in self.fields:
            return super().known()
        return dict(self.cleaned_data)


class PasteForm(forms.Form):
    titles = forms.CharField(
        label=_("Several rows"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One title on each line. Numbers before it are left out, a time such as 10.30 becomes the row’s time, "
            "and “Paus” becomes a break."
        ),
    )


class OrderForm(forms.Form):
    """The ids of all rows in their new order."""

    order = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args, ids, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].choices = [(pk, pk) for pk in ids]


class MoveForm(forms.Form):
    steps = forms.TypedChoiceField(coerce=int, choices=[(-1, "-1"), (1, "1")])
