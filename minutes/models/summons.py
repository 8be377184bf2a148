from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .attendance import Attendance
from .body import Body
from .fields import LineField, PlainTextField
from .meeting import Meeting
from .person import Person


class Summons(models.Model):
    """A summons as it was sent. It outlives a meeting that is cancelled, so that its links can tell that.

    Changes are sent as a further number with the same `uid`. Answers count that were given to `answers_from` or later.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="summonses")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="summonses")
    number = models.PositiveSmallIntegerField()
    answers_from = models.PositiveSmallIntegerField(default=1)
    uid = models.CharField(max_length=80, help_text="Of the entry in calendars, the same for all of the meeting's.")
    content_json = models.TextField()
    content_hash = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(help_text="Of the meeting when it was sent: nothing has changed since then.")
    message = PlainTextField(_("message"), blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="sent_summonses")
    cancelled_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True, help_text="Made with the first mail, and kept.")
    pdf_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("summons")
        verbose_name_plural = _("summonses")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], condition=Q(meeting__isnull=False), name="summons_number_once_per_meeting"
            ),
        ]

    def __str__(self):
        return f"{self.uid} {self.number}"

    @property
    def language(self):
        return self.body.language


class SummonsReply(models.Model):
    """What one of those called has answered, and what that did to the attendance list, so that it can be taken back."""

    class Answer(models.TextChoices):
        SILENT = "", _("not answered")
        COMING = "coming", _("is coming")
        PREVENTED = "prevented", _("is prevented")
        REPLACED = "replaced", _("is replaced")

    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="replies")
    attendance = models.OneToOneField(Attendance, models.SET_NULL, null=True, related_name="reply")
    person = models.ForeignKey(Person, models.PROTECT, related_name="replies")
    first = models.ForeignKey(Summons, models.PROTECT, related_name="called", help_text="The first that was sent.")
    answered = models.ForeignKey(Summons, models.PROTECT, null=True, related_name="answers")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    note = LineField(_("note"), blank=True)
    answered_at = models.DateTimeField(null=True)
    status_before = models.CharField(max_length=10, choices=Attendance.Status.choices)
    substitute = models.ForeignKey(Attendance, models.SET_NULL, null=True, related_name="stands_in")
    substitute_status_before = models.CharField(
        max_length=10, choices=Attendance.Status.choices, blank=True,
        help_text="Empty: the line was added by this answer, and goes with it.",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")


class SummonsLink(models.Model):
    """A link by which one person answers, known by the hash of its token: the token itself is in the mail alone.

    Each mail has a link of its own, since the one in an earlier mail cannot be told again; all of them work.
    """

    reply = models.ForeignKey(SummonsReply, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
