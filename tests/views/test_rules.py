import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.forms.body import RulesForm, WordsForm
from minutes.lib import limits
from minutes.models import AuditEvent, Body
from tests import factories
from tests.journeys.desk import Desk

from .wild import NAMES, TEXTS, taken


@pytest.fixture
def admin(sign_in, administrator):
    return sign_in(administrator)


@pytest.fixture
def add(organisation):
    return reverse("body-add", args=[organisation.slug])


@pytest.fixture
def edit(body):
    return reverse("body-edit", args=[body.slug])


@pytest.fixture
def vocabulary(body):
    return reverse("body-vocabulary", args=[body.slug])


def as_posted(form):
    values = {form[name].html_name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


@pytest.fixture
def rules(body):
    """What the page posts when nothing is changed."""
    return as_posted(RulesForm(instance=body)) | as_posted(WordsForm(body=body))


NEW = {"name": "Digitaliseringsrådet", "document": "notes", "language": "sv", "readers": "members"}


def test_a_body_is_founded_and_its_rules_come_next(admin, add, organisation):
    assert admin.post(add, NEW).url == reverse("body-edit", args=["digitaliseringsradet"])
    body = Body.objects.get(slug="digitaliseringsradet")
    assert (body.organisation, body.genitive, body.document_label) == (
        organisation, "Digitaliseringsrådets", "Mötesanteckningar",
    )


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("document", "x"), ("language", "fi"), ("readers", "")])
def test_a_body_that_cannot_be_is_told_at_the_field(admin, add, field, value):
    page = admin.post(add, NEW | {field: value})
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not Body.objects.exists()


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_a_body_with_a_wild_name_has_an_address_and_can_be_looked_at(admin, add, text):
    answer = admin.post(add, NEW | {"name": text, "genitive": text, "description": text})
    if answer.status_code == 302:
        body = Body.objects.get()
        assert not set(body.name) & set("\x00\u202e\u2066\u200b")
        for name in ("body-edit", "body-vocabulary", "membership-list"):
            assert admin.get(reverse(name, args=[body.slug])).status_code == 200
    else:
        assert "field__error" in answer.content.decode()
        assert not Body.objects.exists()


def test_the_rules_unchanged_change_nothing(admin, edit, rules):
    assert admin.post(edit, rules).url == edit
    assert AuditEvent.objects.count() == 0


def test_rules_and_own_words_are_saved_and_an_emptied_word_is_the_usual_one_again(admin, edit, rules, body):
    admin.post(edit, rules | {"number_format": "{n})", "agenda_table": "on", "words-decision": "Rådet beslutar"})
    body.refresh_from_db()
    assert (body.number_format, body.agenda_table, body.words) == ("{n})", True, {"decision": "Rådet beslutar"})
    assert AuditEvent.objects.get().details == {"fields": ["agenda_table", "number_format", "words"]}
    page = admin.get(edit).content.decode()
    assert 'value="Rådet beslutar"' in page
    assert 'placeholder="Beslut"' in page
    admin.post(edit, rules | {"words-decision": ""})
    body.refresh_from_db()
    assert body.words == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"regime": "kommunallag", "adjustment_days": "15"}, "adjustment_days"),
        ({"adjustment_days": "0"}, "adjustment_days"),
        ({"adjustment_days": "x"}, "adjustment_days"),
        ({"number_format": "§"}, "number_format"),
        ({"default_start": "10:00", "default_end": "09:00"}, "default_end"),
        ({"default_start": "25:00"}, "default_start"),
        ({"name": " "}, "name"),
        ({"language": "x"}, "language"),
        ({"words-decision": "å" * 121}, "words-decision"),
        ({"words-decision": "a\x00"}, "words-decision"),
    ],
)
def test_rules_that_cannot_be_are_told_at_the_field(admin, edit, rules, body, changes, field):
    page = admin.post(edit, rules | changes)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_wild_rules_are_stored_clean_or_told(admin, edit, rules, body, text):
    taken(lambda changes: admin.post(edit, rules | changes), ("name", "number_format", "words-agenda"), text)
    assert "<script>alert" not in admin.get(edit).content.decode()


def rows(name, *lines, existing=0):
    data = {"set": name, f"{name}-TOTAL_FORMS": len(lines), f"{name}-INITIAL_FORMS": existing}
    for number, line in enumerate(lines):
        data |= {f"{name}-{number}-{field}": value for field, value in line.items()}
    return data


def test_item_types_are_renamed_reordered_added_and_removed(admin, vocabulary, body):
    first, second, third = body.item_types.all()
    data = rows(
        "types",
        {"id": first.pk, "letter": "I", "name": "upplysning", "ORDER": 3},
        {"id": second.pk, "letter": "D", "name": "samtal", "ORDER": 1},
        {"id": third.pk, "letter": "A", "name": "arbetsmoment", "ORDER": 2, "DELETE": "on"},
        {"letter": "B", "name": "beslut", "ORDER": ""}, {"letter": "", "name": ""},
        existing=3,
    )
    assert admin.post(vocabulary, data).url == f"{vocabulary}#types"
    stored = [(kind.pk, kind.letter, kind.name) for kind in body.item_types.all()]
    assert stored[:2] == [(second.pk, "D", "samtal"), (first.pk, "I", "upplysning")]
    assert stored[2][1:] == ("B", "beslut")
    assert len(stored) == 3


