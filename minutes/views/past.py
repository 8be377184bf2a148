"""Facts of a meeting, lines of its roster and who signs, as the page of their history calls and shows them."""

from html import escape

from django.utils.translation import gettext as _

from minutes.forms.attendance import RowForm
from minutes.forms.meeting import MeetingForm
from minutes.models import Attendance, Meeting, Person
from minutes.services import facts
from minutes.templatetags.ui import clock, day


class Known:
    """What the parts of a meeting's history are called, in which order they stand, and what their states say."""

    def __init__(self, meeting):
        self.meeting = meeting
        self.lines = {row.pk: row for row in meeting.attendances.all()}
        self.roles = {f"{facts.SIGNER}{role.pk}": role for role in meeting.body.signoff_roles.all()}
        lines = [f"{name}-{pk}" for pk in self.lines for name in facts.LINE]
        self.order = [*facts.MEETING, *self.roles, *lines]
        self._names = {}

    def label(self, part):
        if part["attendance"]:
            return f"{self.lines[part['attendance']]}: {RowForm.base_fields[part['field']].label}"
        if role := self.roles.get(part["field"]):
            return role.label
        return str(MeetingForm.base_fields[part["field"]].label)

    def shown(self, part, text):
        """What a state says, as HTML that people read."""
        return escape(self._words(part, text)) if text else ""

    def _words(self, part, text):
        if part["field"] in self.roles:
            return self._name(Person, text)
        if part["field"] == "previous":
            return self._name(Meeting, text)
        model = Attendance if part["attendance"] else Meeting
        column = model._meta.get_field(part["field"])
        value = column.to_python(text)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if part["field"] == "date":
            return day(value)
        return clock(value) if part["field"] in ("start", "end") else str(value)

    def _name(self, model, pk):
        """Somebody or something that a state points at; what is not there any more has no name."""
        if (model, pk) not in self._names:
            self._names[model, pk] = str(model.objects.filter(pk=pk).first() or _("no longer there"))
        return self._names[model, pk]

