"""Facts of a meeting, and who gets its pen."""

import datetime
import json

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.models import Meeting, Person
from minutes.templatetags.ui import day

from .fields import Day, LineField, LinesField, TimeInput
from .layout import Fold, inside


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.title}, {day(meeting.date)}"


class MeetingForm(forms.ModelForm):
    """The facts; `changes` tells which of them the writer changed, and what she saw when she did."""

    previous = MeetingChoice(
        label=gettext_lazy("Previous meeting"), queryset=Meeting.objects.none(), required=False,
        help_text=gettext_lazy("The item about the meeting before refers to it."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields = (
            "title", "number", "date", "start", "end", "place", "mode", "time_and_place", "registry_number", "previous"
        )
        labels = {"title": gettext_lazy("What the meeting is called")}
        error_messages = {"title": {"required": gettext_lazy("Write what the meeting is called.")}}
        field_classes = {
            "title": LineField, "date": Day, "place": LineField, "registry_number": LineField,
            "time_and_place": LinesField,
        }
        widgets = {
            "start": TimeInput,
            "end": TimeInput,
            "time_and_place": forms.Textarea(attrs={"rows": 3}),
        }

    FACTS = Meta.fields

    def __init__(self, *args, body, user, **kwargs):
        instance = kwargs.get("instance") or Meeting(body=body)
        # The form writes into its object while it checks; the service must get the one that the database has.
        copy = Meeting(**{field.attname: getattr(instance, field.attname) for field in Meeting._meta.concrete_fields})
        super().__init__(*args, **kwargs | {"instance": copy})
        self.body = body
        others = Meeting.objects.filter(body=body).to_choose(user, chosen=instance.previous_id)
        others = others.order_by("-date", "-pk")
        self.fields["previous"].queryset = others.exclude(pk=instance.pk) if instance.pk else others
        self.initial["seen"] = self._as_seen({name: getattr(instance, name) for name in self.FACTS})
        self.helper = inside()
        self.helper.layout = self.layout()

    def layout(self):
        return Layout(*self.facts(), "seen")

    def facts(self):
        return [
            "title",
            Row("date", "start", "end"),
            Row("place", "mode", css_class="fieldrow--first"),
            Fold(
                gettext_lazy("More about the meeting"), Row("registry_number", "number"), "previous", "time_and_place"
            ),
        ]

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", _("The meeting ends before it starts."))
        return data

    def _post_clean(self):
        # The rule on start and end has been told at its field already.
        super()._post_clean()
        if "end" in self._errors:
            self._errors.pop("__all__", None)

    def facts_given(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}

    def changes(self):
        """(facts that the writer changed, what she saw in them); all facts and None when the form does not tell."""
        given, seen = self.facts_given(), self._seen()
        if seen is None:
            return given, None
        changed = {name: value for name, value in given.items() if self._plain(value) != seen[name]}
        fields = {name: Meeting._meta.get_field(name) for name in changed}
        return changed, {name: self._back(fields[name], seen[name]) for name in changed}

    def show_theirs(self, meeting, theirs):
        """Tell at each field what somebody else has written there; saving again then means it."""
        for name, value in theirs.items():
            words = day(value) if isinstance(value, datetime.date) else value
            shown = f"“{words}”" if words not in (None, "") else _("nothing")
            self.add_error(name, _("Somebody else has changed this meanwhile to %(value)s.") % {"value": shown})
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self._as_seen({name: getattr(meeting, name) for name in self.FACTS})

    @classmethod
    def _as_seen(cls, values):
        return json.dumps({name: cls._plain(value) for name, value in values.items()}, ensure_ascii=False)

    @staticmethod
    def _plain(value):
        if isinstance(value, Meeting):
            return str(value.pk)
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else str("" if value is None else value)

    def _seen(self):
        try:
            seen = json.loads(self.cleaned_data["seen"])
            return {name: str(seen[name]) for name in self.FACTS}
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    def _back(self, field, value):
        try:
            if field.name == "previous":
                return self.fields["previous"].to_python(value)
            return field.to_python(value) if value or not field.null else None
        except forms.ValidationError:
            return None


class HandOverForm(forms.Form):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Who writes"), queryset=Person.objects.none(), required=False,
        empty_label=gettext_lazy("The secretary of the body"),
    )
    signs = forms.BooleanField(
        label=gettext_lazy("Signs as secretary too"), required=False,
        help_text=gettext_lazy("The sign-off block then carries this person’s name in the secretary’s place."),
    )

    def __init__(self, *args, people, may_sign, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        if not may_sign:
            del self.fields["signs"]
        self.helper = inside()
