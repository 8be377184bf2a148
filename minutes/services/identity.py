"""Outside services by which one proves who one is before signing, and whether it is the person who is to sign."""

import datetime
import hashlib
import hmac
import logging
import re
import unicodedata

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from minutes import audit, permissions
from minutes.lib.identity import NotProved
from minutes.notifications.messages import address_of

from . import Refused

log = logging.getLogger(__name__)

EXTERNAL = "external"  # the method of a signature that one of them stands for


def services():
    """{key: lib.identity.Service} of those that this server is set up for; nothing when there is none."""
    if not settings.SIGN_OIDC:
        return {}
    from minutes.lib import oidc

    return {"oidc": oidc.Provider(**settings.SIGN_OIDC)}


def is_by_number():
    """Whether some service knows people by something that must be registered first, such as an identity number."""
    return any(not service.by_mail for service in services().values())


def begin(service, back):
    """As lib.identity.Service.begin. Raises Refused with why it cannot be."""
    try:
        return service.begin(back)
    except NotProved as error:
        raise _refused(error, service) from error


def complete(service, kept, answer, back, person):
    """What is kept with a signature of the person, once the service says that it is she. Raises Refused.

    {"service", "issuer", "level", "transaction", "at"}: the last is when the service asked her, UTC, ISO 8601.
    """
    try:
        found = service.complete(kept, answer, back)
    except NotProved as error:
        raise _refused(error, service) from error
    if not _is(person, service, found):
        log.warning("%s proved somebody else than person %s", service.name, person.pk)
        words = _("%(service)s says that you are somebody else than %(name)s, who is to sign here.")
        if not service.by_mail and not person.identity_hash:
            words = _("%(name)s has no identity number registered here to compare with %(service)s. Ask the secretary.")
        raise Refused(words % {"service": service.name, "name": person.name})
    at = datetime.datetime.fromtimestamp(found.at, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"service": found.service, "issuer": found.issuer, "level": found.level, "transaction": found.transaction}
    return told | {"at": at}


@transaction.atomic
def register(person, number, *, by):
    """Know the person by this identity number from now on; only a digest with the server's key is kept of it."""
    if not permissions.can_administer(by, person.organisation):
        raise Refused(_("Only an administrator can register an identity number."))
    person.identity_hash = digest(number)
    person.save(update_fields=["identity_hash"])
    audit.record("person.identify", person, by=by)


def digest(number):
    """HMAC-SHA-256 of an identity number however it is spaced: numbers are few, so a bare hash could be tried out."""
    plain = re.sub(r"[\s+-]", "", unicodedata.normalize("NFKC", number)).casefold()
    return hmac.new(f"minutes.identity{settings.SECRET_KEY}".encode(), plain.encode(), hashlib.sha256).hexdigest()


def _is(person, service, found):
    if service.by_mail:
        return found.subject.casefold() == address_of(person).casefold() != ""
    return bool(person.identity_hash) and hmac.compare_digest(person.identity_hash, digest(found.subject))


def _refused(error, service):
    log.warning("%s proved nobody: %s", service.name, error)
    words = {
        "cancelled": _("You did not go through with %(service)s. Nothing is signed."),
        "unreachable": _("%(service)s does not answer just now. Try again in a few minutes, or sign in another way."),
        "stale": _("%(service)s relied on an earlier sign-in. Begin again, and prove who you are anew."),
        "level": _("%(service)s says that you proved who you are in a way that is not sure enough here."),
    }
    other = _("What %(service)s answered cannot be used. Begin again.")
    return Refused(words.get(error.why, other) % {"service": service.name})
