import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.forms.attendance import FIELDS
from minutes.models import Attendance, Meeting
from tests import factories

from .wild import taken

WILD = ["\x00", "\u202e\u2066x", "😀" * 200, "x" * 300_000, "<script>alert(1)</script>"]


def url(name, thing):
    return reverse(f"attendance-{name}", args=[thing.pk])


def posted(meeting, **changes):
    """What the page would send; changes as {index: {field: value}} under `rows`."""
    lines = list(meeting.attendances.all())
    data = {"rows-TOTAL_FORMS": len(lines), "rows-INITIAL_FORMS": len(lines)}
    for place, row in enumerate(lines):
        values = {name: getattr(row, name) for name in FIELDS}
        fields = {"id": row.pk, "position": place + 1, "seen": json.dumps(values)} | values
        fields |= changes.get("rows", {}).get(place, {})
        data |= {f"rows-{place}-{name}": value for name, value in fields.items()}
    return data


def test_the_roster_counts_who_is_here_without_vacant_seats(writer, meeting):
    factories.Attendance(meeting=meeting, name="", organisation="Norrhamra", status="present")
    factories.Attendance(meeting=meeting, status="excused")
    page = writer.get(url("edit", meeting))
    assert (page.context["here"], page.context["all"]) == (4, 5)


def test_saving_changes_only_what_was_changed(writer, meeting):
    rows = {0: {"status": "excused", "note": "tf"}, 1: {"serves_for": "Per Ek"}}
    writer.post(url("edit", meeting), posted(meeting, rows=rows))
    first, second, *_rest = meeting.attendances.all()
    assert (first.status, first.note, second.serves_for, second.status) == ("excused", "tf", "Per Ek", "present")


def test_saving_takes_a_new_order(writer, meeting):
    before = [row.pk for row in meeting.attendances.all()]
    writer.post(url("edit", meeting), posted(meeting, rows={0: {"position": 4}, 3: {"position": 1}}))
    after = [row.pk for row in meeting.attendances.all()]
    assert after == [before[3], before[1], before[2], before[0]]


def test_an_older_page_leaves_alone_what_it_did_not_touch(writer, meeting):
    old = posted(meeting, rows={1: {"note": "tf"}})
    Attendance.objects.filter(pk=meeting.attendances.first().pk).update(status="excused")
    writer.post(url("edit", meeting), old)
    first, second, *_rest = meeting.attendances.all()
    assert (first.status, second.note) == ("excused", "tf")


def test_a_line_that_both_changed_is_a_conflict_that_saving_again_settles(writer, meeting):
    old = posted(meeting, rows={0: {"status": "absent"}, 1: {"note": "tf"}})
    Attendance.objects.filter(pk=meeting.attendances.first().pk).update(status="excused")
    answer = writer.post(url("edit", meeting), old)
    assert answer.status_code == 409
    assert meeting.attendances.all()[1].note == ""
    again = old | {f"rows-{n}-seen": form["seen"].value() for n, form in enumerate(answer.context["rows"])}
    assert writer.post(url("edit", meeting), again).status_code == 302
    assert meeting.attendances.first().status == "absent"


def test_a_line_that_was_taken_away_meanwhile_is_told(writer, meeting):
    old = posted(meeting, rows={0: {"status": "absent"}})
    meeting.attendances.first().delete()
    assert writer.post(url("edit", meeting), old).status_code == 409


def test_a_line_needs_a_name_or_an_organisation(writer, meeting):
    answer = writer.post(url("edit", meeting), posted(meeting, rows={0: {"name": "\u200b", "organisation": ""}}))
    assert answer.status_code == 422
    assert "rows-0-name_error" in answer.content.decode()


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_is_stored_clean_or_told_at_the_field(writer, meeting, wild):
    def post(changes):
        return writer.post(url("edit", meeting), posted(meeting, rows={0: changes}))

    taken(post, FIELDS, wild, prefix="rows-0-")
    assert b"<script>alert" not in writer.get(url("edit", meeting)).content


@pytest.mark.parametrize("wild", WILD)
def test_wild_numbers_of_lines_and_places_are_told(writer, meeting, wild):
    wrong = {0: {"id": wild}, 1: {"seen": wild}, 2: {"position": wild}, 3: {"status": wild}}
    for rows in (wrong, {1: wrong[1]}):
        answer = writer.post(url("edit", meeting), posted(meeting, rows=rows))
        assert answer.status_code in (302, 422, 409)
    assert meeting.attendances.filter(status="present").count() == 4


@pytest.mark.parametrize("total", ["", "x", "999999", "\x00"])
def test_a_broken_number_of_lines_is_told(writer, meeting, total):
    data = posted(meeting) | {"rows-TOTAL_FORMS": total}
    assert writer.post(url("edit", meeting), data).status_code == 422


def test_one_of_the_bodys_people_is_added(writer, meeting, body):
    person = factories.Person(organisation=body.organisation, name="Rut Alm", title="jurist")
    factories.Membership(body=body, person=person)
    writer.post(url("add", meeting), {"person": person.pk, "status": "presenter"})
    row = meeting.attendances.last()
    assert (row.person, row.name, row.title, row.status) == (person, "Rut Alm", "jurist", "presenter")


