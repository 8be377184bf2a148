from django.db import models
from django.utils.translation import gettext_lazy as _

from .agenda import AgendaItem
from .fields import LineField
from .meeting import Meeting
from .person import Person


class TextState(models.Model):
    """One saved state of one field, so that nothing written is lost; thinned after publishing."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="states")
    field = models.CharField(max_length=30)
    value = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "field", "-revision"]
        indexes = [models.Index(fields=["item", "field", "-revision"])]


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
