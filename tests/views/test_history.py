"""How an item stood before: who and when, compared by words, put back, and the same item at earlier meetings."""

import datetime

import pytest
from django.urls import reverse

from minutes.models import Meeting, TextState
from minutes.services import attendance, autosave, signer, writing
from minutes.services import meeting as meetings
from tests import factories
from tests.looking import queries, seen
from tests.views.test_writing import fresh, url


@pytest.fixture
def item(meeting, secretary, chair):
    """Written twice, the second time by somebody else."""
    item = meeting.items.last()
    writing.write(item, by=secretary.user, seen=None, text="<p>Vattnet är kallt.</p>")
    writing.write(fresh(item), by=chair.user, seen=None, text="<p>Vattnet är kallt, enligt alla.</p>")
    return item


def states(writer, item, **query):
    return writer.get(url("history", item), query).context["states"]


def test_every_state_is_listed_with_who_and_compared_with_the_one_before(writer, item):
    assert [row["html"] for row in states(writer, item)] == [
        "<p>Vattnet är kallt<ins>, enligt alla</ins>.</p>",
        "<p>Vattnet är <del>varmt</del><ins>kallt</ins>.</p>",
        "<p>Vattnet är varmt.</p>",
    ]
    page = seen(writer.get(url("history", item)))
    places = [page.index(words) for words in ("Står nu", "Orvar Kjellgren", "Siv Lindblom", "från början")]
    assert places == sorted(places)


def test_or_with_what_stands_now(writer, item):
    assert [row["html"] for row in states(writer, item, against="now")] == [
        "<p>Vattnet är kallt, enligt alla.</p>",
        "<p>Vattnet är kallt<del>, enligt alla</del>.</p>",
        "<p>Vattnet är <del>kallt, enligt alla</del><ins>varmt</ins>.</p>",
    ]


def test_each_part_has_its_own_history_and_the_last_written_comes_first(writer, item, secretary):
    writing.set_decisions(fresh(item), [{"intro": "Nytt beslut.", "clauses": ["att <b>bada</b>"]}], by=secretary.user)
    page = writer.get(url("history", item))
    assert [part["label"] for part in page.context["parts"]] == ["Text", "Beslut"]
    assert page.context["part"] == "decisions"
    assert "&lt;b&gt;bada" in page.content.decode().replace("<ins>", "").replace("</ins>", "")
    assert writer.get(url("history", item), {"field": "text"}).context["part"] == "text"
    assert writer.get(url("history", item), {"field": "\x00", "page": "x"}).status_code == 200


def test_what_was_set_aside_in_a_conflict_is_there_and_can_be_put_back(writer, item, secretary):
    found = autosave.find(item.pk, "text", by=secretary.user, tab="t1", seen=0)
    with pytest.raises(autosave.Crossed):
        autosave.save(found, "text", {"text": "<p>Min.</p>"}, by=secretary.user, seen=0, tab="t1", turn=1)
    row = states(writer, item)[0]
    assert (row["state"].set_aside, row["is_now"]) == (True, False)
    assert "Lades åt sidan" in seen(writer.get(url("history", item)))
    writer.post(url("history", item), {"state": row["state"].pk})
    assert fresh(item).text == "<p>Min.</p>"


def test_putting_back_is_itself_a_new_state(writer, item):
    state = TextState.objects.get(item=item, value="<p>Vattnet är kallt.</p>")
    writer.post(url("history", item), {"state": state.pk})
    assert fresh(item).text == "<p>Vattnet är kallt.</p>"
    assert TextState.objects.filter(item=item, field="text").count() == 4


@pytest.mark.parametrize("state", ["", "x", "\x00", "9" * 40, "0"])
def test_an_unknown_state_is_not_found(writer, item, state):
    assert writer.post(url("history", item), {"state": state}).status_code == 404


def test_the_history_of_a_sealed_item_is_read_only(writer, meeting, item):
    Meeting.objects.filter(pk=meeting.pk).update(state="adjusted")
    state = TextState.objects.filter(item=item).first()
    assert b'name="state"' not in writer.get(url("history", item)).content
    assert writer.post(url("history", item), {"state": state.pk}).status_code == 409
    assert fresh(item).text == "<p>Vattnet är kallt, enligt alla.</p>"


