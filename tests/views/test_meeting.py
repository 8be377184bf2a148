import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import AuditEvent, Body, Meeting
from minutes.services import meeting as service
from tests import factories
from tests.looking import seen

State = Meeting.State
DAY = datetime.date(2027, 2, 10)
WILD = ["\x00", "\u202enalP", "🦄" * 40, "<script>alert(1)</script>", "x" * 300_000, "'; DROP TABLE x; --"]


pytestmark = pytest.mark.usefixtures("no_tasks")


def url(name, *args):
    return reverse(name, args=args)


def facts(**changes):
    return {
        "title": "Styrgruppsmöte", "number": "", "date": "2027-02-10", "start": "09:00", "end": "11:00",
        "place": "Rådhuset", "mode": "in_person", "time_and_place": "", "registry_number": "", "previous": "",
    } | changes


class TestWhoGetsIn:
    ACTS = (
        "meeting-edit", "meeting-carry", "meeting-cancel", "meeting-hand_over", "meeting-next", "meeting-show",
        "meeting-history",
    )

    @pytest.mark.parametrize("name", ACTS)
    def test_outsiders_find_nothing_and_strangers_sign_in_first(self, client, sign_in, planned, outsider, name):
        assert client.get(url(name, planned.pk)).status_code == 302
        assert sign_in(outsider).get(url(name, planned.pk)).status_code == 404

    @pytest.mark.parametrize("name", ACTS[:5])
    def test_members_may_look_but_not_touch(self, sign_in, planned, member, name):
        client = sign_in(member)
        assert client.get(url("meeting-show", planned.pk)).status_code == 200
        assert client.get(url(name, planned.pk)).status_code == 403
        assert client.post(url(name, planned.pk), facts()).status_code == 403
        assert client.post(url("meeting-open", planned.pk)).status_code == 403

    @pytest.mark.parametrize("name", ["meeting-plan", "meeting-plan_many"])
    def test_only_the_secretary_plans(self, client, sign_in, body, secretary, member, outsider, name):
        assert client.get(url(name, body.slug)).status_code == 302
        assert sign_in(outsider).get(url(name, body.slug)).status_code == 403
        assert sign_in(member).get(url(name, body.slug)).status_code == 403
        assert sign_in(secretary).get(url(name, body.slug)).status_code == 200
        Body.objects.update(readers="members")
        assert sign_in(outsider).get(url(name, body.slug)).status_code == 404

    def test_a_borrowed_pen_writes_but_is_not_lent_on(self, sign_in, planned, member):
        Meeting.objects.filter(pk=planned.pk).update(writer=member)
        client = sign_in(member)
        assert client.get(url("meeting-edit", planned.pk)).status_code == 200
        assert client.get(url("meeting-hand_over", planned.pk)).status_code == 403
        assert client.get(url("meeting-next", planned.pk)).status_code == 403

    def test_what_changes_something_is_never_a_get(self, sign_in, planned, secretary):
        client = sign_in(secretary)
        assert client.get(url("meeting-open", planned.pk)).status_code == 405
        client.get(url("meeting-cancel", planned.pk))
        assert Meeting.objects.get().state == State.PLANNED
        assert client.post(url("meeting-show", planned.pk)).status_code == 405


