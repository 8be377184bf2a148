import datetime

import pytest

from minutes.lib import limits
from minutes.models import ActionItem, AgendaItem, Attendance, AuditEvent, Meeting, Movement, TextState
from minutes.services import Conflict, Refused, writing
from tests import factories

LEAVES, ARRIVES = Movement.Kind.LEAVES, Movement.Kind.ARRIVES


@pytest.fixture
def item(meeting):
    return meeting.items.last()


def fresh(item):
    return AgendaItem.objects.get(pk=item.pk)


def history(item, field):
    return list(TextState.objects.filter(item=item, field=field).order_by("revision").values_list("value", flat=True))


def test_writing_stores_sanitised_text_with_its_history(item, secretary):
    wild = "<p onclick=x>Ny <b>text</b><script>1</script></p>"
    stored = writing.write(item, by=secretary.user, seen=0, text=wild, title=item.title)
    assert stored == {"text"}
    assert fresh(item).text == "<p>Ny <strong>text</strong></p>"
    assert history(item, "text") == ["<p>Vattnet är varmt.</p>", "<p>Ny <strong>text</strong></p>"]
    assert (fresh(item).revision, item.revision) == (1, 1)
    assert fresh(item).edited is not None


def test_writing_the_same_again_changes_nothing(item, secretary):
    assert writing.write(item, by=secretary.user, seen=0, text="<p>Vattnet   är varmt.</p>", duration=None) == set()
    assert (fresh(item).revision, history(item, "text")) == (0, [])


def test_the_first_writing_opens_a_planned_meeting(item, secretary):
    Meeting.objects.update(state="planned")
    item.meeting.refresh_from_db()
    writing.write(item, by=secretary.user, seen=0, text="<p>Börjar.</p>")
    assert Meeting.objects.get(pk=item.meeting_id).state == "draft"
    assert AuditEvent.objects.get().kind == "meeting.open"


def test_two_fields_written_at_once_are_both_kept(item, secretary, chair):
    writing.write(fresh(item), by=chair.user, seen=0, comment="<p>Deras.</p>")
    writing.write(fresh(item), by=secretary.user, seen=0, text="<p>Min.</p>", comment="")
    assert (fresh(item).text, fresh(item).comment) == ("<p>Min.</p>", "<p>Deras.</p>")


def test_one_field_written_at_once_is_a_conflict_and_nothing_is_stored(item, secretary, chair):
    writing.write(fresh(item), by=chair.user, seen=0, text="<p>Deras.</p>")
    with pytest.raises(Conflict) as conflict:
        writing.write(fresh(item), by=secretary.user, seen=0, text="<p>Min.</p>", comment="<p>Min.</p>")
    assert conflict.value.theirs == {"text": "<p>Deras.</p>"}
    assert (fresh(item).text, fresh(item).comment) == ("<p>Deras.</p>", "")
    writing.write(fresh(item), by=secretary.user, seen=1, text="<p>Min.</p>")
    assert history(item, "text") == ["<p>Vattnet är varmt.</p>", "<p>Deras.</p>", "<p>Min.</p>"]


def test_the_same_words_written_by_two_are_no_conflict(item, secretary, chair):
    writing.write(fresh(item), by=chair.user, seen=0, text="<p>Lika.</p>")
    assert writing.write(fresh(item), by=secretary.user, seen=0, text="<p>Lika.</p>") == set()


def test_a_field_that_was_first_written_long_after_is_measured_from_its_beginning(item, secretary):
    for number in range(3):
        writing.write(fresh(item), by=secretary.user, seen=None, title=f"Rubrik {number}")
    writing.write(fresh(item), by=secretary.user, seen=None, text="<p>Sent.</p>")
    # A page from revision 1 still shows the text that stood there from the beginning, and has not touched it.
    writing.write(fresh(item), by=secretary.user, seen=1, text="<p>Vattnet är varmt.</p>", comment="<p>K.</p>")
    assert (fresh(item).text, fresh(item).comment) == ("<p>Sent.</p>", "<p>K.</p>")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""}, {"title": "å" * (limits.LINE + 1)}, {"outcome": "okänt"}, {"duration": -1},
        {"text": "<p>" + "å" * (limits.RICH + 1)},
    ],
)
def test_what_a_field_cannot_hold_is_refused(item, secretary, fields):
    with pytest.raises(Refused):
        writing.write(item, by=secretary.user, seen=0, comment="<p>Hel.</p>", **fields)
    assert (fresh(item).comment, fresh(item).revision) == ("", 0)


