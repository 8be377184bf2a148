"""Who may do what: one predicate for each act, (user, object) -> bool. Whether the state allows it is the service's.

Rights follow from memberships in force today (and for reading, on the day of the meeting). What a user may *see* at
all is `visible_to` on the querysets; these predicates are asked about things that are already visible.
"""

from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from minutes.lib.prepared import Objects, Rows
from minutes.models import Body, Meeting, Membership, Organisation, Signer, User

Role = Membership.Role


def remember(user):
    """From now on in this request look up the user's seats, and the meetings that she signs, once and when asked."""
    if user.is_authenticated:
        user.remembers = {}


def seats(user):
    """The user's seats, those of other days too, as `remember` allows it."""
    return _remembered(user, "seats", lambda: _seats(user=user.pk))


def _remembered(user, what, find):
    if what not in user.remembers:
        user.remembers[what] = find()
    return user.remembers[what]


_seats = Objects(lambda user: Membership.objects.of(user), user=int)
_signs = Rows(lambda user: Signer.objects.filter(person__user=user).values_list("meeting").order_by(), user=int)


def roles(user, body, on=None):
    """The user's roles in the body on a day, today unless told."""
    if not user.is_authenticated:
        return set()
    own = seats(user) if hasattr(user, "remembers") else Membership.objects.of(user).filter(body=body)
    day = on or timezone.localdate()
    return {s.role for s in own if s.body_id == body.pk and s.starts <= day and (s.ends is None or s.ends >= day)}


def can_administer(user, organisation):
    """Change the organisation, its letterhead, bodies, people and memberships."""
    return user.is_authenticated and organisation in organisations_administered(user)


def organisations_administered(user):
    if not hasattr(user, "remembered_organisations"):
        every = user.is_superuser
        user.remembered_organisations = [*Organisation.objects.all()] if every else _administered(user=user.pk)
    return user.remembered_organisations


_administered = Objects(lambda user: Organisation.objects.administered_by(User(pk=user)), user=int)


def can_administer_anything(user):
    return user.is_authenticated and bool(organisations_administered(user))


def can_add_organisation(user):
    return user.is_authenticated and user.is_superuser


def can_manage_body(user, body):
    """Change the body's rules."""
    return can_administer(user, body.organisation)


def can_manage_people(user, body):
    """Add people to the body and end their memberships: its secretary may, without an administrator."""
    return Role.SECRETARY in roles(user, body) or can_administer(user, body.organisation)


def can_manage_person(user, person):
    """Change a person's details and invite them: the organisation's administrators, and secretaries of their bodies."""
    if can_administer(user, person.organisation):
        return True
    today = timezone.localdate()
    mine = Membership.objects.of(user).on(today).filter(role=Role.SECRETARY)
    return person.memberships.filter(body__in=mine.values("body")).exists()


def can_enter(user, body):
    """Read the body's own pages: meetings, people, open actions."""
    return bool(roles(user, body)) or can_administer(user, body.organisation)


def can_plan(user, body):
    """Plan meetings of the body."""
    return Role.SECRETARY in roles(user, body)


def can_write(user, meeting):
    """Write the minutes: the body's secretary, or the person who was handed this meeting's pen."""
    if not user.is_authenticated:
        return False
    return Role.SECRETARY in roles(user, meeting.body) or _is(user, meeting.writer_id)


def writable_by(person, today, meeting=""):
    """can_write as a condition of a query, of a person's id; `meeting` is the path to the meeting, "meeting__"."""
    seats = Membership.objects.on(today).filter(person=person, role=Role.SECRETARY)
    return Exists(seats.filter(body=OuterRef(f"{meeting}body"))) | Q(**{f"{meeting}writer": person})


def can_hand_over(user, meeting):
    """Hand the pen to somebody else: only the secretary, so that a borrowed pen is not lent on."""
    return Role.SECRETARY in roles(user, meeting.body)


def can_read_draft(user, meeting):
    """Read the text while it is a draft."""
    if can_write(user, meeting):
        return True
    if meeting.state in (Meeting.State.IN_ADJUSTMENT, Meeting.State.ADJUSTED) and is_signer(user, meeting):
        return True
    return meeting.body.draft_readers == Body.DraftReaders.MEMBERS and bool(roles(user, meeting.body))


def can_read_agenda(user, meeting):
    """Read date, place, roster and the titles of the agenda: everybody who can see the meeting."""
    return user.is_authenticated


def can_read_minutes(user, meeting):
    """Read what is written of a visible meeting, however far it has come: when it is published, all who see it may."""
    return meeting.state == Meeting.State.PUBLISHED or can_read_draft(user, meeting)


def is_signer(user, meeting):
    if not user.is_authenticated:
        return False
    if getattr(meeting, "reader", None) == user.pk:  # found for her, and for nobody else
        return meeting.reader_signs
    if hasattr(user, "remembers"):
        return meeting.pk in _remembered(user, "signs", lambda: {found for (found,) in _signs(user=user.pk)})
    return Signer.objects.filter(meeting=meeting, person__user=user).exists()


def with_reader(meetings, user):
    """Meetings that know whether the user with this id signs them."""
    signs = Signer.objects.filter(meeting=OuterRef("pk"), person__user=user)
    return meetings.annotate(reader=Value(user), reader_signs=Exists(signs))


def can_sign(user, meeting):
    """Read the sealed document, remark on it, sign or decline."""
    return is_signer(user, meeting)


def can_read_sealed(user, meeting):
    """Read the document that lies for approval."""
    return can_read_draft(user, meeting) or is_signer(user, meeting)


def can_publish(user, meeting):
    return can_write(user, meeting)


def can_review_masking(user, meeting):
    """See what is masked in the public copy, and vouch for it: who writes, signs or chairs, and has not marked it."""
    leads = roles(user, meeting.body) & {Role.CHAIR, Role.VICE_CHAIR}
    return can_write(user, meeting) or bool(leads) or is_signer(user, meeting)


def can_see_evidence(user, meeting):
    """See how the minutes were approved, and from where: who answers for them, and for the organisation."""
    return can_write(user, meeting) or can_administer(user, meeting.body.organisation)


def can_update_action(user, action):
    """Tick off an action: who writes the minutes, or the person who is to do it."""
    return can_write(user, action.meeting) or is_responsible(user, action)


def is_responsible(user, action):
    """Whether the action is the user's own to do."""
    return _is(user, action.responsible.person_id if action.responsible else None)


def _is(user, person_id):
    if person_id is None or not user.is_authenticated:
        return False
    person = getattr(user, "person", None)
    return person is not None and person.pk == person_id
