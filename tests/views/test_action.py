import datetime

import pytest
from django.urls import reverse

from minutes.models import ActionItem, AuditEvent, Body, Meeting
from minutes.services import meeting as service
from tests import factories
from tests.looking import seen

INDEX = reverse("action-index")
State = Meeting.State


@pytest.fixture
def action(meeting, member):
    return factories.ActionItem(
        item=meeting.items.first(), text="Beställa bojar", responsible=meeting.attendances.get(person=member),
        responsible_words="",
    )


def status_url(action):
    return reverse("action-status", args=[action.pk])


def texts(response):
    return [row.action.text for row in response.context["page"]]


def publish(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=State.PUBLISHED)


class TestLists:
    def test_mine_first_and_everybodys_on_asking(self, sign_in, meeting, action, secretary, member):
        factories.ActionItem(item=meeting.items.first(), text="Räkna på avgifter")
        publish(meeting)
        client = sign_in(member)
        assert texts(client.get(INDEX)) == ["Beställa bojar"]
        assert sorted(texts(client.get(INDEX, {"whose": "all"}))) == ["Beställa bojar", "Räkna på avgifter"]
        assert texts(sign_in(secretary).get(INDEX)) == []

    def test_are_filtered_by_how_far_they_are(self, sign_in, meeting, secretary):
        item = meeting.items.first()
        factories.ActionItem(item=item, text="öppen")
        factories.ActionItem(item=item, text="pågår", status="started", due=datetime.date(2999, 1, 1))
        factories.ActionItem(item=item, text="sen", due=datetime.date(2020, 1, 1))
        factories.ActionItem(item=item, text="klar", status="done", due=datetime.date(2020, 1, 1))
        factories.ActionItem(item=item, text="utgått", status="dropped")
        client, url = sign_in(secretary), reverse("action-list", args=[meeting.body.slug])
        assert texts(client.get(url)) == ["sen", "pågår", "öppen"]
        assert texts(client.get(url, {"show": "overdue"})) == ["sen"]
        assert sorted(texts(client.get(url, {"show": "done"}))) == ["klar", "utgått"]

    @pytest.mark.parametrize("query", ["show=x", "whose=\x00", "page=999", "page=x", "show=done&page=-1"])
    def test_a_meddled_address_gets_a_page(self, sign_in, action, secretary, query):
        assert sign_in(secretary).get(f"{INDEX}?{query}").status_code == 200

    def test_of_a_draft_are_for_those_who_may_read_it_and_the_one_who_is_to_do_it(
        self, sign_in, meeting, action, adjuster, member
    ):
        url = reverse("action-list", args=[meeting.body.slug])
        assert texts(sign_in(adjuster).get(url)) == []
        assert texts(sign_in(member).get(url)) == ["Beställa bojar"]
        Body.objects.update(draft_readers="members")
        assert texts(sign_in(adjuster).get(url)) == ["Beställa bojar"]

    def test_of_a_confidential_item_stay_hidden(self, sign_in, meeting, chair, member, action):
        meeting.items.update(confidential=True)
        publish(meeting)
        url = reverse("action-list", args=[meeting.body.slug])
        stranger = factories.Person(name="Ny Ledamot")
        factories.Membership(body=meeting.body, person=stranger)
        assert texts(sign_in(stranger).get(url)) == []
        assert texts(sign_in(member).get(url)) == ["Beställa bojar"]

    def test_one_that_was_carried_over_is_shown_once_as_far_as_one_may_read(
        self, sign_in, meeting, action, secretary, adjuster
    ):
        publish(meeting)
        day = datetime.date(2027, 1, 1)
        later = service.plan(meeting.body, by=secretary.user, date=day, carry_actions=[action])
        url = reverse("action-list", args=[meeting.body.slug])
        for person, where in ((secretary, later), (adjuster, meeting)):
            (row,) = sign_in(person).get(url).context["page"]
            assert row.action.meeting == where

    def test_of_a_body_that_is_not_mine_are_not_found(self, sign_in, meeting, outsider):
        url = reverse("action-list", args=[meeting.body.slug])
        assert sign_in(outsider).get(url).status_code == 403
        Body.objects.update(readers="members")
        assert sign_in(outsider).get(url).status_code == 404
        assert sign_in(outsider).get(reverse("action-list", args=["finns-inte"])).status_code == 404


class TestStatus:
    def test_is_changed_by_the_writer_and_by_the_one_who_does_it(self, sign_in, action, secretary, member):
        for person, status in ((secretary, "started"), (member, "done")):
            response = sign_in(person).post(status_url(action), {"status": status})
            assert response["Location"] == reverse("meeting-show", args=[action.meeting_id])
            assert ActionItem.objects.get().status == status
        assert AuditEvent.objects.count() == 2

    def test_is_not_for_others(self, client, sign_in, meeting, action, outsider, adjuster):
        data = {"status": "done"}
        assert client.post(status_url(action), data).status_code == 302
        assert sign_in(outsider).post(status_url(action), data).status_code == 404
        assert sign_in(adjuster).post(status_url(action), data).status_code == 404
        publish(meeting)
        assert sign_in(adjuster).post(status_url(action), data).status_code == 403
        assert (ActionItem.objects.get().status, AuditEvent.objects.count()) == ("open", 0)

    def test_is_never_a_get(self, sign_in, action, member):
        assert sign_in(member).get(status_url(action)).status_code == 405

    @pytest.mark.parametrize("status", ["", "gjort", "\x00", "x" * 10_000])
    def test_wild_ones_are_told_and_change_nothing(self, sign_in, action, member, status):
        response = sign_in(member).post(status_url(action), {"status": status}, follow=True)
        assert "En åtgärd är öppen, pågår, är klar eller har utgått." in seen(response)
        assert ActionItem.objects.get().status == "open"

    @pytest.mark.parametrize("to", ["https://ond.example/", "//ond.example", "javascript:alert(1)", "\x00", "x"])
    def test_leads_nowhere_else(self, sign_in, action, member, to):
        response = sign_in(member).post(status_url(action), {"status": "done", "next": to})
        assert response["Location"] == reverse("meeting-show", args=[action.meeting_id])

    def test_of_one_that_was_carried_over_is_refused_in_words(self, sign_in, meeting, action, secretary):
        service.plan(meeting.body, by=secretary.user, date=datetime.date(2027, 1, 1), carry_actions=[action])
        listed = f"{reverse('action-list', args=[meeting.body.slug])}?show=done"
        response = sign_in(secretary).post(status_url(action), {"status": "done", "next": listed})
        assert (response.status_code, response.context["show"], response.wsgi_request.get_full_path()) == (
            409, "done", listed
        )
        assert "har förts över till ett senare möte" in seen(response)

    def test_of_an_unknown_one_is_not_found(self, sign_in, member):
        assert sign_in(member).post(reverse("action-status", args=[10**12]), {"status": "done"}).status_code == 404
