"""The sign-off page: the sealed document with remarks at its items, who has signed, what the reader can do."""

from types import SimpleNamespace

from django.db.models import Q
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from minutes import compose, permissions
from minutes.documents import compare, hidden, load
from minutes.documents import masking as documents_masking
from minutes.documents import render as documents
from minutes.documents.agreement import agreement
from minutes.forms.remark import RemarkForm
from minutes.forms.signoff import DeclineForm, SignForm
from minutes.lib.prepared import Objects, attach
from minutes.models import Meeting, Reading, Remark, Signature, SignoffRound
from minutes.services import masking, rendering, rounds, secrecy
from minutes.services.draft import person_of
from minutes.templatetags import ui

from . import failures, news, paper, proving, wording

State = SignoffRound.State
CONFLICT = 409


def page(request, meeting, *, link=None, remark_form=None, decline_form=None, status=200):
    """The sign-off page; a form that was refused comes back with what was written in it.

    With a `link` (views.signlink) it is for whoever holds that, and leads nowhere else.
    """
    sealed = rounds.find(meeting)
    context = {
        "meeting": meeting,
        "organisation": meeting.body.organisation,
        "round": sealed,
        "link": link,
        "everybody": link is not None,
        "person": link.person if link else person_of(request.user),
        "to": link.acts if link else _acts(meeting),
        "may_write": not link and permissions.can_write(request.user, meeting),
        "may_read_draft": not link and permissions.can_read_draft(request.user, meeting),
        "void": _void(meeting),
        "lost": remark_form,
        "decline_form": decline_form,
        # Something was sent that no form of this page shows again.
        "unsaid": status != 200 and remark_form is None,
    }
    if sealed is None:
        return render(request, "signoff/unsent.html", context, status=status)
    sealed.meeting = meeting
    attach(sealed, "signatures", _signatures(sealed=sealed.pk))
    context |= proving.offers(request, sealed, context["person"], link)
    context["published"] = compose.publishing(meeting.body).is_done
    minutes = load.sealed(sealed.minutes_json)
    minutes = link.seen(minutes) if link else minutes
    context |= {"minutes": minutes, "rows": rows(sealed, minutes, context["person"])}
    context |= _reader(context["person"], sealed, minutes, context["rows"], link)
    if sealed.state == State.RECALLED:
        context["mine"] = _own_remarks(sealed, minutes, context["person"], link)
        return render(request, "signoff/recalled.html", context, status=status)
    context["unsaid"] = context["unsaid"] and not (decline_form and context["turn"])
    context |= _document(request, meeting, sealed, minutes, context, remark_form)
    if context["may_write"]:
        context |= _desk(meeting, sealed)
    return render(request, "signoff/show.html", context, status=status)


_signatures = Objects(lambda sealed: Signature.objects.filter(round=sealed), sealed=int)


def _acts(meeting):
    """Where the forms of the page are sent."""
    named = {"add": "remark-add"}
    acts = ("read", "sign", "decline", "add")
    return {act: reverse(named.get(act, f"signoff-{act}"), args=[meeting.pk]) for act in acts}


def rows(sealed, minutes, person):
    """One row for each role, in the order and the words of the sealed document."""
    # By role: whoever has the role now may be somebody else than who signed, when a version is being corrected.
    standing, read = {one.role_key: one for one in sealed.signatures.all()}, set()
    if sealed.state == State.OPEN:
        read = set(Reading.objects.filter(round=sealed).values_list("person", flat=True))
    everyone = rounds.signers(sealed)
    asked = {person.pk for person in rounds.in_turn(sealed, everyone)} if sealed.state == State.OPEN else set()
    signers = {signer.role.key: signer for signer in everyone}
    found = []
    for printed in minutes.signers:
        signer, signature = signers.get(printed.role), standing.get(printed.role)
        holder = signature.person_id if signature else signer and signer.person_id
        found.append(
            SimpleNamespace(
                signer=signer,
                label=printed.label,
                name=printed.name,
                title=printed.title,
                organisation=printed.organisation,
                verb="approved" if printed.adjusts else "signed",
                signature=signature,
                you=person is not None and holder == person.pk,
                has_read=holder in read,
                in_turn=holder in asked,
            )
        )
    return found


def people(some_rows):
    """Names of those who hold some of the rows, each person once."""
    return list({row.signer.person_id if row.signer else row.name: row.name for row in some_rows}.values())


def _reader(person, sealed, minutes, all_rows, link):
    """What the reader has signed, and what waits for her."""
    own = [row for row in all_rows if row.you]
    waiting = [row for row in own if row.signature is None]
    turn = next((row for row in waiting if row.in_turn), None) if sealed.state == State.OPEN else None
    verb = (turn or waiting[0]).verb if waiting and sealed.state == State.OPEN else ""
    date = ui.day(sealed.meeting.date)
    context = {
        "own": own,
        "turn": turn,
        "early": bool(waiting) and turn is None and sealed.state == State.OPEN,
        "left": people(row for row in all_rows if row.signature is None),
        "done": [row for row in all_rows if row.signature and row.signature.signed_at],
        "refusals": [row for row in all_rows if row.signature and row.signature.declined_at],
        "title": wording.title(minutes.document, verb, date),
        "own_signatures": [row.signature for row in own if row.signature and row.signature.signed_at],
    }
    if waiting and sealed.state == State.OPEN:
        context |= _news(sealed, minutes, person, link)
    if turn:
        initial = {"content_hash": sealed.content_hash, "signer": turn.signer.pk}
        context |= {
            "sign_form": SignForm(initial=initial, auto_id=False),
            "words": agreement(minutes.document, turn.verb, minutes.language),
            "button": wording.button(minutes.document, turn.verb),
        }
    return context


