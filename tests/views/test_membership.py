import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.models import AuditEvent, Membership, Person
from tests import factories
from tests.looking import seen

from .wild import NAMES, TEXTS, taken

NEW = {"who": "new", "name": "Tea Molin", "title": "arkivarie", "represents": "Ljungdal", "email": "", "role": "member",
       "starts": "2026-03-01", "ends": ""}


@pytest.fixture
def pages(body):
    return {act: reverse(f"membership-{act}", args=[body.slug]) for act in ("list", "add", "paste")}


@pytest.fixture
def hers(sign_in, secretary):
    """A body's secretary who administers nothing."""
    return sign_in(secretary)


def names(body):
    return [seat.person.name if seat.person else None for seat in body.memberships.all()]


def test_the_list_tells_who_sits_who_sat_and_which_seats_are_vacant(hers, pages, body, chair):
    earlier = factories.Person(organisation=body.organisation, name="Tidigare Ledamot")
    factories.Membership(body=body, person=earlier, ends=datetime.date(2021, 1, 1))
    factories.Membership(body=body, person=None, represents="Åsviks kommun")
    page = hers.get(pages["list"]).content.decode().split("<h1")[1]
    assert page.index("Orvar Kjellgren") < page.index("Siv Lindblom") < page.index("Tidigare Ledamot")
    assert "<em>Vakant</em>" in page
    assert "2020-01-01–2021-01-01" in page


def test_a_member_reads_the_list_without_buttons_and_a_stranger_nothing(sign_in, pages, member, outsider):
    page = sign_in(member).get(pages["list"]).content.decode()
    assert "Malte Hedqvist" in page
    assert pages["add"] not in page
    for act in ("add", "paste"):
        assert sign_in(member).get(pages[act]).status_code == 403
    assert sign_in(outsider).get(pages["list"]).status_code in (403, 404)


def test_nobody_reaches_the_people_of_a_body_that_is_not_hers(sign_in, secretary, db):
    other = factories.Membership(body=factories.Body(readers="members"))
    client = sign_in(secretary)
    for act in ("list", "add", "paste"):
        path = reverse(f"membership-{act}", args=[other.body.slug])
        assert client.get(path).status_code == 404
        assert client.post(path, NEW).status_code == (405 if act == "list" else 404)
    path = reverse("membership-edit", args=[other.pk])
    assert client.get(path).status_code == 404
    assert client.post(path, {"role": "chair", "starts": "2026-01-01"}).status_code == 404
    other.refresh_from_db()
    assert other.role == "member"


def _queries(client, path):
    with CaptureQueriesContext(connection) as taken:
        assert client.get(path).status_code == 200
    return len(taken)


def test_the_list_costs_the_same_for_one_and_for_three(hers, pages, body):
    one = _queries(hers, pages["list"])
    for person in factories.Person.create_batch(2, organisation=body.organisation):
        factories.Membership(body=body, person=person)
    assert _queries(hers, pages["list"]) == one


def test_somebody_new_is_registered_and_seated(hers, pages, body, secretary):
    assert hers.post(pages["add"], NEW | {"email": "tea@ljungdal.example", "invite": "on"}).url == pages["list"]
    assert names(body) == ["Siv Lindblom", "Tea Molin"]
    assert Person.objects.get(name="Tea Molin").user.email == "tea@ljungdal.example"
    kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == ["person.add", "person.invite", "membership.add"]


def test_somebody_registered_is_chosen_among_the_organisations_people(hers, pages, body, administrator, outsider):
    assert "Ove Utberg" not in hers.get(pages["add"]).content.decode()
    chosen = {"who": "known", "person": administrator.pk, "role": "chair", "starts": "2026-03-01"}
    assert hers.post(pages["add"], chosen | {"person": outsider.pk}).status_code == 422
    assert hers.post(pages["add"], chosen).status_code == 302
    assert names(body) == ["Siv Lindblom", "Asta Nordin"]
    again = hers.post(pages["add"], chosen)
    assert again.status_code == 409
    assert "Asta Nordin är redan ordförande" in again.content.decode()


