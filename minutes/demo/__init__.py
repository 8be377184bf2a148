"""Believable data for trying the product and for showing it: made through services alone, dated around today."""

from django.db import transaction
from django.utils import timezone, translation

from minutes.models import Meeting, Organisation, Rendering

from . import clock, house, network, steering


def seed():
    """Make the demo unless it is there, all or nothing. Tells whether it was made."""
    if Organisation.objects.filter(name=house.NAME).exists():
        return False
    today = timezone.localdate()
    with transaction.atomic(), clock.at_once(), translation.override("sv"):
        _live_through(today)
        Rendering.objects.filter(meeting__state=Meeting.State.PUBLISHED).delete()  # made in place, by who published
    return True


def _live_through(today):
    with clock.at(clock.before(today, 90), "9.15"):
        cast = house.build(clock.before(today, 90))
    with clock.at(clock.before(today, 75), "13.30"):
        network.plan(cast, today)
        steering.plan(cast, today)
    network.issue(cast)
    with clock.at(cast.first.date, "9.10"):
        steering.hold(cast)
    steering.issue(cast)
    network.send(cast, today)
    steering.draft(cast, today)
    steering.call(cast, today)
