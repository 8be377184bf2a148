import os

import polib
import pytest

from minutes.lib import catalogue
from minutes.lib.catalogue import Message

CODE = '''
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
title = _("Send for approval")
joined = _("One sentence, "
           "two lines")
count = ngettext("%(n)s item", "%(n)s items", n) % {"n": n}
month = pgettext("month", "May")
unknown = _(title)
other = shout("Not a message")
'''
PO = r'''
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "Minutes"
msgstr "Protokoll åäö"
'''
TEMPLATE = '''
{% load i18n %}{% translate "Meetings" %} {{ _("It's late") }} {# translate "Not this" #}
{% blocktranslate trimmed with name=person.name %}
  {{ name }} has
  signed
{% endblocktranslate %}
{% blocktranslate count n=items|length %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}
{% include "part.html" with label=_("Name (title)") %}{% translate "May" context "month" %}
'''


def test_messages_of_code_are_the_constant_arguments_of_gettext():
    assert list(catalogue.messages_in_python(CODE)) == [
        Message("Send for approval"),
        Message("One sentence, two lines"),
        Message("May", context="month"),
        Message("%(n)s item", "%(n)s items"),
    ]


def test_messages_of_templates_are_those_that_django_looks_up():
    assert list(catalogue.messages_in_template(TEMPLATE)) == [
        Message("Meetings"),
        Message("It's late"),
        Message("%(name)s has signed"),
        Message("%(n)s item", "%(n)s items"),
        Message("Name (title)"),
        Message("May", context="month"),
    ]


def test_messages_are_told_with_the_files_that_hold_them(tmp_path):
    (tmp_path / "a.py").write_text('_("Both")\n_("Code")')
    (tmp_path / "b.html").write_text('{% load i18n %}{% translate "Both" %}')
    (tmp_path / "c.css").write_text('_("Neither")')
    assert catalogue.messages_of(tmp_path) == {
        Message("Both"): {tmp_path / "a.py", tmp_path / "b.html"},
        Message("Code"): {tmp_path / "a.py"},
    }


@pytest.fixture
def po(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(PO)
    return path


def test_a_catalogue_is_compiled_into_what_gettext_reads(po):
    assert catalogue.compile_catalogue(po)
    compiled = polib.mofile(str(po.with_suffix(".mo")))
    assert [(entry.msgid, entry.msgstr) for entry in compiled] == [("Minutes", "Protokoll åäö")]


def test_a_catalogue_is_compiled_again_only_when_it_has_changed(po):
    catalogue.compile_catalogue(po)
    assert not catalogue.compile_catalogue(po)
    later = po.with_suffix(".mo").stat().st_mtime + 10
    os.utime(po, (later, later))
    assert catalogue.compile_catalogue(po)
    assert sorted(path.suffix for path in po.parent.iterdir()) == [".mo", ".po"]