def test_decisions_are_cleaned_and_empty_ones_left_out(item, secretary):
    rows = [
        {"intro": "Styrgruppen  beslutar\x00", "clauses": ["att laga bryggan,", " ", "att ta bort stenen."]},
        {"intro": "", "clauses": []},
        {"intro": "Jorunn Ask utses.", "heading": False, "names_adjusters": True},
    ]
    writing.set_decisions(item, rows, by=secretary.user)
    found = [(d.intro, d.clauses, d.heading, d.names_adjusters) for d in item.decisions.all()]
    assert found == [
        ("Styrgruppen beslutar", ["att laga bryggan,", "att ta bort stenen."], True, False),
        ("Jorunn Ask utses.", [], False, True),
    ]
    before = item.revision
    writing.set_decisions(item, rows, by=secretary.user, seen=before)
    assert fresh(item).revision == before


@pytest.mark.parametrize(
    "rows",
    [
        [{"intro": "x"}] * (limits.DECISIONS_PER_ITEM + 1),
        [{"intro": "x", "clauses": ["att"] * (limits.CLAUSES_PER_DECISION + 1)}],
        [{"intro": "x", "clauses": ["å" * (limits.LINES + 1)]}],
        [{"intro": "å" * (limits.LINES + 1)}],
    ],
)
def test_too_much_decision_is_refused(item, secretary, rows):
    with pytest.raises(Refused):
        writing.set_decisions(item, rows, by=secretary.user)
    assert item.decisions.count() == 1


def test_decisions_changed_by_two_are_a_conflict(item, secretary, chair):
    writing.set_decisions(fresh(item), [{"intro": "Deras."}], by=chair.user, seen=0)
    with pytest.raises(Conflict) as conflict:
        writing.set_decisions(fresh(item), [{"intro": "Mitt."}], by=secretary.user, seen=0)
    [row] = conflict.value.theirs["decisions"]
    assert row["intro"] == "Deras."


def test_actions_keep_their_identity_status_and_order(item, secretary, chair):
    row = item.meeting.attendances.first()
    first = factories.ActionItem(item=item, text="Ett", status="started")
    factories.ActionItem(item=item, text="Två", position=1)
    writing.set_actions(
        item,
        [
            {"text": "Nytt", "responsible": row, "due": datetime.date(2026, 12, 1)},
            {"id": first.pk, "text": "Ett, ändrat", "responsible_words": "Alla", "due_words": "till våren"},
            {"text": " "},
        ],
        by=secretary.user,
    )
    found = [(a.text, a.owner, a.due, a.due_words, a.status) for a in item.actions.all()]
    assert found == [
        ("Nytt", "Orvar Kjellgren", datetime.date(2026, 12, 1), "", "open"),
        ("Ett, ändrat", "Alla", None, "till våren", "started"),
    ]
    assert item.actions.get(text__startswith="Ett").pk == first.pk


def test_an_action_of_another_item_cannot_be_taken_over(item, secretary):
    other = factories.ActionItem(text="Någon annans")
    writing.set_actions(item, [{"id": other.pk, "text": "Kapad"}], by=secretary.user)
    other.refresh_from_db()
    assert other.text == "Någon annans"
    assert item.actions.get().pk != other.pk


def test_an_action_is_for_somebody_on_this_roster(item, secretary):
    with pytest.raises(Refused):
        writing.set_actions(item, [{"text": "x", "responsible": factories.Attendance()}], by=secretary.user)


def test_actions_that_were_just_added_are_no_conflict_on_the_next_page(item, secretary, chair):
    writing.set_actions(fresh(item), [{"text": "Ett"}], by=secretary.user, seen=0)
    page = writing.action_rows(item)
    writing.set_actions(fresh(item), [*page, {"text": "Två"}], by=chair.user, seen=1)
    writing.set_actions(fresh(item), page, by=secretary.user, seen=1)
    assert [a.text for a in item.actions.all()] == ["Ett", "Två"]


def test_saving_the_page_is_all_or_nothing_and_names_every_conflict(item, secretary, chair):
    writing.save(fresh(item), by=chair.user, seen=0, fields={"text": "<p>Deras.</p>"}, decisions=[{"intro": "Deras."}])
    with pytest.raises(Conflict) as conflict:
        writing.save(
            fresh(item), by=secretary.user, seen=0, fields={"text": "<p>Min.</p>", "comment": "<p>K.</p>"},
            decisions=[{"intro": "Mitt."}], actions=[{"text": "Min"}],
        )
    assert set(conflict.value.theirs) == {"text", "decisions"}
    assert (fresh(item).comment, item.actions.count()) == ("", 0)


