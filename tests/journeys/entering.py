"""Types a whole document into the product, page by page, as an administrator and a secretary would."""

from django.test import Client
from django.urls import reverse

from minutes.documents import words
from minutes.documents.content import Minutes
from minutes.models import Attendance, Body, Meeting, Organisation, Person, User

from .desk import Desk

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LETTER = ("registration_number", "postal_address", "visiting_address", "phone", "email", "web", "accent")


def desk(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return Desk(client)


class Entering:
    """`minutes` is what is to be typed; its secretary is the first who signs."""

    def __init__(self, minutes: Minutes, *, heading: str):
        self.minutes, self.heading = minutes, heading
        self.letters = {one.name: f"person{at}@mellanbygden.example" for at, one in enumerate(minutes.signers)}

    def all(self):
        """From an empty register to a draft that says what the minutes say. Returns the meeting."""
        self.administrator = desk(User.objects.create_superuser("root@mellanbygden.example"))
        self.register()
        self.body = self.found()
        self.seat()
        self.plan()
        self.attend()
        self.list_items()
        for at, item in enumerate(self.minutes.items):
            if item.kind == "item":
                self.write(at, item)
        self.attach()
        self.choose()
        return self.meeting

    def signed_and_published(self):
        """What everybody does with the draft."""
        self.secretary.send(reverse("signoff-send", args=[self.meeting.pk]), "deadline", {})
        show, act = (reverse(name, args=[self.meeting.pk]) for name in ("signoff-show", "signoff-sign"))
        for address in self.letters.values():
            desk(User.objects.get(email=address)).press(show, act)
        publish = reverse("publication-publish", args=[self.meeting.pk])
        self.secretary.press(publish, publish)

    # ---- the administrator

    def register(self):
        head = self.minutes.letterhead
        given = {"name": head.organisation} | {name: getattr(head, name) for name in LETTER}
        self.administrator.send(reverse("organisation-add"), "postal_address", given)

    def found(self):
        """A body with the rules of the minutes."""
        minutes, organisation = self.minutes, Organisation.objects.get()
        self.administrator.send(
            reverse("body-add", args=[organisation.slug]), "genitive",
            {"name": minutes.body, "document": minutes.document, "language": minutes.language, "readers": "public"},
        )
        body = Body.objects.latest("pk")
        self.rule(body)
        self.speak(body)
        return body

    def rule(self, body):
        minutes, layout = self.minutes, self.minutes.layout
        rules = {
            "name": minutes.body, "genitive": minutes.genitive, "document_label": minutes.document_label,
            "heading_format": self.heading, "meeting_title": minutes.meeting, "number_format": layout.item_number,
            "attachment_format": layout.attachment_name, "attendance_style": layout.attendance,
            "time_style": layout.time_and_place, "signoff_style": layout.signoff, "agenda_table": layout.agenda_table,
            "print_proposals": layout.proposals,
        }
        own = {}
        for key in minutes.labels.__slots__:
            usual = words.word(key, minutes.language, minutes.document, genitive=minutes.genitive)
            if getattr(minutes.labels, key) != usual:
                own[f"words-{key}"] = getattr(minutes.labels, key)
        self.administrator.send(reverse("body-edit", args=[body.slug]), "number_format", rules | own)

    def speak(self, body):
        """The letters of the agenda, and who signs under which label."""
        page, minutes = reverse("body-vocabulary", args=[body.slug]), self.minutes
        types = {}
        for at in range(max(len(minutes.item_types), body.item_types.count())):
            if at < len(minutes.item_types):
                types |= {f"types-{at}-letter": minutes.item_types[at].letter}
                types |= {f"types-{at}-name": minutes.item_types[at].name}
            else:
                types |= {f"types-{at}-DELETE": True}
        self.administrator.send(page, "types-0-letter", types)
        roles = {}
        for at, one in enumerate(minutes.signers):
            roles |= {f"roles-{at}-label": one.label, f"roles-{at}-verb": "approved" if one.adjusts else "signed"}
        self.administrator.send(page, "roles-0-label", roles)

    def seat(self):
        """The administrator seats the secretary; she pastes the others."""
        first = self.minutes.signers[0]
        details = {"name": first.name, "title": first.title, "represents": first.organisation}
        self.administrator.send(
            reverse("membership-add", args=[self.body.slug]), "who",
            details
            | {"who": "new", "role": "secretary", "email": self.letters[first.name], "invite": True}
            | {"starts": "2019-01-01"},
        )
        self.secretary = desk(User.objects.get(email=self.letters[first.name]))
        page, there = reverse("membership-paste", args=[self.body.slug]), {first.name}
        lines, titles = [], []
        for one in [*self.minutes.attendees, *self.minutes.signers[1:]]:
            if one.name in there or getattr(one, "status", "") == "presenter":
                continue
            there.add(one.name or object())
            facts = ", ".join(part for part in (one.title, one.organisation) if part)
            letter = f" <{self.letters[one.name]}>" if one.name in self.letters else ""
            lines.append(f"{one.name or 'Vakant'}{f' ({facts})' if facts else ''}{letter}")
            titles.append(one)
        self.secretary.send(page, "text", {"text": "\n".join(lines), "starts": "2019-01-01"}, stays=True)
        corrected = {"invite": True}
        for at, one in enumerate(titles):
            corrected |= {f"rows-{at}-title": one.title, f"rows-{at}-represents": one.organisation}
        self.secretary.submit("rows-0-name", corrected)

    # ---- the secretary

    def plan(self):
        minutes = self.minutes
        facts = ("date", "start", "end", "place", "mode", "registry_number", "number")
        own = {"time_and_place": minutes.time_and_place} if minutes.time_and_place_is_own else {}
        given = {name: getattr(minutes, name) for name in facts} | {"title": minutes.meeting} | own
        self.secretary.send(reverse("meeting-plan", args=[self.body.slug]), "time_and_place", given)
        self.meeting = Meeting.objects.latest("pk")
        if not minutes.number:
            # Planned without a number it got the next one of its year.
            self.secretary.send(reverse("meeting-edit", args=[self.meeting.pk]), "number", {"number": ""})

    def attend(self):
        page = reverse("attendance-edit", args=[self.meeting.pk])
        told = self.minutes.attendees
        guests = [f"{one.name} ({one.organisation})" for one in told if one.status == "presenter"]
        if guests:
            self.secretary.send(page, "people", {"people": "\n".join(guests)})
        for row in Attendance.objects.filter(meeting=self.meeting):
            if row.name not in [one.name for one in told]:
                address = reverse("attendance-remove", args=[row.pk])
                self.secretary.press(address, address)
        rows = list(Attendance.objects.filter(meeting=self.meeting))
        changed = {}
        for at, row in enumerate(rows):
            place, one = next((n, one) for n, one in enumerate(told, 1) if one.name == row.name)
            names = ("title", "organisation", "note", "serves_for", "status")
            changed |= {f"rows-{at}-{name}": getattr(one, name) for name in names} | {f"rows-{at}-position": place}
        self.secretary.send(page, "rows-0-status", changed)

    def list_items(self):
        page = reverse("agenda-edit", args=[self.meeting.pk])
        for item in self.minutes.items:
            given = {"kind": item.kind, "title": item.title, "who": item.responsible, "time": item.time}
            self.secretary.open(page)
            if item.type:
                name = next(one.name for one in self.minutes.item_types if one.letter == item.type)
                given["type"] = self.secretary.choice("type", f"{item.type} {name}")
            self.secretary.submit("kind", given)

    def write(self, at, item):
        row = self.meeting.items.order_by("position")[at]
        page = reverse("writing-item", args=[row.pk])
        own = words.outcome(item.outcome, self.minutes.language, deferred=item.deferred, deferred_to=item.deferred_to)
        names = ("presenter", "registry_number", "text", "comment", "remarks_label", "remarks", "outcome", "deferred")
        given = {name: getattr(item, name) for name in names} | {"deferred_to_words": item.deferred_to}
        given["outcome_words"] = item.outcome_sentence if item.outcome_sentence != own else ""
        for n, one in enumerate(item.decisions):
            decision = {"intro": one.intro, "clauses": "\n".join(one.clauses), "heading": one.heading}
            given |= {f"decisions-{n}-{name}": value for name, value in decision.items()}
        for n, one in enumerate(one for one in self.minutes.actions if one.item == item.label):
            action = {"text": one.text, "who": one.responsible, "due": one.due, "due_words": one.due_words}
            given |= {f"actions-{n}-{name}": value for name, value in action.items()}
        self.secretary.send(page, "text", given, button="next")
        for one in item.movements:
            somebody = Attendance.objects.get(meeting=self.meeting, name=one.name)
            self.secretary.send(page, one.kind, {"time": one.time, one.kind: str(somebody.pk)})

    def attach(self):
        page = reverse("attachment-list", args=[self.meeting.pk])
        for one in self.minutes.attachments:
            self.secretary.open(page)
            given = {"title": one.title}
            if one.item:
                title = next(item.title for item in self.minutes.items if item.label == one.item)
                given["item"] = self.secretary.choice("item", f"{one.item} {title}")
            self.secretary.submit("file", given)

    def choose(self):
        page, given = reverse("signer-choose", args=[self.meeting.pk]), {}
        printed = {}
        people = {person.name: person.pk for person in Person.objects.all()}
        for role, one in zip(self.body.signoff_roles.all(), self.minutes.signers, strict=True):
            given[f"role_{role.pk}"] = str(people[one.name])
            printed |= {f"title_{role.pk}": one.title, f"organisation_{role.pk}": one.organisation}
        self.secretary.send(page, next(iter(given)), given)
        self.secretary.send(page, next(iter(given)), printed)
