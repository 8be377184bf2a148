"""The documents that the PDF is judged by. Each is hard in one way; `everything` has all of it in one.

To hand them to a validator: `python -m tests.documents.judge FOLDER`.
"""

import dataclasses
import itertools

from minutes.documents import content
from minutes.documents.content import Action, Attachment, Attendee, Decision, Item, Minutes
from minutes.lib import richtext, text

from .samples import fixture, proof

SENTENCES = [
    "Bryggan vid Norra udden är sliten – räcket ska bytas före midsommar, och färgen (§ 12 i avtalet) är beställd.",
    "Kommunstyrelsens ordförande påminde om e-arkivet och om att 1 250 000 kronor inte räcker till allt.",
    "Åtgärdsförslaget från samhällsbyggnadsförvaltningen delades ut.",
    "Ärendet är öppet för synpunkter till och med hösten.",
    "Därefter tas det upp igen.",
]
NAMES = ["Åsa Wikner", "Örjan Ek", "Ylva Säll", "Bo Hagman", "Ingrid Lövås", "Nils-Erik Torp", "Siv Åkerö", "Max Dahl"]
PLACES = ["Ekfors kommun", "Björkvalla kommun", "Länsstyrelsen", "Södra Tunets kommun", "Norra uddens båtlag"]


def prose(sentences, start=0):
    return " ".join(itertools.islice(itertools.cycle(SENTENCES), start, start + sentences))


def paragraphs(count, sentences=4):
    return "".join(f"<p>{prose(sentences, n)}</p>" for n in range(count))


