from django.db import models

from .fields import LineField


class AuditEvent(models.Model):
    """One act. Chained by hash; the database refuses UPDATE and DELETE, and a fork cannot be stored."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80, db_index=True, help_text="Noun and id: meeting:12")
    meeting = models.PositiveBigIntegerField(null=True, db_index=True)
    actor = models.PositiveBigIntegerField(null=True, help_text="Id of the user; null for the system itself.")
    details = models.JSONField(default=dict)
    personal_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]


class AuditPerson(models.Model):
    """The personal part of an event (who, from where). May be erased; the event keeps only its salted hash."""

    event = models.OneToOneField(AuditEvent, models.CASCADE, related_name="personal", db_constraint=False)
    salt = models.CharField(max_length=32)
    name = LineField(max_length=200, blank=True)
    address = models.CharField(max_length=60, blank=True)
