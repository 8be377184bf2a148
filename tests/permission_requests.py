"""What each address is asked with: its numbers, and a form that whoever may would get through with."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.world import LATE

NOWHERE = 2**40  # the number of a remark before there is one


def arguments(name, world, scene):
    """The numbers and short names in an address, in order."""
    noun, _, act = name.partition("-")
    if name in ("account_reset_password_from_key",):
        return ["1", "set-password"]
    if name in _SEVERAL:
        return _SEVERAL[name](scene)
    if "-" not in name or name in _BARE or noun in ("administration", "components"):
        return []
    if name == "organisation-look":
        return ["1f5a3f", "00000000"]
    if name == "demo-mail":
        return ["none.log"]
    if name == "reply-show":
        return [scene.token]
    if noun == "signlink":
        return [scene.signlink or "none", *([1] if act == "file" else [])]
    if noun == "published":
        return [world.body.slug] if act == "body" else _published(act, scene)
    if name in _OF_ORGANISATION:
        return [world.organisation.slug]
    return [_OBJECTS.get(name, _OBJECTS.get(noun, lambda w, s: s.meeting.pk))(world, scene)]


def _published(act, scene):
    issued = scene.meeting.versions.first() if act == "file" else None
    digest = (issued and issued.pdf_hash) or "0" * 64
    numbers = {"show": [], "attachment": [1, 1], "file": [1, digest]}.get(act, [1])
    return [scene.meeting.pk, *numbers]


_SEVERAL = {
    **dict.fromkeys(
        (
            "summons-file", "publication-withdraw", "evidence-show", "evidence-pdf", "evidence-json",
            "bundle-version", "appended-pdf", "original-show", "original-pdf", "original-json",
        ),
        lambda scene: [scene.meeting.pk, 1],
    ),
    **dict.fromkeys(("supplement-add", "supplement-withdraw"), lambda scene: [scene.meeting.pk, LATE]),
    **dict.fromkeys(("identity-begin", "identity-begin_to_send"), lambda scene: [scene.meeting.pk, "oidc"]),
    "mfa_remove_webauthn": lambda scene: [1],
    "identity-begin_by_link": lambda scene: [scene.signlink or "none", "oidc"],
}
_BARE = {
    "start-show",
    "verify-show",
    "verify-forged",
    "todo-show",
    "body-list",
    "action-index",
    "decision-index",
    "meeting-list",
    "organisation-add",
    "demo-sign_in",
    "demo-inbox",
    "identity-complete",
}
_OF_ORGANISATION = {
    *("organisation-edit", "organisation-logo", "statement-show", "statement-edit"),
    *("person-list", "person-add", "body-add"),
}
_slug = lambda world, scene: world.body.slug  # noqa: E731
_OBJECTS = {
    "body": _slug,
    "verify-code": lambda world, scene: getattr(scene.meeting.versions.first(), "code", "none"),
    "membership-list": _slug,
    "membership-add": _slug,
    "membership-paste": _slug,
    "meeting-plan": _slug,
    "meeting-plan_many": _slug,
    "action-list": _slug,
    "decision-list": _slug,
    "membership-edit": lambda world, scene: world.seat.pk,
    "membership-remove": lambda world, scene: world.seat.pk,
    "person": lambda world, scene: world.guest.pk,
    "action-status": lambda world, scene: scene.action.pk,
    "attendance-remove": lambda world, scene: scene.attendance.pk,
    "writing-remove_movement": lambda world, scene: scene.movement.pk,
    "attachment-change": lambda world, scene: scene.attachment.pk,
    "attachment-remove": lambda world, scene: scene.attachment.pk,
    "attachment-file": lambda world, scene: scene.attachment.pk,
    "remark-settle": lambda world, scene: scene.remark.pk if scene.remark else NOWHERE,
    "remark-accept": lambda world, scene: scene.remark.pk if scene.remark else NOWHERE,
    "remark-remove": lambda world, scene: scene.remark.pk if scene.remark else NOWHERE,
}
_ITEMS = ("agenda-change", "agenda-insert", "agenda-move", "agenda-remove", "agenda-restore")
_ITEMS += ("panel-attendance", "writing-field", "writing-item", "writing-movement", "writing-history", "quick-read")
_OBJECTS |= dict.fromkeys(_ITEMS, lambda world, scene: scene.item.pk)


def _rows(prefix, number=0):
    return {f"{prefix}-TOTAL_FORMS": number, f"{prefix}-INITIAL_FORMS": 0}


def _facts(days):
    date = timezone.localdate() + datetime.timedelta(days=days)
    return {"title": "Extra möte", "date": date.isoformat(), "start": "13:00", "end": "14:00", "mode": "in_person"}


def _line(date):
    return f"{date.isoformat()} 9.00-10.00"


def _signers(world, scene):
    chosen = {"secretary": "secretary", "chair": "chair", "adjuster": "member"}
    return {f"role_{role.pk}": world.people[chosen[role.key]].pk for role in world.body.signoff_roles.all()}


def _written(world, scene):
    return {"title": scene.item.title, "seen": 0, "text": "<p>Nytt.</p>"} | _rows("decisions") | _rows("actions")


def _sealed(world, scene):
    return {"content_hash": scene.content_hash or "0" * 64, "reason": "Bryggan är inte lagad."}


def _later(world, scene):
    scene.meeting.refresh_from_db(fields=["revision"])
    soon = timezone.localdate() + datetime.timedelta(days=9)
    return {"deadline": soon.isoformat(), "revision": scene.meeting.revision}


def _times(world, scene):
    scene.item.refresh_from_db(fields=["time"])
    return {"times": f"{scene.item.pk} {scene.item.time or '-'} 09:40:00"}


def _body(world, scene):
    fields = (
        "document",
        "genitive",
        "meeting_title",
        "heading_format",
        "number_format",
        "attachment_format",
        "adjustment_days",
    )
    fields += ("language", "regime", "numbering", "attendance_style", "time_style", "signoff_style")
    fields += ("readers", "draft_readers", "history_kept")
    return {"name": "Badrådet", **{name: getattr(world.body, name) for name in fields}}


DATA = {
    "account_logout": lambda world, scene: {},
    "set_language": lambda world, scene: {"language": "en", "next": "/"},
    "demo-sign_in": lambda world, scene: {"person": world.people["member"].pk},
    "action-status": lambda world, scene: {"status": "done"},
    "meeting-plan": lambda world, scene: _facts(40),
    "meeting-plan_many": lambda world, scene: {
        "text": _line(timezone.localdate() + datetime.timedelta(days=50)),
        "confirm": "1",
    },
    "meeting-next": lambda world, scene: _facts(41),
    "meeting-edit": lambda world, scene: _facts(42),
    "meeting-carry": lambda world, scene: {"carry_items": [world.scenes["U"].item.pk]},
    "meeting-hand_over": lambda world, scene: {"person": world.people["member"].pk},
    "agenda-add": lambda world, scene: {"title": "Nya bryggor", "kind": "item"},
    "agenda-order": lambda world, scene: {"order": [scene.item.pk]},
    "agenda-change": lambda world, scene: {"title": "Bryggorna", "seen": 0},
    "agenda-move": lambda world, scene: {"steps": "1"},
    "schedule-change": _times,
    "attendance-edit": lambda world, scene: _rows("rows"),
    "attendance-add": lambda world, scene: {"name": "Ebba Falk", "status": "present"},
    "writing-item": _written,
    "writing-field": lambda world, scene: {
        "field": "text", "seen": 0, "tab": "t1", "turn": 1, "text": "<p>Flik.</p>",
    },
    "writing-presence": lambda world, scene: {"tab": "t1", "item": scene.item.pk, "field": "text"},
    "writing-movement": lambda world, scene: {"leaves": scene.attendance.pk},
    "writing-history": lambda world, scene: {"state": NOWHERE},
    "writing-facts": lambda world, scene: {"state": NOWHERE},
    "panel-attendance": lambda world, scene: {"people": "Ebba Falk"},
    "attachment-add": lambda world, scene: {"title": "Karta"},
    "attachment-change": lambda world, scene: {"title": "Ny karta", "number": 1},
    "summons-send": lambda world, scene: {"answer_by": scene.meeting.date.isoformat(), "seen": scene.seen},
    "reply-show": lambda world, scene: {"answer": "prevented"},
    "verify-show": lambda world, scene: {"code": "K7QF-2M9X-4RTD"},
    "signer-choose": _signers,
    "checklist-acknowledge": lambda world, scene: {"key": "none", "note": "Stämmer."},
    "checklist-reopen": lambda world, scene: {"key": "none"},
    "signoff-send": _later,
    "signlink-show": _sealed,
    "signoff-read": _sealed,
    "signoff-sign": _sealed,
    "signoff-decline": _sealed,
    "signoff-recall": _sealed,
    "replacement-make": lambda world, scene: {
        "role": scene.meeting.signers.last().pk, "person": world.people["member"].pk, "reason": "Sjuk.",
    },
    "remark-add": lambda world, scene: {"item": 0, "text": "En sak till."},
    "remark-settle": lambda world, scene: {"settled": "accepted"},
    "organisation-add": lambda world, scene: {
        "name": "Ljungdals kommun",
        "accent": "#0b5563",
        "pdf_variant": "pdf/a-3a",
    },
    "correction-begin": lambda world, scene: {
        "kind": "correction", "clerical": "0", "what": "Beloppet i § 2.", "why": "Två siffror hade bytt plats.",
    },
    "masking-mark": lambda world, scene: {"seen": 0, "more": scene.item.title},
    "supplement-add": lambda world, scene: {"file": SimpleUploadedFile("budget.txt", b"Summa: 312 000 kr")},
    "publication-withdraw": lambda world, scene: {"reason": "En privat adress stod kvar."},
    "statement-edit": lambda world, scene: {"level": "full", "method": "Eget test", "assessed": "2026-10-01"},
    "organisation-edit": lambda world, scene: {
        "part": "letterhead",
        "name": "Fjällvik",
        "accent": "#0b5563",
        "pdf_variant": "pdf/a-3a",
    },
    "person-add": lambda world, scene: {"name": "Ebba Falk"},
    "person-edit": lambda world, scene: {"name": "Ebba Falk", "email": world.guest.email},
    "body-add": lambda world, scene: {"name": "Nytt råd", "document": "notes", "language": "sv", "readers": "members"},
    "body-edit": _body,
    "body-vocabulary": lambda world, scene: {"set": "phrases"} | _rows("phrases"),
    "membership-add": lambda world, scene: {
        "who": "new",
        "name": "Ebba Falk",
        "role": "member",
        "starts": timezone.localdate().isoformat(),
    },
    "membership-paste": lambda world, scene: {
        "text": "Ebba Falk (ingenjör, Ljungdals kommun)",
        "starts": timezone.localdate().isoformat(),
    },
    "membership-edit": lambda world, scene: {"role": "co_opted", "starts": "2020-01-01", "ends": "2030-01-01"},
}
