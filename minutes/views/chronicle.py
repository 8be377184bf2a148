"""The audit log of a meeting in words. Readers without right to the draft see the steps of its life and no more."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minutes import compose
from minutes.lib import dates
from minutes.models import AuditEvent, Person, SignoffRole
from minutes.templatetags.ui import weekday

SHORT = 6
FEW = 60  # events that are enough for a short history, whose equal ones are folded
_WORDS = {
    "meeting.plan": gettext_lazy("%(who)s planned the meeting"),
    "meeting.edit": gettext_lazy("%(who)s changed the facts of the meeting"),
    "meeting.open": gettext_lazy("%(who)s started the minutes"),
    "meeting.import": gettext_lazy("%(who)s brought the minutes in from a file"),
    "meeting.follow": gettext_lazy("The attendance list followed a change of seats that %(who)s made"),
    "meeting.carry": gettext_lazy("%(who)s carried over from earlier meetings"),
    "summons.send": gettext_lazy("%(who)s sent the summons"),
    "summons.call_missing": gettext_lazy("%(who)s called those who were missing"),
    "summons.remind": gettext_lazy("%(who)s reminded those who had not answered"),
    "reply.link": gettext_lazy("%(who)s went to answer the summons"),
    "agenda.add": gettext_lazy("%(who)s added to the agenda"),
    "agenda.change": gettext_lazy("%(who)s changed the agenda"),
    "agenda.order": gettext_lazy("%(who)s ordered the agenda"),
    "agenda.renumber": gettext_lazy("%(who)s numbered the items anew"),
    "agenda.remove": gettext_lazy("%(who)s took an item off the agenda"),
    "agenda.restore": gettext_lazy("%(who)s put an item back on the agenda"),
    "attendance.add": gettext_lazy("%(who)s added to the attendance list"),
    "attendance.change": gettext_lazy("%(who)s changed the attendance list"),
    "attendance.order": gettext_lazy("%(who)s ordered the attendance list"),
    "attendance.remove": gettext_lazy("%(who)s took a row off the attendance list"),
    "attachment.add": gettext_lazy("%(who)s added an attachment"),
    "attachment.change": gettext_lazy("%(who)s changed an attachment"),
    "attachment.remove": gettext_lazy("%(who)s took an attachment away"),
    "writing.add_movement": gettext_lazy("%(who)s noted that somebody left or came"),
    "writing.remove_movement": gettext_lazy("%(who)s took back that somebody left or came"),
    "signer.choose": gettext_lazy("%(who)s chose who signs"),
    "signer.word": gettext_lazy("%(who)s changed what the sign-off block prints"),
    "checklist.acknowledge": gettext_lazy("%(who)s accepted a warning of the check list"),
    "checklist.reopen": gettext_lazy("%(who)s took back the acceptance of a warning"),
    "notification.retry": gettext_lazy("%(who)s sent mails that had failed once more"),
    "rendering.retry": gettext_lazy("%(who)s had a PDF that had failed made once more"),
    "signoff.send": gettext_lazy("%(who)s sent the minutes for approval"),
    "signoff.sign": gettext_lazy("%(who)s approved"),
    "signoff.read": gettext_lazy("%(who)s opened the document"),
    "signoff.decline": gettext_lazy("%(who)s could not sign"),
    "signoff.recall": gettext_lazy("%(who)s recalled the approval"),
    "correction.begin": gettext_lazy("%(who)s began to correct what is published"),
    "correction.edit": gettext_lazy("%(who)s changed what the correction says"),
    "correction.give_up": gettext_lazy("%(who)s let the published version stand"),
    "masking.mark": gettext_lazy("%(who)s marked what is masked in the public copy"),
    "masking.confirm": gettext_lazy("%(who)s reviewed the masking of the public copy"),
    "publication.publish_copy": gettext_lazy("%(who)s published the masked public copy"),
    "publication.withdraw": gettext_lazy("%(who)s took a version away from the public"),
    "supplement.add": gettext_lazy("%(who)s added the late file of an attachment"),
    "supplement.withdraw": gettext_lazy("%(who)s took the late file of an attachment away from the public"),
    "signoff.remind": gettext_lazy("%(who)s reminded those who are waited for"),
    "remark.add": gettext_lazy("%(who)s made a remark"),
    "remark.remove": gettext_lazy("%(who)s took back a remark"),
    "remark.settle": gettext_lazy("%(who)s answered a remark"),
    "remark.accept": gettext_lazy("%(who)s took in a proposed wording"),
    "signlink.prove": gettext_lazy("%(who)s typed the code from the mail"),
    "history.thin": gettext_lazy("%(who)s thinned the earlier texts by the body's rule"),
    "action.status": gettext_lazy("%(who)s changed the status of an action"),
}
_OF_NOTES = {
    "meeting.import": gettext_lazy("%(who)s brought the notes in from a file"),
    "signoff.send": gettext_lazy("%(who)s sent the notes for approval"),
}
_METHODS = {
    "mail_code": gettext_lazy("with a code by e-mail"),
    "password": gettext_lazy("with password"),
    "mail_code_mfa": gettext_lazy("with a code by e-mail and a second factor"),
    "password_mfa": gettext_lazy("with password and a second factor"),
    "passkey": gettext_lazy("with a passkey"),
    "external": gettext_lazy("with an external service"),
    "demo": gettext_lazy("by the demo's one click"),
}
_STATUSES = {
    "open": gettext_lazy("%(who)s opened an action again"),
    "started": gettext_lazy("%(who)s began with an action"),
    "done": gettext_lazy("%(who)s ticked off an action"),
    "dropped": gettext_lazy("%(who)s dropped an action"),
}
# What everybody who sees the meeting may know: nothing here tells what the draft says.
_OPEN = ("meeting.plan", "summons.send", "meeting.open", "signoff.send", "signoff.sign", "signoff.recall")
_OPEN += ("publication.publish", "publication.publish_copy", "publication.withdraw", "correction.begin")
_OPEN += ("replacement.make", "supplement.add", "supplement.withdraw")


# These name somebody else than who acted.
_OF_PEOPLE = ("meeting.hand_over", "reply.answer", "signlink.mail_code", "signlink.renew", "replacement.make")
TOGETHER = datetime.timedelta(minutes=30)  # what somebody does over and over, with no longer pause, is one line


@dataclass(frozen=True)
class Line:
    """`at` is the last of the `times` that it was done, `since` the first."""

    at: datetime.datetime
    words: str
    times: int = 1
    since: datetime.datetime | None = None

    @property
    def lasted(self):
        """Whether the first time was in another minute than the last."""
        return self.since is not None and f"{self.since:%F %R}" != f"{self.at:%F %R}"


def events(meeting, *, whole):
    """The meeting's events, newest first; without `whole` only those that tell nothing of the draft."""
    found = AuditEvent.objects.filter(meeting=meeting.pk).order_by("-pk")
    return found if whole else found.filter(kind__in=_OPEN)


