import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.models import AgendaItem, Meeting
from tests import factories

from .wild import taken

WILD = ["\x00", "\u202e\u2066x", "😀" * 200, "x" * 300_000, "<script>alert(1)</script>", "' OR 1=1 --"]


def url(name, thing):
    return reverse(f"agenda-{name}", args=[thing.pk])


def titles(meeting):
    return list(meeting.items.values_list("title", flat=True))


def test_the_agenda_shows_every_row_with_its_number(writer, meeting):
    factories.AgendaItem(meeting=meeting, title="Paus", kind="break", time="10:30")
    page = writer.get(url("edit", meeting)).content.decode()
    places = [page.index(words) for words in ("§ 1", "Val av justerare", "§ 2", "Läget", "Paus", "10.30")]
    assert places == sorted(places)
    assert "§ 3" not in page


def test_a_row_is_added_with_all_that_is_known(writer, meeting, body):
    kind = body.item_types.first()
    data = {"title": "Budget", "kind": "item", "type": kind.pk, "who": "orvar kjellgren", "time": "10:15"}
    writer.post(url("add", meeting), data)
    item = meeting.items.last()
    assert (item.title, item.type, str(item.time)) == ("Budget", kind, "10:15:00")
    assert item.responsible.name == "Orvar Kjellgren"


def test_somebody_who_is_not_on_the_roster_is_responsible_in_words(writer, meeting):
    writer.post(url("add", meeting), {"title": "Budget", "kind": "item", "who": "Alla"})
    assert (meeting.items.last().responsible, meeting.items.last().responsible_words) == (None, "Alla")


def test_pasted_titles_are_added_and_an_empty_paste_is_told_at_the_field(writer, meeting):
    added = writer.post(url("add", meeting), {"titles": "Ett\nTvå"}, follow=True)
    assert "2 rader har lagts till" in added.content.decode()
    assert titles(meeting)[-2:] == ["Ett", "Två"]
    answer = writer.post(url("add", meeting), {"titles": ""})
    assert answer.status_code == 422
    assert "id_titles_error" in answer.content.decode()


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_is_stored_clean_or_told_at_the_field(writer, meeting, wild):
    def post(changes):
        return writer.post(url("add", meeting), {"title": "Budget", "kind": "item"} | changes)

    took = taken(post, ["title", "who", "time", "type", "kind"], wild)
    assert not {"time", "type", "kind"} & set(took)
    assert meeting.items.count() == 3
    answer = writer.post(url("add", meeting), {"titles": wild})
    assert answer.status_code in (302, 422)
    assert (meeting.items.count() == 3) == (answer.status_code == 422)
    assert b"<script>alert" not in writer.get(url("edit", meeting)).content


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_to_a_row_is_stored_clean_or_told_at_the_field(writer, meeting, wild):
    item = meeting.items.first()

    def post(changes):
        return writer.post(url("change", item), {"title": "Ny", "seen": 0} | changes)

    assert post({"seen": wild}).status_code == 422
    took = taken(post, ["title", "duration", "presenter", "registry_number", "text", "proposal"], wild)
    assert "duration" not in took
    item.refresh_from_db()
    assert item.title != "Val av justerare"
    assert "<script" not in item.text + item.proposal


def test_the_order_is_posted_as_a_list_of_ids(writer, meeting):
    first, second = meeting.items.all()
    answer = writer.post(url("order", meeting), {"order": [second.pk, first.pk]})
    assert answer.status_code == 302
    assert list(meeting.items.all()) == [second, first]


@pytest.mark.parametrize("order", [["x"], ["\x00"], [10**30], ["-1"], []])
def test_an_order_of_unknown_rows_is_told(writer, meeting, order):
    answer = writer.post(url("order", meeting), {"order": order})
    assert answer.status_code == 422
    assert titles(meeting) == ["Val av justerare", "Läget vid badplatserna"]


@pytest.mark.parametrize(("steps", "moved"), [("-1", True), ("1", False), ("7", False), ("x", False), ("", False)])
def test_a_row_moves_a_step_without_script(writer, meeting, steps, moved):
    writer.post(url("move", meeting.items.last()), {"steps": steps})
    assert (titles(meeting)[0] == "Läget vid badplatserna") == moved


