"""The calendar file that goes with a summons."""

import datetime

import pytest

from minutes.lib.calendar import Event, ics

STAMP = datetime.datetime(2026, 11, 1, 12, 0, tzinfo=datetime.UTC)


def event(**values):
    usual = {
        "uid": "abc@justera", "sequence": 0, "day": "2026-11-12", "start": "09:00", "end": "11:30", "title": "Möte",
        "place": "Rådhuset", "text": "", "organiser": ("Siv", "siv@x.example"), "attendee": ("Malte", "m@x.example"),
        "stamp": STAMP,
    }
    return Event(**usual | values)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(("day", "start"), [("2026-11-12", "20261112T080000Z"), ("2026-06-12", "20260612T070000Z")])
def test_swedish_times_are_told_in_utc_winter_and_summer(day, start):
    lines = unfolded(ics(event(day=day), "REQUEST"))
    assert f"DTSTART:{start}" in lines


def test_a_meeting_without_a_time_takes_the_day_and_one_without_an_end_has_none():
    day = unfolded(ics(event(start="", end=""), "REQUEST"))
    assert {"DTSTART;VALUE=DATE:20261112", "DTEND;VALUE=DATE:20261113"} <= {*day}
    assert not [line for line in unfolded(ics(event(end=""), "REQUEST")) if line.startswith("DTEND")]


def test_lines_are_folded_at_75_octets_and_no_letter_is_cut():
    text = ics(event(title="Åäö 🚰 " * 40, text="a,b;c\\d\ne"), "REQUEST")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{'Åäö 🚰 ' * 40}" in unfolded(text)
    assert r"DESCRIPTION:a\,b\;c\\d\ne" in unfolded(text)


def test_nothing_that_is_written_becomes_a_line_of_its_own():
    text = ics(event(title="x\nATTENDEE:mailto:y", organiser=('Siv "S"\nX', "siv@x.example")), "REQUEST")
    assert [line for line in unfolded(text) if line.startswith("ATTENDEE")] == [
        'ATTENDEE;CN="Malte";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:m@x.example'
    ]
    assert 'ORGANIZER;CN="Siv  S  X":mailto:siv@x.example' in unfolded(text)


def test_what_is_cancelled_says_so_under_the_same_uid():
    lines = unfolded(ics(event(sequence=3), "CANCEL"))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "UID:abc@justera", "SEQUENCE:3"} <= {*lines}
