"""The one bridge from the tables to documents: Meeting -> Minutes, and what stands around it -> Proof."""

import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone, translation

from minutes.documents import content, words
from minutes.documents.publishing import publishing as publishing_words
from minutes.models import AgendaItem, Body
from minutes.models.loading import load as load


def minutes(meeting):
    """The frozen value of a meeting as it stands in the tables now. Give it what `load` returned."""
    body, labels = meeting.body, numbers(meeting)
    items, removed = printed_items(meeting), {item.pk for item in meeting.items.all() if item.removed}
    return content.Minutes(
        document=body.document,
        document_label=body.document_label or _word(body, "document"),
        language=body.language,
        heading=_heading(meeting),
        body=body.name,
        genitive=body.genitive,
        meeting=meeting.title,
        number=str(meeting.number or ""),
        registry_number=meeting.registry_number,
        date=meeting.date.isoformat(),
        start=_clock(meeting.start),
        end=_clock(meeting.end),
        place=meeting.place,
        mode=meeting.mode,
        time_and_place=meeting.time_and_place or generated_time_and_place(meeting),
        time_and_place_is_own=bool(meeting.time_and_place),
        letterhead=_letterhead(body.organisation),
        labels=words.labels(body.document, body.language, body.genitive, body.words),
        layout=_layout(body),
        item_types=tuple(content.ItemType(t.letter, t.name) for t in body.item_types.all()),
        attendees=tuple(_attendee(a) for a in meeting.attendances.all()),
        items=tuple((_struck if item.removed else _item)(meeting, item, *labels[item.pk]) for item in items),
        actions=tuple(_action(a, labels) for a in meeting.actions.all() if a.item_id not in removed),
        attachments=tuple(_attachment(body, meeting, a, labels) for a in meeting.attachments.all()),
        signers=tuple(_signer(s, n) for n, s in enumerate(meeting.signers.all(), 1)),
        correction=next(map(_correction, meeting.standing_corrections), None),
    )


def _correction(one):
    return content.Correction(one.kind, one.version.number, one.what, one.why, _date(one.date))


def proof(meeting, content_hash, *, round=None, version=0):
    """What stands around the minutes: state in the body's words, and the signatures of `round` that are in."""
    state = {"planned": "draft"}.get(meeting.state, meeting.state)
    if version:
        state = "published"
    signatures = [s for s in round.signatures.all() if s.signed_at] if round else []
    adjusting = [s.signed_at for s in signatures if s.adjusts]
    return content.Proof(
        state=state,
        state_label=_word(meeting.body, state),
        content_hash=content_hash,
        signatures=tuple(_signed(s) for s in signatures),
        adjusted_on=adjusted_on(adjusting).isoformat() if adjusting and state in ("adjusted", "published") else "",
        version=version,
    )


def adjusted_on(moments):
    """The local date of the last of some signatures."""
    return timezone.localtime(max(moments)).date()


def numbers(meeting):
    """{item id: (number, printed label)}; 0 and "" for breaks, closings and what was removed before it was numbered.

    Numbers are provisional until the minutes are first sent, then kept through recalls; an item added after that takes
    the next number that is free.
    """
    items = list(meeting.items.all())
    highest = max((item.number for item in items if item.number), default=0)
    following = (
        highest + 1 if highest and meeting.body.numbering == Body.Numbering.MEETING else _first_free(meeting, items)
    )
    result = {}
    for item in items:
        if not item.is_section or (item.removed and item.number is None):
            result[item.pk] = (0, "")
            continue
        number = item.number
        if number is None:
            number, following = following, following + 1
        result[item.pk] = (number, words.item_label(meeting.body.number_format, number))
    return result


def printed_items(meeting):
    """The rows of the agenda that the document has; one removed before it was numbered is kept in the tables alone."""
    return [item for item in meeting.items.all() if not item.removed or item.number is not None]


def publishing(body, *, restricted=False):
    """What the body calls publishing; what is `restricted` goes to the members alone, in the usual words."""
    to_all = body.is_public and not restricted
    own = body.words if to_all == body.is_public else {}
    return publishing_words(translation.get_language() or body.language, body.document, own, public=to_all)


def _first_free(meeting, items):
    if meeting.body.numbering == Body.Numbering.MEETING or all(i.number for i in items if i.is_section):
        return 1
    year = AgendaItem.objects.filter(meeting__body=meeting.body, meeting__date__year=meeting.date.year, kind="item")
    earlier = Q(meeting__date__lt=meeting.date) | Q(meeting__date=meeting.date, meeting__pk__lt=meeting.pk)
    found = year.aggregate(highest=Max("number"), waiting=Count("pk", filter=Q(number=None, removed=False) & earlier))
    return (found["highest"] or 0) + found["waiting"] + 1


