"""The living component page: every building block once, with the words it has in use. Only while DEBUG is on."""

import datetime
import re
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import formset_factory
from django.shortcuts import render
from django.utils import timezone

from minutes.forms.fields import RichField

from .shortcuts import form_page

SAMPLE = "<p>Leila Haddad redovisar utredningen.</p><ul><li>var för sig</li><li>gemensam upphandling</li></ul>"
BODIES = ["Styrgruppen för e-tjänster", "Digitaliseringsrådet", "Arkivnätverket"]
SPRITE = Path(__file__).resolve().parents[2] / "static" / "img" / "sprite.svg"


class FieldsForm(forms.Form):
    place = forms.CharField(label="Plats", initial="Kansliet, Almvik", required=False)
    date = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}), initial="2026-11-12")
    start = forms.TimeField(label="Börjar", widget=forms.TimeInput(attrs={"type": "time"}))
    mode = forms.ChoiceField(label="Form", choices=[("in_person", "På plats"), ("hybrid", "På plats och på distans")])
    file = forms.FileField(label="Fil", required=False, help_text="PDF, Word, Excel eller bild, högst 20 MB.")
    note = forms.CharField(label="Anteckning", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    style = forms.ChoiceField(
        label="Närvaron skrivs",
        widget=forms.RadioSelect,
        choices=[("text", "Som löpande text"), ("table", "I tabeller")],
    )
    standing = forms.MultipleChoiceField(
        label="Ta med från förra mötet",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("1", "Gemensam inloggning, uppskjuten"), ("2", "Mötestider")],
    )
    invite = forms.BooleanField(label="Bjud in", required=False, help_text="Ett brev med en länk skickas genast.")


class TextForm(forms.Form):
    text = RichField(label="Text")


class PersonForm(forms.Form):
    name = forms.CharField(label="Namn")
    title = forms.CharField(label="Titel", required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Varför återkallas den?", initial="Fel datum i § 4")


People = formset_factory(PersonForm, extra=1, max_num=6, can_delete=True)


@login_not_required
@form_page
def gallery(request):
    if request.method == "POST":
        fields, people = FieldsForm(request.POST, request.FILES), People(request.POST, prefix="people")
        if fields.is_valid() and people.is_valid():
            messages.success(request, "Sparat.")
    else:
        fields, people = FieldsForm(), People(prefix="people", initial=[{"name": "Karin Hedberg", "title": "rektor"}])
    order = request.POST.getlist("order") or ["1", "2", "3"]
    context = {"fields": fields, "people": people, "order": order}
    return render(request, "components/gallery.html", context | _samples())


def _samples():
    today = timezone.localtime()
    return {
        "section": "meeting",
        "to_do_count": 3,
        "my_bodies": [
            SimpleNamespace(pk=-n, name=name, slug=f"b{n}", organisation=SimpleNamespace(accent=""))
            for n, name in enumerate(BODIES, 1)
        ],
        "wrong": FieldsForm({"date": "2026-02-31", "start": ""}, prefix="wrong"),
        "text": TextForm(initial={"text": SAMPLE}),
        "reason": ReasonForm(prefix="reason"),
        "icons": re.findall('symbol id="([a-z]+)"', SPRITE.read_text()),
        "today": today,
        "yesterday": today - datetime.timedelta(days=1),
        "late": today.date() - datetime.timedelta(days=3),
        "soon": today.date() + datetime.timedelta(days=4),
        "steps": [
            {"label": "Planerat", "note": "21 oktober", "done": True},
            {"label": "Utkast", "note": "12 november", "done": True},
            {"label": "Under justering", "note": "sedan 16 november", "now": True},
            {"label": "Justerat", "note": "senast 23 november"},
            {"label": "Publicerat", "note": "av dig, efter justeringen"},
        ],
    }
