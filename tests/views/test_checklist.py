"""The pages before sending: each warning leads to its place, and it is chosen who signs."""

import pytest
from django.urls import reverse

from minutes.models import Signer
from minutes.services import checklist
from tests import factories


@pytest.fixture
def empty_item(meeting):
    return factories.AgendaItem(meeting=meeting, title="Tom punkt", text="", position=5)


def only(meeting, code):
    (found,) = [pair for pair in checklist.warnings(meeting) if pair[0].code == code]
    return found


def test_each_warning_leads_to_the_page_where_it_is_put_right(
    client, sign_in, meeting, secretary, adjuster, empty_item
):
    empty_item.time, empty_item.responsible_words = "23:00", "Ingen Alls"
    empty_item.save()
    factories.ActionItem(item=empty_item, responsible_words="")
    factories.Attachment(meeting=meeting)
    meeting.attendances.filter(person=adjuster).update(status="absent")
    meeting.time_and_place = "Den 31 februari"
    meeting.save()
    page = sign_in(secretary).get(reverse("checklist-show", args=[meeting.pk])).content.decode()
    writing = reverse("writing-item", args=[empty_item.pk])
    expected = {
        *(f"{writing}#{field}" for field in ("id_text", "id_time", "id_who", "id_actions-0-who")),
        reverse("meeting-edit", args=[meeting.pk]),
        reverse("attachment-list", args=[meeting.pk]),
        reverse("signer-choose", args=[meeting.pk]),
    }
    assert {address for address in expected if f'href="{address}"' in page} == expected


def test_beside_the_text_the_list_is_a_part_of_the_page(sign_in, meeting, secretary, empty_item):
    client, key = sign_in(secretary), only(meeting, "no_text")[0].key
    panel = client.get(reverse("panel-check", args=[meeting.pk])).content.decode()
    assert f'data-count="{len(checklist.warnings(meeting))}"' in panel
    for act, given, shown in (
        ("acknowledge", {"note": ""}, "field__error"), ("acknowledge", {"note": "Inget sades."}, "Inget sades."),
        ("reopen", {}, "Låt stå"), ("reopen", {}, "notice--error"),
    ):
        address = reverse(f"checklist-{act}", args=[meeting.pk])
        answer = client.post(address, {"key": key} | given, headers={"HX-Request": "true"})
        assert (answer.status_code, shown in answer.content.decode()) == (200, True)
        assert b"<html" not in answer.content


def test_items_that_nobody_has_come_to_are_one_line_beside_the_text(sign_in, meeting, secretary):
    for number in range(4):
        factories.AgendaItem(meeting=meeting, position=9 + number, text="")
    panel = sign_in(secretary).get(reverse("panel-check", args=[meeting.pk])).content.decode()
    assert "Inget är skrivet än under 4 punkter" in panel
    assert panel.count("<li") == len(checklist.warnings(meeting)) - 3


def test_the_page_accepts_reopens_and_keeps_a_refused_note(sign_in, meeting, secretary, empty_item):
    client, key = sign_in(secretary), only(meeting, "no_text")[0].key
    accept = reverse("checklist-acknowledge", args=[meeting.pk])
    assert client.post(accept, {"key": key, "note": "x" * 600}).status_code == 422
    assert client.post(accept, {"key": key, "note": "Inget sades."}).status_code == 302
    assert "Inget sades." in client.get(reverse("checklist-show", args=[meeting.pk])).content.decode()
    again = reverse("checklist-reopen", args=[meeting.pk])
    assert client.post(again, {"key": key}).status_code == 302
    assert client.post(again, {"key": "\x00nonsense"}).status_code == 409
    empty_item.text = "<p>Nu finns text.</p>"
    empty_item.save()
    late = client.post(accept, {"key": key, "note": "Behövs inte"})
    assert late.status_code == 409


def test_nobody_without_an_address_is_sent_to(sign_in, meeting, secretary, adjuster):
    nobody = factories.Person(organisation=meeting.body.organisation, name="Nils Utanpost", email="", user=None)
    factories.Membership(body=meeting.body, person=nobody)
    Signer.objects.filter(meeting=meeting, person=adjuster).update(person=nobody)
    page = sign_in(secretary).get(reverse("signer-choose", args=[meeting.pk])).content.decode()
    assert reverse("person-edit", args=[nobody.pk]) in page


def test_signers_are_chosen_on_the_page(sign_in, meeting, secretary, member):
    role = meeting.body.signoff_roles.get(key="adjuster")
    address = reverse("signer-choose", args=[meeting.pk])
    client = sign_in(secretary)
    given = {f"role_{s.role_id}": str(s.person_id) for s in meeting.signers.all()}
    assert client.post(address, given | {f"role_{role.pk}": str(member.pk)}).status_code == 302
    assert Signer.objects.get(meeting=meeting, role=role).person == member
    for wild in ("999999", "abc", "\x00", "-1"):
        assert client.post(address, given | {f"role_{role.pk}": wild}).status_code == 422
    assert Signer.objects.get(meeting=meeting, role=role).person == member


def test_the_next_step_is_to_send_once_every_role_is_filled(sign_in, meeting, secretary):
    client, address = sign_in(secretary), reverse("signer-choose", args=[meeting.pk])
    given = {f"role_{s.role_id}": str(s.person_id) for s in meeting.signers.all()}
    send = f'<a class="btn btn--primary" href="{reverse("signoff-send", args=[meeting.pk])}">'
    role = meeting.body.signoff_roles.get(key="adjuster")
    lacking = client.post(address, given | {f"role_{role.pk}": ""}, follow=True).content.decode()
    assert send not in lacking
    assert '<button class="btn btn--primary">Spara' in lacking
    filled = client.post(address, given, follow=True).content.decode()
    assert send in filled
    assert '<button class="btn">Spara' in filled
    assert "Det är noterat vilka som skriver under." in filled
    assert send not in client.post(address, given | {f"role_{role.pk}": "abc"}).content.decode()


def test_what_is_printed_below_a_signers_name_is_changed_on_the_page(sign_in, meeting, secretary):
    role = meeting.body.signoff_roles.get(key="adjuster")
    address = reverse("signer-choose", args=[meeting.pk])
    client = sign_in(secretary)
    given = {f"role_{s.role_id}": str(s.person_id) for s in meeting.signers.all()}
    for word in ("title", "organisation"):
        given |= {f"{word}_{s.role_id}": getattr(s, word) for s in meeting.signers.all()}
    assert client.post(address, given | {f"title_{role.pk}": "Kanslichef"}).status_code == 302
    assert Signer.objects.get(meeting=meeting, role=role).title == "Kanslichef"
    assert Signer.objects.filter(meeting=meeting, title="Kanslichef").count() == 1
    for wild in ("\x00", "x" * 200):
        answer = client.post(address, given | {f"title_{role.pk}": wild})
        assert answer.status_code == 422
        assert "<details class=\"fold\" open>" in answer.content.decode()
