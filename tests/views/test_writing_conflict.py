"""Two have written in the same item without script: both texts are shown, and each way on is there."""

import pytest

from minutes.models import AgendaItem, TextState
from minutes.services import writing

from .asking import rows
from .test_writing import fresh, posted, url


@pytest.fixture
def item(meeting):
    return meeting.items.last()


def test_a_stale_page_shows_both_texts_and_keeps_what_was_typed(writer, item, chair):
    writing.save(
        fresh(item), by=chair.user, seen=None,
        fields={"text": "<p>Deras text.</p>", "comment": "<p>Deras kommentar.</p>"},
        decisions=[{"intro": "Deras beslut."}],
    )
    mine = posted(item, text="<p>Min text.</p>", presenter="Min gäst", **{"decisions-0-intro": "Mitt beslut."})
    answer = writer.post(url("item", item), mine | {"seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert {one["name"] for one in answer.context["conflicts"]} == {"text", "decisions"}
    marked = ('<p><ins class="d-theirs">Deras</ins> text.</p>', '<ins class="d-mine">Mitt</ins> beslut.')
    for words in (*marked, 'value="Min gäst"', "Mitt beslut."):
        assert words in page
    aside = TextState.objects.filter(item=item, set_aside=True)
    assert set(aside.values_list("field", flat=True)) == {"text", "decisions"}
    assert "&lt;p&gt;Min text.&lt;/p&gt;" in page
    # What only the other changed is theirs on the page that comes back, so that saving again does not undo it.
    assert "&lt;p&gt;Deras kommentar.&lt;/p&gt;" in page
    assert (fresh(item).text, fresh(item).presenter) == ("<p>Deras text.</p>", "")
    seen = answer.context["form"]["seen"].value()
    again = mine | {"seen": seen, "comment": "<p>Deras kommentar.</p>", "take_theirs": "decisions"}
    assert writer.post(url("item", item), again).status_code == 302
    stored = fresh(item)
    assert (stored.text, stored.comment) == ("<p>Min text.</p>", "<p>Deras kommentar.</p>")
    assert stored.presenter == "Min gäst"
    assert stored.decisions.get().intro == "Deras beslut."
    assert TextState.objects.filter(item=item, field="text", value="<p>Deras text.</p>").exists()
    assert [state.field for state in aside] == ["decisions"], "what was not kept is in the history, what stands is not"


def test_the_rows_of_both_can_be_kept_and_a_choice_is_told_in_words(writer, item, chair):
    writing.set_actions(fresh(item), [{"text": "Laga"}, {"text": "Olja"}], by=chair.user)
    first = item.actions.first()
    writing.set_actions(fresh(item), [{"id": first.pk, "text": "Laga bryggan"}, {"text": "Måla"}], by=chair.user)
    writing.write(fresh(item), by=chair.user, seen=None, outcome="tabled")
    mine = posted(item, outcome="noted", **rows("actions", {"id": first.pk, "text": "Laga taket"}, {"text": "Måla"}))
    answer = writer.post(url("item", item), mine | {"seen": 1})
    told = {one["name"]: one for one in answer.context["conflicts"]}
    assert "bordläggs" in told["outcome"]["theirs"]
    assert 'name="add_theirs" value="actions"' in answer.content.decode()
    again = mine | {"seen": fresh(item).revision, "add_theirs": "actions", "outcome": "withdrawn"}
    assert writer.post(url("item", item), again).status_code == 302
    assert list(item.actions.values_list("text", flat=True)) == ["Laga taket", "Måla", "Laga bryggan"]
    assert (item.actions.get(text="Laga taket").pk, fresh(item).outcome) == (first.pk, "withdrawn")


def test_their_text_may_be_kept(writer, item, chair):
    writing.write(fresh(item), by=chair.user, seen=None, text="<p>Deras.</p>", title="Deras rubrik")
    data = posted(item, text="<p>Min.</p>", title="Min rubrik", take_theirs=["text", "title", "okänt"])
    assert writer.post(url("item", item), data | {"seen": 2}).status_code == 302
    assert (fresh(item).text, fresh(item).title) == ("<p>Deras.</p>", "Deras rubrik")


def test_hostile_text_in_a_conflict_is_shown_harmless(writer, item, chair):
    writing.write(fresh(item), by=chair.user, seen=None, text="<p>Deras.</p>")
    AgendaItem.objects.filter(pk=item.pk).update(text="<p>Deras nu.</p>")
    TextState.objects.filter(item=item).update(value="<img src=x onerror=alert(1)>")
    data = posted(item, text="<p>Min <img src=x onerror=alert(2)></p>") | {"seen": 0}
    page = writer.post(url("item", item), data).content.decode()
    assert "<img" not in page
