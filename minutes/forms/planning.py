"""What is carried over to a meeting, by ticking, and many meetings from a pasted list of dates."""

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.lib import limits, text, timetable
from minutes.lib.dates import EARLIEST, LATEST
from minutes.models import Meeting
from minutes.templatetags.ui import day

from .layout import inside
from .meeting import MeetingForm


class ItemsToCarry(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": gettext_lazy("One of these has been carried over meanwhile. Look through the list again."),
        "invalid_pk_value": gettext_lazy("Tick rows of the list."),
        "list": gettext_lazy("Tick rows of the list."),
    }

    def clean(self, value):
        # SQLite cannot even be asked for a number that is longer than its own.
        if any(len(str(pk)) > 18 for pk in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)

    def label_from_instance(self, item):
        words = [item.title, _("from %(day)s") % {"day": day(item.meeting.date)}]
        to = day(item.deferred_to_meeting.date) if item.deferred_to_meeting else item.deferred_to_words
        if to:
            words.append(_("to come back %(when)s") % {"when": to})
        return ", ".join(words)


class ActionsToCarry(ItemsToCarry):
    def label_from_instance(self, action):
        words = [action.text, action.owner, _("from %(day)s") % {"day": day(action.meeting.date)}]
        due = day(action.due) or action.due_words
        if due:
            words.append(_("due %(when)s") % {"when": due})
        return ", ".join(word for word in words if word)


class CarryMixin(forms.Form):
    """Ticking what comes along; `items` and `actions` are the querysets of what is offered."""

    def offer(self, items, actions):
        items = items.select_related("meeting", "deferred_to_meeting")
        actions = actions.select_related("meeting", "responsible")
        labels = _("Deferred items, in their earlier wording"), _("Unfinished actions")
        self.fields["carry_items"] = ItemsToCarry(items, label=labels[0], required=False)
        self.fields["carry_actions"] = ActionsToCarry(actions, label=labels[1], required=False)
        for name in ("carry_items", "carry_actions"):
            if not self.fields[name].choices:
                del self.fields[name]

    @property
    def offered(self):
        return [name for name in ("carry_items", "carry_actions") if name in self.fields]

    def chosen(self):
        return {name: list(self.cleaned_data.get(name) or ()) for name in ("carry_items", "carry_actions")}


class PlanForm(CarryMixin, MeetingForm):
    def __init__(self, *args, items, actions, number, **kwargs):
        self._offer = (items, actions)
        super().__init__(*args, **kwargs)
        if number:
            self.fields["number"].help_text = _("Left empty it is the next one of its year, now %(number)s.") % {
                "number": number
            }

    def facts_given(self):
        """Without a number of its own the meeting takes the next one."""
        facts = super().facts_given()
        return facts if facts["number"] else {name: value for name, value in facts.items() if name != "number"}

    def layout(self):
        self.offer(*self._offer)
        parts = [Fieldset(_("Time and place"), *self.facts(), "seen")]
        if self.offered:
            parts.append(Fieldset(_("From earlier meetings"), *self.offered))
        return Layout(*parts)


class CarryForm(CarryMixin):
    def __init__(self, *args, items, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(items, actions)
        self.helper = inside()

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name) for name in self.offered):
            raise forms.ValidationError(_("Tick what is to be carried over."))
        return data


_PROBLEMS = {
    "no_date": gettext_lazy("there is no date in “%(text)s”"),
    "no_such_day": gettext_lazy("there is no such day as in “%(text)s”"),
    "other_weekday": gettext_lazy("%(day)s is another weekday"),
    "no_such_time": gettext_lazy("there is no such time as in “%(text)s”"),
    "ends_before": gettext_lazy("the meeting ends before it starts"),
    "too_long": gettext_lazy("the line is too long"),
    "twice": gettext_lazy("the same day and time stand in an earlier line"),
}


class PlanManyForm(forms.Form):
    """A pasted list. Every wrong line is told by its number; `rows` are the right ones."""

    text = forms.CharField(
        label=gettext_lazy("Dates, one meeting to a line"), max_length=limits.PASTE, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "For example “2027-02-13 9.00–10.00 Town hall” or “13/2 at 9–10”. Without a year the next such day is "
            "meant; what a line lacks is taken from what is usual in the body."
        ),
    )

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.body, self.rows = body, []
        self.helper = inside()

    def clean_text(self):
        rows = timetable.read(self.cleaned_data["text"], today=timezone.localdate())
        if not rows:
            raise forms.ValidationError(_("Write at least one date."), code="required")
        if len(rows) > limits.MEETINGS_AT_ONCE:
            raise forms.ValidationError(
                _("Plan at most %(number)s meetings at a time."), params={"number": limits.MEETINGS_AT_ONCE}
            )
        taken = set(Meeting.objects.filter(body=self.body).values_list("date", "start"))
        errors = [error for row in rows if (error := self._error(row, taken))]
        if errors:
            raise forms.ValidationError(errors[:20])
        self.rows = rows
        return "\n".join(row.normal for row in rows)

    def _error(self, row, taken):
        if row.problem:
            details = {"text": text.shorten(row.text, 60), "day": day(row.date) if row.date else ""}
            what = str(_PROBLEMS[row.problem]) % details
        elif not EARLIEST <= row.date <= LATEST:
            what = _("the year must be between 1900 and 2199")
        elif (row.date, row.start or self.body.default_start) in taken:
            what = _("the body already has a meeting on %(day)s at that time") % {"day": day(row.date)}
        else:
            return None
        return forms.ValidationError(_("Line %(number)s: %(what)s."), params={"number": row.number, "what": what})
