"""Att göra: what waits for me, first of all."""

import datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Max, Sum
from django.db.models.functions import Length
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from minutes import permissions
from minutes.models import AgendaItem, Meeting, PublishedVersion
from minutes.services import masking, summons
from minutes.services.draft import person_of
from minutes.templatetags.ui import day, moment

from . import action, nextstep, overview, standing, waiting

State = Meeting.State
PREPARE_DAYS = 30  # planned meetings nearer than this are something to do
SHOWN = 6
CHARACTERS_A_MINUTE = 1200


@require_safe
def show(request):
    user = request.user
    permissions.remember(user)
    meetings = [*Meeting.objects.visible_to(user).select_related("body", "writer").order_by("date", "start", "pk")]
    mine = {*waiting.writing(user, Meeting.objects.exclude(state=State.PUBLISHED)).values_list("pk", flat=True)}
    alive = [meeting for meeting in meetings if meeting.state != State.PUBLISHED]
    told = standing.of_many(alive, user)
    items = _items(alive)
    to_sign, to_write, others = [], [], []
    for meeting in alive:
        one = told[meeting.pk]
        if one.waits_for_signature:
            to_sign.append(_to_sign(one, user, items.get(meeting.pk)))
        elif meeting.pk in mine and _is_for_the_pen(one):
            to_write.append(_to_write(one, user, items.get(meeting.pk)))
        elif meeting.state in (State.IN_ADJUSTMENT, State.ADJUSTED) and _is_involved(one, user, mine):
            others.append(one)
    to_sign.sort(key=lambda row: row["standing"].round.deadline)
    today = timezone.localdate()
    coming = [meeting for meeting in alive if meeting.state == State.PLANNED and meeting.date >= today][:SHOWN]
    return render(request, "todo/show.html", {
        "today": today,
        "to_sign": to_sign,
        "to_write": to_write,
        "to_review": _to_review(user, meetings),
        "actions": [row for row in action.of(user, meetings) if row.mine and row.is_open and row.may_update],
        "others": others,
        "coming": coming,
        "unanswered": summons.unanswered(user, coming),
        "news": _news(user, meetings),
    })


def _to_review(user, meetings):
    """Meetings whose masked copy somebody else has marked and the user may vouch for."""
    person = person_of(user)
    sealed = [one for one in meetings if one.state in (State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED)]
    waits = masking.unreviewed([one.pk for one in sealed], person) if person and sealed else {}
    return [one for one in sealed if one.pk in waits and permissions.can_review_masking(user, one)]


def _is_for_the_pen(one):
    """Whether the writer has something to do now: near meetings, drafts, stopped and finished approvals."""
    meeting = one.meeting
    if meeting.state == State.PLANNED:
        return meeting.date <= timezone.localdate() + datetime.timedelta(days=PREPARE_DAYS)
    return meeting.state in (State.DRAFT, State.ADJUSTED) or one.kind == "error"


def _is_involved(one, user, mine):
    return one.meeting.pk in mine or any(signer.person.user_id == user.pk for signer in one.signers)


def _items(meetings):
    """{meeting id: number of items, of those that say something, last edited and length of text}."""
    counted = overview.open_items(meetings)
    written = (
        AgendaItem.objects.filter(meeting__in=meetings, kind=AgendaItem.Kind.ITEM, removed=False)
        .values("meeting").annotate(edited=Max("edited"), length=Sum(Length("text")))
    )
    for row in written:
        counted[row["meeting"]] |= row
    return counted


def _to_sign(one, user, items):
    roles = [signer.label for signer in one.turn if signer.person.user_id == user.pk]
    parts = [_("Your signature: “%(role)s”.") % {"role": ", ".join(roles)}, one.progress]
    if items:
        minutes = max(1, round((items["length"] or 0) / CHARACTERS_A_MINUTE))
        count = ngettext("%(number)s item", "%(number)s items", items["all"]) % {"number": items["all"]}
        time = ngettext("about one minute to read", "about %(number)s minutes to read", minutes)
        parts.append(f"{count}, {time % {'number': apnumber(minutes)}}.")
    return {"standing": one, "text": " ".join(parts), "label": nextstep.sign_label(one, user)}


def _to_write(one, user, items):
    meeting = one.meeting
    written = bool(items) and items["all"] == items["said"]
    main = nextstep.acts(one, user, written=written)[-1]
    name = f"{meeting.body.name}, {day(meeting.date)}"
    return {"standing": one, "name": name, "act": main, "meta": _writing_meta(one, meeting, items)}


def _writing_meta(one, meeting, items):
    if meeting.state not in Meeting.WRITABLE:
        return ". ".join([one.headline, one.detail])
    everything, said = (items["all"], items["said"]) if items else (0, 0)
    if meeting.state == State.PLANNED:
        count = ngettext("%(number)s item", "%(number)s items", everything) % {"number": everything}
        return f"{one.words}. {capfirst(count) if everything else _('No items yet')}"
    if not everything:
        parts = [_("No items yet")]
    elif said == everything:
        parts = [ngettext("The only item has text", "All %(number)s items have text", said) % {"number": said}]
    else:
        parts = [_("%(number)s of %(all)s items have text") % {"number": said, "all": everything}]
    parts.append(capfirst(one.due))
    if items and items["edited"]:
        parts.append(_("Saved %(when)s") % {"when": moment(items["edited"])})
    return ". ".join(parts)


def _news(user, meetings):
    ids = [meeting.pk for meeting in meetings if meeting.state == State.PUBLISHED]
    versions = PublishedVersion.objects.visible_to(user).filter(meeting__in=ids, withdrawal=None).current()
    versions = versions.filter(rendition=PublishedVersion.Rendition.ORIGINAL)
    versions = versions.without_files().select_related("meeting__body").order_by("-published_at", "-pk")[:SHOWN]
    return [{"version": version, "meta": _news_meta(version)} for version in versions]


def _news_meta(version):
    when = capfirst(day(version.published_at))
    if version.corrects_id:
        return f"{when}. {version.correction_what}"
    count = len(version.decisions)
    if count == 1:
        return _("%(day)s. Decision: %(words)s") % {"day": when, "words": version.decisions[0]["words"]}
    if not count:
        return when
    return f"{when}. " + ngettext("%(number)s decision", "%(number)s decisions", count) % {"number": count}
