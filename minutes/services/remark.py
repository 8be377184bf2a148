"""Remarks: a signer's wishes for changes, item by item, and the secretary's answers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit, compose
from minutes.documents import placing
from minutes.lib import limits
from minutes.models import AgendaItem, Meeting, Notification, Reading, Remark
from minutes.notifications import sending

from . import Conflict, Refused, rounds, rows, writing


@transaction.atomic
def add(meeting, *, by, text, item=None, wording="", by_link=False):
    """Ask for a change in an item, or in the document as a whole. A repeated click gets the remark that stands."""
    sealed, claimed = rounds.claim(meeting)
    author = rounds.own_signers(sealed, by)[0].person
    rounds.check_open(sealed, claimed)
    if not text.strip():
        raise Refused(_("Write what needs to change."))
    if len(text) > limits.LINES or len(wording) > limits.LINES:
        raise Refused(_("The text has more than %(limit)s characters.") % {"limit": limits.LINES})
    if item is not None and not AgendaItem.objects.filter(pk=item.pk, meeting=meeting).exists():
        raise Refused(_("The item belongs to another meeting."))
    mine = Remark.objects.filter(round=sealed, author=author)
    if same := mine.filter(item=item, text=text, wording=wording).first():
        return same
    if mine.count() >= limits.REMARKS:
        raise Refused(_("One text has room for %(number)s remarks of yours at the most.") % {"number": limits.REMARKS})
    told_today = sealed.notifications.filter(
        kind=Notification.Kind.REMARK, about=author.pk, day=timezone.localdate()
    ).exists()
    now = timezone.now()
    remark = Remark.objects.create(round=sealed, item=item, author=author, text=text, wording=wording, at=now)
    # Who asks for a change has read, also where no script could tell.
    Reading.objects.get_or_create(round=sealed, person=author, content_hash=sealed.content_hash, defaults={"at": now})
    if not told_today:
        told = sending.secretaries(meeting, sealed)
        sending.tell(Notification.Kind.REMARK, told, meeting=meeting, round=sealed, about=author.pk, but=author)
    details = {"remark": remark.pk, "round": sealed.number} | ({"by_link": True} if by_link else {})
    audit.record("remark.add", meeting, by=by, details=details)
    return remark


@transaction.atomic
def remove(remark, *, by):
    """Take back one's own remark while the round is open."""
    meeting = remark.round.meeting
    sealed, claimed = rounds.claim(meeting)
    if remark.author.user_id != by.pk:
        raise Refused(_("Only the person who wrote a remark can remove it."))
    if sealed.pk != remark.round_id or not claimed:
        raise Refused(_("The approval is closed, so the remark stays as it is."))
    pk = remark.pk
    if not Remark.objects.filter(pk=pk).delete()[0]:
        raise Refused(_("The remark is already removed."))
    audit.record("remark.remove", meeting, by=by, details={"remark": pk, "round": sealed.number})


@transaction.atomic
def settle(remark, *, by, settled, note=""):
    """Say what came of a remark; can be changed until the minutes are published."""
    meeting = remark.round.meeting
    if settled not in Remark.Settled.values:
        raise Refused(_("Choose an answer."))
    open_still = Remark.objects.filter(pk=remark.pk).exclude(round__meeting__state=Meeting.State.PUBLISHED)
    at = None if settled == Remark.Settled.OPEN else timezone.now()
    takes_in = remark.takes_in and settled == Remark.Settled.ACCEPTED
    if not open_still.update(settled=settled, settled_note=note, settled_at=at, takes_in=takes_in):
        raise Refused(
            meeting.body.told(
                _("The remark is removed, or the minutes are already %(published)s."),
                _("The remark is removed, or the notes are already %(published)s."),
            ) % {"published": compose.publishing(meeting.body).is_done}
        )
    remark.refresh_from_db()
    audit.record("remark.settle", meeting, by=by, details={"remark": remark.pk, "settled": settled})
    return remark


@transaction.atomic
def accept(remark, *, by, seen=None):
    """Take the proposed wording into the item: at once while the text is open, else when the approval is recalled.

    `seen` is the revision of the item that the proposal was compared with, None for no matter which.
    """
    meeting = remark.round.meeting
    if not (remark.wording and remark.item_id):
        raise Refused(_("The remark proposes no wording for an item."))
    meeting.refresh_from_db(fields=["state"])
    if not (meeting.is_writable or meeting.state == Meeting.State.IN_ADJUSTMENT):
        raise Refused(_("The approval is closed, so the remark stays as it is."))
    now = timezone.now()
    accepted = {"settled": Remark.Settled.ACCEPTED, "settled_at": now, "takes_in": True}
    if not Remark.objects.filter(pk=remark.pk, taken_in_at=None).update(**accepted):
        raise Refused(_("The wording has been taken in already."))
    audit.record("remark.accept", meeting, by=by, details={"remark": remark.pk})
    if meeting.is_writable:
        _take_in(remark, by, seen)
    remark.refresh_from_db()
    return remark


def take_in_accepted(meeting, *, by):
    """Put every wording that was accepted while the text was sealed into its item; part of the recall."""
    accepted = Remark.objects.filter(round__meeting=meeting, takes_in=True, taken_in_at=None).order_by("at", "pk")
    replaced = {remark.pk: placed(remark, _item(remark)).before for remark in accepted}
    for remark in accepted:
        try:
            with transaction.atomic():
                _take_in(remark, by, replaces=replaced[remark.pk])
        # Such as a decision that would be too long, or words that another wording has replaced: the secretary finds it
        # not taken in.
        except Refused:
            Remark.objects.filter(pk=remark.pk).update(takes_in=False, settled=Remark.Settled.OPEN, settled_at=None)


def placed(remark, item):
    """Where the proposed wording goes in the item, and what it replaces."""
    texts = {name: getattr(item, name) for name in ("text", "comment", "remarks")}
    return placing.place(texts, [rows.decision_row(one) for one in item.decisions.all()], remark.wording)


def _take_in(remark, by, seen=None, replaces=None):
    item = _item(remark)
    where = placed(remark, item)
    changed = _("The words that it was to replace have been changed meanwhile. Look at the proposal again.")
    if replaces not in (None, where.before):
        raise Refused(changed)
    try:
        if where.part == "decisions":
            writing.set_decisions(item, where.value, by=by, seen=seen)
        else:
            writing.write(item, by=by, seen=seen, **{where.part: where.value})
    except Conflict as conflict:
        raise Refused(changed) from conflict
    Remark.objects.filter(pk=remark.pk).update(taken_in_at=timezone.now())


def _item(remark):
    return AgendaItem.objects.select_related("meeting__body").get(pk=remark.item_id)
