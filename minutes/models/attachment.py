from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minutes.lib import files

from .agenda import AgendaItem
from .fields import LineField
from .meeting import Meeting


class Attachment(models.Model):
    """A numbered document of the meeting. Its file is stored under its SHA-256 and may be missing: listed only."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attachments")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="attachments", verbose_name=_("item")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = LineField(_("title"))
    date = models.DateField(_("date"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    file_name = LineField(max_length=160, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    public = models.BooleanField(_("may be published"), default=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="attachment_number_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(sha256="", size=0) | (~Q(sha256="") & ~Q(file_name="")), name="attachment_file_is_whole"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_stored(self):
        """Whether its file can be opened: that of imported minutes is missing until somebody supplies it."""
        return bool(self.sha256) and files.is_stored(self.sha256)
