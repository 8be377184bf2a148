import datetime

import pytest
from django.urls import reverse

from minutes.models import Body, Meeting, Membership
from minutes.services import meeting as service
from tests import factories
from tests.looking import seen

LIST = reverse("body-list")


def page(body):
    return reverse("body-show", args=[body.slug])


class TestList:
    def test_shows_my_bodies_with_what_goes_on_and_other_public_ones_apart(self, sign_in, body, secretary, meeting):
        service.plan(body, by=secretary.user, date=datetime.date(2027, 2, 10))
        factories.Body(name="Kulturrådet", slug="kultur")
        factories.Body(name="Hemliga rådet", readers="members")
        words = seen(sign_in(secretary).get(LIST))
        assert "Styrgruppen för badplatser Fjällviks kommun 12 november : Utkast, skrivs av dig" in words
        assert "10 februari 2027 : Planerat" in words
        assert words.count("10 februari 2027") == 1
        assert words.index("Andra offentliga organ") < words.index("Kulturrådet")
        assert "Hemliga" not in words

    def test_says_what_will_be_here(self, sign_in, outsider):
        assert "Du har ingen plats i någon grupp än" in seen(sign_in(outsider).get(LIST))


def test_an_administrator_without_a_seat_is_not_told_that_there_are_no_meetings(sign_in, administrator, body, meeting):
    client = sign_in(administrator)
    assert "Inget möte är planerat" not in seen(client.get(LIST))
    words = seen(client.get(page(body)))
    assert "Möten visas för den som har en plats" in words
    assert "Öppna åtgärder" not in words


class TestShow:
    def test_outsiders_get_no_further_than_what_is_public(self, client, sign_in, body, outsider):
        assert client.get(page(body)).status_code == 302
        assert sign_in(outsider).get(page(body)).status_code == 403
        Body.objects.update(readers="members")
        assert sign_in(outsider).get(page(body)).status_code == 404

    def test_shows_meetings_by_year_with_their_state_in_words(self, sign_in, body, meeting, member, secretary):
        for year in (2022, 2023, 2024):
            factories.Meeting(body=body, date=datetime.date(year, 3, 4), state=Meeting.State.PUBLISHED)
        response = sign_in(member).get(page(body))
        assert [group["year"] for group in response.context["years"]] == [2026, 2024, 2023, 2022]
        words = seen(response)
        assert "2026 Styrgruppsmöte torsdag 12 november Utkast, skrivs av Siv Lindblom" in words
        assert "2023 1 möte Styrgruppsmöte lördag 4 mars 2023 Publicerat" in words

    def test_shows_those_who_have_a_seat_today_once_with_all_roles(self, sign_in, body, secretary, chair):
        factories.Membership(body=body, person=chair, role=Membership.Role.MEMBER)
        factories.Membership(body=body, person=None, represents="Norrhults kommun")
        gone = factories.Person(name="Före Detta")
        factories.Membership(body=body, person=gone, ends=datetime.date(2021, 1, 1))
        words = seen(sign_in(secretary).get(page(body)))
        assert "Personer 3" in words
        assert "Orvar Kjellgren Fjällviks kommun, ordförande, ledamot" in words
        assert "Vakant Norrhults kommun, ledamot" in words
        assert "Före Detta" not in words

    @pytest.mark.parametrize(
        ("who", "names"),
        [
            ("secretary", {"meeting-plan", "meeting-plan_many", "membership-list"}),
            ("member", set()),
            ("administrator", {"membership-list", "body-edit"}),
        ],
    )
    def test_offers_each_what_she_may_do(self, request, sign_in, body, who, names):
        html = sign_in(request.getfixturevalue(who)).get(page(body)).content.decode()
        every = ("meeting-plan", "meeting-plan_many", "membership-list", "body-edit")
        assert {name for name in every if f'"{reverse(name, args=[body.slug])}"' in html} == names

    def test_open_actions_of_a_draft_do_not_leak(self, sign_in, meeting, body, member, secretary):
        factories.ActionItem(item=meeting.items.first(), text="Hemlig åtgärd")
        assert "Öppna åtgärder 1" in seen(sign_in(secretary).get(page(body)))
        words = seen(sign_in(member).get(page(body)))
        assert "Hemlig åtgärd" not in words
        assert "Öppna åtgärder 0" in words

    def test_an_administrator_without_a_seat_sees_people_but_no_meetings(self, sign_in, meeting, body, administrator):
        response = sign_in(administrator).get(page(body))
        assert response.context["years"] == []
        assert "Orvar Kjellgren" in seen(response)
