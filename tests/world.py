"""One body with a meeting in each part of its life, and everybody who could ask: for tests that walk all pages."""

import dataclasses
import datetime
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.utils import timezone

from minutes import compose
from minutes.demo import drawn
from minutes.documents import summons
from minutes.lib import canonical, files, logos, tokens
from minutes.models import Meeting, Membership, Movement, Rendering, SignoffLink, Summons, SummonsLink, SummonsReply
from minutes.services import publication, remark, signoff
from tests import factories
from tests.signing import NO_TASKS, follow

Role, State = Membership.Role, Meeting.State
STATES = {
    "P": State.PLANNED,
    "D": State.DRAFT,
    "A": State.IN_ADJUSTMENT,
    "J": State.ADJUSTED,
    "U": State.PUBLISHED,
}
LATE = 99  # the number of an attachment whose file is still missing
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class Scene:
    """A meeting and what belongs to it; `remark` and `content_hash` are empty before the minutes were sent.

    `token` is that of the link to answer the summons by, `signlink` of that by which the adjuster signs; `seen` names
    what would be sent now.
    """

    state: str
    meeting: Meeting
    attendance: object
    items: list
    attachments: list = field(default_factory=list)
    remark: object = None
    content_hash: str = ""
    token: str = ""
    signlink: str = ""
    seen: str = ""

    @property
    def item(self):
        return self.items[0]

    @property
    def attachment(self):
        return self.attachments[0]

    @property
    def action(self):
        return self.item.actions.get()

    @property
    def movement(self):
        return self.item.movements.get()


def build():
    """The whole world, where no mail goes out and no PDF is drawn. Call it inside a transaction that is rolled back."""
    world = SimpleNamespace(organisation=factories.Organisation(slug="fjallvik"))
    world.body = factories.Body(organisation=world.organisation, slug="badplatser")
    world.people = {
        "outsider": factories.Person(),
        "member": _seat(world.body, Role.MEMBER),
        "adjuster": _seat(world.body, Role.MEMBER),
        "chair": _seat(world.body, Role.CHAIR),
        "secretary": _seat(world.body, Role.SECRETARY),
        "administrator": factories.Person(organisation=world.organisation),
    }
    world.organisation.administrators.add(world.people["administrator"].user)
    world.guest = _seat(world.body, Role.CO_OPTED, user=None)
    world.seat = world.guest.memberships.get()
    world.organisation.logo = logos.keep(drawn.logo().read())
    world.organisation.save()
    with override_settings(TASKS=NO_TASKS):
        world.scenes = {letter: scene(world, letter) for letter in reversed(STATES)}
    world.clients = {"anonymous": Client()} | {role: _client(person) for role, person in world.people.items()}
    return world


def _seat(body, role, **fields):
    person = factories.Person(organisation=body.organisation, **fields)
    factories.Membership(body=body, person=person, role=role)
    return person


def _client(person):
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client


def scene(world, letter, *, rows=1, later=0):
    """A meeting in the part of its life that `letter` tells, `rows` of everything, `later` days later than usual."""
    days = {"U": -30, "J": -20, "A": -10, "D": -2, "P": 20}[letter] + later
    state = State.PLANNED if letter == "P" else State.DRAFT
    meeting = factories.Meeting(body=world.body, state=state, date=timezone.localdate() + datetime.timedelta(days=days))
    people = [world.people[role] for role in ("chair", "adjuster", "member")]
    here = [factories.Attendance(meeting=meeting, person=person, name=person.name) for person in people]
    made = Scene(letter, meeting, here[0], [_item(meeting, here, deferred=letter == "U") for _ in range(rows)])
    made.attachments = [_attachment(meeting, number) for number in range(1, rows + 1)]
    factories.Attachment(meeting=meeting, number=LATE, title="Budgetunderlag")
    for role in world.body.signoff_roles.all():
        factories.Signer(meeting=meeting, role=role, person=world.people[role.key], position=role.position)
    _call(world, made, here)
    if letter in "AJU":
        _send(world, made)
    if letter in "JU":
        _sign(world, made)
    if letter == "U":
        publication.publish(meeting, by=world.people["secretary"].user)
    return made


def _item(meeting, here, *, deferred):
    item = factories.AgendaItem(meeting=meeting, title="Läget vid badplatserna", deferred=deferred)
    factories.Decision(item=item)
    factories.ActionItem(item=item, responsible=here[1], responsible_words="")
    Movement.objects.create(attendance=here[2], item=item, kind=Movement.Kind.LEAVES)
    return item


def _attachment(meeting, number):
    digest = canonical.sha256(PDF)
    files.store(ContentFile(PDF), digest)
    return factories.Attachment(
        meeting=meeting,
        number=number,
        sha256=digest,
        size=len(PDF),
        file_name="karta.pdf",
        content_type="application/pdf",
    )


def _call(world, scene, here):
    """A summons that everybody has got and nobody has answered, from before the meeting was moved to its place."""
    minutes = compose.minutes(compose.load(scene.meeting.pk))
    value = summons.of(minutes, label="Kallelse", number=1)
    scene.seen = summons.facts_hash(value)
    content = summons.to_json(dataclasses.replace(value, place="Badhuset")).decode()
    sent = Summons.objects.create(
        body=world.body, meeting=scene.meeting, number=1, uid=f"{scene.meeting.pk}@justera", revision=2**20,
        content_json=content, content_hash=canonical.sha256(content.encode()), sent_at=timezone.now(), pdf=PDF,
    )
    scene.token, digest = tokens.new()
    for row in here:
        given = {"meeting": scene.meeting, "person": row.person, "first": sent, "status_before": row.status}
        reply = SummonsReply.objects.create(attendance=row, **given)
        if row == here[0]:
            SummonsLink.objects.create(reply=reply, token_hash=digest)


def _send(world, scene):
    sealed = signoff.send(scene.meeting, by=world.people["secretary"].user)
    rendered()
    scene.content_hash = sealed.content_hash
    scene.signlink, digest = tokens.new()
    SignoffLink.objects.create(
        round=sealed, person=world.people["adjuster"], token_hash=digest, expires=timezone.now() + SignoffLink.LASTS
    )
    author = world.people["adjuster"].user
    for item in scene.items:
        scene.remark = remark.add(scene.meeting, by=author, text="Stämmer bryggan?", item=item)


def _sign(world, scene):
    for role in ("secretary", "chair", "adjuster"):
        user = world.people[role].user
        signoff.sign(scene.meeting, by=user, content_hash=scene.content_hash, method="mail_code")
    follow(scene.meeting)
    rendered()


def rendered():
    """As if the worker had made every PDF; what they look like is tested elsewhere."""
    Rendering.objects.update(state=Rendering.State.DONE, pdf=PDF)