def generated_time_and_place(meeting):
    """The line (or table) that is printed unless the secretary writes her own words."""
    return words.time_and_place(
        meeting.body.time_style, meeting.body.language, date=meeting.date.isoformat(), start=_clock(meeting.start),
        end=_clock(meeting.end), place=meeting.place, mode=meeting.mode,
    )


def outcome_sentence(item, language):
    """The sentence that tells how an item ended: the secretary's own words, or those made from its outcome."""
    return item.outcome_words or words.outcome(
        item.outcome, language, deferred=item.deferred, deferred_to=_deferred_to(item)
    )


def _heading(meeting):
    body = meeting.body
    document = body.document_label or _word(body, "document")
    return words.fill(
        body.heading_format, meeting=meeting.title, date=meeting.date.isoformat(), body=body.name, document=document
    )


def _letterhead(organisation):
    return content.Letterhead(
        organisation=organisation.name,
        registration_number=organisation.registration_number,
        postal_address=organisation.postal_address,
        visiting_address=organisation.visiting_address,
        phone=organisation.phone,
        email=organisation.email,
        web=organisation.web,
        logo=organisation.logo,
        accent=organisation.accent,
    )


def _layout(body):
    return content.Layout(
        attendance=body.attendance_style,
        time_and_place=body.time_style,
        agenda_table=body.agenda_table,
        signoff=body.signoff_style,
        item_number=body.number_format,
        attachment_name=body.attachment_format,
        proposals=body.print_proposals,
    )


def _attendee(attendance):
    return content.Attendee(
        name=attendance.name,
        title=attendance.title,
        organisation=attendance.organisation,
        note=attendance.note,
        serves_for=attendance.serves_for,
        vacant=attendance.is_vacant,
        status=attendance.status,
    )


def _item(meeting, item, number, label):
    language = meeting.body.language
    return content.Item(
        kind=item.kind,
        title=item.title,
        number=number,
        label=label,
        type=item.type.letter if item.type else "",
        registry_number=item.registry_number,
        responsible=item.responsible.name if item.responsible else item.responsible_words,
        time=_clock(item.time),
        minutes=item.duration or 0,
        presenter=item.presenter,
        text=item.text,
        # What is not printed is not sealed either: nobody who signs or reads could see it on the page.
        proposal=item.proposal if meeting.body.print_proposals else "",
        comment=item.comment,
        remarks_label=item.remarks_label,
        remarks=item.remarks,
        decisions=tuple(content.Decision(d.intro, tuple(d.clauses), d.heading) for d in item.decisions.all()),
        outcome=item.outcome,
        deferred=item.deferred,
        deferred_to=_deferred_to(item),
        outcome_sentence=outcome_sentence(item, language),
        movements=tuple(_movement(m, language) for m in item.movements.all()),
        confidential=item.confidential,
        removed=item.removed,
    )


def _struck(meeting, item, number, label):
    """An item taken away after it was numbered: its number and title stay, what had been written in it is not told."""
    return content.Item(
        kind=item.kind,
        title=item.title,
        number=number,
        label=label,
        outcome_sentence=item.outcome_words,
        movements=tuple(_movement(m, meeting.body.language) for m in item.movements.all()),
        confidential=item.confidential,
        removed=True,
    )


def _movement(movement, language):
    name, time = movement.attendance.name, _clock(movement.time)
    return content.Movement(name, movement.kind, time, words.movement(movement.kind, name, time, language))


def _action(action, labels):
    number = labels.get(action.item_id, (0, ""))[1]
    return content.Action(action.text, action.owner, _date(action.due), action.due_words, number)


def _attachment(body, meeting, attachment, labels):
    date = _date(attachment.date or meeting.date)
    return content.Attachment(
        number=attachment.number,
        name=words.attachment_name(body.attachment_format, number=attachment.number, title=attachment.title, date=date),
        title=attachment.title,
        date=date,
        sha256=attachment.sha256,
        size=attachment.size,
        content_type=attachment.content_type,
        # The list prints the title; what the file was called is told only with the file itself.
        file_name=attachment.file_name if attachment.public else "",
        item=labels.get(attachment.item_id, (0, ""))[1],
        public=attachment.public,
    )


def _signer(signer, order):
    return content.Signer(
        role=signer.role.key,
        label=signer.label,
        name=signer.person.name,
        title=signer.title,
        organisation=signer.organisation,
        adjusts=signer.role.adjusts,
        order=order,
    )


def _signed(one):
    at = timezone.localtime(one.signed_at).strftime("%Y-%m-%dT%H:%M")
    return content.Signed(one.role_key, one.name, one.verb, at, one.method, one.external.get("service", ""))


def _deferred_to(item):
    return _date(item.deferred_to_meeting.date) if item.deferred_to_meeting else item.deferred_to_words


def _word(body, key):
    return words.word(key, body.language, body.document, body.words)


def _clock(time):
    return time.strftime("%H:%M") if time else ""


def _date(date):
    return date.isoformat() if isinstance(date, datetime.date) else ""
