"""The roster of a meeting: each line of it, and new people."""

import json

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minutes.models import Attendance, Person

from .fields import LineField, listed
from .sent import SentRows

# Short words, five of which stand beside each name.
STATUSES = [
    (Attendance.Status.PRESENT, pgettext_lazy("attendance", "Present")),
    (Attendance.Status.OTHER, pgettext_lazy("attendance", "Other")),
    (Attendance.Status.PRESENTER, pgettext_lazy("attendance", "Presenter")),
    (Attendance.Status.EXCUSED, pgettext_lazy("attendance", "Excused")),
    (Attendance.Status.ABSENT, pgettext_lazy("attendance", "Absent")),
]
# For a narrow screen, in the same order; whoever listens hears the whole words.
SHORT = [
    pgettext_lazy("attendance, shortened", "Pres"),
    pgettext_lazy("attendance, shortened", "Other"),
    pgettext_lazy("attendance, shortened", "Speaks"),
    pgettext_lazy("attendance, shortened", "Exc"),
    pgettext_lazy("attendance, shortened", "Abs"),
]
FIELDS = ("status", "note", "serves_for", "name", "title", "organisation")
NAMED = ("name", "title", "organisation")


class RowForm(forms.Form):
    """One line. `seen` tells what the page showed, so that only what the writer changed is written."""

    id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    position = forms.IntegerField(
        label=_("Place"), min_value=0, max_value=10_000, required=False,
        widget=forms.NumberInput(attrs={"data-position": "", "class": "roster__place"}),
    )
    status = forms.ChoiceField(label=_("Attendance"), choices=STATUSES, widget=forms.RadioSelect)
    note = LineField(label=_("Role in the meeting"), max_length=120, required=False)
    serves_for = LineField(label=_("Substitutes for"), max_length=120, required=False, widget=listed("away"))
    name = LineField(label=_("Name"), max_length=120, required=False)
    title = LineField(label=_("Title"), max_length=120, required=False)
    organisation = LineField(label=_("Municipality or organisation"), max_length=120, required=False)
    mark_optional = False
    row = None  # the line as it is stored, once the page has found it

    def clean(self):
        data = super().clean()
        if "name" in data and "organisation" in data and not data["name"] and not data["organisation"]:
            self.add_error("name", _t("Write a name, or for a vacant seat the organisation that it belongs to."))
        return data

    def change(self):
        """(what the writer saw, what she made of it), of the fields that she changed."""
        given = {name: self.cleaned_data[name] for name in FIELDS}
        try:
            seen = {name: str(value) for name, value in json.loads(self.cleaned_data["seen"]).items() if name in FIELDS}
        except (ValueError, AttributeError, RecursionError):
            return {}, given
        changed = {name: value for name, value in given.items() if seen.get(name) != value}
        return {name: seen[name] for name in changed if name in seen}, changed

    @property
    def choices(self):
        """The ways to attend, each with its short word."""
        return zip(self["status"].subwidgets, SHORT, strict=True)

    @property
    def role(self):
        """What the folded fields say about the person, in a few words."""
        row = self.row
        serves = _t("substitutes for %(name)s") % {"name": row.serves_for} if row and row.serves_for else ""
        return ", ".join(filter(None, (row.note if row else "", serves)))

    @property
    def opens(self):
        return any(name in self.errors for name in (*NAMED, "note", "serves_for"))


class _RowSet(SentRows):
    def changes(self):
        """[(id, what was seen, what changed)] and the ids in their new order, None when it is as it was."""
        rows, places = [], []
        for index, form in enumerate(self.forms):
            seen, changed = form.change()
            if changed:
                rows.append((form.cleaned_data["id"], seen, changed))
            place = form.cleaned_data.get("position")
            places.append((index + 1 if place is None else place, index, form.cleaned_data["id"]))
        ids = [pk for _place, _index, pk in sorted(places)]
        return rows, None if ids == [pk for _place, _index, pk in places] else ids


_Rows = forms.formset_factory(RowForm, formset=_RowSet, extra=0, max_num=600, absolute_max=600)


def rows(attendances, data=None):
    """The formset of a roster; without data it shows what stands in the database."""
    initial = [
        {"id": a.pk, "position": place, "seen": seen(a)} | {name: getattr(a, name) for name in FIELDS}
        for place, a in enumerate(attendances, 1)
    ]
    return _Rows(data, initial=initial, prefix="rows")


def seen(attendance):
    return json.dumps({name: getattr(attendance, name) for name in FIELDS}, ensure_ascii=False)


class AddForm(forms.Form):
    """Somebody of the body's people, or anybody written by hand, or a vacant seat: an organisation without a name."""

    person = forms.ModelChoiceField(
        label=_("One of the body’s people"), queryset=Person.objects.none(), required=False,
        empty_label=_("Somebody else"),
    )
    name = LineField(
        label=_("Name"), max_length=120, required=False, help_text=_("Leave it empty for a vacant seat."),
    )
    title = LineField(label=_("Title"), max_length=120, required=False)
    organisation = LineField(label=_("Municipality or organisation"), max_length=120, required=False)
    status = forms.ChoiceField(label=_("Attendance"), choices=Attendance.Status.choices)
    mark_optional = False

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        if people:
            self.fields["person"].queryset = people
        else:  # nobody is left to choose
            del self.fields["person"]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("person") or data["name"] or data["organisation"]):
            self.add_error("name", _t("Choose somebody, write a name, or for a vacant seat its organisation."))
        if data.get("person") and data.get("name"):
            self.add_error("name", _t("Choose somebody or write a name, not both."))
        return data

    def known(self):
        """The fields for the service: of a chosen person only what was written besides."""
        data = dict(self.cleaned_data)
        if data.get("person"):
            return {name: value for name, value in data.items() if value}
        return data


class StatusForm(forms.Form):
    """How one person attends, changed from where one writes: the field is called after the line, as in status-7."""

    row = forms.IntegerField(min_value=1, max_value=2**62)
    seen = forms.ChoiceField(choices=STATUSES)
    status = forms.ChoiceField(choices=STATUSES)

    def add_prefix(self, field_name):
        return f"status-{self.data.get('row', '')}" if field_name == "status" else field_name


class PasteForm(forms.Form):
    people = forms.CharField(
        label=_("Several people"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One on each line: Name (title, organisation). “Vakant (organisation)” is a vacant seat; "
            "“ersätter Namn” in the brackets tells whom somebody substitutes for."
        ),
    )
