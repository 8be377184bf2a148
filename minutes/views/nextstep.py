"""The one next step of a meeting for one reader, and what else she can do: shared by To do and the meeting's page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import compose, permissions
from minutes.models import Meeting

State = Meeting.State


@dataclass(frozen=True)
class Act:
    """A link, or with `post` a button, since what changes something is never a link."""

    label: str
    url: str
    post: bool = False
    primary: bool = False


def acts(standing, user, *, written=False, call=None):
    """What leads on from here, the main one last and primary. `written`: every item of the draft says something.

    `call` is what to do with the summons of a planned meeting: (label, name of the address).
    """
    meeting = standing.meeting
    found = _ACTS[meeting.state](standing, user, written)
    if call and found:
        first = meeting.date <= timezone.localdate()
        found.insert(0 if first else len(found), (call[0], _to(call[1], meeting), False))
    return [Act(*act, primary=number == len(found)) for number, act in enumerate(found, 1)]


def _planned(standing, user, _written):
    meeting = standing.meeting
    if not permissions.can_write(user, meeting):
        return []
    prepare = (_("Prepare the agenda"), _to("agenda-edit", meeting), False)
    start = (_("Start writing"), _to("meeting-open", meeting), True)
    return [prepare, start] if meeting.date <= timezone.localdate() else [start, prepare]


def _draft(standing, user, written):
    meeting = standing.meeting
    if permissions.can_write(user, meeting):
        write = (_("Write"), _to("writing-show", meeting), False)
        check = (_("Check and send"), _to("checklist-show", meeting), False)
        return [write, check] if written else [check, write]
    if permissions.can_read_draft(user, meeting):
        return [(_("Read the draft"), _to("preview-show", meeting), False)]
    return []


def _in_adjustment(standing, user, _written):
    meeting = standing.meeting
    read = (_("Read the document"), _to("signoff-show", meeting), False)
    if standing.waits_for_signature:
        return [(sign_label(standing, user), _to("signoff-show", meeting), False)]
    if permissions.can_write(user, meeting):
        if standing.declined:
            return [read, (_("Recall and change"), _to("signoff-recall", meeting), False)]
        return [read, (_remind(standing), _to("signoff-remind", meeting), True)]
    return [read] if permissions.can_read_sealed(user, meeting) else []


def sign_label(standing, user):
    """ "Läs och justera" or, for somebody who only signs, "Läs och underteckna"."""
    own = [signer for signer in standing.turn if signer.person.user_id == user.pk]
    if own and not any(signer.role.adjusts for signer in own):
        return _("Read and sign")
    return _("Read and approve")


def _remind(standing):
    people = {signer.person_id: signer.person for signer in standing.turn}
    if len(people) == 1:
        name = next(iter(people.values())).name
        return _("Remind %(name)s") % {"name": name.split()[0]}
    return _("Remind them")


def _adjusted(standing, user, _written):
    meeting = standing.meeting
    read = (_("Read the document"), _to("signoff-show", meeting), False)
    if permissions.can_publish(user, meeting):
        return [read, (compose.publishing(meeting.body).act, _to("publication-publish", meeting), False)]
    return [read] if permissions.can_read_sealed(user, meeting) else []


def _published(standing, _user, _written):
    read = standing.meeting.body.told(_("Read the minutes"), _("Read the notes"))
    return [(read, published(standing.meeting, standing.version), False)]


def published(meeting, version):
    """Where those with a seat read what is published: the original, where the public has a masked copy of it."""
    if version is not None and version.rendition == version.Rendition.PUBLIC:
        return reverse("original-show", args=[meeting.pk, version.number])
    return _to("published-show", meeting)


def _to(name, meeting):
    return reverse(name, args=[meeting.pk])


_ACTS = {
    State.PLANNED: _planned,
    State.DRAFT: _draft,
    State.IN_ADJUSTMENT: _in_adjustment,
    State.ADJUSTED: _adjusted,
    State.PUBLISHED: _published,
}
