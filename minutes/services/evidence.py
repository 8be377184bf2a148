"""Gather what is known of how a published version was approved: its rounds, signatures, readings and audit events."""

import datetime

from django.utils import timezone

from minutes.documents import evidence as content
from minutes.documents import evidence_sheet, load
from minutes.documents.compare import changes
from minutes.documents.masking import tie
from minutes.documents.methods import level
from minutes.models import AuditEvent, Reading, Signature, SignoffRound

from . import masking, rendering

State = SignoffRound.State


def of(version):
    """The Evidence of a version, network details included; signatures count for its own text alone."""
    minutes, proof = load.sealed(version.minutes_json), load.proof(version.proof_json)
    rounds = _rounds(version)
    corrects = minutes.correction
    answers, network = _answers(version, rounds)
    return content.Evidence(
        document=minutes.document,
        document_label=minutes.document_label,
        language=minutes.language,
        heading=minutes.heading,
        body=minutes.body,
        date=minutes.date,
        letterhead=minutes.letterhead,
        version=proof.version,
        published=_moment(version.published_at),
        content_hash=version.content_hash,
        pdf_hash=version.pdf_hash,
        html_hash=version.html_hash,
        corrects=corrects.version if corrects else 0,
        sealings=tuple(_sealing(one) for one in rounds),
        answers=tuple(answers),
        restricted=tuple(network),
        copy=_copy(version),
    )


def _copy(version):
    row = masking.issued(version)
    return row and content.PublicCopy(
        marked_by=tuple(sorted(person.name for person in row.marked_by.all())),
        reviewed_by=row.confirmed_by.name,
        reviewed=_moment(row.confirmed_at),
        content_hash=row.copy_hash,
        secret=row.secret,
        tie=tie(version.content_hash, row.secret),
    )


def pdf(meeting, evidence):
    """The report's PDF. Raises Refused with why it cannot be made."""
    variant = meeting.body.organisation.pdf_variant
    logo = rendering.logo_of(evidence)
    return rendering.made(lambda: evidence_sheet.pdf(evidence, logo=logo, variant=variant))


def _rounds(version):
    """The rounds that led to the version: all that came after the one of the version before, up to its own."""
    rounds = list(SignoffRound.objects.filter(meeting=version.meeting_id).select_related("opened_by"))
    ended = [one.number for one in rounds if one.state == State.COMPLETED]
    own = [one.number for one in rounds if one.number in ended and one.content_hash == version.content_hash]
    last = own[-1] if own else 0
    before = max([number for number in ended if number < last], default=0)
    return [one for one in rounds if before < one.number <= last]


def _sealing(one):
    return content.Sealing(
        number=one.number,
        content_hash=one.content_hash,
        sent=_moment(one.opened_at),
        sent_by=one.opened_by.name if one.opened_by else "",
        ended=one.state,
        ended_at=_moment(one.closed_at) if one.closed_at else None,
    )


def _answers(version, rounds):
    """([signatures and refusals in the order in which they came], [where each came from])."""
    signatures = list(Signature.objects.filter(round__in=rounds).select_related("round"))
    events, seen = _events(version.meeting_id), _seen(rounds, signatures)
    answers, network = [], []
    for one in signatures:
        event = events.get(one.pk)
        answers.append(_answer(one, event, seen.get(one.person_id, []), version))
        address = event.address if event else ""
        network.append(content.Network(one.round.number, one.role_key, one.name, address))
    return answers, network


def _answer(one, event, seen, version):
    return content.Answer(
        sealing=one.round.number,
        role=one.role_key,
        label=one.role_label,
        name=one.name,
        title=one.title,
        organisation=one.organisation,
        verb=one.verb if one.signed_at else "declined",
        method=one.method,
        level=event.details.get("level", "") if event else level(one.method),
        at=_moment(one.signed_at or one.declined_at),
        content_hash=one.content_hash,
        words=one.words,
        stands=bool(one.signed_at) and one.round.state == State.COMPLETED and one.content_hash == version.content_hash,
        event=event.hash if event else "",
        external=_external(one.external) if one.external else None,
        seen=tuple(each for each in seen if each.sealing <= one.round.number),
    )


def _external(told):
    at = datetime.datetime.fromisoformat(told["at"])
    return content.External(**(told | {"at": _moment(at)}))


def _events(meeting):
    """{id of a signature: the event that tells of it}."""
    events = AuditEvent.objects.filter(meeting=meeting, kind__in=["signoff.sign", "signoff.decline"])
    found = {event.details.get("signature"): event for event in events}
    return {number: event for number, event in found.items() if number}


def _seen(rounds, signatures):
    """{id of a person: what she has had before her, in order}."""
    texts = {one.pk: (one, load.sealed(one.minutes_json)) for one in rounds}
    found, before = {}, {}
    for number, person, digest, at in _read(rounds, signatures):
        sealed, text = texts[number]
        known = before.get(person)
        new = changes(known, text) if known else None
        found.setdefault(person, []).append(
            content.Seen(
                sealing=sealed.number,
                content_hash=digest,
                at=_moment(at),
                first=known is None,
                changed=tuple(item.label for item in new.items) if new else (),
                outside=new.outside if new else (),
            )
        )
        before[person] = text
    return found


def _read(rounds, signatures):
    """[(round, person, hash of the text, when)] in order: what was opened, and what was answered without script."""
    columns = ("round", "person", "content_hash", "at")
    found = {row[:3]: row for row in Reading.objects.filter(round__in=rounds).values_list(*columns)}
    for one in signatures:
        row = one.round_id, one.person_id, one.content_hash, one.signed_at or one.declined_at
        found.setdefault(row[:3], row)
    order = {one.pk: one.number for one in rounds}
    return sorted(found.values(), key=lambda row: (order[row[0]], row[3]))


def _moment(at):
    utc = at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return content.Moment(utc, timezone.localtime(at).isoformat(timespec="seconds"))
