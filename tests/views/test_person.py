import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.models import AuditEvent, Person
from tests import factories

from .wild import NAMES, TEXTS, taken

DETAILS = {"name": "Tea Molin", "title": "arkivarie", "represents": "Ljungdal", "email": "tea@ljungdal.example"}


@pytest.fixture
def admin(sign_in, administrator):
    return sign_in(administrator)


@pytest.fixture
def people(organisation):
    return reverse("person-list", args=[organisation.slug])


@pytest.fixture
def add(organisation):
    return reverse("person-add", args=[organisation.slug])


def edit(person):
    return reverse("person-edit", args=[person.pk])


def test_the_list_tells_seats_and_logins(admin, people, member, body):
    factories.Person(organisation=body.organisation, name="Utan Login", user=None)
    page = admin.get(people).content.decode()
    for part in ("Malte Hedqvist", body.name, "Inte inloggad än", "Ingen inloggning"):
        assert part in page


def test_the_list_finds_by_any_detail_and_never_by_accident(admin, people, member):
    for wanted in ("hedqv", "LJUNGDAL.example", "kanslichef"):
        assert "Malte Hedqvist" in admin.get(people, {"q": wanted}).content.decode()
    page = admin.get(people, {"q": "<b>%_\x00"}).content.decode()
    assert "Malte Hedqvist" not in page
    assert "&lt;b&gt;%_" in page


def _queries(client, path):
    with CaptureQueriesContext(connection) as taken:
        assert client.get(path).status_code == 200
    return len(taken)


def test_the_list_costs_the_same_for_one_and_for_three(admin, people, member, body):
    one = _queries(admin, people)
    for _ in range(2):
        factories.Membership(body=factories.Body(organisation=body.organisation))
    assert _queries(admin, people) == one


def test_a_person_is_registered_and_invited(admin, add, people):
    assert admin.post(add, DETAILS | {"invite": "on"}).url == people
    person = Person.objects.get(name="Tea Molin")
    assert (person.title, person.user.email) == ("arkivarie", "tea@ljungdal.example")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_wild_text_is_stored_clean_or_told_at_the_field(admin, add, people, text):
    before = Person.objects.count()
    fields = ("name", "title", "represents", "email")
    took = taken(lambda changes: admin.post(add, DETAILS | {"email": ""} | changes), fields, text)
    assert "email" not in took
    assert Person.objects.count() == before + 1
    stored = Person.objects.latest("pk")
    assert not set(stored.name + stored.title + stored.represents) & set("\x00\u202e\u2066\u200b")
    assert "<script>alert" not in admin.get(people).content.decode()


def test_an_address_that_is_taken_is_told_and_nothing_typed_is_lost(admin, add, member):
    answer = admin.post(add, DETAILS | {"email": "MALTE@ljungdal.example"})
    assert "redan registrerad" in answer.content.decode()
    assert 'value="arkivarie"' in answer.content.decode()


def test_an_address_of_another_organisation_comes_back_as_a_refusal_at_the_top(admin, add, outsider):
    answer = admin.post(add, DETAILS | {"email": outsider.email, "invite": "on"})
    assert answer.status_code == 409
    assert "annan organisation" in answer.content.decode()
    assert 'value="Tea Molin"' in answer.content.decode()
    assert not Person.objects.filter(name="Tea Molin").exists()


def test_an_invitation_without_an_address_is_told_at_the_field(admin, add):
    answer = admin.post(add, DETAILS | {"email": "", "invite": "on"})
    assert 'id="id_email_error"' in answer.content.decode()


def test_details_are_changed_on_the_record(admin, member, people):
    assert admin.post(edit(member), DETAILS | {"email": member.email}).url == people
    member.refresh_from_db()
    assert (member.name, member.represents) == ("Tea Molin", "Ljungdal")
    assert AuditEvent.objects.get().details == {"fields": ["name", "represents", "title"]}


def test_a_secretary_changes_people_of_her_body_and_comes_back_to_it(sign_in, secretary, member, body):
    client = sign_in(secretary)
    path = f"{edit(member)}?body={body.slug}"
    assert "Malte Hedqvist" in client.get(path).content.decode()
    back = reverse("membership-list", args=[body.slug])
    assert client.post(path, DETAILS | {"email": member.email}).url == back
    answer = client.post(path, DETAILS | {"email": "annan@ljungdal.example"})
    assert answer.status_code == 409
    assert "Bara en administratör" in answer.content.decode()


def test_a_secretary_invites_a_member_of_her_body(sign_in, secretary, body):
    person = factories.Person(organisation=body.organisation, user=None)
    factories.Membership(body=body, person=person)
    sign_in(secretary).post(reverse("person-invite", args=[person.pk]) + f"?body={body.slug}")
    assert [message.to for message in mail.outbox] == [[f"{person.name} <{person.email}>"]]


def test_a_secretary_reaches_nobody_of_other_organisations_or_bodies(
    sign_in, secretary, outsider, administrator, organisation
):
    client = sign_in(secretary)
    for person in (outsider, administrator):
        assert client.get(edit(person)).status_code == 404
        assert client.post(edit(person), DETAILS).status_code == 404
        assert client.post(reverse("person-invite", args=[person.pk])).status_code == 404
    assert client.get(reverse("person-list", args=[organisation.slug])).status_code == 404
    assert client.get(reverse("person-list", args=[outsider.organisation.slug])).status_code == 404
    assert not Person.objects.filter(name="Tea Molin").exists()
    assert mail.outbox == []


def test_a_seat_in_a_body_that_the_secretary_does_not_know_of_is_not_told(sign_in, secretary, chair, organisation):
    hidden = factories.Body(organisation=organisation, name="Hemliga rådet", readers="members")
    factories.Membership(body=hidden, person=chair)
    page = sign_in(secretary).get(edit(chair)).content.decode()
    assert "Styrgruppen för badplatser" in page
    assert "Hemliga rådet" not in page


def test_a_member_sees_nothing_to_change(sign_in, member, chair):
    client = sign_in(member)
    assert client.get(edit(chair)).status_code == 403
    assert client.post(reverse("person-invite", args=[chair.pk])).status_code == 403


@pytest.mark.parametrize("query", ["?body=%00", "?body=%3Cscript%3E", "?body=" + "x" * 3000])
def test_a_wild_way_back_leads_home(admin, member, query):
    page = admin.get(edit(member) + query)
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace('<script type="', "")


def test_inviting_is_an_act_and_not_a_look(admin, member):
    assert admin.get(reverse("person-invite", args=[member.pk])).status_code == 405
    assert mail.outbox == []
