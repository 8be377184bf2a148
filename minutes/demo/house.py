"""An invented federation of five invented municipalities, its people and its bodies."""

import datetime
from dataclasses import dataclass
from types import SimpleNamespace

from minutes.models import Body, Membership
from minutes.services import body as bodies
from minutes.services import membership, organisation, person, statement

from . import drawn

NAME = "Kommunalförbundet Tallmark"
Role = Membership.Role


@dataclass(frozen=True)
class One:
    name: str
    title: str
    represents: str
    email: str


PEOPLE = {
    "elsa": One("Elsa Norrby", "utredare", NAME, "elsa.norrby@tallmark.example"),
    "lovisa": One("Lovisa Brandt", "förbundsadministratör", NAME, "lovisa.brandt@tallmark.example"),
    "wiik": One("Ann-Charlotte Wiik", "projektledare", NAME, "ann-charlotte.wiik@tallmark.example"),
    "mikael": One("Mikael Thelin", "kommundirektör", "Tallnäs kommun", "mikael.thelin@tallnas.example"),
    "jonna": One("Jonna Öberg", "digitaliseringsstrateg", "Tallnäs kommun", "jonna.oberg@tallnas.example"),
    "farida": One("Farida Rahimi", "servicechef", "Ängsfors kommun", "farida.rahimi@angsfors.example"),
    "rasmus": One("Rasmus Ekdahl", "systemförvaltare", "Ängsfors kommun", "rasmus.ekdahl@angsfors.example"),
    "bengt": One("Bengt-Olof Hägg", "it-chef", "Hedåsens kommun", "bengt-olof.hagg@hedasen.example"),
    "gunilla": One("Gunilla Sträng", "verksamhetschef", "Hedåsens kommun", "gunilla.strang@hedasen.example"),
    "susanna": One("Susanna Kero", "kanslichef", "Norrlida kommun", "susanna.kero@norrlida.example"),
    "ahmed": One("Ahmed Khalil", "utvecklingsledare", "Norrlida kommun", "ahmed.khalil@norrlida.example"),
    "petter": One("Petter Lagerlöv", "kommunikationschef", "Västerö kommun", "petter.lagerlov@vastero.example"),
}


def build(today):
    """Everything but the meetings. Returns the cast: organisation, by (whom everything is done by), people, bodies."""
    started = today - datetime.timedelta(days=700)
    found = organisation.add(
        by=None,
        name=NAME,
        registration_number="222000-9999",
        postal_address="Box 40, 999 40 Tallnäs",
        visiting_address="Sågverksgatan 3, Tallnäs",
        phone="0999-40 00 00",
        email="post@tallmark.example",
        web="tallmark.example",
        accent=drawn.ACCENT,
    )
    people = {}
    for key, one in PEOPLE.items():
        people[key] = person.add(
            found, by=None, name=one.name, title=one.title, represents=one.represents, email=one.email
        )
        person.give_login(people[key], by=None)
    administrator = people["lovisa"].user
    organisation.set_administrators(found, [administrator.email], by=administrator)
    organisation.set_logo(found, drawn.logo(), by=administrator)
    statement.edit(
        found,
        by=administrator,
        level="partial",
        failings="Bilagor som andra har skrivit kan sakna rubriker och bildtexter. Be oss om dem i annan form.",
        method="Egen granskning med tangentbord, förstoring och två skärmläsare",
        assessed=today - datetime.timedelta(days=60),
    )
    cast = SimpleNamespace(
        organisation=found, people=people, administrator=administrator, secretary=people["elsa"].user
    )
    cast.steering = _steering(cast, started)
    cast.network = _network(cast, started)
    cast.directors = _directors(cast, started)
    return cast


def _steering(cast, started):
    body = bodies.add(
        cast.organisation,
        by=cast.administrator,
        name="Styrgruppen för gemensamt kontaktcenter",
        genitive="Styrgruppens",
        slug="kontaktcenter",
        description="Fem kommuner bygger ett kontaktcenter tillsammans.",
        document=Body.Document.PROTOCOL,
        meeting_title="Styrgruppsmöte",
        number_format="§{n}",
        readers=Body.Readers.PUBLIC,
        draft_readers=Body.DraftReaders.WRITERS,
        default_place="videomöte",
        default_start=datetime.time(9, 0),
        default_end=datetime.time(10, 30),
    )
    standing = ["Val av justerare", "Föregående protokoll", "Läget i införandet"]
    bodies.set_standing_items(body, [{"kind": "item", "title": title} for title in standing], by=cast.administrator)
    seats = [
        ("mikael", Role.CHAIR),
        ("farida", Role.MEMBER),
        ("bengt", Role.MEMBER),
        ("susanna", Role.MEMBER),
        ("petter", Role.MEMBER),
        ("wiik", Role.CO_OPTED),
        ("elsa", Role.SECRETARY),
    ]
    return _seat(cast, body, seats, started)


def _network(cast, started):
    body = bodies.add(
        cast.organisation,
        by=cast.administrator,
        name="Nätverket för välfärdsteknik",
        genitive="Nätverkets",
        slug="valfardsteknik",
        description="Kommunerna delar erfarenheter av teknik i omsorgen.",
        document=Body.Document.NOTES,
        document_label="Minnesanteckningar",
        meeting_title="Nätverksmöte",
        number_format="{n})",
        attachment_format="{date} - Bilaga {n}-{title}",
        words={"time_and_place": "Information om möte", "organisation": "Kommun/Organisation"},
        readers=Body.Readers.PUBLIC,
        draft_readers=Body.DraftReaders.MEMBERS,
        default_place="Folkets hus i Tallnäs",
        default_start=datetime.time(13, 0),
        default_end=datetime.time(15, 30),
    )
    types = [row for row in body.item_types.values("id", "letter", "name") if row["letter"] in "IDA"]
    bodies.set_item_types(body, types, by=cast.administrator)
    standing = [
        {"kind": "item", "title": "Förra mötets anteckningar", "type": body.item_types.get(letter="I")},
        {"kind": "item", "title": "Laget runt", "type": body.item_types.get(letter="D")},
        {"kind": "closing", "title": "AVSLUT"},
    ]
    bodies.set_standing_items(body, standing, by=cast.administrator)
    seats = [
        ("jonna", Role.CHAIR),
        ("rasmus", Role.MEMBER),
        ("gunilla", Role.MEMBER),
        ("ahmed", Role.MEMBER),
        ("wiik", Role.MEMBER),
        ("elsa", Role.SECRETARY),
    ]
    _seat(cast, body, seats, started)
    membership.add(body, by=cast.secretary, represents="Västerö kommun", starts=started)
    return body


def _directors(cast, started):
    """A body that strangers see nothing of, to show the difference."""
    body = bodies.add(
        cast.organisation,
        by=cast.administrator,
        name="Kommundirektörernas samråd",
        genitive="Samrådets",
        slug="samradet",
        description="Bereder frågor inför förbundets direktion.",
        document=Body.Document.NOTES,
        meeting_title="Samråd",
        readers=Body.Readers.MEMBERS,
        draft_readers=Body.DraftReaders.MEMBERS,
    )
    return _seat(cast, body, [("mikael", Role.CHAIR), ("susanna", Role.SECRETARY)], started)


def _seat(cast, body, seats, started):
    for key, role in seats:
        membership.add(body, by=cast.administrator, person=cast.people[key], role=role, starts=started)
    return body