class TestPlan:
    def test_prefills_what_is_usual_in_the_body(self, sign_in, body, secretary):
        body.default_start, body.default_end, body.default_place = datetime.time(13), datetime.time(15), "Badhuset"
        body.save()
        before = factories.Meeting(body=body, date=timezone.localdate() - datetime.timedelta(30), number=4)
        form = sign_in(secretary).get(url("meeting-plan", body.slug)).context["form"]
        assert [form[name].value() for name in ("title", "start", "end", "place", "previous")] == [
            "Styrgruppsmöte", datetime.time(13), datetime.time(15), "Badhuset", before.pk
        ]

    def test_makes_the_meeting_and_leads_to_it(self, sign_in, body, secretary, left_over):
        item, action = left_over
        carried = {"carry_items": item.pk, "carry_actions": action.pk}
        data = facts(registry_number="FK 2027/1", previous=item.meeting_id, **carried)
        response = sign_in(secretary).post(url("meeting-plan", body.slug), data)
        made = Meeting.objects.get(state=State.PLANNED)
        assert response["Location"] == url("meeting-show", made.pk)
        assert (made.date, made.place, made.registry_number) == (DAY, "Rådhuset", "FK 2027/1")
        assert made.previous == item.meeting
        assert (made.items.get().carried_from, made.actions.get().carried_from) == (item, action)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("end", "08:00"), ("end", "09:00"), ("end", "25:00"), ("start", "nio"), ("date", ""),
            ("date", "2027-02-30"), ("previous", "1" * 40), ("date", "0001-01-01"), ("date", "9999-12-31"),
            ("title", ""), ("title", " \u200b "), ("number", "0"),
            ("number", "-1"), ("number", "99999"), ("mode", "tåg"), ("previous", "999999"), ("previous", "x"),
            ("title", "x" * 501), ("place", "\x00"), ("carry_items", "999"), ("carry_items", "x"),
            ("carry_actions", "1" * 40),
        ],
    )
    def test_tells_what_is_wrong_at_the_field_and_makes_nothing(
        self, sign_in, body, secretary, left_over, field, value
    ):
        response = sign_in(secretary).post(url("meeting-plan", body.slug), facts(**{field: value}))
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
        assert not Meeting.objects.filter(state=State.PLANNED).exists()

    @pytest.mark.parametrize("value", WILD)
    def test_wild_text_neither_falls_over_nor_runs(self, sign_in, body, secretary, value):
        client = sign_in(secretary)
        data = facts(**dict.fromkeys(("title", "place", "registry_number", "time_and_place", "seen"), value))
        response = client.post(url("meeting-plan", body.slug), data, follow=True)
        assert response.status_code in (200, 422)
        assert "<script>alert" not in response.content.decode()

    def test_a_double_click_makes_one_meeting_and_says_so(self, sign_in, body, secretary):
        client = sign_in(secretary)
        client.post(url("meeting-plan", body.slug), facts())
        response = client.post(url("meeting-plan", body.slug), facts(place="Står kvar"))
        assert (response.status_code, Meeting.objects.count()) == (409, 1)
        assert "har redan ett möte 2027-02-10" in seen(response)
        assert response.context["form"]["place"].value() == "Står kvar"

    def test_offers_nothing_when_nothing_is_left_over(self, sign_in, body, secretary):
        assert "Från tidigare möten" not in seen(sign_in(secretary).get(url("meeting-plan", body.slug)))


class TestNext:
    def test_prefills_from_the_meeting_before(self, sign_in, meeting, secretary):
        Meeting.objects.filter(pk=meeting.pk).update(title="Extra möte", place="Badhuset", mode="hybrid")
        client = sign_in(secretary)
        form = client.get(url("meeting-next", meeting.pk)).context["form"]
        assert [form[name].value() for name in ("title", "place", "mode", "previous", "date")] == [
            "Extra möte", "Badhuset", "hybrid", meeting.pk, None
        ]
        client.post(url("meeting-next", meeting.pk), facts(previous=meeting.pk))
        assert Meeting.objects.get(state=State.PLANNED).previous == meeting


