"""The writing page: an item's texts and facts, its decisions, its actions, and who signs."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits, text
from minutes.models import AgendaItem, Meeting, Movement

from .agenda import RowForm
from .fields import DateInput, LineField, LinesField, RichField, TimeInput, listed
from .meeting import MeetingChoice
from .sent import SentRows


class ItemForm(RowForm):
    """Everything that is written of an item itself."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    text = RichField(label=_("Text"))
    proposal = RichField(label=_("Proposed decision"))
    comment = RichField(label=_("Comment"))
    remarks = RichField(label=_("List of remarks"))
    outcome_words = LineField(label=_("Own words for the outcome"), max_length=300, required=False)
    deferred_to_meeting = MeetingChoice(
        label=_("To the meeting"), queryset=Meeting.objects.none(), required=False, empty_label=_("No meeting yet")
    )
    mark_optional = False
    # Fields that lie folded together, opened by themselves when one of them says something.
    FOLDS = {
        "facts": ("type", "who", "time", "duration", "presenter", "registry_number", "confidential"),
        "proposal": ("proposal",),
        "comment": ("comment",),
        "remarks": ("remarks_label", "remarks"),
        "outcome": (
            "outcome", "deferred", "deferred_to_meeting", "deferred_to_words", "outcome_words",
        ),
    }

    class Meta(RowForm.Meta):
        fields = (
            "title", "type", "time", "duration", "presenter", "registry_number", "confidential", "text", "proposal",
            "comment", "remarks_label", "remarks", "outcome", "deferred", "deferred_to_meeting", "deferred_to_words",
            "outcome_words",
        )

    def __init__(self, *args, meeting, user, comment_label, **kwargs):
        super().__init__(*args, meeting=meeting, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        self.fields["comment"].label = comment_label
        self.fields["outcome"].choices = [("", "–"), *AgendaItem.Outcome.choices[1:]]
        self.fields["deferred_to_meeting"].queryset = later_meetings(self.instance, user, meeting)
        self.fields["title"].widget = forms.Textarea(attrs={"rows": 1, "class": "item__title"})
        for name in (*AgendaItem.RICH, "title"):
            self.fields[name].widget.attrs["lang"] = meeting.body.language

    def clean(self):
        data = super().clean()
        to = data.get("deferred_to_meeting") or data.get("deferred_to_words")
        if to and not data.get("deferred"):
            self.add_error("deferred", _t("Tick this if the item is to come back, or leave out when it does."))
        if data.get("deferred_to_meeting") and data.get("deferred_to_words"):
            self.add_error("deferred_to_words", _t("Choose a meeting or write words, not both."))
        return data

    @property
    def opened(self):
        """Names of the folds that hold something, or an error."""
        def says(name):
            value = self[name].value()
            return bool(self.errors.get(name)) or value not in (None, "", False, "False")

        folds = {fold: [name for name in names if name in self.fields] for fold, names in self.FOLDS.items()}
        shown = {fold for fold, names in folds.items() if any(says(name) for name in names)}
        # The facts stand in words above the title; they open only to show what is wrong.
        return shown if any(self.errors.get(name) for name in folds["facts"]) else shown - {"facts"}


def later_meetings(item, user, meeting=None):
    """Meetings that an item may be deferred to."""
    meeting = meeting or item.meeting
    later = Meeting.objects.filter(body=meeting.body_id, date__gte=meeting.date).exclude(pk=meeting.pk)
    return later.to_choose(user, chosen=item.deferred_to_meeting_id).order_by("date", "pk")


class _Spoken(forms.Form):
    """A row whose words are written in the language of the body, which is also the one that spelling is checked in."""

    spoken = ()

    def __init__(self, *args, language="", **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.spoken if language else ():
            self.fields[name].widget.attrs["lang"] = language


class DecisionForm(_Spoken):
    intro = LinesField(
        label=_("Decision"), required=False, rows=1,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": _("What is decided")}),
    )
    clauses = forms.CharField(
        label=_("Clauses, one on each line"), required=False, max_length=limits.LINES * 10,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("att …")}),
    )
    heading = forms.BooleanField(label=_("Print the heading"), required=False, initial=True)
    names_adjusters = forms.BooleanField(label=_("Names who approves the minutes"), required=False)
    mark_optional = False
    spoken = ("intro", "clauses")

    @property
    def has_words(self):
        """Whether there is anything to read in the row."""
        return bool(self["intro"].value() or self["clauses"].value() or self.errors)

    def clean_clauses(self):
        clauses = [line for row in self.cleaned_data["clauses"].splitlines() if (line := text.line(row))]
        if len(clauses) > limits.CLAUSES_PER_DECISION:
            raise forms.ValidationError(
                _t("A decision has room for %(number)s clauses at the most."),
                params={"number": limits.CLAUSES_PER_DECISION},
            )
        if any(len(clause) > limits.LINES for clause in clauses):
            raise forms.ValidationError(
                _t("The words of a decision are too long: there is room for %(number)s characters."),
                params={"number": limits.LINES},
            )
        return clauses


