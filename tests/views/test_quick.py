"""A quick line is told before it is kept: by whom and when, as the fields of an action take them."""

import pytest
from django.urls import reverse

from minutes.models import ActionItem, Movement
from minutes.services import writing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(sign_in, secretary, meeting):
    client = sign_in(secretary)

    def ask(line):
        return client.get(reverse("quick-read", args=[meeting.items.last().pk]), {"line": line}).json()

    return ask


def test_a_line_is_told_in_the_fields_of_an_action_and_nothing_is_stored(read):
    assert read("Boka båt @Jorunn 2026-12-04") == {
        "text": "Boka båt", "who": "Jorunn Ask", "due": "2026-12-04", "due_words": "", "when": "fredag 4 december",
        "unclear": "", "choices": [],
    }
    found = read("Boka båt till decembermötet")
    assert (found["due"], found["due_words"], found["when"]) == ("", "till decembermötet", "till decembermötet")
    assert not ActionItem.objects.exists()


def test_days_are_counted_from_the_meeting(read):
    assert read("Boka båt senast fredag")["due"] == "2026-11-13"


def test_a_name_that_several_share_is_asked_about_until_only_one_of_them_is_here(read, meeting, secretary):
    factories.Attendance(meeting=meeting, name="Jorunn Lie")
    assert read("Boka båt @Jorunn")["choices"] == ["Jorunn Ask", "Jorunn Lie"]
    first, row = meeting.items.first(), meeting.attendances.get(name="Jorunn Ask")
    writing.add_movement(row, item=first, kind=Movement.Kind.LEAVES, by=secretary.user)
    assert read("Boka båt @Jorunn")["who"] == "Jorunn Lie"
    assert read("Boka båt @Ask")["who"] == "Jorunn Ask"


def test_anything_can_be_asked(read):
    assert read("\x00 @ \u202e" + "å" * 5000)["who"] == ""
