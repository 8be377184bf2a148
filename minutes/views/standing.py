"""Where minutes are in their life, in words: states, who is waited for and last days, for every page that tells them.

The same number of queries for any number of meetings. Strangers (no user) get the same words without names.
"""

import datetime
from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from minutes import compose
from minutes.lib.prepared import Objects, attach
from minutes.models import Meeting, Membership, PublishedVersion, Signature, Signer, SignoffRound
from minutes.templatetags.ui import day, weekday

State, RoundState = Meeting.State, SignoffRound.State
NAMES = 3  # more than this many are counted rather than named


@dataclass
class Standing:
    """`headline`: where the minutes are and who is waited for; `detail`: how far, how long; `kind`: see ui.state."""

    meeting: Meeting
    kind: str
    headline: str = ""
    detail: str = ""
    due: str = ""
    progress: str = ""
    round: SignoffRound | None = None
    version: PublishedVersion | None = None
    signers: list[Signer] = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    turn: list[Signer] = field(default_factory=list)
    writers: list = field(default_factory=list)
    mine: bool = False

    @property
    def words(self):
        """One line for lists: "Under justering, väntar på Per-Olof Nyström, sista dag måndag 23 november".

        The meeting's own day stands beside it in every list, so what is planned does not say it again.
        """
        if self.meeting.state == State.PLANNED:
            return _("Planned, not written yet") if self.meeting.date < timezone.localdate() else _("Planned")
        return ", ".join(part for part in (self.headline, self.due) if part)

    @property
    def declined(self):
        return next((answer for answer in self.answers.values() if answer.declined_at), None)

    @property
    def waits_for_signature(self):
        """Whether the reader is asked to sign now."""
        return self.mine and self.round is not None and self.round.state == RoundState.OPEN


def of(meeting, user=None):
    return of_many([meeting], user)[meeting.pk]


def of_many(meetings, user=None):
    """{meeting id: Standing}; the meetings come with their body and writer."""
    meetings = list(meetings)
    person = getattr(user, "person", None) if user and user.is_authenticated else None
    rounds, signers = _rounds(meetings), _signers(meetings)
    versions, secretaries = _versions(meetings), _secretaries(meetings)
    found = {}
    for meeting in meetings:
        standing = Standing(meeting, meeting.state, round=rounds.get(meeting.pk), version=versions.get(meeting.pk))
        standing.signers = signers.get(meeting.pk, [])
        standing.writers = [meeting.writer] if meeting.writer else secretaries.get(meeting.body_id, [])
        if standing.round:
            standing.answers = {answer.signer_id: answer for answer in standing.round.signatures.all()}
        _WORDS[meeting.state](standing, _Voice(person, names=person is not None))
        found[meeting.pk] = standing
    return found


@dataclass
class _Voice:
    """How people are named to the reader: "du" for herself, nobody at all for a stranger."""

    person: object
    names: bool

    def list(self, people, *, acting=False):
        """`acting`: as those who do or cannot do something, which in Swedish is another word for "you"."""
        people = list({one.pk: one for one in people}.values())
        if not self.names or not people:
            return ""
        if len(people) > NAMES:
            return _("%(number)s people") % {"number": len(people)}
        mine = [one for one in people if self.is_me(one)]
        you = pgettext("who acts", "you") if acting else _("you")
        words = [you] * bool(mine) + [one.name for one in people if not self.is_me(one)]
        return words[0] if len(words) == 1 else _("%(names)s and %(last)s") % {
            "names": ", ".join(words[:-1]), "last": words[-1]
        }

    def is_me(self, person):
        return self.person is not None and person.pk == self.person.pk


def _planned(standing, voice):
    date = standing.meeting.date
    standing.mine = any(map(voice.is_me, standing.writers))
    if date < timezone.localdate():
        standing.headline = _("Planned for %(day)s, not written yet") % {"day": weekday(date)}
        who = voice.list(standing.writers)
        standing.detail = _("Waiting for %(names)s, who writes.") % {"names": who} if who else ""
    else:
        standing.headline = _("Planned for %(day)s") % {"day": weekday(date)}


