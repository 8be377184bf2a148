"""Input of a summons: the last day to answer and a message; and what somebody who is called answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.lib import limits
from minutes.models import SummonsReply

from .fields import DateInput, LineField, LinesField

Answer = SummonsReply.Answer


class SummonsForm(forms.Form):
    answer_by = forms.DateField(label=_("Last day to answer"), widget=DateInput())
    message = LinesField(
        label=_("Message to those who are called"), required=False, rows=3,
        help_text=_("Stands in the mail and on the page where they answer."),
    )
    seen = forms.CharField(min_length=64, max_length=64, widget=forms.HiddenInput)


class ReplyForm(forms.Form):
    """`people` are the body's substitutes, to choose among."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.COMING, _("I am coming")),
            (Answer.PREVENTED, _("I cannot come")),
            (Answer.REPLACED, _("Somebody comes in my place")),
        ],
    )
    substitute = forms.ChoiceField(label=_("Who comes in your place?"), required=False)
    name = LineField(label=_("If somebody comes in your place: the name"), required=False, max_length=limits.NAME)
    note = LineField(
        label=_("Note to the secretary"), required=False, max_length=limits.LINE,
        help_text=_("For example that you come later, or what you cannot eat."),
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        if self.people:
            self.fields["substitute"].choices = [
                ("", _("Somebody else")), *[(pk, person.name) for pk, person in self.people.items()]
            ]
            self.fields["name"].label = _("If somebody else: the name")
        else:
            del self.fields["substitute"]

    def clean(self):
        found = super().clean()
        replaced = found.get("answer") == Answer.REPLACED
        if replaced and not found.get("substitute") and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write who comes in your place."))
        return found

    def given(self):
        """What the service takes; who would come is left out of an answer that needs nobody."""
        found = self.cleaned_data
        given = {"answer": found["answer"], "note": found["note"]}
        if found["answer"] != Answer.REPLACED:
            return given
        return given | {"person": self.people.get(found.get("substitute", "")), "name": found["name"]}