def lines(meeting, found):
    """The events in words, those alike in a row as one; two queries for any number of them."""
    found = list(found)
    roles = {role.key: role for role in SignoffRole.objects.filter(body=meeting.body_id)}
    ids = {event.details.get("person") for event in found if event.kind in _OF_PEOPLE}
    people = Person.objects.in_bulk([pk for pk in ids if pk])
    words = meeting.body.told(_WORDS, _WORDS | _OF_NOTES) | {"publication.publish": _published(meeting.body)}
    return _folded([(event, _tell(event, words, roles, people)) for event in found])


def _folded(told):
    """Lines of events and their words, the newest first; the steps of the minutes' life stay apart."""
    folded, later = [], None
    for event, words in told:
        line = folded[-1] if folded else None
        alike = line is not None and (words, event.actor) == (line.words, later.actor) and event.kind not in _OPEN
        if alike and later.at - event.at <= TOGETHER:
            folded[-1] = Line(line.at, words, line.times + 1, event.at)
        else:
            folded.append(Line(event.at, words))
        later = event
    return folded


def _tell(event, words, roles, people):
    who = event.name or (_("Somebody") if event.actor else _("Justera"))
    special = _SPECIAL.get(event.kind)
    told = special(event.details, roles, people) if special else words.get(event.kind)
    return str(told or gettext_lazy("%(who)s changed something")).replace("%(who)s", who)


def _published(body):
    if "publish" in body.words:
        return "%(who)s: " + compose.publishing(body).act
    if body.is_public:
        return body.told(_("%(who)s published the minutes"), _("%(who)s published the notes"))
    return body.told(
        _("%(who)s sent the minutes out to the members"), _("%(who)s sent the notes out to the members")
    )


def _edited(details, _roles, _people):
    day = dates.parse(str(details.get("date", "")))
    if day:
        return _("%(who)s moved the meeting to %(day)s") % {"who": "%(who)s", "day": weekday(day)}
    return _WORDS["meeting.edit"]


def _handed(details, _roles, people):
    person = people.get(details.get("person"))
    if person:
        return _("%(who)s handed the pen to %(name)s") % {"who": "%(who)s", "name": person.name}
    return _("%(who)s took the pen back")


def _answered(details, _roles, people):
    person = people.get(details.get("person"))
    return _("%(name)s answered the summons") % {"name": person.name} if person else _("The summons was answered")


def _about(words):
    """An act that somebody else is the point of."""

    def tell(details, _roles, people):
        person = people.get(details.get("person"))
        return words % {"who": "%(who)s", "name": person.name if person else _("Somebody")}

    return tell


def _signed(details, roles, _people):
    role = roles.get(details.get("role"))
    words = _("%(who)s approved") if role is None or role.adjusts else _("%(who)s signed")
    method = _METHODS.get(details.get("method"))
    return f"{words}, {method}" if method else words


_SPECIAL = {
    "meeting.edit": _edited,
    "meeting.hand_over": _handed,
    "signoff.sign": _signed,
    "reply.answer": _answered,
    "signlink.mail_code": _about(gettext_lazy("%(who)s mailed a code to %(name)s")),
    "signlink.renew": _about(gettext_lazy("%(who)s mailed a new link to %(name)s")),
    "replacement.make": _about(gettext_lazy("%(who)s let %(name)s sign instead of somebody else")),
    "action.status": lambda details, _roles, _people: _STATUSES.get(details.get("status")),
}