def test_a_long_history_is_parted_into_pages_with_as_many_queries(writer, item, secretary):
    before = queries(writer, url("history", item))
    for number in range(12):
        writing.write(fresh(item), by=secretary.user, seen=None, text=f"<p>Vatten {number}</p>")
    assert queries(writer, url("history", item)) == before
    assert [len(states(writer, item, page=page)) for page in (1, 2)] == [10, 5]
    assert states(writer, item)[-1]["html"] == "<p>Vatten <del>1</del><ins>2</ins></p>"


def test_the_same_item_at_earlier_meetings_is_there_by_its_way_and_by_its_title(writer, item, body, meeting):
    def held(month, title, **more):
        then = factories.Meeting(body=body, date=datetime.date(2026, month, 1), state="published")
        return factories.AgendaItem(meeting=then, title=title, text=f"<p>Månad {month}.</p>", **more)

    first = held(1, "Bad och bryggor")
    second = held(2, "Läget vid bryggan", carried_from=first)
    held(3, item.title)
    held(4, "Något annat")
    fresh_item = fresh(item)
    fresh_item.carried_from = second
    fresh_item.save(update_fields=["carried_from"])
    elsewhere = factories.Meeting(date=datetime.date(2026, 5, 1))
    factories.AgendaItem(meeting=elsewhere, title=item.title)
    page = writer.get(url("history", item))
    assert [row["item"].meeting.date.month for row in page.context["earlier"]] == [3, 2, 1]
    assert "Månad 2." in seen(page)


def test_every_part_of_the_item_can_be_put_back(writer, item, meeting, secretary, body):
    kind, later = body.item_types.first(), factories.Meeting(body=body, date="2027-03-01", state="planned")
    row = meeting.attendances.first()
    new = {
        "title": "Ny", "type": kind, "responsible": row, "responsible_words": "", "time": datetime.time(13, 40),
        "duration": 30, "presenter": "L.", "registry_number": "7", "confidential": True, "remarks_label": "Synpunkter",
        "outcome": "tabled", "deferred": True, "deferred_to_meeting": later, "deferred_to_words": "våren",
    }
    old = {name: getattr(fresh(item), name) for name in new}
    for values in (new, old):
        writing.write(fresh(item), by=secretary.user, seen=None, **values)
    page = writer.get(url("history", item))
    parts = {part["field"] for part in page.context["parts"]}
    assert parts >= set(new) - {"responsible", "responsible_words"} | {"who"}
    for state in TextState.objects.filter(item=item, revision=fresh(item).revision - 1):
        writer.post(url("history", item), {"state": state.pk})
    assert {name: getattr(fresh(item), name) for name in new} == new
    state = TextState.objects.filter(item=item, field="who", value=f"{row.pk}|").first()
    writing.write(fresh(item), by=secretary.user, seen=None, responsible=None)
    row.delete()
    answer = writer.post(url("history", item), {"state": state.pk})
    assert (answer.status_code, "finns inte längre" in seen(answer)) == (409, True)


def test_the_facts_and_the_roster_of_a_meeting_have_their_history_in_the_same_place(writer, meeting, secretary):
    meetings.edit(meeting, by=secretary.user, place="Kajen", date=datetime.date(2026, 11, 30))
    line = meeting.attendances.last()
    attendance.change(line, by=secretary.user, status="excused")
    role = meeting.body.signoff_roles.get(key="adjuster")
    signer.choose(meeting, role, line.person, by=secretary.user)
    address = reverse("writing-facts", args=[meeting.pk])
    page = writer.get(address)
    labels = [part["label"] for part in page.context["parts"]]
    assert labels == ["Datum", "Plats", role.label, f"{line.name}: Närvaro"]
    assert f'href="{address}?field=status-{line.pk}&amp;' in page.content.decode()
    text = seen(writer.get(address, {"field": f"status-{line.pk}"}))
    assert "förhindrad" in text
    assert secretary.name in text
    assert line.person.name in seen(writer.get(address, {"field": f"signer_{role.pk}"}))
    state = TextState.objects.get(attendance=line, value="present")
    assert writer.post(address, {"state": state.pk}).url == address
    line.refresh_from_db()
    assert line.status == "present"
    elsewhere = meeting.items.last()
    writing.write(elsewhere, by=secretary.user, seen=None, text="<p>X</p>")
    assert writer.post(address, {"state": elsewhere.states.first().pk}).status_code == 404
