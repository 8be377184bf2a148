import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.models import ActionItem, AgendaItem, Meeting, Movement
from minutes.services import writing
from tests import factories

from .wild import taken

WILD = ["\x00", "\u202e\u2066x", "😀" * 200, "x" * 300_000, "<script>alert(1)</script><b onclick=x>y</b>", "<" * 5000]
FIELDS = (
    "title", "type", "who", "time", "duration", "presenter", "registry_number", "text", "proposal", "comment",
    "remarks_label", "remarks", "outcome", "deferred_to_meeting", "deferred_to_words", "outcome_words",
    "decisions-0-intro", "decisions-0-clauses", "actions-0-text", "actions-0-who", "actions-0-due",
    "actions-0-due_words",
)


@pytest.fixture
def item(meeting):
    return meeting.items.last()


def url(name, thing):
    return reverse(f"writing-{name}", args=[thing.pk])


def posted(item, **changes):
    """What the page would send of an item with its one decision and no action."""
    data = {
        "seen": item.revision, "title": item.title,
        "text": item.text, "comment": item.comment, "proposal": item.proposal,
        "decisions-TOTAL_FORMS": 1, "decisions-INITIAL_FORMS": 1, "decisions-0-heading": "on",
        "decisions-0-intro": item.decisions.first().intro, "actions-TOTAL_FORMS": 1, "actions-INITIAL_FORMS": 0,
    }
    return data | changes


def fresh(item):
    return AgendaItem.objects.get(pk=item.pk)


def test_writing_starts_at_the_first_item_without_an_outcome(writer, meeting):
    first, second = meeting.items.all()
    assert writer.get(url("show", meeting)).url == url("item", first)
    second.decisions.all().delete()
    assert writer.get(url("show", meeting)).url == url("item", second)
    meeting.items.all().delete()
    assert writer.get(url("show", meeting)).url == reverse("agenda-edit", args=[meeting.pk])


def test_the_page_has_the_agenda_the_text_and_the_roster(writer, meeting, item):
    factories.AgendaItem(meeting=meeting, kind="break", title="Paus", position=2)
    page = writer.get(url("item", item)).content.decode()
    for words in ("Val av justerare", "Läget vid badplatserna", "Paus", "Styrgruppens kommentar", "Orvar Kjellgren"):
        assert words in page
    assert "&lt;p&gt;Vattnet är varmt.&lt;/p&gt;" in page


def test_what_has_been_written_counts_as_done(writer, item):
    undecided = posted(item, text="<p>Badplatserna öppnar i juni.</p>") | {"decisions-0-intro": ""}
    item.decisions.all().delete()
    done, everything = writer.get(url("item", item)).context["done"]
    writer.post(url("item", item), undecided)
    assert not fresh(item).decisions.exists()
    assert writer.get(url("item", item)).context["done"] == (done + 1, everything)


def test_saving_stays_and_says_when(writer, item):
    answer = writer.post(url("item", item), posted(item, text="<p>Ny <i>text</i>.</p>", stay="1"))
    assert answer.url == url("item", item)
    assert fresh(item).text == "<p>Ny <em>text</em>.</p>"
    assert "data-saved" in writer.get(answer.url).content.decode()


def test_done_goes_on_to_the_next_item_and_after_the_last_to_the_check(writer, meeting):
    first, second = meeting.items.all()
    factories.AgendaItem(meeting=meeting, kind="closing", title="Avslut", position=2)
    assert writer.post(url("item", first), posted(first, next="1")).url == url("item", second)
    answer = writer.post(url("item", second), posted(second, next="1"))
    assert answer.url == reverse("checklist-show", args=[meeting.pk])


