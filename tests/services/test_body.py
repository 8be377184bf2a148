import pytest

from minutes.models import AuditEvent, Body, Meeting
from minutes.services import Refused
from minutes.services import body as service
from tests import factories


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


def roles(body):
    return [(role.label, role.verb, role.source) for role in body.signoff_roles.all()]


def test_a_body_with_protocols_starts_with_three_roles_and_sections(organisation, administrator):
    body = service.add(organisation, by=administrator.user, name="Styrgruppen för bryggor")
    assert (body.slug, body.genitive, body.number_format) == ("styrgruppen-for-bryggor", "Styrgruppens", "§ {n}")
    assert roles(body) == [
        ("Sekreterare", "signed", "secretary"), ("Ordförande", "approved", "chair"),
        ("Justerare", "approved", "chosen"),
    ]
    assert [kind.letter for kind in body.item_types.all()] == ["I", "D", "A", "B"]
    assert kinds() == ["body.add"]


def test_a_body_with_notes_starts_with_tables_and_two_lines(organisation, administrator):
    body = service.add(organisation, by=administrator.user, name="E-råd", document="notes", genitive="E-rådets")
    assert roles(body) == [("Antecknat av", "signed", "secretary"), ("Justerat av", "approved", "chosen")]
    assert (body.document_label, body.number_format, body.genitive) == ("Mötesanteckningar", "{n}", "E-rådets")
    assert (body.attendance_style, body.time_style, body.signoff_style) == ("table", "table", "lines")
    assert body.agenda_table


def test_a_body_in_english_starts_with_english_words(organisation, administrator):
    body = service.add(organisation, by=administrator.user, name="Harbour board", document="notes", language="en")
    assert (body.document_label, body.genitive) == ("Meeting notes", "Harbour board's")
    assert [label for label, *_ in roles(body)] == ["Noted by", "Approved by"]


def test_two_bodies_of_one_name_get_an_address_each(organisation, administrator):
    slugs = [service.add(organisation, by=administrator.user, name="Råd").slug for _ in range(3)]
    assert slugs == ["rad", "rad-2", "rad-3"]


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"name": "Råd", "number_format": "§"}, {"name": "Råd", "document": "tal"}]
)
def test_a_body_without_a_name_a_number_or_a_kind_is_refused(organisation, administrator, fields):
    with pytest.raises((Refused, KeyError)):
        service.add(organisation, by=administrator.user, **fields)
    assert not Body.objects.exists()
    assert kinds() == []


def test_kommunallagen_allows_fourteen_days(body, administrator):
    with pytest.raises(Refused, match="5:69"):
        service.edit(body, by=administrator.user, regime="kommunallag", adjustment_days=15)
    service.edit(Body.objects.get(), by=administrator.user, regime="kommunallag", adjustment_days=14)
    assert Body.objects.get().adjustment_days == 14
    assert kinds() == ["body.edit"]


def test_own_words_are_those_that_say_something_about_a_known_key(body, administrator):
    words = {"decision": " Styrgruppen beslutar ", "agenda": "", "present": "\u200b", "hostile": "x"}
    service.edit(body, by=administrator.user, words=words)
    assert Body.objects.get().words == {"decision": "Styrgruppen beslutar"}


def test_letters_can_change_places_and_keep_their_rows(body, administrator):
    first, second, _third = body.item_types.all()
    rows = [
        {"id": first.pk, "letter": "D", "name": "information"}, {"id": second.pk, "letter": "I", "name": "diskussion"},
        {"letter": "B", "name": "beslut"},
    ]
    service.set_item_types(body, rows, by=administrator.user)
    assert [(kind.pk, kind.letter) for kind in body.item_types.all()][:2] == [(first.pk, "D"), (second.pk, "I")]
    assert [kind.letter for kind in body.item_types.all()] == ["D", "I", "B"]
    assert kinds() == ["body.set_item_types"]


def test_the_same_letter_twice_is_refused_and_all_stands_as_before(body, administrator):
    twice = [{"letter": "I", "name": "a"}, {"letter": "I", "name": "b"}]
    with pytest.raises(Refused, match="Bokstaven"):
        service.set_item_types(body, twice, by=administrator.user)
    assert [kind.letter for kind in body.item_types.all()] == ["I", "D", "A"]


