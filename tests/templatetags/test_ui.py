import datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from minutes.templatetags import ui

NOW = datetime.datetime(2026, 11, 18, 8, 10, tzinfo=datetime.UTC)  # 9.10 in Stockholm


@pytest.fixture
def wednesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Per-Olof Nyström", "PN"), ("Siv", "S"), ("Anna Maria Cruz", "AC"), ("åke öst", "ÅÖ"), ("", "?"), ("7", "?")],
)
def test_initials(name, letters):
    assert ui.initials(name) == letters


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (datetime.timedelta(minutes=60), "i dag 8.10"),
        (datetime.timedelta(hours=10), "i går 23.10"),
        (datetime.timedelta(days=3), "15 nov 9.10"),
        (datetime.timedelta(days=400), "14 okt 2025"),
    ],
)
def test_moments_are_told_as_people_tell_them(ago, words):
    assert ui.moment(NOW - ago) == words


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [(0, "0", "0"), (1, "1", "1"), (2, "två", "two"), (12, "tolv", "twelve"), (13, "13", "13")],
)
def test_numbers_up_to_twelve_are_written_in_words(number, swedish, english):
    assert ui.in_words(number) == swedish
    with translation.override("en"):
        assert ui.in_words(number) == english


@pytest.mark.usefixtures("wednesday")
def test_dates_name_the_year_only_when_it_is_another():
    assert ui.weekday(datetime.date(2026, 11, 12)) == "torsdag 12 november"
    assert ui.day(datetime.date(2027, 1, 3)) == "3 januari 2027"
    with translation.override("en"):
        assert ui.weekday(datetime.date(2026, 11, 12)) == "Thursday 12 November"
        assert ui.clock(datetime.time(8, 5)) == "8:05"
    assert ui.clocks(datetime.time(13, 0), datetime.time(15, 30)) == "13.00–15.30"
    assert ui.clocks(datetime.time(13, 0), None) == "13.00"


@pytest.mark.usefixtures("wednesday")
def test_a_date_that_stands_alone_has_a_capital_letter_and_is_machine_readable():
    date = datetime.date(2026, 11, 12)
    assert ui.when(date, "weekday") == '<time datetime="2026-11-12">Torsdag 12 november</time>'


@pytest.mark.usefixtures("wednesday")
@pytest.mark.parametrize(
    ("days", "html"),
    [
        (-1, '<span class="due state state--error">Tisdag 17 november, försenad</span>'),
        (7, '<span class="due state state--wait">Onsdag 25 november</span>'),
        (8, '<span class="due">26 november</span>'),
    ],
)
def test_a_due_date_warns_in_words(days, html):
    assert ui.due(NOW.date() + datetime.timedelta(days=days)) == html


def test_a_state_is_words_with_a_shape_of_its_own():
    html = ui.state("in_adjustment", "Under <justering>")
    assert html.startswith('<span class="state state--wait"><svg class="icon" aria-hidden="true">')
    assert "#clock" in html
    assert "Under &lt;justering&gt;" in html


def test_nothing_to_count_shows_nothing():
    assert ui.count(0, "väntar på dig") == ""
    assert ui.count(3) == '<span class="count">3</span>'


class SampleForm(forms.Form):
    title = forms.CharField(label="Rubrik", help_text="Kort.")
    place = forms.CharField(label="Plats", required=False)
    kind = forms.ChoiceField(label="Form", choices=[("a", "A")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_field_ties_its_help_and_its_error_to_the_control():
    html = SampleForm({"title": ""})["title"].as_field_group()
    assert '<label for="id_title">Rubrik</label>' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="input"' in html


def test_an_optional_field_says_so():
    assert "frivilligt" in SampleForm()["place"].as_field_group()
    assert "frivilligt" not in SampleForm()["title"].as_field_group()


def test_the_summary_links_each_error_to_its_field():
    errors = ui.all_errors(SampleForm({}))
    assert [(error["id"], error["label"]) for error in errors] == [
        ("id_title", "Rubrik"), ("id_kind_0", "Form"), ("", "Secret"),
    ]


def test_the_summary_reads_formsets_but_not_rows_that_are_to_go():
    rows = forms.formset_factory(SampleForm, can_delete=True)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-1-DELETE": "on"}
    assert {error["id"] for error in ui.all_errors(rows(data))} == {"id_form-0-title", "id_form-0-kind_0", ""}
    del data["form-1-DELETE"]
    assert "id_form-1-title" in {error["id"] for error in ui.all_errors(rows(data))}


def test_crispy_forms_uses_the_same_markup():
    html = Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": SampleForm({})}))
    assert 'class="notice notice--error errors"' in html
    assert '<a href="#id_title">' in html
    assert '<div class="field field--error" id="div_id_title">' in html
    assert "form-control" not in html


def test_the_last_crumb_is_the_page_itself():
    assert render('{% crumb "Möten" "/m/" %}{% crumb name %}', name="<x>") == (
        '<li><a href="/m/">Möten</a></li><li aria-current="page">&lt;x&gt;</li>'
    )