def test_a_row_that_both_changed_comes_back_with_both_texts(writer, meeting):
    item = meeting.items.first()
    writer.post(url("change", item), {"title": "Deras rubrik", "seen": 0, "text": item.text})
    answer = writer.post(url("change", item), {"title": "Min rubrik", "seen": 0, "text": "<p>Mitt.</p>"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Deras rubrik" in page
    assert 'value="Min rubrik"' in page
    assert "&lt;p&gt;Mitt.&lt;/p&gt;" in page
    assert AgendaItem.objects.get(pk=item.pk).title == "Deras rubrik"
    writer.post(url("change", item), {"title": "Min rubrik", "seen": answer.context["form"]["seen"].value()})
    assert AgendaItem.objects.get(pk=item.pk).title == "Min rubrik"


def test_a_break_has_only_a_title_and_a_time(writer, meeting):
    item = factories.AgendaItem(meeting=meeting, title="Paus", kind="break", text="")
    writer.post(url("change", item), {"title": "Lunch", "seen": 0, "time": "12:00", "text": "<p>smyg</p>"})
    item.refresh_from_db()
    assert (item.title, str(item.time), item.text) == ("Lunch", "12:00:00", "")


def test_removing_asks_first_and_says_that_words_are_kept(writer, meeting):
    item, empty = meeting.items.first(), factories.AgendaItem(meeting=meeting, title="Tom", text="", position=9)
    assert "det som har skrivits" in writer.get(url("remove", item)).content.decode().lower()
    writer.post(url("remove", item))
    writer.post(url("remove", empty))
    assert titles(meeting) == ["Val av justerare", "Läget vid badplatserna"]
    writer.post(reverse("agenda-restore", args=[item.pk]))
    assert AgendaItem.objects.get(pk=item.pk).text == "<p>Valet förrättas.</p>"


def test_a_numbered_row_can_be_brought_back(writer, meeting):
    item = meeting.items.first()
    AgendaItem.objects.filter(pk=item.pk).update(number=1)
    writer.post(url("remove", item))
    assert reverse("agenda-restore", args=[item.pk]) in writer.get(url("edit", meeting)).content.decode()
    writer.post(reverse("agenda-restore", args=[item.pk]))
    item.refresh_from_db()
    assert not item.removed


def test_the_button_to_number_anew_is_shown_where_it_does_something(writer, meeting):
    renumber = url("renumber", meeting)
    assert renumber not in writer.get(url("edit", meeting)).content.decode()
    for item, number in zip(meeting.items.all(), (2, 1), strict=True):
        AgendaItem.objects.filter(pk=item.pk).update(number=number)
    Meeting.objects.filter(pk=meeting.pk).update(numbered=True)
    assert renumber in writer.get(url("edit", meeting)).content.decode()
    page = writer.post(renumber, follow=True).content.decode()
    assert "Numren följer ordningen igen" in page
    assert renumber not in page


def test_a_sealed_agenda_is_shown_without_forms_and_refuses_with_what_was_typed(writer, meeting):
    item = meeting.items.first()
    Meeting.objects.filter(pk=meeting.pk).update(state="in_adjustment")
    assert b'name="title"' not in writer.get(url("edit", meeting)).content
    answer = writer.post(url("change", item), {"title": "Min rubrik", "seen": 0})
    assert answer.status_code == 409
    assert 'value="Min rubrik"' in answer.content.decode()
    for name, thing in (("move", item), ("restore", item)):
        answer = writer.post(url(name, thing), {"steps": 1})
        assert answer.status_code == 409
        assert "skickat för justering" in answer.content.decode()
    for name, thing in (("order", meeting), ("remove", item)):
        assert writer.post(url(name, thing), {"order": [i.pk for i in meeting.items.all()]}).status_code == 409
    assert titles(meeting) == ["Val av justerare", "Läget vid badplatserna"]


def test_others_may_not(sign_in, meeting, member, outsider):
    item = meeting.items.first()
    for person, status in ((member, 403), (outsider, 404)):
        writer = sign_in(person)
        for name, thing in (("edit", meeting), ("add", meeting), ("change", item), ("remove", item)):
            assert writer.get(url(name, thing)).status_code == status
        for name, thing in (("add", meeting), ("order", meeting), ("change", item), ("move", item), ("remove", item)):
            assert writer.post(url(name, thing), {"title": "x"}).status_code == status
    assert meeting.items.count() == 2


def test_the_agenda_takes_the_same_number_of_queries_however_long(writer, meeting):
    def cost():
        with CaptureQueriesContext(connection) as found:
            writer.get(url("edit", meeting))
        return len(found)

    before = cost()
    row = meeting.attendances.first()
    for _ in range(4):
        factories.AgendaItem(meeting=meeting, responsible=row, type=meeting.body.item_types.first())
    assert cost() == before


def test_an_item_is_added_after_the_one_that_is_written(writer, meeting):
    first = meeting.items.first()
    answer = writer.post(url("insert", first), headers={"Accept": "application/json"})
    made = meeting.items.get(title="Ny punkt")
    assert answer.json() == {"url": reverse("writing-item", args=[made.pk])}
    assert titles(meeting) == ["Val av justerare", "Ny punkt", "Läget vid badplatserna"]
    assert writer.post(url("insert", first)).url == reverse("writing-item", args=[meeting.items.all()[1].pk])


def test_an_item_that_is_moved_from_where_it_is_written_stays_on_the_desk(writer, meeting):
    first = meeting.items.first()
    answer = writer.post(url("move", first), {"steps": "1", "stay": "1"})
    assert answer.url == reverse("writing-item", args=[first.pk])
    assert titles(meeting) == ["Läget vid badplatserna", "Val av justerare"]