def _draft(standing, voice):
    who = voice.list(standing.writers)
    standing.headline = _("Draft, written by %(names)s") % {"names": who} if who else _("Draft")
    if standing.version:
        standing.headline = _("Version %(number)s is being corrected") % {"number": standing.version.number}
    standing.mine = any(map(voice.is_me, standing.writers))
    if standing.mine:
        standing.kind = "now"
    last = standing.meeting.date + datetime.timedelta(days=standing.meeting.body.adjustment_days)
    late = last < timezone.localdate()
    form = _should_have_been(standing) if late else _shall_be(standing)
    standing.due = form % {"day": day(last)}
    if standing.version:  # the body's days were those of the first version
        standing.due = ""
    parts = [capfirst(standing.due) + "."] if standing.due else []
    if standing.round and standing.round.state == RoundState.RECALLED:
        recalled = _("The approval was recalled on %(day)s.")
        parts.insert(0, recalled % {"day": day(standing.round.closed_at)})
    standing.detail = " ".join(parts)


def _shall_be(standing):
    return standing.meeting.body.told(
        pgettext("minutes", "to be approved by %(day)s"), pgettext("notes", "to be approved by %(day)s")
    )


def _should_have_been(standing):
    return standing.meeting.body.told(
        pgettext("minutes", "should have been approved by %(day)s"),
        pgettext("notes", "should have been approved by %(day)s"),
    )


def _in_adjustment(standing, voice):
    if standing.round is None or standing.declined:
        _stopped(standing, voice)
        return
    left = [signer for signer in standing.signers if signer.pk not in standing.answers]
    ordered = standing.meeting.body.signoff_in_order
    standing.turn = [signer for signer in left if not (ordered and _earlier(signer, left))]
    people = [signer.person for signer in standing.turn]
    standing.mine = any(map(voice.is_me, people))
    who = voice.list(people)
    standing.headline = _("Being approved, waiting for %(names)s") % {"names": who} if who else _("Being approved")
    late = standing.round.deadline < timezone.localdate()
    form = _("the last day was %(day)s") if late else _("last day %(day)s")
    standing.due = form % {"day": weekday(standing.round.deadline)}
    standing.progress = _progress(standing)
    standing.detail = f"{standing.progress} {capfirst(standing.due)}.".strip()


def _earlier(signer, left):
    return any(other.role.required and other.role.position < signer.role.position for other in left)


def _progress(standing):
    people = {}  # somebody who holds two roles is one person, and has signed when both are signed
    for signer in standing.signers:
        answer = standing.answers.get(signer.pk)
        people.setdefault(signer.person_id, []).append(answer is not None and answer.signed_at is not None)
    done, everybody = sum(map(all, people.values())), len(people)
    if not done:
        return "" if any(map(any, people.values())) else _("Nobody has signed yet.")
    form = ngettext("One of %(all)s has signed.", "%(done)s of %(all)s have signed.", done)
    return capfirst(form % {"done": apnumber(done), "all": apnumber(everybody)})


def _stopped(standing, voice):
    standing.kind = "error"
    decliner = standing.declined.person if standing.declined else None
    who = voice.list([decliner], acting=True) if decliner else ""
    standing.headline = (
        _("The approval has stopped, %(names)s cannot sign") % {"names": who} if who else _("The approval has stopped")
    )
    standing.mine = any(map(voice.is_me, standing.writers))
    if writers := voice.list(standing.writers, acting=True):
        standing.detail = _("Waiting for %(names)s to recall the approval and change the text.") % {"names": writers}
    standing.due = ""


def _adjusted(standing, voice):
    moments = [answer.signed_at for answer in standing.answers.values() if answer.signed_at and answer.adjusts]
    when = day(max(moments)) if moments else ""
    who = voice.list(standing.writers)
    standing.mine = any(map(voice.is_me, standing.writers))
    approved = standing.meeting.body.told(pgettext("minutes", "Approved"), pgettext("notes", "Approved"))
    standing.headline = f"{approved} {when}".strip()
    if who:
        standing.headline += ", " + _("waiting for %(names)s") % {"names": who}
    act = compose.publishing(standing.meeting.body).act
    standing.detail = _("Everybody has signed. What is left: %(act)s.") % {"act": act[:1].lower() + act[1:]}


