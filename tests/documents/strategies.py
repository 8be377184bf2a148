"""Generated Minutes and Proofs: any that load.minutes would accept, small."""

import dataclasses
import datetime

from hypothesis import strategies as st

from minutes.documents import load
from minutes.documents.content import Item, ItemType, Minutes, Proof, Signed
from minutes.documents.shapes import fields
from minutes.lib import richtext, text

# Letters that the document font has, so that a PDF can say them.
LETTERS = st.sampled_from("abcdefgåäöéABCÅÄÖ 0123456789-–.,:;()§”'&<>\"/%")
words = st.text(LETTERS, max_size=24).map(text.line)
some_words = st.text(LETTERS, min_size=1, max_size=24).map(lambda value: text.line(value) or "x")
paragraphs = st.lists(some_words, max_size=3).map(lambda rows: text.lines("\n".join(rows)))
inline = st.tuples(
    st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>", '<a href="https://a.example/">{}</a>']), some_words
).map(lambda pair: pair[0].format(pair[1].replace("&", "&amp;").replace("<", "&lt;")))
block = st.tuples(
    st.sampled_from(
        [
            *("<p>{}</p>", "<h3>{}</h3>", "<blockquote>{}</blockquote>", "<ul><li>{}<li>x</ul>"),
            *("<ol><li>{}<br>y</ol>", "<ul><li>a<ul><li>{}</ul></ul>"),
            "<table><tr><th>{}<th>B<tr><td>x<td>1 000</table>",
        ]
    ),
    st.lists(inline, min_size=1, max_size=3).map("".join),
).map(lambda pair: pair[0].format(pair[1]))
rich = st.lists(block, max_size=2).map("".join).map(richtext.sanitise)
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2199, 12, 31)).map(lambda day: day.isoformat())
clocks = st.times().map(lambda time: time.strftime("%H:%M"))
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
STRINGS = {
    "line": words,
    "lines": paragraphs,
    "rich": rich,
    "date": st.just("") | dates,
    "time": st.just("") | clocks,
    "moment": st.tuples(dates, clocks).map("T".join),
    "sha256": st.just("") | hashes,
    "colour": st.just("") | st.text("0123456789abcdef", min_size=6, max_size=6).map("#{}".format),
}


def of(shape):
    match shape.kind:
        case "object":
            made = {
                Item: items,
            }.get(shape.cls, lambda: instances(shape.cls))()
            return st.none() | made if shape.nullable else made
        case "list":
            return st.lists(of(shape.item[0]), max_size=3).map(tuple)
        case "choice":
            return st.sampled_from(shape.choices)
        case "bool":
            return st.booleans()
        case "int":
            return st.integers(0, 9_999_999)
        case kind:
            return STRINGS[kind]


def instances(cls, **fixed):
    return st.builds(cls, **{field.name: fixed.get(field.name, of(field.shape)) for field in fields(cls)})


def items():
    return instances(Item, title=some_words)


def _whole(minutes):
    """Repairs what one field alone cannot tell."""
    letters = {one.letter for one in minutes.item_types}
    items = []
    for number, item in enumerate(minutes.items, 1):
        item = dataclasses.replace(item, type=item.type if item.type in letters else "")
        if item.kind == "item":
            items.append(dataclasses.replace(item, number=number, label=f"§ {number}"))
        else:
            empty = {"text": "", "comment": "", "remarks": "", "decisions": ()}
            items.append(dataclasses.replace(item, number=0, label="", **empty))
    attendees = tuple(dataclasses.replace(one, name="" if one.vacant else one.name or "x") for one in minutes.attendees)
    files = (
        dataclasses.replace(one, number=number, file_name=one.file_name or "x", size=one.size if one.sha256 else 0)
        for number, one in enumerate(minutes.attachments, 1)
    )
    return dataclasses.replace(minutes, items=tuple(items), attendees=attendees, attachments=tuple(files))


@st.composite
def documents(draw):
    """A Minutes that the loader accepts as it is."""
    layout = draw(of(next(field.shape for field in fields(Minutes) if field.name == "layout")))
    layout = dataclasses.replace(layout, item_number="§ {n}")
    letters = draw(st.lists(st.sampled_from("IDAB"), unique=True, max_size=3))
    types = tuple(ItemType(letter, draw(some_words)) for letter in letters)
    made = draw(
        instances(
            Minutes,
            heading=some_words,
            date=dates,
            layout=st.just(layout),
            item_types=st.just(types),
            schema=st.just(1),
        )
    )
    return _whole(made)


@st.composite
def proofs(draw, minutes):
    """A Proof of these minutes, with some of the signatures in."""
    signed = tuple(
        Signed(signer.role, signer.name, draw(st.sampled_from(["signed", "approved"])), "2026-02-03T14:07", "mail_code")
        for signer in minutes.signers[: draw(st.integers(0, 3))]
    )
    state = draw(st.sampled_from(["draft", "in_adjustment", "adjusted", "published"]))
    return Proof(state, draw(some_words), load.content_hash(minutes), signed, draw(st.just("") | dates), 0)