def test_a_vacant_seat_names_its_organisation(hers, pages, body):
    seat = {"who": "vacant", "role": "member", "starts": "2026-03-01"}
    assert 'id="id_represents_error"' in hers.post(pages["add"], seat).content.decode()
    hers.post(pages["add"], seat | {"represents": "Åsviks kommun"})
    assert names(body) == ["Siv Lindblom", None]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("starts", wrong) for wrong in ("", "2026-02-31", "0001-01-01", "9999-12-31", "i går", "\x00")),
        *(("ends", wrong) for wrong in ("2026-02-28", "x")),
        ("role", "kung"), ("who", "jag"), ("name", ""), ("email", "tea"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(hers, pages, body, field, value):
    page = hers.post(pages["add"], NEW | {field: value})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert names(body) == ["Siv Lindblom"]
    assert not Person.objects.filter(name="Tea Molin").exists()


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_wild_text_is_stored_clean_or_told(hers, pages, text):
    fields = ("name", "title", "represents", "email", "person", "starts")
    assert set(taken(lambda changes: hers.post(pages["add"], NEW | changes), fields, text)) <= set(fields[:3])
    for person in Person.objects.all():
        assert not set(person.name + person.title + person.represents) & set("\x00\u202e\u2066\u200b")
    assert "<script>alert" not in hers.get(pages["list"]).content.decode()


def test_a_seat_is_ended_and_its_role_changed(hers, pages, member):
    seat = member.memberships.get()
    path = reverse("membership-edit", args=[seat.pk])
    assert 'value="2020-01-01"' in hers.get(path).content.decode()
    assert hers.post(path, {"role": "substitute", "starts": "2020-01-01", "ends": "2026-06-30"}).url == pages["list"]
    seat.refresh_from_db()
    assert (seat.role, seat.ends) == ("substitute", datetime.date(2026, 6, 30))
    page = hers.post(path, {"role": "substitute", "starts": "2020-01-01", "ends": "2019-12-31"})
    assert "Sista dagen ligger före" in page.content.decode()


def test_a_mistaken_seat_is_removed_and_one_in_use_is_ended_with_the_reason(hers, body, member, meeting):
    mistaken = factories.Membership(body=body, person=None, represents="Åsviks kommun")
    address = reverse("membership-remove", args=[mistaken.pk])
    assert address in hers.get(reverse("membership-edit", args=[mistaken.pk])).content.decode()
    assert "aldrig hade lagts in" in hers.get(address).content.decode()
    assert "Platsen är borttagen." in hers.post(address, follow=True).content.decode()
    assert not Membership.objects.filter(pk=mistaken.pk).exists()
    address = reverse("membership-remove", args=[member.memberships.get().pk])
    assert "mötet 12 november" in seen(hers.get(address))
    assert "Platsen har avslutats." in hers.post(address, follow=True).content.decode()
    again = hers.post(address)
    assert (again.status_code, "har redan upphört" in again.content.decode()) == (409, True)


def test_whoever_ends_her_own_seat_is_shown_a_page_that_she_may_open(hers, secretary, meeting):
    address = reverse("membership-remove", args=[secretary.memberships.get().pk])
    assert hers.post(address, follow=True).redirect_chain == [(reverse("body-list"), 302)]


def test_pasted_lines_are_shown_before_anything_is_saved(hers, pages, body, member):
    text = "Tea Molin (arkivarie, Ljungdal)\nMalte Hedqvist\nVakant (Åsviks kommun)\nIvar <b>Sund</b>\n(jurist)"
    page = hers.post(pages["paste"], {"text": text, "starts": "2026-03-01"}).content.decode()
    assert 'value="arkivarie"' in page
    assert "Malte Hedqvist är redan registrerad" in page
    assert "<b>Sund" not in page
    assert "En rad saknar namn och togs inte med: (jurist)" in page
    assert names(body) == ["Siv Lindblom", "Malte Hedqvist"]
    assert AuditEvent.objects.count() == 0


def rows(*lines, **more):
    data = {"rows-TOTAL_FORMS": len(lines), "rows-INITIAL_FORMS": len(lines), "starts": "2026-03-01"} | more
    for number, line in enumerate(lines):
        empty = {"name": "", "title": "", "represents": "", "email": "", "role": "member"}
        data |= {f"rows-{number}-{field}": value for field, value in (empty | line).items()}
    return data


def test_the_checked_rows_are_saved_and_those_removed_are_not(hers, pages, body, member):
    data = rows(
        {"name": "Tea Molin", "email": "Tea@ljungdal.example"}, {"name": "Bort Tagen"}, {"represents": "Åsviks kommun"},
        {"name": "Malte Hedqvist"}, invite="on", **{"rows-1-DELETE": "on"},
    )
    page = hers.post(pages["paste"], data, follow=True).content.decode()
    assert names(body) == ["Siv Lindblom", "Malte Hedqvist", "Tea Molin", None]
    assert "2 personer lades till. 1 fanns redan." in page
    assert [message.to for message in mail.outbox] == [["Tea Molin <tea@ljungdal.example>"]]


@pytest.mark.parametrize(
    "line", [{}, {"name": "x", "email": "y"}, {"name": "x", "role": "kung"}, {"name": "a\x00"}, {"name": "å" * 121}]
)
def test_a_row_that_cannot_be_is_told_and_the_others_wait(hers, pages, body, line):
    page = hers.post(pages["paste"], rows({"name": "Tea Molin"}, line))
    assert "field__error" in page.content.decode()
    assert 'value="Tea Molin"' in page.content.decode()
    assert names(body) == ["Siv Lindblom"]


@pytest.mark.parametrize(
    "data",
    [
        {"rows-TOTAL_FORMS": "x", "rows-INITIAL_FORMS": "", "starts": "2026-03-01"},
        {"rows-TOTAL_FORMS": "99999999", "rows-INITIAL_FORMS": "0", "starts": "2026-03-01"},
        {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0", "starts": "\x00"},
    ],
)
def test_a_tampered_form_is_told_and_never_an_error(hers, pages, body, data):
    assert hers.post(pages["paste"], data).status_code == 422
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 20_001, "\x00", *TEXTS])
def test_wild_pasted_text_is_told_or_shown_and_never_saved(hers, pages, body, text):
    answer = hers.post(pages["paste"], {"text": text, "starts": "2026-03-01"})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()
    assert names(body) == ["Siv Lindblom"]


def test_the_preview_costs_the_same_for_one_row_and_for_three(hers, pages):
    taken = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            hers.post(pages["paste"], {"text": "Tea Molin (x, y)\n" * number, "starts": "2026-03-01"})
        taken.append(len(queries))
    assert taken[0] == taken[1]
