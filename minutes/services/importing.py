"""A draft meeting from Minutes: what was exported, or written by another program, in a body with the same rules."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.documents import load, words
from minutes.documents.load import Invalid, Problem
from minutes.lib import files
from minutes.models import (
    ActionItem,
    AgendaItem,
    Attachment,
    Attendance,
    Decision,
    Meeting,
    Movement,
    Person,
    Signer,
)

from . import Refused, person


@transaction.atomic
def import_minutes(body, minutes, *, by=None):
    """A draft meeting of the body with everything that the Minutes say; the rules and printed words are the body's own.

    Raises load.Invalid with each place that does not fit the body, Refused when the Minutes correct an earlier version.
    """
    if minutes.correction is not None:
        raise Refused(_("The document corrects an earlier version. Make the correction from that version instead."))
    meeting = _Import(body, minutes, by).make()
    audit.record("meeting.import", meeting, by=by, details={"body": body.pk, "hash": load.content_hash(minutes)})
    return meeting


def differences(meeting, minutes):
    """Names of the parts of Minutes that read otherwise in the imported meeting, because the body has other rules."""
    made = compose.minutes(compose.load(meeting.pk))
    return [name for name in minutes.__slots__ if getattr(made, name) != getattr(minutes, name)]


# What a model calls otherwise than the JSON, which the errors are about.
_KEYS = {
    (Meeting, "title"): "meeting",
    (AgendaItem, "deferred_to_words"): "deferred_to",
    (AgendaItem, "duration"): "minutes",
    (AgendaItem, "outcome_words"): "outcome_sentence",
    (AgendaItem, "responsible_words"): "responsible",
    (ActionItem, "responsible_words"): "responsible",
}


class _Import:
    def __init__(self, body, minutes, by):
        self.body, self.minutes, self.by = body, minutes, by
        self.problems = []
        self.attendances, self.items = {}, {}

    def make(self):
        minutes = self.minutes
        self.meeting = self._save(
            Meeting(
                body=self.body,
                title=minutes.meeting,
                number=int(minutes.number) if minutes.number.isdecimal() else None,
                date=datetime.date.fromisoformat(minutes.date),
                start=_time(minutes.start),
                end=_time(minutes.end),
                place=minutes.place,
                mode=minutes.mode,
                time_and_place=minutes.time_and_place if minutes.time_and_place_is_own else "",
                registry_number=minutes.registry_number,
                state=Meeting.State.DRAFT,
            ),
            "",
        )
        self._stop()
        for part, one in (
            ("attendees", self._attendance),
            ("items", self._item),
            ("actions", self._action),
            ("attachments", self._attachment),
            ("signers", self._signer),
        ):
            for position, value in enumerate(getattr(minutes, part)):
                one(position, value, f"/{part}/{position}")
        self._stop()
        self._keep_numbers()
        return self.meeting

    def _stop(self):
        if self.problems:
            raise Invalid(self.problems)

    def _save(self, row, place):
        """Store a row that its own model finds right; otherwise note what it says, at the place."""
        try:
            row.full_clean(validate_constraints=True)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                where = place if field == "__all__" else f"{place}/{_key(row, field)}"
                self.problems += [Problem(where, message) for message in messages]
            return None
        row.save(force_insert=True)
        return row

    def _attendance(self, position, one, place):
        row = Attendance(
            meeting=self.meeting,
            person=self._member(one),
            name=one.name,
            title=one.title,
            organisation=one.organisation,
            note=one.note,
            status=one.status,
            serves_for=one.serves_for,
            position=position,
        )
        if self._save(row, place) and one.name:
            self.attendances.setdefault(one.name, row)

    def _item(self, position, one, place):
        kind = {letter.letter: letter for letter in self.body.item_types.all()}
        if one.type and one.type not in kind:
            self._note(f"{place}/type", _("The body has no item type “%(letter)s”.") % {"letter": one.type})
            return
        row = AgendaItem(
            meeting=self.meeting,
            position=position,
            kind=one.kind,
            type=kind.get(one.type),
            title=one.title,
            registry_number=one.registry_number,
            **self._who(one.responsible),
            time=_time(one.time),
            duration=one.minutes or None,
            presenter=one.presenter,
            **{name: getattr(one, name) for name in (*AgendaItem.RICH, "remarks_label", "confidential", "removed")},
            outcome=one.outcome,
            deferred=one.deferred,
            deferred_to_words=one.deferred_to,
            outcome_words=self._own_outcome(one),
        )
        if self._save(row, place):
            self.items[one.label] = row
            self._parts_of(row, one, place)

    def _own_outcome(self, one):
        usual = words.outcome(one.outcome, self.body.language, deferred=one.deferred, deferred_to=one.deferred_to)
        return "" if one.outcome_sentence == usual else one.outcome_sentence

    def _parts_of(self, row, one, place):
        for position, decision in enumerate(one.decisions):
            clauses = list(decision.clauses)
            made = Decision(
                item=row, position=position, intro=decision.intro, clauses=clauses, heading=decision.heading
            )
            self._save(made, f"{place}/decisions/{position}")
        for position, movement in enumerate(one.movements):
            where = f"{place}/movements/{position}"
            somebody = self.attendances.get(movement.name)
            if somebody is None:
                message = _("%(name)s is not among the attendees.") % {"name": movement.name}
                self._note(f"{where}/name", message)
                continue
            time = _time(movement.time)
            self._save(Movement(attendance=somebody, item=row, kind=movement.kind, time=time), where)

    def _action(self, position, one, place):
        row = ActionItem(
            meeting=self.meeting,
            item=self.items.get(one.item) if one.item else None,
            position=position,
            text=one.text,
            **self._who(one.responsible),
            due=_date(one.due),
            due_words=one.due_words,
        )
        self._save(row, place)

    def _attachment(self, position, one, place):
        form = self.body.attachment_format
        row = Attachment(
            meeting=self.meeting,
            item=self.items.get(one.item) if one.item else None,
            number=one.number,
            title=one.title or words.attachment_title(form, one.name, number=one.number, date=one.date),
            date=_date(one.date),
            sha256=one.sha256,
            file_name=_file_name(one),
            content_type=one.content_type,
            size=one.size,
            public=one.public,
        )
        self._save(row, place)

    def _signer(self, position, one, place):
        role = next((role for role in self.body.signoff_roles.all() if role.key == one.role), None)
        if role is None:
            self._note(f"{place}/role", _("The body has no sign-off role “%(role)s”.") % {"role": one.role})
            return
        somebody = self._member(one) or self._person(one, place)
        if somebody is None:
            return
        row = Signer(
            meeting=self.meeting,
            role=role,
            person=somebody,
            label=one.label,
            title=one.title,
            organisation=one.organisation,
            position=position,
        )
        self._save(row, place)

    def _note(self, place, message):
        self.problems.append(Problem(place, message))

    def _who(self, name):
        """Somebody in the attendance, otherwise the words themselves."""
        somebody = self.attendances.get(name)
        return {"responsible": somebody, "responsible_words": "" if somebody else name}

    def _member(self, one):
        """The one person of that name who has or had a seat in the body."""
        return _meant(Person.objects.filter(memberships__body=self.body).distinct(), one)

    def _person(self, one, place):
        """The one of that name whom the organisation knows, otherwise somebody new without login."""
        known = _meant(Person.objects.filter(organisation=self.body.organisation), one)
        if known is not None:
            return known
        try:
            return person.add(
                self.body.organisation, by=self.by, name=one.name, title=one.title, represents=one.organisation
            )
        except Refused as refused:
            self._note(place, refused.message)
            return None

    def _keep_numbers(self):
        """Numbers that the body would give otherwise, such as those of a running year, are kept as they are."""
        told = [item.number for item in self.minutes.items if item.number]
        given = [number for number, _label in compose.numbers(compose.load(self.meeting.pk)).values() if number]
        if told == given:
            return
        for item, one in zip(self.meeting.items.order_by("position"), self.minutes.items, strict=True):
            AgendaItem.objects.filter(pk=item.pk).update(number=one.number or None)
        Meeting.objects.filter(pk=self.meeting.pk).update(numbered=True)
        self.meeting.refresh_from_db()


def _meant(people, one):
    """The only one of that name, or of namesakes the only one who represents what is written; otherwise None."""
    found = list(people.filter(name=one.name)) if one.name else []
    if len(found) > 1:
        found = [somebody for somebody in found if somebody.represents == one.organisation]
    return found[0] if len(found) == 1 else None


def _file_name(one):
    """Its name; minutes do not tell what a file is called that is not public, so it is named by its title."""
    if one.file_name or not one.sha256:
        return one.file_name
    return files.called(one.title or one.name, one.content_type)


def _key(row, field):
    return _KEYS.get((type(row), field), field)


def _time(value):
    return datetime.time.fromisoformat(value) if value else None


def _date(value):
    return datetime.date.fromisoformat(value) if value else None
