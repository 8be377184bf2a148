import datetime

import pytest

from minutes import compose
from minutes.documents import load, words
from minutes.models import Body, Meeting
from tests import factories


def labels(meeting):
    found = compose.load(meeting.pk)
    return [compose.numbers(found)[item.pk][1] for item in found.items.all()]


def test_minutes_hold_the_meeting_in_printed_order(meeting):
    value = compose.minutes(compose.load(meeting.pk))
    assert value.heading == "Styrgruppsmöte 2026-11-12"
    assert value.time_and_place == "torsdagen den 12 november 2026 kl. 9.00–11.30, Rådhuset, Fjällvik."
    assert [a.name for a in value.attendees] == ["Orvar Kjellgren", "Jorunn Ask", "Malte Hedqvist", "Siv Lindblom"]
    assert [(i.label, i.title) for i in value.items] == [("§ 1", "Val av justerare"), ("§ 2", "Läget vid badplatserna")]
    assert [(s.label, s.name, s.adjusts) for s in value.signers] == [
        ("Sekreterare", "Siv Lindblom", False),
        ("Ordförande", "Orvar Kjellgren", True),
        ("Justerare", "Jorunn Ask", True),
    ]


def test_own_words_for_time_and_place_replace_the_generated_line(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(time_and_place="torsdagen den 24 september, kl 10-11:30, via Teams.")
    value = compose.minutes(compose.load(meeting.pk))
    assert (value.time_and_place, value.time_and_place_is_own) == (
        "torsdagen den 24 september, kl 10-11:30, via Teams.",
        True,
    )


def test_words_of_the_body_replace_the_usual_ones(meeting):
    Body.objects.update(words={"present": "På plats", "draft": "Arbetsmaterial"}, document_label="Anteckningar")
    loaded = compose.load(meeting.pk)
    value = compose.minutes(loaded)
    assert (value.labels.present, value.document_label) == ("På plats", "Anteckningar")
    assert compose.proof(loaded, "0" * 64).state_label == "Arbetsmaterial"


def test_breaks_carry_no_number_and_take_none(meeting):
    meeting.items.filter(position=1).update(position=2)
    factories.AgendaItem(meeting=meeting, kind="break", title="Paus", position=1)
    assert labels(meeting) == ["§ 1", "", "§ 2"]


def test_numbers_are_kept_once_frozen_and_a_new_item_takes_the_next(meeting):
    first, second = meeting.items.all()
    meeting.items.filter(pk=first.pk).update(number=1, removed=True)
    meeting.items.filter(pk=second.pk).update(number=2)
    factories.AgendaItem(meeting=meeting, title="Ny punkt", position=1)
    assert labels(meeting) == ["§ 1", "§ 2", "§ 3"]


@pytest.mark.parametrize(("numbering", "expected"), [("meeting", ["§ 1"]), ("year", ["§ 8"])])
def test_numbers_start_anew_or_run_through_the_year(body, numbering, expected):
    Body.objects.filter(pk=body.pk).update(numbering=numbering)
    sent = factories.Meeting(body=body, date=datetime.date(2026, 1, 20), numbered=True)
    for number in range(1, 7):
        factories.AgendaItem(meeting=sent, number=number)
    unsent = factories.Meeting(body=body, date=datetime.date(2026, 2, 20))
    factories.AgendaItem(meeting=unsent)
    last_year = factories.Meeting(body=body, date=datetime.date(2025, 12, 1), numbered=True)
    factories.AgendaItem(meeting=last_year, number=90)
    meeting = factories.Meeting(body=body, date=datetime.date(2026, 3, 20))
    factories.AgendaItem(meeting=meeting)
    assert labels(meeting) == expected


@pytest.mark.parametrize("count", [1, 4])
def test_load_and_minutes_take_a_constant_number_of_queries(meeting, count, django_assert_num_queries):
    for _ in range(count):
        item = factories.AgendaItem(meeting=meeting, responsible=meeting.attendances.first())
        factories.Decision(item=item)
        factories.ActionItem(item=item, responsible=meeting.attendances.first())
        factories.Attachment(meeting=meeting, item=item)
    with django_assert_num_queries(10):
        compose.minutes(compose.load(meeting.pk))


def test_the_outcome_is_worded_unless_the_secretary_words_it(meeting):
    item = factories.AgendaItem(meeting=meeting, outcome="withdrawn", deferred=True, deferred_to_words="i vår")
    assert compose.outcome_sentence(item, "sv") == words.outcome("withdrawn", "sv", deferred=True, deferred_to="i vår")
    item.outcome_words = "Punkten får vänta."
    assert compose.outcome_sentence(item, "sv") == "Punkten får vänta."


def test_of_a_removed_item_only_its_number_and_title_are_told(meeting):
    first = meeting.items.first()
    meeting.items.filter(pk=first.pk).update(number=1, removed=True, comment="<p>Hemlig kommentar.</p>")
    factories.ActionItem(item=first, text="Ring kandidaten")
    told = load.to_json(compose.minutes(compose.load(meeting.pk))).decode()
    assert "Val av justerare" in told
    for hidden in ("Valet förrättas", "utses till justerare", "Hemlig kommentar", "Ring kandidaten"):
        assert hidden not in told


def test_what_is_not_printed_is_not_in_the_data_either(meeting):
    meeting.items.update(proposal="<p>att bygga</p>")
    factories.Attachment(
        meeting=meeting, public=False, sha256="0" * 64, size=1, file_name="Intyg Ture.pdf", content_type="text/plain"
    )
    told = load.to_json(compose.minutes(compose.load(meeting.pk))).decode()
    assert "att bygga" not in told
    assert "Intyg Ture" not in told
    Body.objects.update(print_proposals=True)
    assert "att bygga" in load.to_json(compose.minutes(compose.load(meeting.pk))).decode()
