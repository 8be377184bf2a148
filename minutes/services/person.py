"""People: those who attend and sign. Some have a login; to get one they are invited by mail."""

import logging
import smtplib

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from minutes import audit
from minutes.models import Membership, Organisation, Person, User
from minutes.notifications import invitation

from . import Refused
from .storing import change, store

log = logging.getLogger(__name__)


@transaction.atomic
def add(organisation, *, by, name, title="", represents="", email="", invite=False):
    """Register a person; with `invite` they also get a login and a mail that tells so."""
    person = Person(organisation=organisation, name=name, title=title, represents=represents, email=_clean(email))
    store(person)
    audit.record("person.add", person, by=by, details={"organisation": organisation.pk})
    if invite:
        _invite(person, by)
    return person


@transaction.atomic
def edit(person, *, by, **fields):
    """Change details. Minutes already written keep the name and title of their day.

    The address of a login decides who can sign as this person, so only an administrator changes it, and both the old
    and the new address are told.
    """
    if "email" in fields:
        fields["email"] = _clean(fields["email"])
    before = person.email
    changed = change(person, fields)
    if not changed:
        return person
    if "email" in changed and person.user:
        _move_login(person, by)
    elif "email" in changed and not _may_write_address(person, by):
        message = _("%(name)s belongs to other bodies too, so only an administrator can change the address.")
        raise Refused(message % {"name": person.name})
    store(person)
    audit.record("person.edit", person, by=by, details={"fields": changed})
    if "email" in changed and person.user:
        tell_of_new_address.enqueue(person.pk, before)
    return person


@transaction.atomic
def invite(person, *, by):
    """Give the person a login, if they have none, and mail them a link to the sign-in page."""
    _invite(person, by)
    return person


@transaction.atomic
def give_login(person, *, by):
    """Let a person sign in who is asked to sign: the request is mail enough, so no invitation goes."""
    if person.user_id is None:
        person.user = _login_for(person)
        person.save(update_fields=["user"])
        audit.record("person.give_login", person, by=by, details={"user": person.user_id})
    return person


def _invite(person, by):
    if not person.email:
        raise Refused(_("%(name)s has no e-mail address. Write it first, then invite.") % {"name": person.name})
    if person.user and person.user.last_login:
        raise Refused(_("%(name)s has already signed in and needs no invitation.") % {"name": person.name})
    if not person.user:
        person.user = _login_for(person)
    person.invited_at, person.invitation_failed = None, False
    person.save(update_fields=["user", "invited_at", "invitation_failed"])
    audit.record("person.invite", person, by=by, details={"user": person.user_id})
    send_invitation.enqueue(person.pk, by.pk if by else None)


@transaction.atomic
def forget_factors(user):
    """Ask for no second factor of the user any more. Returns how many apps and keys there were."""
    own = Authenticator.objects.filter(user=user)
    count = own.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    own.delete()
    audit.record("user.forget_factors", user, by=None, details={"count": count})
    return count


def _login_for(person):
    """A login without password at the person's address, or the one that exists there and belongs to nobody."""
    existing = User.objects.filter(email__iexact=person.email).select_related("person").first()
    if existing is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(person.email)
        except IntegrityError:
            existing = User.objects.get(email__iexact=person.email)
    if getattr(existing, "person", None):
        raise Refused(
            _(
                "The address %(email)s already signs in for another organisation. "
                "Use another address for %(name)s here, or none at all."
            )
            % {"email": person.email, "name": person.name}
        )
    return existing


def _move_login(person, by):
    user = person.user
    if not person.email:
        raise Refused(_("%(name)s signs in with this address, so it cannot be removed.") % {"name": person.name})
    if not _may_move_login(user, person.organisation, by):
        raise Refused(_("Only an administrator can change the address that somebody signs in with."))
    if User.objects.filter(email__iexact=person.email).exclude(pk=user.pk).exists():
        raise Refused(_("Somebody else already signs in with %(email)s.") % {"email": person.email})
    user.email = person.email
    # Whoever signed in with the old address is signed out and asks for a code at the new one.
    user.set_unusable_password()
    store(user, exclude=["password"])
    # What allauth remembers of the old address would keep it open for sign-in.
    EmailAddress.objects.filter(user=user).delete()


def _may_move_login(user, organisation, by):
    """Nobody takes over the login of somebody with more power than they have themselves."""
    if by is None or by.is_superuser:
        return True
    administered = Organisation.objects.administered_by(by)
    beyond = user.administered_organisations.exclude(pk__in=administered.values("pk")).exists()
    return administered.filter(pk=organisation.pk).exists() and not user.is_superuser and not beyond


def _may_write_address(person, by):
    """Whoever decides the address can invite herself as this person: nobody does that to bodies that are not hers."""
    if by is None or Organisation.objects.administered_by(by).filter(pk=person.organisation_id).exists():
        return True
    hers = Membership.objects.of(by).on(timezone.localdate()).filter(role=Membership.Role.SECRETARY).values("body")
    elsewhere = person.memberships.exclude(body__in=hers), person.signs.exclude(meeting__body__in=hers)
    return not any(rows.exists() for rows in elsewhere)


def _clean(email):
    return email.strip().lower()


@task
def send_invitation(person_id, inviter_id):
    """Mail the invitation and note on the person how that went, where the next visitor of the page sees it."""
    person = Person.objects.select_related("organisation", "user").get(pk=person_id)
    inviter = User.objects.select_related("person").filter(pk=inviter_id).first()
    failed = not _mail(invitation.message(person, inviter))
    Person.objects.filter(pk=person_id).update(
        invitation_failed=failed, invited_at=None if failed else timezone.now()
    )


@task
def tell_of_new_address(person_id, before):
    """Mail the old and the new address that sign-in has moved."""
    person = Person.objects.select_related("organisation").get(pk=person_id)
    for address in (before, person.email):
        _mail(invitation.moved(person, address))


def _mail(message):
    try:
        message.send()
    except (OSError, smtplib.SMTPException):
        log.exception("A mail could not be sent")
        return False
    return True
