from django.db import models
from django.utils.translation import gettext_lazy as _

from .meeting import Meeting


class Rendering(models.Model):
    """The PDF of one exact document (Minutes + Proof), made in the background and kept under the document's hash.

    A worker leases the row; a lease that has run out may be taken over, so a killed worker holds nobody up.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="renderings")
    document_hash = models.CharField(max_length=64, unique=True)
    is_draft = models.BooleanField(default=False)  # made ahead for whoever looks at a draft, and soon thrown away
    minutes_json = models.TextField()
    proof_json = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    leased_until = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True)
    pages = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created"]