class TestPlanMany:
    def test_shows_what_becomes_of_the_lines_before_anything_is_made(self, sign_in, body, secretary):
        client = sign_in(secretary)
        text = "2027-02-13 9.00-10.00 Rådhuset\n13/4 2027 kl 9-10"
        response = client.post(url("meeting-plan_many", body.slug), {"text": text})
        assert "Lördag 13 februari 2027 9.00–10.00 Rådhuset" in seen(response)
        assert Meeting.objects.count() == 0
        normal = response.context["form"].cleaned_data["text"]
        response = client.post(url("meeting-plan_many", body.slug), {"text": normal, "confirm": "1"})
        assert response["Location"] == url("body-show", body.slug)
        assert list(Meeting.objects.order_by("date").values_list("date", "start", "place")) == [
            (datetime.date(2027, 2, 13), datetime.time(9), "Rådhuset"),
            (datetime.date(2027, 4, 13), datetime.time(9), ""),
        ]

    def test_names_wrong_lines_by_their_number_and_makes_nothing(self, sign_in, planned, body, secretary):
        text = "2027-03-01\n\nsnart\n31/2 kl 9\nmåndag 2027-03-02\n2027-03-03 25.00\n2027-03-04 10-9\n2027-02-10 9-10"
        response = sign_in(secretary).post(url("meeting-plan_many", body.slug), {"text": text, "confirm": "1"})
        errors = response.context["form"].errors["text"]
        assert [error.split(":")[0] for error in errors] == ["Rad 3", "Rad 4", "Rad 5", "Rad 6", "Rad 7", "Rad 8"]
        assert errors[0] == "Rad 3: det finns inget datum i ”snart”."
        assert errors[5] == "Rad 8: organet har redan ett möte 10 februari 2027 vid den tiden."
        assert Meeting.objects.count() == 1

    def test_the_list_can_be_changed_again(self, sign_in, body, secretary):
        data = {"text": "2027-03-01 9-10", "again": "1", "confirm": "1"}
        response = sign_in(secretary).post(url("meeting-plan_many", body.slug), data)
        assert response.context["form"]["text"].value() == "2027-03-01 09:00-10:00"
        assert Meeting.objects.count() == 0

    @pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 30_000, "\n".join(["2027-01-01"] * 61), "99999-01-01"])
    def test_wild_lists_get_an_answer_at_the_field(self, sign_in, body, secretary, text):
        response = sign_in(secretary).post(url("meeting-plan_many", body.slug), {"text": text, "confirm": "1"})
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["text"])


class TestEdit:
    def seen(self, meeting):
        names = ("title", "number", "date", "start", "end", "place", "mode", "time_and_place", "registry_number")
        values = {name: getattr(meeting, name) for name in names} | {"previous": ""}
        plain = {k: v.strftime("%H:%M") if isinstance(v, datetime.time) else str("" if v is None else v)
                 for k, v in values.items()}
        return json.dumps(plain)

    def test_saves_only_what_the_writer_changed(self, sign_in, planned, secretary):
        before = self.seen(planned)
        Meeting.objects.filter(pk=planned.pk).update(registry_number="Annans 1")
        data = facts(place="Badhuset", number=1, seen=before)
        response = sign_in(secretary).post(url("meeting-edit", planned.pk), data)
        assert response["Location"] == url("meeting-show", planned.pk)
        now = Meeting.objects.get(pk=planned.pk)
        assert (now.place, now.registry_number) == ("Badhuset", "Annans 1")
        assert AuditEvent.objects.latest("pk").details == {"fields": ["place"]}

    def test_a_stale_form_is_told_at_the_field_and_the_next_save_means_it(self, sign_in, planned, secretary):
        before = self.seen(planned)
        Meeting.objects.filter(pk=planned.pk).update(place="Annans val")
        client = sign_in(secretary)
        response = client.post(url("meeting-edit", planned.pk), facts(place="Badhuset", number=1, seen=before))
        form = response.context["form"]
        assert (response.status_code, list(form.errors), form["place"].value()) == (409, ["place"], "Badhuset")
        assert "Annans val" in form.errors["place"][0]
        again = facts(place="Badhuset", number=1, seen=form["seen"].value())
        assert client.post(url("meeting-edit", planned.pk), again).status_code == 302
        assert Meeting.objects.get(pk=planned.pk).place == "Badhuset"

    def test_end_before_start_stands_at_the_end(self, sign_in, planned, secretary):
        response = sign_in(secretary).post(url("meeting-edit", planned.pk), facts(end="08:00"))
        assert dict(response.context["form"].errors) == {"end": ["Mötet slutar innan det börjar."]}

    @pytest.mark.parametrize("state", [State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED])
    def test_sealed_minutes_answer_409_and_keep_what_was_typed(self, sign_in, planned, secretary, state):
        Meeting.objects.filter(pk=planned.pk).update(state=state)
        response = sign_in(secretary).post(url("meeting-edit", planned.pk), facts(place="Står kvar"))
        assert (response.status_code, response.context["form"]["place"].value()) == (409, "Står kvar")
        assert Meeting.objects.get(pk=planned.pk).place == "Rådhuset"

    @pytest.mark.parametrize("value", ["{", "[]", "null", '{"title": {}}', "[" * 100_000, "\x00"])
    def test_a_meddled_form_gets_an_answer(self, sign_in, planned, secretary, value):
        data = facts(place="Badhuset", number=1, seen=value)
        response = sign_in(secretary).post(url("meeting-edit", planned.pk), data)
        assert response.status_code in (302, 422)


