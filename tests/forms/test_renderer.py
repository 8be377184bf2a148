"""Fields written by hand are those that Django's templates make."""

import datetime

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from minutes.forms.renderer import Renderer

HOSTILE = "\"><script>'&\n</textarea>"


class Everything(forms.Form):
    text = forms.CharField(max_length=30, help_text="Hjälp", widget=forms.TextInput({"data-x": HOSTILE, "disabled": 1}))
    known = forms.CharField(widget=forms.TextInput({"title": gettext_lazy("Text"), "data-safe": mark_safe("<b>&amp;")}))
    long = forms.CharField(widget=forms.Textarea({"required": False, "readonly": True, "data-none": None}))
    hidden = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, max_value=10_000)
    email = forms.EmailField(required=False)
    date = forms.DateField()
    time = forms.TimeField()
    ticked = forms.BooleanField()
    password = forms.CharField(widget=forms.PasswordInput)
    chosen = forms.ChoiceField(choices=[("", "–"), (1, HOSTILE), (HOSTILE, "b"), ("Grupp", [("1", mark_safe("<i>"))])])
    several = forms.MultipleChoiceField(choices=[("1", "ett"), ("2", "två")])
    radio = forms.ChoiceField(choices=[("1", "ett")], widget=forms.RadioSelect)


def _html(renderer, **asked):
    """Without the empty lines that the templates leave between options."""
    return [str(field).replace("\n\n", "\n") for field in Everything(renderer=renderer, **asked)]


def test_every_field_is_as_by_the_templates():
    full = dict.fromkeys(("text", "known", "long", "hidden", "email", "password", "chosen"), HOSTILE)
    full |= {"number": 1234, "date": datetime.date(2026, 11, 12), "ticked": True, "several": ["2"], "radio": "1"}
    few = {"text": 0, "long": mark_safe("<b>"), "number": 0}
    for asked in ({}, {"initial": full}, {"data": full}, {"initial": few}):
        assert _html(Renderer(), **asked) == _html(TemplatesSetting(), **asked)
