import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from minutes.documents import compare
from minutes.documents.compare import Piece

from .samples import fixture, item


def minutes(*items):
    return dataclasses.replace(fixture("notes"), items=items)


@given(st.text("ab å.,\n", max_size=30), st.text("ab å.,\n", max_size=30))
def test_the_pieces_are_both_texts(before, after):
    pieces = compare.words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_words_and_not_letters_are_compared():
    assert compare.words("Beloppet är 312 kronor.", "Beloppet är 321 kronor.") == (
        Piece("same", "Beloppet är "),
        Piece("removed", "312"),
        Piece("added", "321"),
        Piece("same", " kronor."),
    )


def test_nothing_differs_from_itself():
    assert not compare.compare(fixture("protocol"), fixture("protocol"))


def test_only_the_changed_item_is_told():
    before = minutes(item(title="Ett", text="<p>a</p>"), item(title="Två", number=2, text="<p>b</p>"))
    after = minutes(item(title="Ett", text="<p>a</p>"), item(title="Två", number=2, text="<p>b c</p>"))
    (change,) = compare.compare(before, after).items
    assert (change.after.title, change.fields) == ("Två", ("text",))
    assert Piece("added", " c") in change.pieces


def test_an_item_keeps_its_identity_when_it_gets_another_number_or_another_title():
    old, new = item(title="Ett", number=1), item(title="Ett", number=2)
    (change,) = compare.compare(minutes(old), minutes(new)).items
    assert change.fields == ("number",)
    (change,) = compare.compare(minutes(old), minutes(item(title="Etta"))).items
    assert (change.before.title, change.after.title, change.fields) == ("Ett", "Etta", ("title",))


def test_items_that_come_and_go_are_told_in_their_place():
    one, two, three = (item(title=title, number=number) for number, title in enumerate(("A", "B", "C"), 1))
    found = compare.compare(minutes(one, two), minutes(one, three))
    assert [(change.before and change.before.title, change.after and change.after.title) for change in found.items] == [
        ("B", None),
        (None, "C"),
    ]


def test_another_order_is_told():
    one, two = item(title="A"), item(title="B", number=2)
    found = compare.compare(minutes(one, two), minutes(two, one))
    assert (found.items, found.elsewhere) == ((), ("order",))


def test_what_differs_outside_the_items_is_named():
    before = fixture("notes")
    after = dataclasses.replace(before, place="Annan plats", attendees=before.attendees[:-1])
    assert compare.compare(before, after).elsewhere == ("place", "attendees")