def test_a_type_that_a_meeting_uses_cannot_be_removed(meeting, body, administrator):
    kind = body.item_types.first()
    factories.AgendaItem(meeting=meeting, type=kind)
    with pytest.raises(Refused, match="används"):
        service.set_item_types(body, [], by=administrator.user)
    assert body.item_types.count() == 3


def test_roles_keep_their_key_when_renamed_and_get_a_free_one_when_new(body, administrator):
    first = body.signoff_roles.first()
    rows = [
        {"id": first.pk, "label": "Vid protokollet", "verb": "signed", "source": "secretary", "required": True},
        {"label": "Justerare", "verb": "approved", "source": "chosen", "required": True},
        {"label": "Justerare", "verb": "approved", "source": "chosen", "required": False},
    ]
    service.set_roles(body, rows, by=administrator.user)
    stored = [(role.key, role.label, role.required) for role in body.signoff_roles.all()]
    assert stored == [
        ("secretary", "Vid protokollet", True), ("justerare", "Justerare", True), ("justerare-2", "Justerare", False),
    ]


def test_a_role_that_has_signed_cannot_be_removed_and_somebody_must_sign(meeting, body, administrator):
    chosen = [{"label": "Någon", "verb": "approved", "source": "chosen", "required": True}]
    with pytest.raises(Refused, match="används"):
        service.set_roles(body, chosen, by=administrator.user)
    with pytest.raises(Refused):
        service.set_roles(body, [{**chosen[0], "required": False}], by=administrator.user)
    assert body.signoff_roles.count() == 3
    assert kinds() == []


def test_standing_items_are_stored_in_order_and_clean(body, administrator):
    rows = [
        {"kind": "item", "title": "Val av justerare", "type": body.item_types.first(), "text": "", "proposal": ""},
        {"kind": "break", "title": "Paus", "type": None, "text": "<script>x</script><p>Kaffe</p>", "proposal": ""},
    ]
    service.set_standing_items(body, rows, by=administrator.user)
    stored = [(row.title, row.text) for row in body.standing_items.all()]
    assert stored == [("Val av justerare", ""), ("Paus", "<p>Kaffe</p>")]


def test_a_standing_item_cannot_borrow_another_bodys_type(body, administrator):
    other = factories.Body().item_types.first()
    with pytest.raises(Refused):
        service.set_standing_items(body, [{"kind": "item", "title": "Info", "type": other}], by=administrator.user)
    assert not body.standing_items.exists()


def test_phrases_are_replaced_in_order(body, administrator):
    service.set_phrases(body, [{"text": "Mötet öppnas."}, {"text": "Mötet avslutas."}], by=administrator.user)
    last = body.phrases.last()
    service.set_phrases(body, [{"id": last.pk, "text": "Ordföranden avslutar."}], by=administrator.user)
    assert [(row.pk, row.text) for row in body.phrases.all()] == [(last.pk, "Ordföranden avslutar.")]


def test_drafts_follow_the_printed_labels_and_sealed_minutes_keep_theirs(meeting, administrator):
    body = meeting.body
    other = factories.Meeting(body=body, state=Meeting.State.IN_ADJUSTMENT)
    role = body.signoff_roles.get(key="adjuster")
    factories.Signer(meeting=other, role=role, position=2)
    rows = [
        {"id": one.pk, "label": one.label, "verb": one.verb, "source": one.source, "required": True}
        for one in body.signoff_roles.all()
    ]
    service.set_roles(body, [{**rows[2], "label": "Justeras av"}, *rows[:2]], by=administrator.user)
    assert [one.label for one in meeting.signers.all()] == ["Justeras av", "Sekreterare", "Ordförande"]
    assert [one.label for one in other.signers.all()] == ["Justerare"]


def test_a_new_body_has_the_phrases_that_are_often_needed(organisation, administrator):
    body = service.add(organisation, by=administrator.user, name="Nämnden för bryggor", document="notes")
    assert "Nämnden tackar {namn} för informationen." in [phrase.text for phrase in body.phrases.all()]
