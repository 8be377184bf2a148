from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agenda import AgendaItem
from .attendance import Attendance
from .fields import LineField
from .meeting import Meeting
from .person import Person


class TextState(models.Model):
    """One saved state of one field, so that nothing written is lost; thinned after publishing.

    It belongs to an item, to a line of the roster, or else to the meeting itself. A burst of saves by one tab of a
    browser is one state, which grows while it lasts.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, related_name="states")
    # Without an index of their own: nearly all states are of items, and each index makes saving slower.
    attendance = models.ForeignKey(Attendance, models.CASCADE, null=True, related_name="states", db_index=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="states", db_index=False)
    field = models.CharField(max_length=30)
    value = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True)
    at = models.DateTimeField()
    begun = models.DateTimeField(help_text="When the burst of saves began of which this is the last.")
    tab = models.CharField(max_length=40, blank=True, help_text="The tab that saved by itself; empty for a whole page.")
    turn = models.PositiveBigIntegerField(default=0, help_text="The tab's count of its requests.")
    set_aside = models.BooleanField(default=False, help_text="Came too late: somebody else's text stands instead.")

    class Meta:
        ordering = ["item", "field", "-revision"]
        indexes = [
            models.Index(fields=["item", "field", "-revision"]),
            models.Index(fields=["item", "field", "tab", "-turn"]),
            models.Index(fields=["attendance"], condition=Q(attendance__isnull=False), name="state_of_line"),
            models.Index(fields=["meeting"], condition=Q(meeting__isnull=False), name="state_of_meeting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, attendance=None, meeting=None)
                | Q(item=None, attendance__isnull=False, meeting=None)
                | Q(item=None, attendance=None, meeting__isnull=False),
                name="state_of_one_thing",
            )
        ]


class Turn(models.Model):
    """The last request of a tab about a field, where it left no state: one that is older and comes late is ignored."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="turns")
    field = models.CharField(max_length=30)
    tab = models.CharField(max_length=40)
    turn = models.PositiveBigIntegerField()
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "field", "tab"], name="turn_last_of_each_tab")]


class Presence(models.Model):
    """Where in the minutes a tab is, so that writers see each other; forgotten soon after it falls silent."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    tab = models.CharField(max_length=40)
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, related_name="presences")
    field = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["meeting", "at"])]
        constraints = [models.UniqueConstraint(fields=["user", "tab"], name="presence_once_per_tab")]


class Acknowledgement(models.Model):
    """A warning of the check list that somebody has accepted, with a note that stays."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="acknowledgements")
    key = models.CharField(max_length=200)
    note = LineField(_("note"), max_length=500)
    by = models.ForeignKey(Person, models.SET_NULL, null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="acknowledgement_once_per_warning")]
