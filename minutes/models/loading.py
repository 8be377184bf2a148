"""A meeting with all that belongs to it, read by statements that are put into SQL once."""

from collections import defaultdict

from minutes.lib.prepared import Objects, attach

from .agenda import ActionItem, AgendaItem, Decision
from .attachment import Attachment
from .attendance import Attendance, Movement
from .body import ItemType
from .correction import standing_of
from .meeting import Meeting
from .signoff import Signer


def _rows(found, path="meeting"):
    return Objects(lambda meeting: found.filter(**{path: meeting}), meeting=int)


_one = Objects(lambda pk: Meeting.objects.filter(pk=pk).select_related("body__organisation"), pk=int)
_types = Objects(lambda body: ItemType.objects.filter(body=body), body=int)
_of_the_meeting = {
    "items": _rows(AgendaItem.objects.select_related("type", "responsible", "deferred_to_meeting")),
    "attendances": _rows(Attendance.objects),
    "actions": _rows(ActionItem.objects.select_related("responsible")),
    "attachments": _rows(Attachment.objects),
    "signers": _rows(Signer.objects.select_related("person", "role")),
}
_of_its_items = {
    "decisions": _rows(Decision.objects, "item__meeting"),
    "movements": _rows(Movement.objects.select_related("attendance"), "item__meeting"),
}


def load(pk):
    """The meeting with everything that its minutes are made of, in a constant number of queries.

    Raises Meeting.DoesNotExist.
    """
    for meeting in _one(pk=pk):
        attach(meeting.body, "item_types", _types(body=meeting.body_id))
        for name, rows in _of_the_meeting.items():
            attach(meeting, name, rows(meeting=pk))
        for name, rows in _of_its_items.items():
            of_items = defaultdict(list)
            for row in rows(meeting=pk):
                of_items[row.item_id].append(row)
            for item in meeting.items.all():
                attach(item, name, of_items[item.pk])
        meeting.standing_corrections = standing_of(meeting=pk)
        return meeting
    raise Meeting.DoesNotExist