class ActionForm(_Spoken):
    spoken = ("text", "due_words")
    id = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    text = LineField(
        label=_("What"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 1, "class": "acts__text"})
    )
    who = LineField(label=_("Who"), required=False, max_length=120, widget=listed())
    due = forms.DateField(label=_("Due"), required=False, widget=DateInput())
    due_words = LineField(
        label=_("Due, in words"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("or in words")}),
    )
    mark_optional = False

    def clean(self):
        data = super().clean()
        more = data.get("who") or data.get("due") or data.get("due_words")
        if more and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _t("Write what is to be done."))
        return data


class _Rows(SentRows):
    """Rows of decisions or actions in the order of the page, without those that were taken away."""

    def kept(self):
        return [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in self.forms
            if form.cleaned_data and form not in self.deleted_forms
        ]


def _set(form, most):
    return forms.formset_factory(
        form, formset=_Rows, extra=1, can_delete=True, max_num=most, validate_max=True, absolute_max=most + 20
    )


_Decisions = _set(DecisionForm, limits.DECISIONS_PER_ITEM)
_Actions = _set(ActionForm, 100)


def decisions(rows, data=None, language=""):
    """The formset of an item's decisions; rows as services.writing.decision_rows gives them."""
    initial = [row | {"clauses": "\n".join(row["clauses"])} for row in rows]
    return _Decisions(data, initial=initial, prefix="decisions", form_kwargs={"language": language})


def actions(rows, roster, data=None, language=""):
    """The formset of an item's actions; rows as services.writing.action_rows gives them."""
    initial = [
        {name: row[name] for name in ("id", "text", "due", "due_words")}
        | {"who": roster.shown(row["responsible"], row["responsible_words"])}
        for row in rows
    ]
    return _Actions(data, initial=initial, prefix="actions", form_kwargs={"language": language})


def action_rows(formset, roster):
    """The rows for the service, with the responsible as a person of the roster or as words."""
    rows = []
    for row in formset.kept():
        responsible, words = roster.resolve(row.pop("who"))
        rows.append(row | {"responsible": responsible, "responsible_words": words})
    return rows


AT_A_GLANCE = 14  # people to press


class SignersForm(forms.Form):
    """Who approves, on an item that names them: people who are present, for each role that the meeting chooses."""

    mark_optional = False

    def __init__(self, *args, roles, present, holders, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = {f"signer_{role.pk}": role for role in roles}
        self.people = {a.person_id: a.person for a in present if a.person_id}
        choices = [(a.person_id, a.name) for a in present if a.person_id]
        for name, role in self.roles.items():
            holder = holders.get(role.pk)
            others = [] if holder is None or holder.pk in self.people else [(holder.pk, holder.name)]
            self.people |= {pk: holder for pk, _name in others}
            self.fields[name] = forms.TypedChoiceField(
                label=role.label, choices=[("", _("Nobody chosen")), *others, *choices], coerce=int, empty_value=None,
                required=False, initial=holder.pk if holder else "",
                # One press, as long as there is room for them all.
                widget=forms.RadioSelect if len(choices) <= AT_A_GLANCE else forms.Select,
            )

    def chosen(self):
        """{role: person or None} of the roles that were changed."""
        return {self.roles[name]: self.people.get(self.cleaned_data[name]) for name in self.changed_data}


class MovementForm(forms.Form):
    """One press of “leaves now” or “arrives now”: the button names the line of the roster."""

    time = forms.TimeField(label=_("Time"), required=False, widget=TimeInput())
    leaves = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    arrives = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data["leaves"]) == bool(data["arrives"]):
            raise forms.ValidationError(_t("Say who leaves or arrives."))
        return data

    @property
    def kind(self):
        return Movement.Kind.LEAVES if self.cleaned_data["leaves"] else Movement.Kind.ARRIVES

    @property
    def who(self):
        return self.cleaned_data["leaves"] or self.cleaned_data["arrives"]
