"""Short words for tests about sign-off."""

from minutes.models import AuditEvent, Notification, SignoffRound
from minutes.services import following, rounds, signoff

# Tasks are noted and not run: what an act starts has tests of its own.
NO_TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "ENQUEUE_ON_COMMIT": False}}


def sign(meeting, person, **fields):
    """Sign what lies there now, as the person."""
    given = {"content_hash": rounds.last(meeting).content_hash, "method": "mail_code"} | fields
    return signoff.sign(meeting, by=person.user, **given)


def follow(*meetings):
    """Do what a worker does after signatures, of these meetings or of all."""
    rounds_of = SignoffRound.objects.filter(meeting__in=meetings) if meetings else SignoffRound.objects.all()
    for sealed in rounds_of:
        following.follow.call(sealed.pk)


def kinds(meeting):
    """The meeting's trace, oldest first."""
    return list(AuditEvent.objects.filter(meeting=meeting.pk).order_by("pk").values_list("kind", flat=True))


def told(kind):
    """Names of those who were told of something."""
    return set(Notification.objects.filter(kind=kind).values_list("person__name", flat=True))
