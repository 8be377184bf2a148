"""Minutes made into a draft meeting: the same content again, or every place that does not fit."""

import dataclasses
import datetime

import pytest

from minutes import compose, models
from minutes.documents import load
from minutes.documents.content import Correction, Movement
from minutes.services import Refused, importing
from tests import factories
from tests.documents.bodies import body_for
from tests.documents.samples import fixture

pytestmark = pytest.mark.django_db


def written(meeting):
    return compose.minutes(compose.load(meeting.pk))


def places(body, minutes):
    with pytest.raises(load.Invalid) as caught:
        importing.import_minutes(body, minutes)
    return [problem.place for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["protocol", "notes"])
def test_a_body_with_the_same_rules_keeps_the_hash(name):
    minutes = fixture(name)
    stored = {"sha256": "cd" * 32, "size": 9, "content_type": "application/pdf"}
    secret = dataclasses.replace(minutes.attachments[1], public=False, file_name="", **stored)
    minutes = dataclasses.replace(minutes, attachments=(minutes.attachments[0], secret))
    meeting = importing.import_minutes(body_for(minutes), minutes)
    assert meeting.attachments.get(number=2).file_name == f"{secret.title}.pdf"
    assert importing.differences(meeting, minutes) == []
    assert load.content_hash(written(meeting)) == load.content_hash(minutes)


def test_what_is_imported_is_a_draft_that_can_be_written(secretary):
    minutes = fixture("notes")
    meeting = importing.import_minutes(body_for(minutes), minutes, by=secretary.user)
    assert meeting.is_writable
    event = models.AuditEvent.objects.get(kind="meeting.import")
    assert (event.meeting, event.actor) == (meeting.pk, secretary.user.pk)
    assert event.details == {"body": meeting.body_id, "hash": load.content_hash(minutes)}


def test_numbers_that_the_body_would_give_are_given_by_it():
    minutes = fixture("notes")
    meeting = importing.import_minutes(body_for(minutes), minutes)
    assert not meeting.numbered
    assert set(meeting.items.values_list("number", flat=True)) == {None}


def test_other_numbers_are_kept():
    minutes = fixture("notes")
    later = tuple(
        dataclasses.replace(item, number=item.number + 40, label=f"{item.number + 40})") if item.number else item
        for item in minutes.items
    )
    minutes = dataclasses.replace(minutes, items=later)
    meeting = importing.import_minutes(body_for(minutes), minutes)
    assert meeting.numbered
    assert load.content_hash(written(meeting)) == load.content_hash(minutes)


def test_other_rules_are_told_by_the_parts_that_read_otherwise():
    minutes = fixture("notes")
    body = body_for(minutes)
    body.genitive = "Klubbens"
    body.save()
    meeting = importing.import_minutes(body, minutes)
    assert importing.differences(meeting, minutes) == ["genitive"]


def test_people_of_the_body_are_recognised_and_only_unknown_signers_are_registered():
    minutes = fixture("protocol")
    body = body_for(minutes)
    kajsa = factories.Person(organisation=body.organisation, name="Kajsa Rehnmark", represents="Ekfors kommun")
    namesake = factories.Person(organisation=body.organisation, name="Kajsa Rehnmark", represents="Tallmo kommun")
    for person in (namesake, kajsa):
        factories.Membership(body=body, person=person)
    parisa = factories.Person(organisation=body.organisation, name="Parisa Moradi")
    meeting = importing.import_minutes(body, minutes)
    assert meeting.attendances.get(name="Kajsa Rehnmark").person == kajsa
    assert meeting.attendances.get(name="Parisa Moradi").person is None
    signers = {signer.role.key: signer.person for signer in meeting.signers.all()}
    assert (signers["chair"], signers["adjuster"]) == (kajsa, parisa)
    assert models.Person.objects.filter(organisation=body.organisation).count() == 4
    assert signers["secretary"].user is None


def test_somebody_responsible_who_attended_is_linked_and_others_are_words():
    minutes = fixture("protocol")
    meeting = importing.import_minutes(body_for(minutes), minutes)
    first, *_others, last = meeting.actions.order_by("position")
    assert (first.responsible.name, first.responsible_words) == ("Eva-Lena Stibrand", "")
    assert (last.responsible, last.responsible_words) == (None, "Alla")
    assert first.item.title == "Ny buss"


def test_attachments_keep_their_hash_without_their_file():
    minutes = fixture("protocol")
    meeting = importing.import_minutes(body_for(minutes), minutes)
    first, second = meeting.attachments.order_by("number")
    assert (first.sha256, first.title) == ("ab" * 32, "Anbud i sammandrag")
    assert second.sha256 == ""


def test_places_that_do_not_fit_the_body_are_named_and_nothing_is_stored():
    minutes = fixture("notes")
    body = body_for(minutes)
    body.item_types.filter(letter="A").delete()
    body.signoff_roles.filter(key="noted_by").delete()
    moved = dataclasses.replace(minutes.items[0], movements=(Movement("Ingen Alls", "leaves", "", "x"),))
    changed = dataclasses.replace(minutes, items=(moved, *minutes.items[1:]))
    assert places(body, changed) == ["/items/0/movements/0/name", "/items/4/type", "/signers/0/role"]
    assert not models.Meeting.objects.exists()
    assert not models.AuditEvent.objects.exists()


def test_what_the_models_refuse_is_named_by_its_place():
    minutes = fixture("notes")
    long = dataclasses.replace(minutes.attendees[0], name="x" * 130)
    later = dataclasses.replace(minutes.items[0], deferred=True, deferred_to="x" * 130)
    changed = dataclasses.replace(minutes, attendees=(long,), items=(later,), actions=(), attachments=())
    assert places(body_for(minutes), changed) == ["/attendees/0/name", "/items/0/deferred_to"]


def test_a_correction_is_refused():
    minutes = fixture("notes")
    corrects = dataclasses.replace(minutes, correction=Correction("correction", 1, "a", "b", "2025-03-01"))
    with pytest.raises(Refused):
        importing.import_minutes(body_for(minutes), corrects)


def test_the_date_is_the_meetings():
    minutes = fixture("protocol")
    meeting = importing.import_minutes(body_for(minutes), minutes)
    assert (meeting.date, meeting.start, meeting.number) == (datetime.date(2025, 5, 15), datetime.time(9), 3)
