"""The meeting's own page: the next step for each reader, and what members who may not read the draft do not see."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import AgendaItem, Attendance, Body, Meeting, Membership
from minutes.services import agenda, signoff
from minutes.services import meeting as service
from tests import factories
from tests.looking import seen

State = Meeting.State


pytestmark = pytest.mark.usefixtures("no_tasks")


def url(name, *args):
    return reverse(name, args=args)


class TestShow:
    def test_planned_prepares_and_starts(self, sign_in, planned, secretary):
        response = sign_in(secretary).get(url("meeting-show", planned.pk))
        assert "Planerat till onsdag 10 februari 2027" in seen(response)
        assert [(act.label, act.primary) for act in response.context["next_acts"]] == [
            ("Börja skriva", False), ("Förbered dagordningen", True)
        ]

    def test_the_agenda_stands_in_its_order_whatever_was_added_last(self, sign_in, meeting, secretary):
        last = factories.AgendaItem(meeting=meeting, title="Avslut", kind="closing", position=90)
        factories.AgendaItem(meeting=meeting, title="Sent tillagd punkt", position=80)
        rows = sign_in(secretary).get(url("meeting-show", meeting.pk)).context["agenda"]
        positions = [row["item"].position for row in rows]
        assert positions == sorted(positions)
        assert rows[-1]["item"] == last
        assert rows[-2]["url"] == url("writing-item", rows[-2]["item"].pk)

    def test_on_the_day_writing_comes_first(self, sign_in, planned, secretary):
        Meeting.objects.update(date=timezone.localdate())
        acts = sign_in(secretary).get(url("meeting-show", planned.pk)).context["next_acts"]
        assert acts[-1].url == url("meeting-open", planned.pk)

    def test_a_draft_is_written_until_every_item_says_something(self, sign_in, meeting, secretary):
        client = sign_in(secretary)
        response = client.get(url("meeting-show", meeting.pk))
        assert "Utkast, skrivs av dig" in seen(response)
        assert response.context["next_acts"][-1].label == "Kontrollera och skicka"
        factories.AgendaItem(meeting=meeting, text="")
        assert client.get(url("meeting-show", meeting.pk)).context["next_acts"][-1].label == "Skriv"

    def test_in_adjustment_says_who_is_waited_for_and_offers_each_her_own_step(
        self, sign_in, meeting, secretary, chair, adjuster, member
    ):
        sealed = signoff.send(meeting, by=secretary.user, deadline=timezone.localdate() + datetime.timedelta(3))
        for person in (secretary, chair):
            signoff.sign(meeting, by=person.user, content_hash=sealed.content_hash, method="mail_code")
        expected = {
            secretary: ("väntar på Jorunn Ask Två av tre är klara. Sista dag", "Påminn Jorunn"),
            adjuster: ("väntar på dig", "Läs och justera"),
            chair: ("väntar på Jorunn Ask", "Läs dokumentet"),
        }
        for person, (words, step) in expected.items():
            response = sign_in(person).get(url("meeting-show", meeting.pk))
            assert words in seen(response)
            assert response.context["next_acts"][-1].label == step
        response = sign_in(member).get(url("meeting-show", meeting.pk))
        assert response.context["next_acts"] == []

    def test_a_refusal_stops_and_waits_for_the_secretary(self, sign_in, meeting, secretary, adjuster):
        sealed = signoff.send(meeting, by=secretary.user)
        signoff.decline(meeting, by=adjuster.user, content_hash=sealed.content_hash, reason="Fel datum")
        response = sign_in(secretary).get(url("meeting-show", meeting.pk))
        assert "Justeringen har stannat, Jorunn Ask kan inte skriva under" in seen(response)
        assert response.context["next_acts"][-1].label == "Återkalla och ändra"

    def test_approved_minutes_name_their_audience_on_the_button(self, sign_in, meeting, secretary):
        Meeting.objects.update(state=State.ADJUSTED)
        client = sign_in(secretary)
        assert client.get(url("meeting-show", meeting.pk)).context["next_acts"][-1].label == "Publicera på webben"
        Body.objects.update(readers="members")
        acts = client.get(url("meeting-show", meeting.pk)).context["next_acts"]
        assert acts[-1].label == "Skicka ut till ledamöterna"

    def test_shows_outcomes_actions_people_and_history(self, sign_in, meeting, secretary, left_over, member):
        meeting.attendances.create(organisation="Norrhults kommun", status=Attendance.Status.EXCUSED)
        AgendaItem.objects.filter(pk=left_over[0].pk).update(outcome="withdrawn", deferred_to_words="i vår")
        service.edit(meeting, by=secretary.user, date=datetime.date(2026, 11, 13))
        words = seen(sign_in(secretary).get(url("meeting-show", meeting.pk)))
        for part in (
            "§ 1 Val av justerare Beslut", "Utgick, tas upp i vår, 1 åtgärd", "Beställa bojar", "Närvarande 4",
            "Förhindrade: vakant (Norrhults kommun)", "Siv Lindblom flyttade mötet till fredag 13 november",
        ):
            assert part in words

    def test_the_draft_does_not_leak_to_who_may_not_read_it(self, sign_in, meeting, member, left_over, secretary):
        AgendaItem.objects.filter(pk=left_over[0].pk).update(outcome="withdrawn")
        secret = factories.AgendaItem(meeting=meeting, title="Avskedet av N.N.", confidential=True)
        AgendaItem.objects.filter(pk=secret.pk).update(presenter="Hemlig Hans", responsible_words="Hemlig Hans")
        factories.ActionItem(item=secret, text="Säga upp N.N.", responsible_words="Hemlig Hans")
        factories.Attachment(meeting=meeting, title="Hemlig bilaga")
        signoff.send(meeting, by=secretary.user)
        client = sign_in(member)
        for page in ("meeting-show", "meeting-history"):
            html = client.get(url(page, meeting.pk)).content.decode()
            for hidden in ("Avskedet", "Säga upp", "Hemlig", "Beställa bojar", "Utgick", "state--done", "jorunn@"):
                assert hidden not in html
        words = seen(client.get(url("meeting-show", meeting.pk)))
        assert "Punkt med sekretess" in words
        assert "Val av justerare" in words
        assert "Siv Lindblom skickade protokollet för justering" in words

    def test_what_one_person_does_over_and_over_is_one_line_of_the_history(self, sign_in, meeting, secretary, chair):
        for person, title in [(secretary, "A"), (secretary, "B"), (secretary, "C"), (chair, "D"), (secretary, "E")]:
            agenda.add(meeting, by=person.user, title=title)
        for page in ("meeting-show", "meeting-history"):
            history = sign_in(secretary).get(url(page, meeting.pk)).context["history"]
            assert [(line.words, line.times) for line in history] == [
                ("Siv Lindblom kompletterade dagordningen", 1),
                ("Orvar Kjellgren kompletterade dagordningen", 1),
                ("Siv Lindblom kompletterade dagordningen", 3),
            ]
        assert ", 3 gånger" in seen(sign_in(secretary).get(url("meeting-history", meeting.pk)))

    def test_notes_are_called_notes_in_the_history_and_in_what_comes_next(self, sign_in, meeting, secretary):
        Body.objects.update(document="notes")
        signoff.send(Meeting.objects.get(pk=meeting.pk), by=secretary.user)
        client = sign_in(secretary)
        words = seen(client.get(url("meeting-show", meeting.pk)))
        assert "Siv Lindblom skickade anteckningarna för justering" in words
        assert "protokollet" not in words
        Meeting.objects.update(state=State.PUBLISHED)
        acts = client.get(url("meeting-show", meeting.pk)).context["next_acts"]
        assert acts[-1].label == "Läs anteckningarna"

    def test_members_read_along_where_the_body_lets_them(self, sign_in, meeting, member, left_over):
        Body.objects.update(draft_readers="members")
        response = sign_in(member).get(url("meeting-show", meeting.pk))
        assert "Beställa bojar" in seen(response)
        assert [act.label for act in response.context["next_acts"]] == ["Läs utkastet"]

    def test_confidential_titles_stay_hidden_from_members_also_when_published(self, sign_in, meeting, member):
        factories.AgendaItem(meeting=meeting, title="Avskedet av N.N.", confidential=True)
        Meeting.objects.update(state=State.PUBLISHED)
        assert "Avskedet" not in sign_in(member).get(url("meeting-show", meeting.pk)).content.decode()

    def test_a_former_member_sees_her_meetings_without_a_dead_link_to_the_body(self, sign_in, meeting, member, body):
        Membership.objects.filter(person=member).update(ends=datetime.date(2026, 11, 12))
        Body.objects.update(readers="members")
        html = sign_in(member).get(url("meeting-show", meeting.pk)).content.decode()
        assert url("body-show", body.slug) not in html

    def test_an_unknown_meeting_is_not_found(self, sign_in, secretary):
        assert sign_in(secretary).get(url("meeting-show", 10**12)).status_code == 404


def test_an_item_removed_before_it_was_numbered_is_not_told_to_readers(sign_in, secretary, meeting):
    meeting.items.filter(position=1).update(removed=True, title="Struket ärende")
    page = sign_in(secretary).get(reverse("meeting-show", args=[meeting.pk])).content.decode()
    assert "Struket ärende" not in page
