import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .meeting import Meeting
from .person import Person
from .signoff import SignoffRound
from .summons import Summons


class NotificationQuerySet(models.QuerySet):
    def failed(self):
        return self.filter(state=Notification.State.FAILED)

    def unsent(self):
        """What a killed worker left behind, and what failed within the last day."""
        now, state = timezone.now(), Notification.State
        return self.filter(
            models.Q(state=state.WAITING, created__lt=now - Notification.LEASE)
            | models.Q(state=state.SENDING, leased_until__lt=now)
            | models.Q(state=state.FAILED, created__gt=now - datetime.timedelta(days=1))
        )


class Notification(models.Model):
    """One mail to one person about a meeting: that it shall go, went or failed. The text is made when it is sent."""

    LEASE = datetime.timedelta(minutes=5)

    class Kind(models.TextChoices):
        REQUEST = "request", _("request to approve")
        REMINDER = "reminder", _("reminder")
        LINK = "link", _("new link")
        CODE = "code", _("one-time code")
        RECALLED = "recalled", _("recalled")
        REPLACED = "replaced", _("somebody else signs")
        DECLINED = "declined", _("declined")
        REMARK = "remark", _("remark")
        ALL_SIGNED = "all_signed", _("everybody has signed")
        REVIEW = "review", _("masked copy to review")
        PUBLISHED = "published", _("published")
        SUMMONS = "summons", _("summons")
        REPLY_WANTED = "reply_wanted", _("reminder to answer")
        CANCELLED = "cancelled", _("cancelled meeting")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("no longer needed")

    # A cancelled meeting is no more, but its summons is.
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="notifications")
    round = models.ForeignKey(SignoffRound, models.CASCADE, null=True, related_name="notifications")
    summons = models.ForeignKey(Summons, models.CASCADE, null=True, related_name="notifications")
    person = models.ForeignKey(Person, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()
    about = models.PositiveBigIntegerField(null=True, help_text="Id of the person or signature that it tells of.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "day"],
                condition=models.Q(kind="reminder"),
                name="notification_one_reminder_a_day",
            ),
            models.UniqueConstraint(
                fields=["summons", "person", "day"],
                condition=models.Q(kind="reply_wanted"),
                name="notification_asks_for_a_reply_once_a_day",
            ),
        ]

    @property
    def body(self):
        return (self.meeting or self.summons).body
