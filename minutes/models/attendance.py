from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import LineField
from .meeting import Meeting
from .person import Person


class Attendance(models.Model):
    """One line of a meeting's roster: a snapshot of name, title and organisation that never follows the person."""

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        OTHER = "other", _("present, not a member")
        PRESENTER = "presenter", _("presenter")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attendances")
    name = LineField(_("name"), max_length=120, blank=True)
    title = LineField(_("job title"), max_length=120, blank=True)
    organisation = LineField(_("municipality or organisation"), max_length=120, blank=True)
    note = LineField(_("role in the meeting"), max_length=120, blank=True)
    status = models.CharField(_("attendance"), max_length=10, choices=Status.choices, default=Status.PRESENT)
    serves_for = LineField(_("substitutes for"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(organisation=""), name="attendance_vacant_seat_names_organisation",
                violation_error_message=_("Write a name, or for a vacant seat the organisation that it belongs to."),
            ),
        ]

    def __str__(self):
        return self.name or f"({self.organisation})"

    @property
    def is_vacant(self):
        return not self.name

    @property
    def is_here(self):
        return self.status in (self.Status.PRESENT, self.Status.OTHER, self.Status.PRESENTER)


class Movement(models.Model):
    """Somebody leaves or arrives while the meeting goes on; the document writes the sentence."""

    class Kind(models.TextChoices):
        LEAVES = "leaves", _("leaves")
        ARRIVES = "arrives", _("arrives")

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="movements")
    item = models.ForeignKey("AgendaItem", models.CASCADE, related_name="movements")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    time = models.TimeField(_("time"), null=True, blank=True)
    status_before = models.CharField(
        max_length=10, choices=Attendance.Status.choices, blank=True, editable=False,
        help_text="What the roster said before an arrival made somebody present; put back when it is taken back.",
    )

    class Meta:
        ordering = ["time", "pk"]
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
