"""Objects for tests, with invented people and places. Each makes the least that is valid."""

import datetime

import factory
from factory.django import DjangoModelFactory

from minutes import compose, models
from minutes.documents import load, render
from minutes.lib import canonical


class Organisation(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Fjällviks kommun {n}")
    slug = factory.Sequence(lambda n: f"fjallvik-{n}")
    postal_address = "Box 12, 999 00 Fjällvik"
    visiting_address = "Storgatan 1, Fjällvik"
    email = "post@fjallvik.example"
    web = "fjallvik.example"


class Body(DjangoModelFactory):
    """A steering group with three sign-off roles and the usual item types."""

    class Meta:
        model = models.Body
        skip_postgeneration_save = True

    organisation = factory.SubFactory(Organisation)
    name = factory.Sequence(lambda n: f"Styrgruppen för badplatser {n}")
    genitive = "Styrgruppens"
    slug = factory.Sequence(lambda n: f"badplatser-{n}")
    meeting_title = "Styrgruppsmöte"
    readers = models.Body.Readers.PUBLIC

    @factory.post_generation
    def roles(self, create, extracted, **_):
        rows = extracted if extracted is not None else [
            ("secretary", "Sekreterare", "signed", "secretary"),
            ("chair", "Ordförande", "approved", "chair"),
            ("adjuster", "Justerare", "approved", "chosen"),
        ]
        for position, (key, label, verb, source) in enumerate(rows):
            clerical = source != "chosen"
            SignoffRole(
                body=self, key=key, label=label, verb=verb, source=source, signs_clerical=clerical, position=position
            )

    @factory.post_generation
    def types(self, create, extracted, **_):
        usual = [("I", "information"), ("D", "diskussion"), ("A", "arbetsmoment")]
        for position, (letter, name) in enumerate(extracted or usual):
            models.ItemType.objects.create(body=self, letter=letter, name=name, position=position)


class SignoffRole(DjangoModelFactory):
    class Meta:
        model = models.SignoffRole

    body = factory.SubFactory(Body)
    key = "adjuster"
    label = "Justerare"


class User(DjangoModelFactory):
    class Meta:
        model = models.User

    email = factory.Sequence(lambda n: f"login{n}@fjallvik.example")


class Person(DjangoModelFactory):
    """Somebody with a login; pass `user=None` for one without."""

    class Meta:
        model = models.Person

    organisation = factory.SubFactory(Organisation)
    name = factory.Sequence(lambda n: f"Maj Ringdal {n}")
    title = "kanslichef"
    represents = "Fjällviks kommun"
    email = factory.Sequence(lambda n: f"person{n}@fjallvik.example")
    user = factory.SubFactory(User, email=factory.SelfAttribute("..email"))


class Membership(DjangoModelFactory):
    class Meta:
        model = models.Membership

    body = factory.SubFactory(Body)
    person = factory.SubFactory(Person, organisation=factory.SelfAttribute("..body.organisation"))
    starts = datetime.date(2020, 1, 1)


class Meeting(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    body = factory.SubFactory(Body)
    title = "Styrgruppsmöte"
    date = datetime.date(2026, 11, 12)
    start = datetime.time(9, 0)
    end = datetime.time(11, 30)
    place = "Rådhuset, Fjällvik"
    state = models.Meeting.State.DRAFT


class Attendance(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    meeting = factory.SubFactory(Meeting)
    name = factory.Sequence(lambda n: f"Ture Solberg {n}")
    title = "förvaltningschef"
    organisation = "Ljungdals kommun"
    position = factory.Sequence(int)


class AgendaItem(DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(Meeting)
    title = factory.Sequence(lambda n: f"Badplats nummer {n}")
    text = "<p>Vattnet är varmt.</p>"
    position = factory.Sequence(int)


class Decision(DjangoModelFactory):
    class Meta:
        model = models.Decision

    item = factory.SubFactory(AgendaItem)
    intro = "Styrgruppen beslutar att bryggan lagas före midsommar."


class ActionItem(DjangoModelFactory):
    class Meta:
        model = models.ActionItem

    item = factory.SubFactory(AgendaItem)
    meeting = factory.SelfAttribute("item.meeting")
    text = "Beställa virke"
    responsible_words = "Alla"


class Attachment(DjangoModelFactory):
    class Meta:
        model = models.Attachment

    meeting = factory.SubFactory(Meeting)
    number = factory.Sequence(lambda n: n + 1)
    title = "Karta över badplatserna"


class Signer(DjangoModelFactory):
    class Meta:
        model = models.Signer

    meeting = factory.SubFactory(Meeting)
    person = factory.SubFactory(Person)
    role = factory.LazyAttribute(lambda o: o.meeting.body.signoff_roles.first())
    label = factory.SelfAttribute("role.label")


class PublishedVersion(DjangoModelFactory):
    """A version as publishing freezes it, without a PDF unless given; the meeting itself is left in its state."""

    class Meta:
        model = models.PublishedVersion

    meeting = factory.SubFactory(Meeting)
    number = 1
    heading = factory.LazyAttribute(lambda o: str(o.meeting))
    file_stem = factory.LazyAttribute(lambda o: f"{o.meeting.body.name} {o.date} protokoll")
    date = factory.SelfAttribute("meeting.date")
    minutes_json = factory.LazyAttribute(lambda o: _minutes(o.meeting))
    proof_json = factory.LazyAttribute(lambda o: _proof(o.meeting, o.minutes_json, o.number))
    html = factory.LazyAttribute(
        lambda o: render.page_html(load.sealed(o.minutes_json), load.proof(o.proof_json), level=1)
    )
    content_hash = factory.LazyAttribute(lambda o: canonical.sha256(o.minutes_json.encode()))
    html_hash = factory.LazyAttribute(lambda o: canonical.sha256(o.html.encode()))
    pdf_hash = factory.LazyAttribute(lambda o: canonical.sha256(o.pdf) if o.pdf else "")
    pdf_size = factory.LazyAttribute(lambda o: len(o.pdf or b""))
    pdf = None
    published_at = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC)


def _minutes(meeting):
    return load.to_json(compose.minutes(compose.load(meeting.pk))).decode()


def _proof(meeting, minutes_json, number):
    return load.to_json(compose.proof(meeting, canonical.sha256(minutes_json.encode()), version=number)).decode()
