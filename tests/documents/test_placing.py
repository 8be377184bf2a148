"""Where a proposed wording goes."""

from minutes.documents.placing import place

TEXT = "<p>Amina visar två <strong>lägen</strong>. Hon redovisar utfallet till och med oktober. Bra år.</p><p>Slut.</p>"
DECISIONS = [{"intro": "Styrgruppen beslutar", "clauses": ["att mäta till den 31 januari,", "att betala."]}]


def test_a_sentence_takes_the_place_of_the_sentence_that_it_is_most_like():
    placed = place({"text": TEXT}, DECISIONS, "Göran redovisar utfallet till och med oktober & november.")
    assert placed.part == "text"
    assert placed.before == "Hon redovisar utfallet till och med oktober."
    assert placed.value == TEXT.replace(placed.before, "Göran redovisar utfallet till och med oktober &amp; november.")


def test_a_clause_takes_the_place_of_a_clause():
    placed = place({"text": TEXT}, DECISIONS, "att mäta till den 31 mars,")
    assert (placed.part, placed.before) == ("decisions", "att mäta till den 31 januari,")
    assert placed.value == [{"intro": "Styrgruppen beslutar", "clauses": ["att mäta till den 31 mars,", "att betala."]}]
    assert DECISIONS[0]["clauses"][0] == "att mäta till den 31 januari,"


def test_what_is_like_nothing_becomes_a_paragraph_of_its_own():
    placed = place({"text": TEXT, "comment": ""}, [], "Kaffe <b>serverades</b>.")
    assert placed.before == ""
    assert placed.value == TEXT + "<p>Kaffe &lt;b&gt;serverades&lt;/b&gt;.</p>"


def test_markup_within_a_replaced_run_stays_whole():
    text = "<p>En <strong>fet mening här. Och</strong> en till här. Sist.</p>"
    assert place({"text": text}, [], "Och en till där.").value.count("<strong>") <= 1
    assert place({"text": ""}, [], "Nytt.").value == "<p>Nytt.</p>"