@pytest.mark.parametrize(
    ("data", "name", "seat"),
    [({"name": "Bo Ek"}, "Bo Ek", ""), ({"organisation": "Norrhamra"}, "", "Norrhamra")],
)
def test_anybody_and_a_vacant_seat_are_added(writer, meeting, data, name, seat):
    writer.post(url("add", meeting), {"status": "present"} | data)
    row = meeting.attendances.last()
    assert (row.name, row.organisation, row.person) == (name, seat, None)
    assert row.status == ("present" if name else "excused")


def test_pasted_lines_are_added(writer, meeting):
    people = "Bo Ek (arkivarie, Tallmo kommun)\nEva Al (ersätter Per Ek)\n(utan namn)\nVakant"
    page = writer.post(url("add", meeting), {"people": people}, follow=True).content.decode()
    assert "2 rader saknar namn och togs inte med: (utan namn); Vakant" in page
    assert "Någon i organet" not in page
    assert [(r.name, r.serves_for) for r in meeting.attendances.all()][-2:] == [("Bo Ek", ""), ("Eva Al", "Per Ek")]


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_to_a_new_line_is_stored_clean_or_told(writer, meeting, wild):
    def post(changes):
        return writer.post(url("add", meeting), {"name": "Bo Ek", "status": "present"} | changes)

    answer = writer.post(url("add", meeting), {"people": wild})
    before = meeting.attendances.count()
    assert (answer.status_code, before > 4) in ((422, False), (302, True))
    assert "status" not in taken(post, ["person", "name", "title", "organisation", "status"], wild)
    assert meeting.attendances.count() == before + 1


def test_nobody_at_all_is_told_at_the_field(writer, meeting, outsider):
    for data in ({}, {"person": outsider.pk}):
        answer = writer.post(url("add", meeting), {"status": "present"} | data)
        assert answer.status_code == 422


def test_removing_asks_first(writer, meeting):
    row = meeting.attendances.first()
    assert writer.get(url("remove", row)).status_code == 200
    writer.post(url("remove", row))
    assert meeting.attendances.count() == 3


def test_a_sealed_roster_is_shown_and_refuses_with_what_was_typed(writer, meeting):
    data = posted(meeting, rows={0: {"note": "tillförordnad"}})
    Meeting.objects.filter(pk=meeting.pk).update(state="adjusted")
    assert b"disabled" in writer.get(url("edit", meeting)).content
    answer = writer.post(url("edit", meeting), data)
    assert answer.status_code == 409
    assert 'value="tillförordnad"' in answer.content.decode()
    assert writer.post(url("add", meeting), {"name": "Bo", "status": "present"}).status_code == 409
    assert writer.post(url("remove", meeting.attendances.first())).status_code == 409
    assert meeting.attendances.filter(note="").count() == 4


def test_others_may_not(sign_in, meeting, member, outsider):
    row = meeting.attendances.first()
    for person, status in ((member, 403), (outsider, 404)):
        writer = sign_in(person)
        for name, thing in (("edit", meeting), ("add", meeting), ("remove", row)):
            assert writer.get(url(name, thing)).status_code == status
            assert writer.post(url(name, thing), {"name": "x"}).status_code == status
    assert meeting.attendances.count() == 4


def test_the_roster_takes_the_same_number_of_queries_however_long(writer, meeting):
    def cost():
        with CaptureQueriesContext(connection) as found:
            writer.get(url("edit", meeting))
        return len(found)

    before = cost()
    for _ in range(4):
        factories.Attendance(meeting=meeting, person=factories.Person())
    assert cost() == before


def test_a_line_of_another_meeting_cannot_be_changed_by_its_number(writer, meeting):
    sealed = factories.Attendance(meeting=factories.Meeting(state="in_adjustment"), name="Ebba Falk")
    for where in ("in_adjustment", "draft"):
        Meeting.objects.filter(pk=sealed.meeting_id).update(state=where)
        rows = {0: {"id": sealed.pk, "name": "Någon Annan", "seen": json.dumps({})}}
        assert writer.post(url("edit", meeting), posted(meeting, rows=rows)).status_code == 409
    sealed.refresh_from_db()
    assert sealed.name == "Ebba Falk"


@pytest.mark.parametrize("seen", [{"name": "\x00"}, {"name": "\ud800"}, {"name": {"a": [1]}}, []])
def test_what_a_page_claims_to_have_shown_is_compared_and_never_believed(writer, meeting, seen):
    rows = {0: {"name": "Någon Annan", "seen": json.dumps(seen)}}
    assert writer.post(url("edit", meeting), posted(meeting, rows=rows)).status_code in (302, 409, 422)


def test_the_folded_fields_open_where_something_is_wrong_and_are_told_in_the_line(writer, meeting):
    factories.Attendance(meeting=meeting, name="Ida Malm", note="adjungerad", serves_for="Per Ek", position=9)
    page = writer.get(url("edit", meeting))
    assert "adjungerad, ersätter Per Ek" in page.content.decode()
    assert '<details class="roster__more" open' not in page.content.decode()
    wrong = writer.post(url("edit", meeting), posted(meeting, rows={1: {"note": "x" * 200}})).content.decode()
    assert wrong.count('<details class="roster__more" open') == 1
