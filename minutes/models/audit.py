from django.db import models

from .fields import LineField


class AuditEvent(models.Model):
    """One act. Chained by hash; the database refuses UPDATE and DELETE, and a fork cannot be stored.

    Only its personal part (who, from where) may be emptied: the chain holds no more of it than a salted hash.
    """

    PERSONAL = ("salt", "name", "address")

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80, db_index=True, help_text="Noun and id: meeting:12")
    meeting = models.PositiveBigIntegerField(null=True, db_index=True)
    actor = models.PositiveBigIntegerField(null=True, help_text="Id of the user; null for the system itself.")
    details = models.JSONField(default=dict)
    personal_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32, blank=True)
    name = LineField(max_length=200, blank=True)
    address = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