def table(rows, columns=4):
    head = "".join(f"<th>{name}</th>" for name in ["Post", "Kommun", "Ansvarig", "Kronor", *["År"] * columns][:columns])
    body = "".join(
        f"<tr><td>Stolpe {n} vid bryggan</td><td>{PLACES[n % 5]}</td><td>{NAMES[n % 8]}</td><td>{n * 1250}</td></tr>"
        for n in range(1, rows + 1)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def high(rows):
    """A table whose rows have six lines and more, two of them a third of a page."""
    body = "".join(f"<tr><td>Risk {n}</td><td>{prose(6, n)}</td><td>{prose(4, n)}</td></tr>" for n in range(rows))
    return f"<table><tr><th>Nr</th><th>Risk</th><th>Åtgärd</th></tr>{body}</table>"


def nested(depth, text="Punkt med å, ä och ö"):
    return f"<ul><li><p>{text} {depth}</p>{nested(depth - 1, text) if depth > 1 else ''}</li></ul>"


def lists(count):
    inner = [f"<ul><li><p>{prose(1, n)}</p></li></ul><p>Därefter.</p>" for n in range(count)]
    rows = "".join(f"<li><p>{prose(3, n)}</p>{below}</li>" for n, below in enumerate(inner))
    return f"<ul>{rows}</ul><ol>{rows}</ol>"


def quotes(count):
    return "".join(f"<blockquote><p>”{prose(3, n)}”</p><p>– {NAMES[n % 8]}</p></blockquote>" for n in range(count))


LINKED = (
    '<p>Se <a href="https://udden.example/turer">turkartan</a> och <span lang="en">the harbour master’s report</span>,'
    ' <a href="https://udden.example/en"><span lang="en">in English</span></a>.</p>'
)


def items(count, text=LINKED, **values):
    """`text` is the text of each item, or a function of its number."""
    return tuple(one_item(n, text(n) if callable(text) else text, **values) for n in range(1, count + 1))


def one_item(n, told, **values):
    decision = Decision("Styrgruppen beslutar", (f"att byta räcke {n}", "att återkomma i höst")[: 1 + n % 2])
    return Item(
        *("item", f"Räcken och bryggor {'vid Norra udden och vid färjeläget ' * (n % 3)}{n}", n, f"§ {n}"),
        text=richtext.sanitise(told),
        decisions=(decision,) if n % 3 else (),
        responsible=NAMES[n % 8],
        time=f"{9 + n // 12:02}:{n % 12 * 5:02}",
        **values,
    )


def people(count):
    return tuple(
        Attendee(
            *(NAMES[n % 8], "verksamhetsutvecklare" if n % 2 else "", PLACES[n % 5]),
            status="present" if n % 9 else "excused",
        )
        for n in range(1, count + 1)
    )


def files(count):
    return tuple(
        Attachment(
            *(n, f"Bilaga {n}: Ritning över brygga {n} – underlag", f"Ritning {n}", "2025-05-15", f"{n:064x}"),
            *(1000 * n, "application/pdf", f"ritning-{n}.pdf", f"§ {n}"),
        )
        for n in range(1, count + 1)
    )


def short(name="protocol", **values) -> Minutes:
    return dataclasses.replace(fixture(name), **values)


def english(name="notes") -> Minutes:
    made = fixture(name)
    names = [field.name for field in dataclasses.fields(made.labels)]
    return dataclasses.replace(
        made,
        language="en",
        heading="Harbour committee 2025-02-06",
        labels=content.Labels(**{name: name.replace("_", " ").capitalize() for name in names}),
        document_label="Notes",
        items=items(6, '<p>The pier is worn – see <span lang="sv">åtgärdsförslaget</span>.</p>' + table(3)),
    )


def long(count=75) -> Minutes:
    return short(items=items(count, lambda n: paragraphs(3) + (LINKED if n % 5 else "")), attendees=people(40))


def tabular() -> Minutes:
    return short("notes", items=items(8, lambda n: table(6) + table(3)))


def table_breaking() -> Minutes:
    return short(items=items(2, lambda n: table(70)))


def list_splitting() -> Minutes:
    return short("notes", items=items(3, lambda n: lists(9) + nested(8)))


def quote_heavy() -> Minutes:
    return short(items=items(4, lambda n: quotes(12)))


def attachment_rich() -> Minutes:
    return short(attachments=files(120))


def everything() -> Minutes:
    """What is hard in every way, in as few pages as can be."""
    parts = [table(48), lists(6) + nested(8), quotes(7), paragraphs(9), LINKED + table(4)]
    return short(
        items=items(5, lambda n: parts[n % 5]),
        attendees=people(40),
        attachments=files(45),
        actions=tuple(Action(prose(1, n), NAMES[n % 8], "2025-08-29", "", f"§ {n}") for n in range(1, 21)),
        correction=content.Correction("correction", 1, "§ 2: beloppet", "Ett skrivfel", "2025-06-01"),
    )


WILD = (
    "🎉 och 👩‍👩‍👧 \u200fעברית\u200e مرحبا 日本語 𓀀 ḁ ẍ̣ 한 <b>&amp;</b> {{ x }}{% now %} ﬁ ½"
    " a\u200db a\u200bb e-arkiv \u202eabc\u202c \x07\x00"
)


def hostile() -> Minutes:
    """Wild text in all the fields, words without end, wide tables, deep nesting, pictures from elsewhere."""
    wild, escaped, endless = text.line(WILD), WILD.replace("<", "&lt;"), "Å" * 400
    texts = [
        f"<p>{escaped}</p>",
        f"<p>{endless}</p>",
        f"<table><tr>{'<th>Kolumn</th>' * 60}</tr><tr>{'<td>1 000</td>' * 60}</tr></table>",
        "<ul><li>" * 12 + "djupt" + "</li></ul>" * 12 + "<blockquote>" * 12 + "djupt" + "</blockquote>" * 12,
        '<img src="https://a.example/x.png"><img src="file:///etc/passwd"><p><a href="file:///etc/x">x</a> Bild</p>',
        f"<table><tr><th>{endless}</th><th>x</th></tr><tr><td>{endless}</td><td>{escaped}</td></tr></table>",
    ]
    made = [dataclasses.replace(one, title=wild) for one in items(6, lambda n: texts[n - 1], presenter=wild)]
    made[1] = dataclasses.replace(made[1], title=endless, responsible=endless)
    return short(
        "notes",
        heading=wild,
        items=tuple(made),
        actions=(Action(wild, endless[:120], "", wild),),
        registry_number=wild,
        attendees=(Attendee(wild, endless[:120], wild), *people(3)),
        attachments=(Attachment(1, endless),),
        time_and_place=f"Plats: {wild}\nTid: {endless}",
    )


def sealed(minutes: Minutes) -> content.Proof:
    """Signed by all, with the day of the last signature."""
    signed = [
        content.Signed(one.role, one.name, "approved", "2026-02-03T14:07", "mail_code") for one in minutes.signers
    ]
    return proof(minutes, "adjusted", "Justerat", signatures=tuple(signed), adjusted_on="2026-02-03")


ALL = [short, english, long, tabular, table_breaking, list_splitting, quote_heavy, attachment_rich, everything, hostile]
