"""Who has answered a summons and who is silent, for those who write the minutes."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minutes.models import Meeting, Summons, SummonsReply
from minutes.permissions import can_write
from minutes.services import summons as service

Answer = SummonsReply.Answer


def on_meeting(meeting, user):
    """What the meeting's own page tells of its summons; for others than the writer only that there is one."""
    sent = service.latest(meeting)
    if sent is None:
        return {"summons": None}
    if meeting.state != Meeting.State.PLANNED:
        return {"summons": sent}
    found = {"summons": sent, "own_reply": own(meeting, user)}
    if not can_write(user, meeting):
        return found
    return found | {"summons_changes": service.changes_since(meeting, sent)} | of(meeting, sent)


def is_called(meeting):
    """Whether people have been called to the meeting, which is still planned."""
    return meeting.state == Meeting.State.PLANNED and Summons.objects.filter(meeting=meeting).exists()


def own(meeting, user):
    """The reader's own reply to a meeting that is still planned; None when she has not been called."""
    if meeting.state != Meeting.State.PLANNED:
        return None
    return SummonsReply.objects.filter(meeting=meeting, person__user=user, attendance__isnull=False).first()


def of(meeting, sent):
    """{groups: people by what they have answered, silent, uncalled and unreached: names}."""
    replies = service.replies(meeting, sent)
    called = {reply.attendance_id for reply in replies}
    reached, unreached = service.to_call(meeting)
    groups = [
        {"label": words, "state": state, "people": [_told(reply) for reply in replies if reply.said == answer]}
        for answer, state, words in _groups()
    ]
    return {
        "groups": [group for group in groups if group["people"]],
        "silent": [reply.attendance.name for reply in replies if reply.said == Answer.SILENT],
        "uncalled": [row.name for row in reached if row.pk not in called],
        "unreached": [row.name for row in unreached],
        "answered": sum(reply.said != Answer.SILENT for reply in replies),
        "called": len(replies),
    }


def _groups():
    return [
        (Answer.COMING, "done", pgettext("answer", "Coming")),
        (Answer.REPLACED, "planned", _("Replaced")),
        (Answer.PREVENTED, "wait", _("Apologies")),
    ]


def _told(reply):
    by = _("by %(name)s") % {"name": reply.substitute.name} if reply.substitute else ""
    return {"name": reply.attendance.name, "by": by, "note": reply.note, "at": reply.answered_at}


def next_act(meeting, context, has_agenda):
    """(label, name of the address) of what to do with the summons now; None when there is nothing."""
    if meeting.state != Meeting.State.PLANNED:
        return None
    if context["summons"] is None:
        return (_("Send the summons"), "summons-send") if has_agenda else None
    return (_("Send the changed summons"), "summons-send") if context.get("summons_changes") else None
