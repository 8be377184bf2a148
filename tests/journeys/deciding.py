"""What two have changed at the same time becomes one in the dialog, also where it is no text."""

from playwright.sync_api import expect

from minutes.models import TextState
from minutes.services import writing

from .bench import text_of

# Rows before, mine, theirs, and what they become: a pair is one that both changed, None in it who took it away.
MERGED = [
    (["A"], ["A", "Min"], ["A", "Din"], ["A", "Min", "Din"]),
    (["A", "B"], ["A", "B2"], ["A2", "B"], ["A2", "B2"]),
    (["A"], ["Min"], ["Din"], [["Min", "Din"]]),
    (["Vi lagar bron"], ["Vi alla lagar bron"], ["Vi lagar bron nu"], ["Vi alla lagar bron nu"]),
    ([], ["Min"], ["Din"], ["Min", "Din"]),
    (["A", "B"], ["B"], ["A", "B", "C"], ["B", "C"]),
    (["A", "B"], ["A"], ["A", "B!"], ["A", [None, "B!"]]),
    (["A", "B"], ["A", "B!"], ["A"], ["A", ["B!", None]]),
    (["A"], ["A", "Lika"], ["A", "Lika"], ["A", "Lika"]),
]
MERGE = """async (cases) => {
    const { mergeRows } = await import("/static/js/workbench/rows.js");
    const rows = (texts) => texts.map((intro) => ({ intro }));
    const of = (row) => row && row.intro;
    const told = ({ row, mine, theirs }) => mine === undefined ? row.intro : [of(mine), of(theirs)];
    return cases.map((texts) => mergeRows("decisions", ...texts.map(rows)).map(told));
}"""
ACTIONS = """async () => {
    const { mergeRows } = await import("/static/js/workbench/rows.js");
    const was = [{ id: 1, text: "Laga" }], mine = [{ id: 1, text: "Laga", due: "2026-12-01" }, { text: "Ny" }];
    const theirs = [{ id: 1, text: "Laga bron" }, { id: 2, text: "Ny" }, { id: 3, text: "Annan" }];
    return mergeRows("actions", was, mine, theirs).map(({ row }) => [row.id, row.text, row.due].join());
}"""
TOGETHER = "Du och Siv har skrivit här samtidigt"


def rows_are_written_together_and_a_choice_is_made_anew(orvar, item, secretary):
    assert orvar.page.evaluate(MERGE, [case[:3] for case in MERGED]) == [case[3] for case in MERGED]
    assert orvar.page.evaluate(ACTIONS) == ["1,Laga bron,2026-12-01", "2,Ny,", "3,Annan,"]
    _rows(orvar, item, secretary)
    _choice(orvar, item, secretary)
    aside = TextState.objects.filter(item=item, set_aside=True).exclude(field="text")
    assert sorted(aside.values_list("field", flat=True)) == ["decisions", "outcome"]


def _rows(orvar, item, secretary):
    """One row that both reworded, and one that each added."""
    orvar.goes_offline()
    orvar.page.locator("[name=decisions-0-intro]").fill("Bryggan lagas i maj.")
    orvar.page.get_by_role("button", name="Ett beslut till").click()
    orvar.page.keyboard.type("Orvar beställer virke.")
    siv = [{"intro": "Bryggan lagas i juni."}, {"intro": "Siv målar.", "clauses": ["att olja"]}]
    writing.set_decisions(item, siv, by=secretary.user)
    orvar.comes_back()
    box = orvar.dialog(TOGETHER)
    expect(box.locator("[data-slot=theirs] ins").first).to_have_text("juni")
    orvar.look(box)
    box.get_by_role("radio", name="Bryggan lagas i juni.").check(force=True)
    box.locator("[name=decisions-0-clauses]").fill("att laga ordentligt")
    orvar.page.keyboard.press("Control+Enter")
    orvar.is_saved()
    assert list(item.decisions.values_list("intro", "clauses")) == [
        ("Bryggan lagas i juni.", ["att laga ordentligt"]),
        ("Orvar beställer virke.", []),
        ("Siv målar.", ["att olja"]),
    ]


def _choice(orvar, item, secretary):
    field = orvar.page.locator("#id_outcome")
    field.evaluate("(field) => { field.closest('details').open = true; }")
    orvar.goes_offline()
    field.select_option("noted")
    writing.write(item, by=secretary.user, seen=None, outcome="tabled")
    orvar.comes_back()
    box = orvar.dialog(TOGETHER)
    expect(box.get_by_label("Utgång")).to_have_value("noted")
    orvar.look(box)
    box.get_by_label("Utgång").select_option("withdrawn")
    orvar.page.keyboard.press("Control+Enter")
    orvar.is_saved()
    assert text_of(item, "outcome") == "withdrawn"
