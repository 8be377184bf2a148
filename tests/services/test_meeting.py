import datetime
from types import SimpleNamespace

import pytest
from django.db import connection

from minutes.models import Attendance, AuditEvent, Meeting, Membership, Person, Signer
from minutes.services import Conflict, Refused
from minutes.services import meeting as service
from tests import factories
from tests.standing import standing

State, Role = Meeting.State, Membership.Role
DAY = datetime.date(2027, 2, 10)


def time(hour, minute=0):
    return datetime.time(hour, minute)


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


@standing
def planned(body, secretary, chair, member):
    return service.plan(body, by=secretary.user, date=DAY, start=time(9), end=time(11))


class TestPlan:
    def test_takes_the_roster_of_its_date_as_snapshots(self, body, secretary, chair):
        later, earlier = DAY + datetime.timedelta(1), DAY - datetime.timedelta(1)
        factories.Membership(body=body, person=factories.Person(name="Berit Sen"), starts=later)
        factories.Membership(body=body, person=factories.Person(name="Curt Förr"), ends=earlier)
        same = factories.Person(name="Dag Samma", title="rektor")
        factories.Membership(body=body, person=same, starts=DAY, ends=DAY, represents="Ljungdals kommun")
        factories.Membership(body=body, person=None, represents="Norrhults kommun")
        meeting = service.plan(body, by=secretary.user, date=DAY)
        rows = [(a.name, a.title, a.organisation, a.note, a.status) for a in meeting.attendances.all()]
        assert rows == [
            ("Orvar Kjellgren", "kanslichef", "Fjällviks kommun", "ordförande", "present"),
            ("Siv Lindblom", "kanslichef", "Fjällviks kommun", "sekreterare", "other"),
            ("Dag Samma", "rektor", "Ljungdals kommun", "", "present"),
            ("", "", "Norrhults kommun", "", "excused"),
        ]
        Person.objects.filter(pk=same.pk).update(name="Dag Annan")
        assert meeting.attendances.filter(name="Dag Samma").exists()

    def test_lists_a_person_with_two_roles_once(self, body, secretary):
        factories.Membership(body=body, person=secretary, role=Role.MEMBER)
        meeting = service.plan(body, by=secretary.user, date=DAY)
        assert [(a.name, a.note, a.status) for a in meeting.attendances.all()] == [
            ("Siv Lindblom", "sekreterare", Attendance.Status.PRESENT)
        ]

    def test_words_the_roles_in_the_language_of_the_body(self, body, secretary, chair):
        body.language = "en"
        body.save()
        meeting = service.plan(body, by=secretary.user, date=DAY)
        assert [a.note for a in meeting.attendances.all()] == ["chair", "secretary"]

    def test_chooses_the_signers_that_follow_from_the_roles(self, body, secretary, chair, member):
        other = factories.Person(name="Annan Sekreterare")
        factories.Membership(body=body, person=other, role=Role.SECRETARY, position=0)
        meeting = service.plan(body, by=secretary.user, date=DAY)
        assert [(s.label, s.person, s.organisation) for s in meeting.signers.all()] == [
            ("Sekreterare", secretary, "Fjällviks kommun"), ("Ordförande", chair, "Fjällviks kommun")
        ]

    def test_starts_with_the_standing_items(self, body, secretary):
        letter = body.item_types.get(letter="I")
        body.standing_items.create(title="Öppnande", position=0, type=letter, text="<p>Ordföranden öppnar.</p>")
        body.standing_items.create(title="Paus", kind="break", position=1)
        meeting = service.plan(body, by=secretary.user, date=DAY)
        assert [(i.title, i.kind, i.type, i.text) for i in meeting.items.all()] == [
            ("Öppnande", "item", letter, "<p>Ordföranden öppnar.</p>"), ("Paus", "break", None, "")
        ]

    def test_has_the_title_of_the_body_and_the_next_number_of_its_year(self, body, secretary):
        factories.Meeting(body=body, date=datetime.date(2026, 1, 5), number=7)
        first = service.plan(body, by=secretary.user, date=DAY)
        second = service.plan(body, by=secretary.user, date=DAY + datetime.timedelta(1))
        late = service.plan(body, by=secretary.user, date=datetime.date(2026, 12, 1))
        assert [(m.title, m.number, m.state) for m in (first, second, late)] == [
            ("Styrgruppsmöte", 1, "planned"), ("Styrgruppsmöte", 2, "planned"), ("Styrgruppsmöte", 8, "planned")
        ]

    def test_has_no_number_in_a_body_that_does_not_number_its_meetings(self, body, secretary):
        factories.Meeting(body=body, number=None)
        assert service.plan(body, by=secretary.user, date=DAY).number is None

    def test_leaves_one_trace(self, planned, secretary, body):
        (event,) = AuditEvent.objects.all()
        assert (event.kind, event.about, event.meeting, event.actor) == (
            "meeting.plan", f"meeting:{planned.pk}", planned.pk, secretary.user.pk
        )
        assert event.details == {"body": body.pk, "date": "2027-02-10", "items": [], "actions": []}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"start": time(10), "end": time(9)}, {"start": time(9), "end": time(9)}, {"title": "x" * 501},
            {"number": -1}, {"number": 10**9}, {"mode": "tåg"}, {"registry_number": "1" * 61},
        ],
    )
    def test_refuses_what_cannot_be_and_leaves_nothing(self, body, secretary, wrong):
        with pytest.raises(Refused):
            service.plan(body, by=secretary.user, date=DAY, **wrong)
        assert (Meeting.objects.count(), Attendance.objects.count(), kinds()) == (0, 0, [])

    def test_refuses_the_same_hour_twice_so_that_a_double_click_makes_one_meeting(self, planned, body, secretary):
        with pytest.raises(Refused, match="2027-02-10"):
            service.plan(body, by=secretary.user, date=DAY, start=time(9))
        assert (Meeting.objects.count(), kinds()) == (1, ["meeting.plan"])
        service.plan(body, by=secretary.user, date=DAY, start=time(13))

    def test_refuses_a_previous_meeting_of_another_body(self, body, secretary):
        with pytest.raises(Refused):
            service.plan(body, by=secretary.user, date=DAY, previous=factories.Meeting())