def _published(standing, _voice):
    version, body = standing.version, standing.meeting.body
    published = compose.publishing(body, restricted=version is not None and version.restricted).done
    if version is None:
        standing.headline = published
        return
    standing.headline = f"{published} {day(version.published_at)}"
    if version.corrects_id:
        standing.headline += ", " + _("version %(number)s") % {"number": version.number}
        standing.detail = version.correction_what
    elif version.adjusted_on:
        approved = body.told(pgettext("minutes", "Approved"), pgettext("notes", "Approved"))
        standing.detail = f"{approved} {day(version.adjusted_on)}."
    if hasattr(version, "withdrawal"):
        away = body.told(pgettext("minutes", "not public since %(day)s"), pgettext("notes", "not public since %(day)s"))
        standing.headline += ", " + away % {"day": day(version.withdrawal.at)}


_WORDS = {
    State.PLANNED: _planned,
    State.DRAFT: _draft,
    State.IN_ADJUSTMENT: _in_adjustment,
    State.ADJUSTED: _adjusted,
    State.PUBLISHED: _published,
}


def _of(build, **kinds):
    """`build` for any ids; for a single one, as on a meeting's own page, with SQL that is put together once."""
    alone = Objects(lambda pk, **more: build([pk], **more), pk=int, **kinds)
    return lambda ids, **more: alone(pk=ids[0], **more) if len(ids) == 1 else build(ids, **more)


def _seats(bodies, today):
    found = Membership.objects.on(today).filter(body__in=bodies, role=Membership.Role.SECRETARY)
    return found.exclude(person=None).select_related("person").order_by("position", "pk")


def _issued(ids):
    found = PublishedVersion.objects.filter(meeting__in=ids).without_files().select_related("withdrawal")
    return found.order_by("number", "rendition")


_seats_of, _versions_of = _of(_seats, today=datetime.date), _of(_issued)
_rounds_of = _of(lambda ids: SignoffRound.objects.filter(meeting__in=ids).defer("minutes_json").order_by("number"))
_answers_of = _of(lambda rounds: Signature.objects.filter(round__in=rounds).select_related("person"))
_signers_of = _of(lambda ids: Signer.objects.filter(meeting__in=ids).select_related("role", "person"))


def _rounds(meetings):
    """The newest round of each meeting that is written or being approved, without the sealed document itself."""
    ids = [meeting.pk for meeting in meetings if meeting.state in (State.DRAFT, State.IN_ADJUSTMENT, State.ADJUSTED)]
    if not ids:  # which the database would not be asked for either, but only after the query has been put together
        return {}
    newest = {sealed.meeting_id: sealed for sealed in _rounds_of(ids)}
    answers = _gathered(_answers_of([sealed.pk for sealed in newest.values()]), "round_id") if newest else {}
    for sealed in newest.values():
        attach(sealed, "signatures", answers.get(sealed.pk, []))
    return newest


def _signers(meetings):
    ids = [meeting.pk for meeting in meetings if meeting.state in (State.IN_ADJUSTMENT, State.ADJUSTED)]
    return _gathered(_signers_of(ids), "meeting_id") if ids else {}


def _versions(meetings):
    # Where there is a masked copy, that is how far the minutes have come.
    return {version.meeting_id: version for version in _versions_of([meeting.pk for meeting in meetings])}


def _secretaries(meetings):
    bodies = {meeting.body_id for meeting in meetings if meeting.state != State.PUBLISHED}
    seats = _gathered(_seats_of([*bodies], today=timezone.localdate()), "body_id") if bodies else {}
    return {body: [seat.person for seat in its] for body, its in seats.items()}


def _gathered(rows, name):
    found = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found