def _news(sealed, minutes, person, link):
    """What has changed since the reader last had the text before her, in an earlier round."""
    earlier = rounds.last_read(sealed, person)
    if earlier is None:
        return {}
    before = load.sealed(earlier.minutes_json)
    if link is None or link.is_proved:
        return {"earlier": earlier} | news.of(before, minutes)
    before, now = (link.veiled(text) for text in (before, load.sealed(sealed.minutes_json)))
    then, open_now, secret = hidden.shared(before, now)
    kept_back = any(item.number in secret for item in compare.changes(before, now).items)
    return {"earlier": earlier, "changed_hidden": kept_back} | news.of(then, open_now)


def _document(request, meeting, sealed, minutes, context, refused):
    """The sealed document; while the round is open its signers can remark on each item."""
    remarks, link = _by_item(sealed, context["person"], context["may_write"]), context["link"]
    open_to_me = sealed.state == State.OPEN and bool(context["own"])
    items = {number: pk for pk, number in meeting.items.exclude(number=None).values_list("pk", "number")}

    def extra(item):
        pk = items.get(item.number, 0)
        shown = remarks.get(pk, [])
        if not (open_to_me or shown) or (link and link.hides and item.confidential):
            return ""
        parts = {"item": item, "remarks": shown, "reader": context["person"], "round": sealed, "meeting": meeting}
        parts |= {"to": context["to"], "link": context["link"]}
        parts["form"] = _remark_form(refused, pk) if open_to_me else None
        return render_to_string("signoff/ask.html", parts, request)

    proof = (
        rounds.proof(meeting, sealed)
        if sealed.state == State.COMPLETED
        else compose.proof(meeting, sealed.content_hash)
    )
    document = documents.page_html(
        minutes,
        proof,
        item_extra=extra,
        attachment_url=link.file if link else paper.attachment_links(meeting),
        logo=rendering.logo_address(minutes),
    )
    general = _remark_form(refused, 0) if open_to_me else None
    decline = DeclineForm(initial={"content_hash": sealed.content_hash})
    return {
        "document": document,
        "general_form": general,
        "general_remarks": remarks.get(0, []),
        "decline_form": context["decline_form"] or decline,
        "lost": None if open_to_me and _is_shown(refused, items) else refused,
    }


def _remark_form(refused, item):
    if refused is not None and str(refused.data.get("item", "")) == str(item):
        return refused
    return RemarkForm(item=item)


def _is_shown(refused, items):
    """Whether a refused remark stands in a form of the page again: it is of an item, or of the document as a whole."""
    return refused is None or str(refused.data.get("item", "")) in {"0", *map(str, items.values())}


def _remarks(sealed):
    return Remark.objects.filter(round=sealed).select_related("author", "item")


_made = Objects(_remarks, sealed=int)


def _own_remarks(sealed, minutes, person, link):
    """Without a proof none of what was confidential or masked in the text, or has become confidential since."""
    mine = _remarks(sealed).filter(author=person) if person else Remark.objects.none()
    if link is None or link.is_proved:
        return mine
    secret = [item.number for item in minutes.items if item.confidential]
    return mine.exclude(Q(item__confidential=True) | Q(item__number__in=secret))


def _by_item(sealed, person, all_of_them):
    found = {}
    for remark in _made(sealed=sealed.pk):
        if all_of_them or (person is not None and remark.author_id == person.pk):
            found.setdefault(remark.item_id or 0, []).append(remark)
    return found


def _void(meeting):
    """Signatures of rounds that were recalled: they stay visible and count for nothing."""
    return _recalled(meeting=meeting.pk)


def _signed_in_vain(meeting):
    found = Signature.objects.filter(round__meeting=meeting, round__state=State.RECALLED, signed_at__isnull=False)
    return found.select_related("round").order_by("round__number", "pk")


_recalled = Objects(_signed_in_vain, meeting=int)


def _desk(meeting, sealed):
    """What the secretary sees beside the document."""
    desk = failures.of(meeting) | {
        "remark_count": sealed.remarks.count(),
        "can_remind": sealed.state == State.OPEN,
        "can_recall": sealed.state in (State.OPEN, State.DECLINED),
    }
    if meeting.state == Meeting.State.ADJUSTED:
        desk |= publishing(meeting, sealed)
    return desk


def _unanswered(sealed):
    return sealed.remarks.filter(settled=Remark.Settled.OPEN).count()


def publishing(meeting, sealed):
    """What the question before publishing says; with obstacles it is for the members alone."""
    minutes = load.sealed(sealed.minutes_json)
    row = masking.of(sealed) if meeting.body.is_public else None
    masked = row is not None and bool(row.copy_hash)
    shown = documents_masking.mask(minutes, masking.marks_of(row)) if masked else minutes
    found = secrecy.obstacles(meeting, shown)
    unmasked = meeting.body.is_public and masking.waits_for_marks(sealed)
    inside = bool(found) or unmasked or (row is not None and not masked)
    asked = wording.publish_text(meeting.body, inside, masked=masked)
    return {
        "obstacles": found,
        "masking": row,
        "unmasked": unmasked,
        "mask_first": bool(found) or unmasked or row is not None,
        "publish_button": compose.publishing(meeting.body, restricted=inside).act,
        "publish_text": f"{wording.unanswered(_unanswered(sealed))} {asked}".strip(),
        "publish_hidden": {"restricted": "1"} if inside else {},
    }