def test_saving_the_page_chooses_who_approves(item, secretary, member):
    role = item.meeting.body.signoff_roles.get(key="adjuster")
    writing.save(item, by=secretary.user, seen=0, fields={}, signers={role: member})
    assert item.meeting.signers.get(role=role).person == member


@pytest.mark.parametrize("field", ["text", "title", "decisions", "actions"])
def test_an_earlier_state_is_put_back_as_a_new_one(item, secretary, field):
    old = {"text": "<p>Gammal.</p>", "title": "Gammal"}.get(field)
    rows = [{"intro": "Gammal", "text": "Gammal", "responsible": item.meeting.attendances.first().pk}]

    def put(value):
        if field == "decisions":
            writing.set_decisions(fresh(item), value, by=secretary.user)
        elif field == "actions":
            writing.set_actions(fresh(item), value, by=secretary.user)
        else:
            writing.write(fresh(item), by=secretary.user, seen=None, **{field: value})

    def now():
        if field in ("decisions", "actions"):
            read = {"decisions": writing.decision_rows, "actions": writing.action_rows}[field](item)
            return [{name: value for name, value in row.items() if name != "id"} for row in read]
        return getattr(fresh(item), field)

    put(old or rows)
    before = now()
    state = TextState.objects.filter(item=item, field=field).last() if old else None
    state = TextState.objects.filter(item=item, field=field).order_by("-revision").first()
    put("" if field == "text" else "Ny" if old else [])
    item.meeting.attendances.first().delete() if field == "actions" else None
    writing.restore(state, by=secretary.user)
    if field == "actions":
        before[0]["responsible"] = None
    assert now() == before
    assert len(history(item, field)) >= 3


def test_somebody_leaves_and_comes_back(item, secretary):
    row = item.meeting.attendances.first()
    left = writing.add_movement(row, item=item, kind=LEAVES, time=datetime.time(13, 52), by=secretary.user)
    with pytest.raises(Refused):
        writing.add_movement(row, item=item, kind=LEAVES, by=secretary.user)
    back = writing.add_movement(row, item=item, kind=ARRIVES, time=datetime.time(14, 10), by=secretary.user)
    with pytest.raises(Refused):
        writing.remove_movement(left, by=secretary.user)
    writing.remove_movement(back, by=secretary.user)
    writing.remove_movement(left, by=secretary.user)
    assert not Movement.objects.exists()
    kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == ["writing.add_movement"] * 2 + ["writing.remove_movement"] * 2


def test_somebody_who_is_here_does_not_arrive(item, secretary):
    with pytest.raises(Refused):
        writing.add_movement(item.meeting.attendances.first(), item=item, kind=ARRIVES, by=secretary.user)


def test_an_excused_person_who_arrives_is_present_until_it_is_taken_back(item, secretary):
    row = item.meeting.attendances.first()
    Attendance.objects.filter(pk=row.pk).update(status="excused")
    row.refresh_from_db()
    with pytest.raises(Refused):
        writing.add_movement(row, item=item, kind=LEAVES, by=secretary.user)
    came = writing.add_movement(row, item=item, kind=ARRIVES, by=secretary.user)
    row.refresh_from_db()
    assert row.status == "present"
    left = writing.add_movement(row, item=item, kind=LEAVES, by=secretary.user)
    with pytest.raises(Refused):
        writing.remove_movement(came, by=secretary.user)
    writing.remove_movement(left, by=secretary.user)
    writing.remove_movement(came, by=secretary.user)
    row.refresh_from_db()
    assert row.status == "excused"
    with pytest.raises(Refused):
        writing.remove_movement(came, by=secretary.user)


def test_a_vacant_seat_and_a_stranger_do_not_move(item, secretary):
    vacant = factories.Attendance(meeting=item.meeting, name="", organisation="Norrhamra")
    for row in (vacant, factories.Attendance()):
        with pytest.raises(Refused):
            writing.add_movement(row, item=item, kind=LEAVES, by=secretary.user)


def test_the_order_of_items_decides_who_is_where(item, secretary):
    row, first = item.meeting.attendances.first(), item.meeting.items.first()
    writing.add_movement(row, item=item, kind=LEAVES, by=secretary.user)
    with pytest.raises(Refused):
        writing.add_movement(row, item=first, kind=LEAVES, by=secretary.user)
    assert ActionItem.objects.count() == 0