def test_the_same_letter_twice_is_told_at_the_second(admin, vocabulary, body):
    data = rows("types", {"letter": "I", "name": "a"}, {"letter": "i", "name": "b"})
    assert 'id="id_types-1-letter_error"' in admin.post(vocabulary, data).content.decode()
    assert body.item_types.count() == 3


def test_a_type_in_use_is_refused_at_the_top_and_what_was_typed_stays(admin, vocabulary, body, meeting):
    factories.AgendaItem(meeting=meeting, type=body.item_types.first())
    answer = admin.post(vocabulary, rows("types", {"letter": "Ö", "name": "övrigt"}))
    assert answer.status_code == 409
    assert "används i ett möte" in answer.content.decode()
    assert 'value="övrigt"' in answer.content.decode()
    assert [kind.letter for kind in body.item_types.all()] == ["I", "D", "A"]


def test_a_row_of_another_body_is_not_touched(admin, vocabulary, body):
    theirs = factories.Body().item_types.first()
    data = rows("types", {"id": theirs.pk, "letter": "X", "name": "kapad"}, existing=1)
    assert admin.post(vocabulary, data).status_code == 422
    theirs.refresh_from_db()
    assert theirs.name == "information"


def test_roles_standing_items_and_phrases_are_saved(admin, vocabulary, body):
    role = body.signoff_roles.first()
    signed = {"verb": "signed", "source": "secretary", "required": "on"}
    admin.post(vocabulary, rows("roles", {"id": role.pk, "label": "Vid protokollet"} | signed, existing=1))
    kind = body.item_types.first()
    item = {"kind": "item", "title": "Val av justerare", "type": kind.pk, "text": "<p>Valet <script>x</script></p>"}
    admin.post(vocabulary, rows("items", item, {"kind": "closing", "title": "Avslutning"}))
    admin.post(vocabulary, rows("phrases", {"text": "{name} tackas."}))
    assert [one.label for one in body.signoff_roles.all()] == ["Vid protokollet"]
    items = [(one.kind, one.title, one.type, one.text) for one in body.standing_items.all()]
    assert items == [("item", "Val av justerare", kind, "<p>Valet</p>"), ("closing", "Avslutning", None, "")]
    assert [one.text for one in body.phrases.all()] == ["{name} tackas."]
    assert admin.get(vocabulary).status_code == 200
    kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == ["body.set_roles", "body.set_standing_items", "body.set_phrases"]


def test_the_page_is_saved_as_it_stands_wherever_its_empty_row_is(admin, vocabulary, body):
    desk = Desk(admin)
    desk.send(vocabulary, "items-0-title", {"items-0-title": "Val av justerare"})
    desk.send(vocabulary, "items-0-title", {"items-0-ORDER": 2, "items-1-ORDER": 1})
    assert [one.title for one in body.standing_items.all()] == ["Val av justerare"]


def test_a_wrong_text_opens_its_fold(admin, vocabulary):
    item = {"kind": "item", "title": "Val av justerare"}
    folded, shown = (
        admin.post(vocabulary, rows("items", item | {"title": title, "text": text})).content.decode()
        for title, text in (("", ""), ("Val", "x" * (limits.RICH + 1)))
    )
    assert '<details class="fold" open>' not in folded
    assert '<details class="fold" open>' in shown


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_wild_rows_are_stored_clean_or_told(admin, vocabulary, body, text):
    lines = {
        "types": {"letter": text, "name": text},
        "roles": {"label": text, "verb": "signed", "source": "chosen", "required": "on"},
        "items": {"kind": "item", "title": text, "text": text, "proposal": text},
        "phrases": {"text": text},
    }
    for name, line in lines.items():
        answer = admin.post(vocabulary, rows(name, line))
        assert answer.status_code in (302, 422)
        if answer.status_code == 200:
            assert "field__error" in answer.content.decode()
    assert "<script>alert" not in admin.get(vocabulary).content.decode()


@pytest.mark.parametrize("data", [{"set": "x"}, {"set": "types"}, {}, {"set": "types", "types-TOTAL_FORMS": "9" * 30}])
def test_a_tampered_form_changes_nothing(admin, vocabulary, body, data):
    assert admin.post(vocabulary, data).status_code == 422
    assert body.item_types.count() == 3


def test_the_vocabulary_costs_the_same_for_one_row_and_for_three(admin, vocabulary, body):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            assert admin.get(vocabulary).status_code == 200
        return len(taken)

    body.phrases.create(text="Ett")
    body.standing_items.create(title="Ett", type=body.item_types.first())
    one = queries()
    for title in ("Två", "Tre"):
        body.phrases.create(text=title)
        body.standing_items.create(title=title, type=body.item_types.first())
    assert queries() == one


def test_a_secretary_does_not_change_the_rules_and_others_do_not_see_them(
    sign_in, secretary, outsider, edit, vocabulary, add
):
    for path in (edit, vocabulary):
        assert sign_in(secretary).get(path).status_code == 403
        assert sign_in(secretary).post(path, {}).status_code == 403
    assert sign_in(secretary).post(add, NEW).status_code == 404
    Body.objects.update(readers="members")
    assert sign_in(outsider).get(edit).status_code == 404
