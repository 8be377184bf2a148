"""Somebody else signs in a role, although the minutes are sent already.

The sealed text names those who sign, so it is sealed anew with the new name and everybody is asked again: nobody's
signature stands under a text that she has not seen.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes import audit
from minutes.models import Notification, Signer
from minutes.notifications import sending

from . import Refused, rounds, sealing, signoff
from . import signer as signers


@transaction.atomic
def make(meeting, role, person, *, by, reason):
    """Let `person` sign in the role, for a reason that the record keeps. Returns the new round."""
    if not reason.strip():
        raise Refused(_("Write why somebody else signs."))
    before = Signer.objects.filter(meeting=meeting, role=role).select_related("person").first()
    if before is None:
        raise Refused(_("Nobody is chosen as %(role)s.") % {"role": role.label})
    leaves = before.person
    if leaves == person:
        raise Refused(_("%(name)s signs as %(role)s already.") % {"name": person.name, "role": role.label})
    old = signoff.reopen(meeting, reason)
    void = old.signatures.filter(signed_at__isnull=False).count()
    signers.choose(meeting, role, person, by=by)
    soonest = timezone.localdate() + datetime.timedelta(days=sealing.LEAST_DAYS)
    new = signoff.send(meeting, by=by, deadline=max(old.deadline, soonest), message=old.message)
    if not any(one.person_id == leaves.pk for one in rounds.signers(new)):
        sending.tell(Notification.Kind.REPLACED, [leaves], meeting=meeting, round=old)
    details = {"round": new.number, "role": role.key, "before": leaves.pk, "person": person.pk, "void": void}
    audit.record("replacement.make", meeting, by=by, details=details)
    return new
