"""Facts of a meeting, lines of its roster and who signs: what is kept of them, and put back."""

import datetime

import pytest
from django.utils import timezone

from minutes.models import Attendance, Body, Meeting, Signer, TextState
from minutes.services import Refused, adjuster, attendance, history, signer, writing
from minutes.services import meeting as meetings


def states(meeting, field):
    found = history.of_meeting(meeting).filter(field=field).order_by("pk")
    return [(state.value, state.by.name if state.by else "", state.revision) for state in found]


def test_each_fact_of_a_meeting_that_changes_is_kept_and_can_be_put_back(meeting, secretary):
    meetings.edit(meeting, by=secretary.user, place="Kajen", start=datetime.time(8, 15), number=meeting.number)
    meetings.edit(meeting, by=secretary.user, place="Magasinet", date=meeting.date + datetime.timedelta(1))
    before = Meeting.objects.get(pk=meeting.pk)
    assert [value for value, _by, _revision in states(meeting, "place")][-2:] == ["Kajen", "Magasinet"]
    assert states(meeting, "place")[-1][1:] == (secretary.name, before.revision)
    assert states(meeting, "number") == []
    for field in ("place", "start", "date"):
        history.restore(history.of_meeting(meeting).filter(field=field).earliest("pk"), by=secretary.user)
    now = Meeting.objects.get(pk=meeting.pk)
    old = {field: states(meeting, field)[0][0] for field in ("place", "start", "date")}
    assert (now.place, str(now.start or ""), str(now.date)) == (old["place"], old["start"], old["date"])
    assert now.date < before.date
    assert states(meeting, "place")[-1][0] == old["place"], "putting back is itself a new state"


def test_a_line_of_the_roster_is_kept_field_by_field_also_when_somebody_arrives(meeting, secretary):
    row = meeting.attendances.last()
    attendance.change(row, by=secretary.user, status="absent", note="tf")
    writing.add_movement(row, item=meeting.items.last(), kind="arrives", by=secretary.user)
    assert [value for value, _by, _revision in states(meeting, "status")] == ["present", "absent", "present"]
    history.restore(history.of_meeting(meeting).get(field="status", value="absent"), by=secretary.user)
    row = Attendance.objects.get(pk=row.pk)
    assert (row.status, row.note) == ("absent", "tf")


def test_what_was_changed_unseen_is_kept_before_the_next_change(meeting, secretary):
    row = meeting.attendances.last()
    attendance.change(row, by=secretary.user, note="tf")
    Attendance.objects.filter(pk=row.pk).update(note="adjungerad")
    attendance.change(row, by=secretary.user, note="")
    kept = [(value, by) for value, by, _revision in states(meeting, "note")]
    assert kept == [("tf", secretary.name), ("adjungerad", ""), ("", secretary.name)]


def test_who_signs_is_kept_and_put_back_with_the_decision_that_names_them(meeting, secretary, member, chair):
    item, role = meeting.items.first(), meeting.body.signoff_roles.get(key="adjuster")
    for person in (member, chair):
        adjuster.choose(item, {role: person}, by=secretary.user)
    field = f"signer_{role.pk}"
    assert [value for value, _by, _revision in states(meeting, field)][-2:] == [str(member.pk), str(chair.pk)]
    state = history.of_meeting(meeting).get(field=field, value=str(member.pk))
    history.restore(state, by=secretary.user)
    assert Signer.objects.get(meeting=meeting, role=role).person == member
    assert member.name in item.decisions.get(names_adjusters=True).intro
    signer.choose(meeting, role, chair, by=secretary.user)
    TextState.objects.filter(pk=state.pk).update(value="99999")
    with pytest.raises(Refused):
        history.restore(TextState.objects.get(pk=state.pk), by=secretary.user)


def test_they_are_thinned_with_the_texts_and_not_changed_once_sealed(meeting, secretary):
    meetings.edit(meeting, by=secretary.user, place="Kajen")
    meetings.edit(meeting, by=secretary.user, place="Magasinet")
    attendance.change(meeting.attendances.last(), by=secretary.user, note="tf")
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    with pytest.raises(Refused):
        history.restore(history.of_meeting(meeting).first(), by=secretary.user)
    Body.objects.update(history_kept="daily")
    TextState.objects.filter(revision=0).update(at=timezone.now())
    assert history.thin_due() == 1
    assert [value for value, _by, _revision in states(meeting, "place")] == ["Magasinet"]
    assert [value for value, _by, _revision in states(meeting, "note")] == ["tf"]
