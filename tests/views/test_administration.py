from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

PATH = "/administration/"


def test_an_administrator_sees_her_organisations_and_no_others(sign_in, administrator, organisation, body, member):
    other = factories.Body(name="Råd för annat")
    page = sign_in(administrator).get(PATH).content.decode()
    for part in (organisation.name, body.name, "1 person, ", reverse("body-edit", args=[body.slug])):
        assert part in page
    assert other.name not in page
    assert other.organisation.name not in page
    assert "Ny organisation" not in page


def test_a_superuser_sees_all_and_may_add(client, db, sign_in):
    person = factories.Person(user=factories.User(is_superuser=True))
    other = factories.Body(name="Råd för annat")
    page = sign_in(person).get(PATH).content.decode()
    assert other.name in page
    assert reverse("organisation-add") in page


def test_others_are_refused_and_strangers_sign_in(client, sign_in, secretary):
    assert client.get(PATH).url == f"/account/login/?next={PATH}"
    assert sign_in(secretary).get(PATH).status_code == 403


def test_only_looking_is_possible(sign_in, administrator):
    assert sign_in(administrator).post(PATH).status_code == 405


def _queries(client):
    with CaptureQueriesContext(connection) as taken:
        assert client.get(PATH).status_code == 200
    return len(taken)


def test_the_page_costs_the_same_for_one_body_and_for_three(sign_in, administrator, organisation, body, member):
    client = sign_in(administrator)
    one = _queries(client)
    for _ in range(2):
        factories.Membership(body=factories.Body(organisation=organisation))
        another = factories.Organisation()
        another.administrators.add(administrator.user, factories.Person(organisation=another).user)
    assert _queries(client) == one
