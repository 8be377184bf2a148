"""Who signs in each role: chosen while the minutes are a draft."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.models import Attendance, Membership, Person, Signer

from . import Refused, draft, facts, storing


@transaction.atomic
def choose(meeting, role, person, *, by):
    """Put a person into a role, or nobody. Returns the signer, None for nobody.

    The row of a role stays when somebody else takes it over: signatures of recalled rounds point at it.
    """
    draft.claim(meeting)
    if role.body_id != meeting.body_id:
        raise Refused(_("The role belongs to another body."))
    if role not in roles(meeting):
        raise Refused(_("%(role)s does not sign the correction of a clerical error.") % {"role": role.label})
    rows = list(Signer.objects.filter(meeting=meeting, role=role).select_related("person"))
    before = rows[0].person_id if rows else None
    if before == (person.pk if person else None) and len(rows) < 2:
        return rows[0] if rows else None
    if person is None:
        _leave_empty(meeting, role, rows)
        signer = None
    else:
        signer = rows[0] if rows else Signer(meeting=meeting, role=role)
        _put(signer, role, person)
    facts.keep_signer(meeting, role, before, person and person.pk, by=by)
    details = {"role": role.key, "person": person.pk if person else None}
    audit.record("signer.choose", meeting, by=by, details=details)
    return signer


@transaction.atomic
def choose_all(meeting, chosen, *, by):
    """Several roles at once, all or none. Returns how many changed.

    `chosen` is triples of role, person (or None) and the words that the sign-off block prints besides the name, where
    they are others than the roster's: a dict with title, organisation, both or neither.
    """
    before = dict(Signer.objects.filter(meeting=meeting).values_list("role", "person"))
    changed = set()
    for role, person, shown in chosen:
        if before.get(role.pk) != (person.pk if person else None):
            choose(meeting, role, person, by=by)
            changed.add(role.pk)
        if person and shown:
            word(meeting, role, by=by, **shown)
            changed.add(role.pk)
    return len(changed)


@transaction.atomic
def word(meeting, role, *, by, **fields):
    """Print another title or organisation in the sign-off block than the roster has."""
    draft.claim(meeting)
    signer = Signer.objects.filter(meeting=meeting, role=role).first()
    if signer is None:
        raise Refused(_("Nobody is chosen as %(role)s.") % {"role": role.label})
    changed = storing.change(signer, fields)
    if changed:
        storing.store(signer)
        audit.record("signer.word", meeting, by=by, details={"role": role.key, "fields": changed})
    return signer


def _put(signer, role, person):
    title, organisation = _shown_as(signer.meeting, person)
    signer.person, signer.label, signer.position = person, role.label, role.position
    signer.title, signer.organisation = title, organisation
    signer.save()


def _leave_empty(meeting, role, rows):
    if any(row.signatures.exists() for row in rows):
        message = _(
            "Somebody has signed as %(role)s in a round that was recalled, so the role cannot be left empty again."
        )
        raise Refused(message % {"role": role.label})
    Signer.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _shown_as(meeting, person):
    """Title and organisation as the roster of the meeting has them, else as the person is registered."""
    row = Attendance.objects.filter(meeting=meeting, person=person).first()
    return (row.title, row.organisation) if row else (person.title, person.represents)


def roles(meeting):
    """The body's roles, in order, but those that rest while a clerical error is corrected."""
    resting = set(Signer.with_resting.filter(meeting=meeting, resting=True).values_list("role", flat=True))
    return [role for role in meeting.body.signoff_roles.all() if role.pk not in resting]


def candidates(meeting):
    """People who can be chosen: those on the roster first, in its order, then those with a seat on the day or today,
    such as the new chair who signs a correction.
    """
    rows = meeting.attendances.filter(person__isnull=False).select_related("person__user")
    found = {row.person_id: row.person for row in rows}
    seats = (
        Membership.objects.filter(body=meeting.body, person__isnull=False)
        .on(meeting.date, timezone.localdate())
        .select_related("person__user")
    )
    found |= {seat.person_id: seat.person for seat in seats if seat.person_id not in found}
    missing = Person.objects.filter(signs__meeting=meeting).exclude(pk__in=found).select_related("user")
    return list(found.values()) + list(missing)
