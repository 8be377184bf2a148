"""What a reader has not read yet."""

import dataclasses

import pytest

from minutes import compose
from minutes.documents.compare import changes
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