def test_everything_on_the_page_is_saved(writer, meeting, item, body):
    later = factories.Meeting(body=body, date="2027-03-01", state="planned")
    kind, row = body.item_types.first(), meeting.attendances.first()
    data = {
        "title": "Badplatserna", "type": kind.pk, "who": row.name, "time": "13:40", "duration": 30, "presenter": "L.",
        "registry_number": "FK 2026/7", "confidential": "on", "text": "<p>T</p>", "proposal": "<p>P</p>",
        "comment": "<p>K</p>", "remarks_label": "Synpunkter", "remarks": "<ul><li>S</li></ul>", "outcome": "withdrawn",
        "deferred": "on", "deferred_to_meeting": later.pk, "outcome_words": "Punkten utgår.",
        "decisions-TOTAL_FORMS": 2, "decisions-0-intro": "Styrgruppen beslutar", "decisions-0-heading": "on",
        "decisions-0-clauses": "att laga bryggan, samt\r\n\r\natt ta bort stenen.",
        "decisions-1-intro": "Jorunn utses.", "decisions-1-names_adjusters": "on", "actions-TOTAL_FORMS": 2,
        "actions-0-text": "Laga", "actions-0-who": "Alla", "actions-0-due_words": "till våren",
        "actions-1-text": "Måla", "actions-1-who": row.name, "actions-1-due": "2026-12-01",
    }
    assert writer.post(url("item", item), posted(item, **data)).status_code == 302
    item = fresh(item)
    for name in ("title", "presenter", "registry_number", "remarks_label", "outcome", "outcome_words", "duration"):
        assert getattr(item, name) == data[name]
    assert (item.type, item.responsible, item.deferred_to_meeting, item.confidential) == (kind, row, later, True)
    assert (item.text, item.proposal, item.comment) == ("<p>T</p>", "<p>P</p>", "<p>K</p>")
    first, second = item.decisions.all()
    assert first.clauses == ["att laga bryggan, samt", "att ta bort stenen."]
    assert (first.heading, second.heading, second.names_adjusters) == (True, False, True)
    actions = [(a.text, a.owner, a.due_words, str(a.due or "")) for a in item.actions.all()]
    assert actions == [("Laga", "Alla", "till våren", ""), ("Måla", "Orvar Kjellgren", "", "2026-12-01")]
    page = writer.get(url("item", item))
    assert page.context["form"].opened == {"proposal", "comment", "remarks", "outcome"}


def test_rows_ticked_for_removal_go(writer, item):
    action = factories.ActionItem(item=item)
    data = {"actions-INITIAL_FORMS": 1, "actions-0-id": action.pk, "actions-0-text": action.text}
    data |= {"actions-0-DELETE": "on", "decisions-0-DELETE": "on"}
    writer.post(url("item", item), posted(item, **data))
    assert (item.decisions.count(), ActionItem.objects.count()) == (0, 0)


def check_clean(writer, item):
    stored = fresh(item)
    assert "script" not in stored.text + stored.proposal + stored.comment + stored.remarks
    page = writer.get(url("item", item)).content
    assert b"<script>alert" not in page
    assert b"<b onclick" not in page


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_is_stored_clean_or_told_at_the_field(writer, item, wild):
    def post(changes):
        data = posted(fresh(item), deferred="on", **{"actions-0-text": "Laga"})
        answer = writer.post(url("item", item), data | changes)
        assert b"<script>alert" not in answer.content
        assert b"<b onclick" not in answer.content
        return answer

    taken(post, FIELDS, wild[:20_000])
    taken(post, ("title", "text", "comment", "presenter", "decisions-0-intro"), wild)
    check_clean(writer, item)


@pytest.mark.parametrize("wild", ["\x00", "x" * 300_000])
@pytest.mark.parametrize(
    "field", ["seen", "actions-0-id", "decisions-TOTAL_FORMS", "actions-INITIAL_FORMS", "take_theirs"]
)
def test_wild_input_beside_the_fields_stores_everything_or_nothing(writer, item, field, wild):
    answer = writer.post(url("item", item), posted(item, comment="<p>Hel.</p>") | {field: wild})
    assert answer.status_code in (302, 422)
    assert (fresh(item).revision > item.revision) == (answer.status_code == 302)
    assert (fresh(item).comment == "<p>Hel.</p>") == (answer.status_code == 302)


