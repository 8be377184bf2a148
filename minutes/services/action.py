"""What becomes of an action after the meeting. Its status is not part of the minutes and needs no open draft."""

from django.db import transaction
from django.utils.translation import gettext as _

from minutes import audit
from minutes.models import ActionItem

from . import Refused


@transaction.atomic
def set_status(action, *, by, status):
    """Open, in progress, done or dropped. Returns False when it was so already, which leaves no trace."""
    if status not in ActionItem.Status.values:
        raise Refused(_("An action is open, in progress, done or dropped."))
    now = ActionItem.objects.select_for_update().filter(pk=action.pk).first()
    if now is None:
        raise Refused(_("The action no longer exists."))
    if ActionItem.objects.filter(carried_from=now).exists():
        raise Refused(_("The action has been carried over to a later meeting. Change it there."))
    before = now.status
    if before == status:
        return False
    # Earlier links of the chain follow, for those who may read only the earlier meeting's minutes.
    ActionItem.objects.filter(pk__in=_chain(now)).update(status=status)
    action.status = status
    audit.record("action.status", now, by=by, details={"before": before, "status": status})
    return True


def _chain(action):
    found = [action.pk]
    while action.carried_from_id and action.carried_from_id not in found:
        action = action.carried_from
        found.append(action.pk)
    return found