class TestPlanMany:
    def row(self, date, start=None, end=None, place=""):
        return SimpleNamespace(date=date, start=start, end=end, place=place)

    def test_fills_in_what_is_usual_and_numbers_them_in_the_order_of_their_dates(self, body, secretary):
        body.default_start, body.default_end, body.default_place = time(13), time(15), "Rådhuset"
        body.save()
        later, sooner = datetime.date(2027, 5, 3), datetime.date(2027, 3, 4)
        service.plan_many(
            body, [self.row(later), self.row(sooner, time(9), None, "Sal 3")], by=secretary.user
        )
        found = Meeting.objects.order_by("date").values_list("date", "start", "end", "place", "number")
        assert list(found) == [(sooner, time(9), None, "Sal 3", 1), (later, time(13), time(15), "Rådhuset", 2)]
        assert kinds() == ["meeting.plan", "meeting.plan"]

    def test_makes_all_or_nothing(self, planned, body, secretary):
        with pytest.raises(Refused):
            service.plan_many(body, [self.row(datetime.date(2027, 1, 4)), self.row(DAY, time(9))], by=secretary.user)
        assert (Meeting.objects.count(), kinds()) == (1, ["meeting.plan"])

    @pytest.mark.parametrize("number", [0, 61])
    def test_refuses_none_and_too_many(self, body, secretary, number):
        rows = [self.row(DAY + datetime.timedelta(days)) for days in range(number)]
        with pytest.raises(Refused):
            service.plan_many(body, rows, by=secretary.user)
        assert Meeting.objects.count() == 0


class TestEdit:
    def test_changes_what_is_told_and_says_so_in_the_log(self, planned, secretary):
        assert service.edit(planned, by=secretary.user, place="Badhuset", title=planned.title) == ["place"]
        assert Meeting.objects.get(pk=planned.pk).place == "Badhuset"
        assert AuditEvent.objects.latest("pk").details == {"fields": ["place"]}

    def test_changing_nothing_leaves_no_trace(self, planned, secretary):
        assert service.edit(planned, by=secretary.user, place="") == []
        assert kinds() == ["meeting.plan"]

    @pytest.mark.parametrize("state", [State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED])
    def test_is_refused_when_sealed(self, planned, secretary, state):
        Meeting.objects.filter(pk=planned.pk).update(state=state)
        with pytest.raises(Refused):
            service.edit(planned, by=secretary.user, place="Badhuset")
        assert (Meeting.objects.get(pk=planned.pk).place, kinds()) == ("", ["meeting.plan"])

    def test_end_before_start_is_refused(self, planned, secretary):
        with pytest.raises(Refused):
            service.edit(planned, by=secretary.user, end=time(8))
        assert Meeting.objects.get(pk=planned.pk).end == time(11)

    def test_a_field_that_somebody_else_changed_is_a_conflict_of_that_field_only(self, planned, secretary):
        seen = {"place": "", "title": planned.title}
        service.edit(planned, by=secretary.user, place="Badhuset")
        with pytest.raises(Conflict) as conflict:
            service.edit(planned, by=secretary.user, seen=seen, place="Rådhuset", title=planned.title)
        assert conflict.value.theirs == {"place": "Badhuset"}
        service.edit(planned, by=secretary.user, seen=seen, title="Extra möte")
        now = Meeting.objects.get(pk=planned.pk)
        assert (now.place, now.title) == ("Badhuset", "Extra möte")

    def test_another_date_brings_the_roster_of_that_date_but_keeps_guests(self, planned, body, secretary, member):
        planned.attendances.create(name="Gäst Gästsson", organisation="Länsstyrelsen", position=9)
        Membership.objects.filter(person=member).update(ends=DAY)
        new = factories.Person(name="Ny Ledamot")
        factories.Membership(body=body, person=new, starts=DAY + datetime.timedelta(1))
        service.edit(planned, by=secretary.user, date=DAY + datetime.timedelta(7))
        assert [a.name for a in planned.attendances.all()] == [
            "Orvar Kjellgren", "Siv Lindblom", "Gäst Gästsson", new.name
        ]
        assert AuditEvent.objects.latest("pk").details == {"fields": ["date"], "date": "2027-02-17"}

    def test_who_leaves_with_another_date_stays_responsible_in_words(self, planned, body, secretary, member):
        row = planned.attendances.get(person=member)
        item = factories.AgendaItem(meeting=planned, responsible=row)
        body.memberships.filter(person=member).update(ends=planned.date)
        service.edit(planned, by=secretary.user, date=planned.date + datetime.timedelta(days=7))
        item.refresh_from_db()
        assert (item.responsible, item.responsible_words) == (None, member.name)

    def test_another_date_does_not_bring_back_somebody_who_was_taken_off_the_list(self, planned, secretary, member):
        planned.attendances.filter(person=member).delete()
        service.edit(planned, by=secretary.user, date=DAY + datetime.timedelta(7))
        assert not planned.attendances.filter(person=member).exists()


