"""One part of the writing page, as a tab of a browser sends it to be saved by itself."""

import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t

from minutes.models import AgendaItem, Attendance, ItemType

from . import writing
from .fields import Roster

DECISIONS, ACTIONS, SIGNERS, WHO = "decisions", "actions", "signers", "who"
PARTS = (*(name for name in writing.ItemForm.base_fields if name != "seen"), DECISIONS, ACTIONS, SIGNERS)
_FAR = 2**53  # no number of a browser counts further


# What each request says of itself. Cleaned one by one: a whole form takes longer to build than all the rest to read.
_TAB = forms.RegexField(r"^[A-Za-z0-9_-]{1,40}\Z")
_FIELD = forms.ChoiceField(choices=[(name, name) for name in PARTS])
ASKED = {
    "field": _FIELD,
    "seen": forms.IntegerField(min_value=0, max_value=10**9),
    "tab": _TAB,
    "turn": forms.IntegerField(min_value=1, max_value=_FAR),
}
WHERE = {
    "tab": _TAB,
    "item": forms.IntegerField(min_value=1, max_value=2**62, required=False),
    "field": forms.ChoiceField(choices=_FIELD.choices, required=False),
    "leave": forms.BooleanField(required=False),
}


def asked(fields, data):
    """(what the fields say, {}) or (None, {name of a field: its errors in words})."""
    found, errors = {}, {}
    for name, field in fields.items():
        try:
            found[name] = field.clean(data.get(name))
        except ValidationError as error:
            errors[name] = error.messages
    return (None, errors) if errors else (found, {})


def read(part, item, data, *, user):
    """(what the service is given, {}) or (None, {name of an input: its errors in words})."""
    if part == DECISIONS:
        formset = writing.decisions([], data)
        return _checked(formset, part, formset.kept)
    if part == ACTIONS:
        roster = Roster(Attendance.objects.filter(meeting=item.meeting_id))
        formset = writing.actions([], roster, data)
        return _checked(formset, part, lambda: writing.action_rows(formset, roster))
    try:
        value = _field(part, item, user).clean(_sent(part, data))
        return _columns(part, item, value), {}
    except ValidationError as error:
        return None, {part: error.messages}


def read_signers(form):
    """As `read`, for the form of who signs; an item that names nobody has none."""
    if form is None:
        return {}, {}
    if not form.is_valid():
        return None, {name: list(errors) for name, errors in form.errors.items()}
    return form.chosen(), {}


def _checked(formset, part, kept):
    if formset.is_valid():
        return kept(), {}
    errors = {
        form.add_prefix(name): list(found) for form in formset.forms for name, found in form.errors.items()
    }
    if whole := list(formset.non_form_errors()):
        errors[part] = whole
    return None, errors or {part: [_t("This could not be read. Reload the page.")]}


def _field(part, item, user):
    field = writing.ItemForm.base_fields[part]
    if part in ("type", "deferred_to_meeting"):
        field = copy.deepcopy(field)
    if part == "type":
        field.queryset = ItemType.objects.filter(body=item.meeting.body_id)
    if part == "deferred_to_meeting":
        field.queryset = writing.later_meetings(item, user)
    return field


def _sent(part, data):
    return writing.ItemForm.base_fields[part].widget.value_from_datadict(data, {}, part)


def _columns(part, item, value):
    if part == WHO:
        responsible, words = Roster(Attendance.objects.filter(meeting=item.meeting_id)).resolve(value)
        return {"responsible": responsible, "responsible_words": words}
    column = AgendaItem._meta.get_field(part)
    if not column.is_relation:
        value = column.clean(value, item)
    return {part: value}