def test_an_error_keeps_everything_that_was_typed(writer, item):
    data = posted(item, text="<p>Min.</p>", title="", **{"actions-0-who": "Alla", "decisions-0-intro": "Mitt beslut."})
    answer = writer.post(url("item", item), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    errors = ("id_title_error", "id_actions-0-text_error")
    for words in ("&lt;p&gt;Min.&lt;/p&gt;", 'value="Alla"', "Mitt beslut.", *errors):
        assert words in page


def test_deferral_needs_its_tick_and_only_one_goal(writer, item, body):
    later = factories.Meeting(body=body, date="2027-03-01")
    both = {"deferred": "on", "deferred_to_words": "våren", "deferred_to_meeting": later.pk}
    for data in ({"deferred_to_words": "våren"}, both):
        assert writer.post(url("item", item), posted(item, **data)).status_code == 422


def test_an_item_that_names_who_approves_offers_those_who_are_present(writer, meeting, member, adjuster):
    item = meeting.items.first()
    meeting.attendances.filter(person=adjuster).update(status="excused")
    role = meeting.body.signoff_roles.get(key="adjuster")
    field = writer.get(url("item", item)).context["signers"][f"signer_{role.pk}"]
    names = [name for _pk, name in field.field.choices]
    assert names[1:] == ["Jorunn Ask", "Orvar Kjellgren", "Malte Hedqvist", "Siv Lindblom"]
    data = {f"signer_{role.pk}": member.pk, "decisions-0-names_adjusters": "on"}
    writer.post(url("item", item), posted(item, **data))
    assert meeting.signers.get(role=role).person == member
    assert writer.get(url("item", meeting.items.last())).context["signers"] is None


def test_a_sealed_item_is_shown_locked_and_refuses_with_what_was_typed(writer, meeting, item):
    Meeting.objects.filter(pk=meeting.pk).update(state="in_adjustment")
    page = writer.get(url("item", item))
    assert page.context["locked"]
    assert "Här kan inget längre ändras." in page.content.decode()
    assert b'name="next"' not in page.content
    answer = writer.post(url("item", item), posted(item, text="<p>Min.</p>"))
    assert answer.status_code == 409
    assert "&lt;p&gt;Min.&lt;/p&gt;" in answer.content.decode()
    assert fresh(item).text == "<p>Vattnet är varmt.</p>"


def test_sealed_minutes_are_neither_being_written_nor_offered_for_change(writer, meeting):
    untouched = factories.AgendaItem(meeting=meeting, title="Övrigt", position=5)
    change = f'href="{reverse("attendance-edit", args=[meeting.pk])}"'
    page = writer.get(url("item", untouched)).content.decode()
    assert "Skrivs nu" in page
    assert change in page
    Meeting.objects.filter(pk=meeting.pk).update(state="in_adjustment")
    page = writer.get(url("item", untouched)).content.decode()
    assert "Skrivs nu" not in page
    assert change not in page


def test_a_break_is_changed_on_the_agendas_page(writer, meeting):
    row = factories.AgendaItem(meeting=meeting, kind="break", title="Paus")
    assert writer.get(url("item", row)).url == reverse("agenda-change", args=[row.pk])


def test_others_may_not(sign_in, meeting, item, member, outsider, secretary):
    movement = writing.add_movement(meeting.attendances.first(), item=item, kind="leaves", by=secretary.user)
    for person, status in ((member, 403), (outsider, 404)):
        reader = sign_in(person)
        for name, thing in (("show", meeting), ("item", item), ("history", item)):
            assert reader.get(url(name, thing)).status_code == status
        for name, thing in (("item", item), ("history", item), ("movement", item), ("remove_movement", movement)):
            assert reader.post(url(name, thing), posted(item, text="<p>Smyg.</p>")).status_code == status
    assert (fresh(item).text, Movement.objects.count()) == ("<p>Vattnet är varmt.</p>", 1)


def test_the_page_takes_the_same_number_of_queries_however_long(writer, meeting, item, secretary):
    def cost(name):
        with CaptureQueriesContext(connection) as found:
            assert writer.get(url(name, item)).status_code == 200
        return len(found)

    factories.ActionItem(item=item)
    writing.write(fresh(item), by=secretary.user, seen=None, text="<p>Ett.</p>")
    before = {name: cost(name) for name in ("item", "history")}
    for number in range(4):
        row = factories.Attendance(meeting=meeting, person=factories.Person())
        more = factories.AgendaItem(meeting=meeting, responsible=row, type=meeting.body.item_types.first())
        factories.Decision(item=more)
        factories.Decision(item=item)
        factories.ActionItem(item=item, responsible=row)
        factories.Attachment(meeting=meeting, item=item, number=number + 1)
        writing.add_movement(row, item=item, kind="leaves", by=secretary.user)
        writing.write(fresh(item), by=secretary.user, seen=None, text=f"<p>{number}</p>")
    assert {name: cost(name) for name in ("item", "history")} == before


def test_spelling_is_checked_in_the_language_of_the_body(writer, body, item):
    body.language = "en"
    body.save()
    page = lxml.html.fromstring(writer.get(url("item", item)).content)
    names = ("title", "text", "comment", "decisions-0-intro", "decisions-0-clauses", "actions-0-text")
    assert [page.xpath(f"//*[@name='{name}']/@lang") for name in names] == [["en"]] * len(names)
    assert page.xpath("//*[@id='quick']/@lang") == ["en"]