class TestCarry:
    def test_brings_what_is_ticked_into_a_draft(self, sign_in, planned, secretary, left_over):
        item, action = left_over
        service.open(planned, by=secretary.user)
        data = {"carry_items": [item.pk], "carry_actions": [action.pk]}
        sign_in(secretary).post(url("meeting-carry", planned.pk), data)
        assert (planned.items.get().carried_from, planned.actions.get().carried_from) == (item, action)

    def test_twice_is_refused_at_the_field(self, sign_in, planned, secretary, left_over):
        client = sign_in(secretary)
        client.post(url("meeting-carry", planned.pk), {"carry_items": [left_over[0].pk]})
        response = client.post(url("meeting-carry", planned.pk), {"carry_items": [left_over[0].pk]})
        assert response.status_code == 422
        assert planned.items.count() == 1

    def test_nothing_ticked_is_told(self, sign_in, planned, secretary, left_over):
        response = sign_in(secretary).post(url("meeting-carry", planned.pk), {})
        assert "Kryssa för det som ska föras över." in seen(response)

    def test_sealed_minutes_answer_409(self, sign_in, planned, secretary, left_over):
        Meeting.objects.filter(pk=planned.pk).update(state=State.IN_ADJUSTMENT)
        response = sign_in(secretary).post(url("meeting-carry", planned.pk), {"carry_items": [left_over[0].pk]})
        assert (response.status_code, planned.items.count()) == (409, 0)


class TestOtherActs:
    def test_opening_leads_to_writing_and_a_second_click_does_not_fall_over(self, sign_in, planned, secretary):
        client = sign_in(secretary)
        assert client.post(url("meeting-open", planned.pk))["Location"] == url("writing-show", planned.pk)
        again = client.post(url("meeting-open", planned.pk))
        assert again.status_code == 409
        assert "redan påbörjat" in again.content.decode()

    def test_cancelling_leads_to_the_body_and_too_late_answers_409(self, sign_in, planned, meeting, secretary, body):
        client = sign_in(secretary)
        assert client.post(url("meeting-cancel", planned.pk))["Location"] == url("body-show", body.slug)
        assert not Meeting.objects.filter(pk=planned.pk).exists()
        assert client.post(url("meeting-cancel", meeting.pk)).status_code == 409
        assert client.get(url("meeting-show", planned.pk)).status_code == 404

    def test_the_pen_goes_to_somebody_visible_with_a_login(self, sign_in, planned, secretary, member, outsider):
        without = factories.Person(organisation=planned.body.organisation, name="Lo Utan", user=None)
        factories.Membership(body=planned.body, person=without)
        client = sign_in(secretary)
        for wrong in (outsider, without):
            response = client.post(url("meeting-hand_over", planned.pk), {"person": wrong.pk})
            assert list(response.context["form"].errors) == ["person"]
        response = client.post(url("meeting-hand_over", planned.pk), {"person": member.pk, "signs": "on"}, follow=True)
        assert "Malte Hedqvist har pennan nu" in seen(response)
        assert planned.signers.get(label="Sekreterare").person == member
        again = client.post(url("meeting-hand_over", planned.pk), {"person": member.pk})
        assert (again.status_code, "har redan pennan" in seen(again)) == (409, True)
