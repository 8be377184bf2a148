"""What the shell around every page needs: my bodies, how many things wait for me, where this page's meeting is."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from minutes import permissions
from minutes.lib.prepared import Objects
from minutes.models import Body, Membership, Organisation

from . import standing, waiting


def shell(request):
    return {
        "demo": settings.DEMO,
        "current_body": getattr(request, "current_body", None),
        "whereabouts": SimpleLazyObject(lambda: _whereabouts(request)),
        "my_bodies": SimpleLazyObject(lambda: _my_bodies(request)),
        "to_do_count": SimpleLazyObject(lambda: _to_do_count(request)),
        "sole_organisation": SimpleLazyObject(_sole_organisation),
        "may_administer": SimpleLazyObject(lambda: permissions.can_administer_anything(request.user)),
    }


def _whereabouts(request):
    """Where the minutes of the page's meeting are in their life and who is waited for; None on other pages."""
    meeting = getattr(request, "current_meeting", None)
    return standing.of(meeting, request.user) if meeting is not None else None


def _sole_organisation():
    """The organisation whose house this is, where there is but one: pages about nothing else are its too."""
    found = _two_organisations()
    return found[0] if len(found) == 1 else None


_two_organisations = Objects(lambda: Organisation.objects.all()[:2])


def _to_do_count(request):
    user = getattr(request, "user", None)
    return waiting.count(user) if user is not None and user.is_authenticated else 0


def _my_bodies(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return _bodies(user=user.pk, today=timezone.localdate())


def _seated(user, today):
    seats = Membership.objects.of(user).on(today)
    return Body.objects.filter(pk__in=seats.values("body")).select_related("organisation")


_bodies = Objects(_seated, user=int, today=datetime.date)
