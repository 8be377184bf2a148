"""Organisations, their letterhead, and who administers them."""

from django.db import transaction
from django.utils.translation import gettext as _

from minutes import audit
from minutes.lib import limits, logos, text
from minutes.models import Organisation, User

from . import Refused
from .storing import change, store


@transaction.atomic
def add(*, by, **fields):
    """Found an organisation. Its short name in addresses is made from its name and stays."""
    organisation = store(Organisation(slug=free_slug(Organisation, fields.get("name", "")), **fields))
    audit.record("organisation.add", organisation, by=by)
    return organisation


@transaction.atomic
def edit(organisation, *, by, **fields):
    """Change name, letterhead, colour or PDF variant. Minutes that are sealed keep the letterhead that they had."""
    changed = change(organisation, fields)
    if changed:
        store(organisation)
        audit.record("organisation.edit", organisation, by=by, details={"fields": changed})
    return organisation


@transaction.atomic
def set_logo(organisation, file, *, by):
    """Take the file (PNG or JPEG, by its content) as the logo; None removes it."""
    try:
        organisation.logo = logos.keep(file.read(limits.LOGO + 1)) if file else ""
    except logos.BadLogo as bad:
        raise Refused(_bad_logo(bad.reason)) from bad
    organisation.save(update_fields=["logo"])
    audit.record("organisation.set_logo", organisation, by=by, details={"sha256": organisation.logo})
    return organisation


@transaction.atomic
def set_administrators(organisation, emails, *, by):
    """Let the logins with these addresses administer the organisation, and nobody else."""
    wanted = {email.strip().lower() for email in emails if email.strip()}
    if not wanted:
        raise Refused(_("An organisation needs at least one administrator."))
    if len(wanted) > limits.ADMINISTRATORS:
        raise Refused(_("At most %(limit)s administrators.") % {"limit": limits.ADMINISTRATORS})
    users = list(_who_may_administer(organisation, by).filter(email__in=wanted))
    unknown = sorted(wanted - {user.email.lower() for user in users})
    if unknown:
        words = _("%(emails)s: register the person in the organisation and invite them first.")
        raise Refused(words % {"emails": ", ".join(unknown)})
    before = set(organisation.administrators.values_list("pk", flat=True))
    now = {user.pk for user in users}
    if now != before:
        organisation.administrators.set(users)
        details = {"added": sorted(now - before), "removed": sorted(before - now)}
        audit.record("organisation.set_administrators", organisation, by=by, details=details)
    return organisation


def _who_may_administer(organisation, by):
    """Logins of the organisation's own people and those who administer it already, so that others' are not revealed."""
    if by.is_superuser:
        return User.objects.all()
    own = User.objects.filter(person__organisation=organisation)
    return (own | User.objects.filter(administered_organisations=organisation)).distinct()


def free_slug(model, name):
    """A short name in addresses that no other row of the model has."""
    base = text.slug(name, length=40) or "x"
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for slug in (f"{base}-{number}" for number in range(2, len(taken) + 3)) if slug not in taken)


def _bad_logo(reason):
    return {
        "large": _("The image is larger than %(size)s MB.") % {"size": limits.LOGO // limits.MEGABYTE},
        "type": _("The file is not a PNG or JPEG image."),
        "pixels": _("The image is more than %(pixels)s pixels wide or high.") % {"pixels": limits.LOGO_PIXELS},
    }[reason]