class TestOpen:
    def test_a_planned_meeting_becomes_a_draft_once(self, planned, secretary):
        service.open(planned, by=secretary.user)
        assert planned.state == State.DRAFT
        with pytest.raises(Refused):
            service.open(planned, by=secretary.user)
        assert kinds() == ["meeting.plan", "meeting.open"]


class TestCancel:
    def test_takes_a_planned_meeting_away_and_leaves_the_trace(self, planned, body, secretary):
        pk = planned.pk
        service.cancel(planned, by=secretary.user)
        assert not Meeting.objects.exists()
        event = AuditEvent.objects.latest("pk")
        assert (event.kind, event.about, event.details) == (
            "meeting.cancel", f"meeting:{pk}", {"body": body.pk, "date": "2027-02-10"}
        )

    @pytest.mark.parametrize("state", [state for state in State if state != State.PLANNED])
    def test_is_refused_once_it_has_been_held(self, planned, secretary, state):
        Meeting.objects.filter(pk=planned.pk).update(state=state)
        with pytest.raises(Refused):
            service.cancel(planned, by=secretary.user)
        assert (Meeting.objects.count(), kinds()) == (1, ["meeting.plan"])

    def test_lets_what_it_carried_be_carried_again(self, meeting, secretary):
        item = factories.AgendaItem(meeting=meeting, deferred=True)
        action = factories.ActionItem(item=item)
        plan = {"by": secretary.user, "carry_items": [item], "carry_actions": [action]}
        service.cancel(service.plan(meeting.body, date=DAY, **plan), by=secretary.user)
        again = service.plan(meeting.body, date=DAY, **plan)
        assert (again.items.get().carried_from, again.actions.get().carried_from) == (item, action)


class TestHandOver:
    def test_gives_the_pen_away_and_takes_it_back(self, planned, secretary, member):
        service.hand_over(planned, member, by=secretary.user)
        assert Meeting.objects.get(pk=planned.pk).writer == member
        service.hand_over(planned, None, by=secretary.user)
        assert Meeting.objects.get(pk=planned.pk).writer is None
        assert [e.details for e in AuditEvent.objects.filter(kind="meeting.hand_over")] == [
            {"person": member.pk, "signs": False}, {"person": None, "signs": False}
        ]

    def test_the_new_writer_may_sign_as_secretary_instead(self, planned, secretary, chair, member):
        service.hand_over(planned, member, by=secretary.user, signs=True)
        signers = Signer.objects.filter(meeting=planned)
        assert [(s.label, s.person) for s in signers] == [("Sekreterare", member), ("Ordförande", chair)]

    def test_twice_to_the_same_person_is_refused_with_one_trace(self, planned, secretary, member):
        service.hand_over(planned, member, by=secretary.user)
        with pytest.raises(Refused, match="Malte Hedqvist"):
            service.hand_over(planned, member, by=secretary.user)
        with pytest.raises(Refused):
            service.hand_over(service.plan(planned.body, by=secretary.user, date=DAY), None, by=secretary.user)
        assert kinds().count("meeting.hand_over") == 1

    def test_somebody_without_login_cannot_have_it(self, planned, secretary):
        with pytest.raises(Refused, match="Lo Utan"):
            service.hand_over(planned, factories.Person(name="Lo Utan", user=None), by=secretary.user)

    def test_published_minutes_have_no_pen_and_sealed_ones_keep_their_signers(self, planned, secretary, member):
        Meeting.objects.filter(pk=planned.pk).update(state=State.IN_ADJUSTMENT)
        with pytest.raises(Refused):
            service.hand_over(planned, member, by=secretary.user, signs=True)
        Meeting.objects.filter(pk=planned.pk).update(state=State.PUBLISHED)
        with pytest.raises(Refused):
            service.hand_over(planned, member, by=secretary.user)
        assert (Meeting.objects.get(pk=planned.pk).writer, kinds()) == (None, ["meeting.plan"])


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_do_not_take_the_same_number(body, secretary):
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    barrier = Barrier(2)

    def go(days):
        barrier.wait()
        try:
            return service.plan(body, by=secretary.user, date=DAY + datetime.timedelta(days)).number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, [0, 1])) == [1, 2]
