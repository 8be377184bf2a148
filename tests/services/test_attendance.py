import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes.lib import limits
from minutes.models import AgendaItem, Attendance, AuditEvent
from minutes.services import Conflict, Refused, attendance
from tests import factories


def names(meeting):
    return [row.name for row in meeting.attendances.all()]


def test_a_person_is_added_with_a_snapshot_of_what_she_is_now(meeting, secretary, outsider):
    row = attendance.add(meeting, by=secretary.user, person=outsider, status="presenter")
    outsider.title = "något annat"
    outsider.save()
    row.refresh_from_db()
    assert (row.name, row.title, row.status, row.position) == ("Ove Utberg", "kanslichef", "presenter", 4)
    assert AuditEvent.objects.get().kind == "attendance.add"


def test_somebody_who_is_on_the_roster_is_not_added_again(meeting, secretary, chair):
    with pytest.raises(Refused):
        attendance.add(meeting, by=secretary.user, person=chair)


def test_a_vacant_seat_needs_its_organisation(meeting, secretary):
    row = attendance.add(meeting, by=secretary.user, organisation="Norrhamra kommun", status="excused")
    assert row.is_vacant
    for empty in ({"name": ""}, {"name": "\u200b", "organisation": " "}):
        with pytest.raises(Refused):
            attendance.add(meeting, by=secretary.user, **empty)


def test_a_name_that_is_too_long_is_refused(meeting, secretary):
    with pytest.raises(Refused):
        attendance.add(meeting, by=secretary.user, name="å" * 121)


def test_pasted_lines_skip_who_is_there_and_find_the_bodys_own_people(meeting, secretary, body):
    seated = factories.Person(organisation=body.organisation, name="Rut Alm", title="jurist", represents="Sund")
    factories.Membership(body=body, person=seated)
    text = "Orvar Kjellgren (ordförande, Fjällvik)\nRut Alm\nBo Ek (arkivarie, Tallmo kommun)\nVakant (Norr)\nBo Ek"
    added = attendance.add_pasted(meeting, text, by=secretary.user)
    assert [(a.name, a.title, a.organisation, a.person_id) for a in added] == [
        ("Rut Alm", "jurist", "Sund", seated.pk), ("Bo Ek", "arkivarie", "Tallmo kommun", None), ("", "", "Norr", None),
    ]
    assert [a.status for a in added] == ["present", "present", "excused"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(wild=st.text(max_size=300))
def test_anything_pasted_is_stored_or_refused(meeting, secretary, wild):
    before = meeting.attendances.count()
    try:
        added = len(attendance.add_pasted(meeting, wild, by=secretary.user))
    except Refused:
        added = 0
    assert meeting.attendances.count() == before + added


def test_change_writes_what_differs_and_says_so(meeting, secretary):
    row = meeting.attendances.first()
    attendance.change(row, by=secretary.user, status="excused", note="", name=row.name)
    row.refresh_from_db()
    assert row.status == "excused"
    assert AuditEvent.objects.get().details == {"fields": ["status"], "status": "excused"}


def test_a_change_of_nothing_leaves_no_trace(meeting, secretary):
    row = meeting.attendances.first()
    attendance.change(row, by=secretary.user, status="present", note="\u200b")
    assert not AuditEvent.objects.exists()


def test_a_change_of_what_somebody_else_has_changed_is_a_conflict(meeting, secretary):
    row = meeting.attendances.first()
    attendance.change(Attendance.objects.get(pk=row.pk), by=secretary.user, status="excused")
    attendance.change(row, by=secretary.user, seen={"status": "present", "note": ""}, note="tf")
    with pytest.raises(Conflict) as conflict:
        attendance.change(row, by=secretary.user, seen={"status": "present", "note": "tf"}, status="absent")
    assert conflict.value.theirs == {"status": "excused"}


def test_saving_the_roster_is_all_or_nothing(meeting, secretary):
    first, second, *rest = meeting.attendances.all()
    ids = [row.pk for row in [*rest, second, first]]
    rows = [(first, {}, {"status": "excused"}), (second, {"status": "absent"}, {"status": "other"})]
    with pytest.raises(Conflict):
        attendance.save(meeting, rows, by=secretary.user, ids=ids)
    assert [row.status for row in meeting.attendances.all()] == ["present"] * 4
    attendance.save(meeting, rows[:1], by=secretary.user, ids=ids)
    assert [row.pk for row in meeting.attendances.all()] == ids
    first.refresh_from_db()
    assert first.status == "excused"


def test_somebody_who_was_taken_away_meanwhile_is_not_changed(meeting, secretary):
    row = meeting.attendances.last()
    Attendance.objects.filter(pk=row.pk).delete()
    with pytest.raises(Refused):
        attendance.change(row, by=secretary.user, status="excused")


def test_order_refuses_unknown_and_doubled_rows(meeting, secretary):
    ids = [row.pk for row in meeting.attendances.all()]
    for wrong in ([*ids, ids[0]], [*ids, factories.Attendance().pk]):
        with pytest.raises(Refused):
            attendance.save(meeting, [], by=secretary.user, ids=wrong)


def test_who_is_removed_stays_responsible_in_words(meeting, secretary):
    row = meeting.attendances.first()
    item = factories.AgendaItem(meeting=meeting, responsible=row)
    action = factories.ActionItem(item=item, responsible=row, responsible_words="")
    attendance.remove(row, by=secretary.user)
    item.refresh_from_db()
    action.refresh_from_db()
    assert (item.responsible_words, action.responsible_words) == ("Orvar Kjellgren", "Orvar Kjellgren")
    assert "Orvar Kjellgren" not in names(meeting)
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_a_full_roster_takes_nobody_more(meeting, secretary):
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name=f"Namn {n}") for n in range(limits.ATTENDEES - 4)
    )
    with pytest.raises(Refused):
        attendance.add(meeting, by=secretary.user, name="En till")
