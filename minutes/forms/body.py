"""Input about a body: founding it, its rules, and its own words."""

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes.documents import words
from minutes.documents.publishing import publishing
from minutes.lib import limits
from minutes.models import Body

from .fields import LineField, TimeInput
from .spare import SpareForm

KOMMUNALLAG_DAYS = 14


class AddForm(SpareForm):
    """The few things that must be known; the rest gets defaults that fit the kind of document."""

    class Meta:
        model = Body
        fields = ("name", "genitive", "description", "document", "language", "readers")
        widgets = {"document": forms.RadioSelect, "readers": forms.RadioSelect}
        help_texts = {
            "document": gettext_lazy("Decides how numbering, attendance and sign-off begin. All of it can be changed."),
            "genitive": gettext_lazy("For headings such as “Styrgruppens kommentar”. Left empty, it is guessed."),
        }

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, instance=Body(organisation=organisation), **kwargs)
        self.fields["genitive"].required = False
        self.helper.layout = Layout(
            Div("name", "genitive", css_class="fieldrow"), "description", "document",
            Div("language", css_class="fieldrow"), "readers",
        )

    def _get_validation_exclusions(self):
        # The service makes these two from the name.
        return super()._get_validation_exclusions() | {"genitive", "slug"}


class RulesForm(SpareForm):
    class Meta:
        model = Body
        fields = (
            *("name", "genitive", "description", "document", "document_label", "heading_format", "meeting_title"),
            *("language", "regime", "numbering", "number_format", "attachment_format", "attendance_style"),
            *("time_style", "agenda_table", "print_proposals", "signoff_style", "readers", "draft_readers"),
            *("signoff_in_order", "adjustment_days", "publish_when_adjusted", "history_kept"),
            *("default_place", "default_start", "default_end"),
        )
        widgets = {
            "default_start": TimeInput,
            "default_end": TimeInput,
            "readers": forms.RadioSelect,
            "draft_readers": forms.RadioSelect,
            "history_kept": forms.RadioSelect,
        }
        help_texts = {
            "document_label": gettext_lazy("Such as “Minnesanteckningar”. Left empty, the language's usual word."),
            "number_format": gettext_lazy("{n} is the number: “§ {n}”, “§{n}”, “{n})”."),
            "publish_when_adjusted": gettext_lazy("Otherwise the secretary publishes when all have signed."),
            "signoff_in_order": gettext_lazy("Otherwise all sign when they like."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.regime != Body.Regime.KOMMUNALLAG:
            self.fields["adjustment_days"].help_text = _("Counted from the meeting.")
        self.helper.layout = Layout(
            Fieldset(_("The body"), Div("name", "genitive", css_class="fieldrow"), "description", "regime"),
            Fieldset(
                _("The document"), Div("document", "document_label", css_class="fieldrow"),
                Div("language", "heading_format", css_class="fieldrow"), "attendance_style", "time_style",
                "agenda_table", "print_proposals", "signoff_style",
            ),
            Fieldset(
                _("Numbers"), Div("numbering", "number_format", css_class="fieldrow"), "attachment_format",
            ),
            Fieldset(
                _("Approval and publishing"), "adjustment_days", "signoff_in_order", "publish_when_adjusted",
                "readers", "draft_readers", "history_kept",
            ),
            Fieldset(
                _("New meetings"), "meeting_title", "default_place",
                Div("default_start", "default_end", css_class="fieldrow"),
            ),
        )

    def clean(self):
        data = super().clean()
        days = data.get("adjustment_days")
        if data.get("regime") == Body.Regime.KOMMUNALLAG and days and days > KOMMUNALLAG_DAYS:
            self.add_error("adjustment_days", _("Kommunallagen allows 14 days at the most (KL 5:69)."))
        start, end = data.get("default_start"), data.get("default_end")
        if start and end and end <= start:
            self.add_error("default_end", _("The meeting ends before it starts."))
        return data


WORDS = {
    "time_and_place": gettext_lazy("Heading of time and place"),
    "present": gettext_lazy("Heading of those present"),
    "others": gettext_lazy("Heading of others present"),
    "presenters": gettext_lazy("Heading of presenters"),
    "excused": gettext_lazy("Heading of those excused"),
    "absent": gettext_lazy("Heading of those absent"),
    "organisation": gettext_lazy("Column of organisations"),
    "agenda": gettext_lazy("Heading of the agenda"),
    "legend": gettext_lazy("Words before the types"),
    "decision": gettext_lazy("Heading of a decision"),
    "proposal": gettext_lazy("Heading of a proposed decision"),
    "comment": gettext_lazy("Heading of the body’s comment"),
    "adjusters": gettext_lazy("Decision on who approves, with {names}"),
    "actions": gettext_lazy("Heading of the actions"),
    "attachments": gettext_lazy("Heading of the attachments"),
    "draft": gettext_lazy("Word for a draft"),
    "in_adjustment": gettext_lazy("Word for not yet approved"),
    "adjusted": gettext_lazy("Word for approved"),
    "published": gettext_lazy("Word for published"),
    "publish": gettext_lazy("Button that publishes"),
    "is_published": gettext_lazy("What is said when it is done"),
}


class WordsForm(forms.Form):
    """A field for each printed word, the usual one as its placeholder; an empty field means the usual one."""

    mark_optional = False

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, prefix="words", **kwargs)
        usual = publishing(body.language, body.document, public=body.is_public)
        usuals = {"publish": usual.act, "is_published": usual.done}
        self.others = {key: word for key, word in body.words.items() if key not in WORDS}
        for key, label in WORDS.items():
            usual = usuals.get(key) or words.word(key, body.language, body.document)
            self.fields[key] = LineField(
                label=label, required=False, max_length=limits.NAME, initial=body.words.get(key, ""),
                widget=forms.TextInput(attrs={"placeholder": usual}),
            )

    def words(self):
        return self.others | self.cleaned_data
