"""What a reader has not read yet."""

import dataclasses

import pytest

from minutes import compose
from minutes.documents import compare
from minutes.documents.compare import changes, rewordings
from minutes.documents.content import Correction, Item
from tests import factories


@pytest.fixture
def before(meeting):
    return compose.minutes(compose.load(meeting.pk))


def test_the_same_minutes_have_no_changes(before):
    assert not changes(before, before)


def test_a_changed_item_is_named_and_the_others_are_not(before):
    first, second = before.items
    now = dataclasses.replace(before, items=(first, dataclasses.replace(second, text="<p>Ny text.</p>")))
    assert [item.label for item in changes(before, now).items] == ["§ 2"]
    assert changes(before, now).outside == ()


def test_a_new_item_is_a_change_also_when_it_stands_first(before):
    new = dataclasses.replace(before.items[0], number=3, label="§ 3")
    assert changes(before, dataclasses.replace(before, items=(new, *before.items))).items == (new,)


def test_changes_outside_the_items_are_named(meeting, before):
    factories.Attendance(meeting=meeting, name="Una Ny")
    now = compose.minutes(compose.load(meeting.pk))
    assert (changes(before, now).items, changes(before, now).outside) == ((), ("attendees",))


def test_whatever_is_printed_otherwise_is_a_change(before):
    first, second = before.items
    pause = Item(kind="break", title="Paus")
    said = Correction("correction", 1, "Ett ord.", "Fel.", "2026-11-12")
    changed = {
        "agenda": [{"items": (second, first)}, {"items": (first, pause, second)}, {"items": (first,)}],
        "correction": [{"correction": said}],
        "heading": [{"registry_number": "KS 2026/1"}, {"number": "7"}],
        "frame": [{"document_label": "Noterat"}, {"labels": dataclasses.replace(before.labels, decision="Beslöts")}],
    }
    for name, each in changed.items():
        for fields in each:
            found = changes(before, dataclasses.replace(before, **fields))
            assert (found.items, found.outside) == ((), (name,))
    not_printed = {"items", "schema", "start", "end", "place", "mode", "time_and_place_is_own", "genitive"}
    parts = {field for fields in compare._OUTSIDE.values() for field in fields}
    assert parts | not_printed == {field.name for field in dataclasses.fields(before)}


def reworded(before, **fields):
    first, second = before.items
    return rewordings(before, dataclasses.replace(before, items=(first, dataclasses.replace(second, **fields))))


def test_a_changed_word_is_counted_and_marked_in_its_line(before):
    decision = before.items[1].decisions[0]
    dated = dataclasses.replace(before.items[1], text="<p>Den 31 januari & sen.</p><p>Ja.</p>")
    before = dataclasses.replace(before, items=(before.items[0], dated))
    (one,) = reworded(before, text="<p>Den 31 mars & sen.</p><p>Ja.</p>")
    assert (one.words, one.passages) == (1, ("Den 31 <del>januari</del><ins>mars</ins> &amp; sen.",))
    (one,) = reworded(before, decisions=(dataclasses.replace(decision, clauses=("att <b> bada.",)),))
    assert "<b>" not in "".join(one.passages)


def test_a_line_that_is_gone_a_new_item_and_a_change_without_words_are_told_apart(before):
    (one,) = reworded(before, decisions=())
    assert one.words > 0
    assert one.passages[0].startswith("<del>")
    (one,) = reworded(before, responsible="Ebba Falk")
    assert (one.words, one.passages, one.is_new) == (0, (), False)
    new = dataclasses.replace(before.items[0], number=3, label="§ 3")
    assert rewordings(before, dataclasses.replace(before, items=(*before.items, new)))[0].is_new
