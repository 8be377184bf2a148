from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minutes.lib.prepared import Objects

from .fields import PlainTextField
from .meeting import Meeting
from .person import Person
from .publication import PublishedVersion


class CorrectionQuerySet(models.QuerySet):
    def standing(self):
        """Those that are being written or approved, with the version that they correct."""
        return self.filter(state=Correction.State.OPEN).select_related("version").defer(
            "version__html", "version__pdf", "version__minutes_json", "version__proof_json"
        )


class Correction(models.Model):
    """Published minutes that are written again: what shall be put right, why, and what came of it.

    While it is open the meeting is a draft like any other, and the published version stays what everybody reads.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        GIVEN_UP = "given_up", _("given up")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections")
    version = models.ForeignKey(PublishedVersion, models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=12, choices=PublishedVersion.Kind.choices)
    clerical = models.BooleanField(_("a clerical error only"), default=False)
    what = PlainTextField(_("what is put right"))
    why = PlainTextField(_("why"))
    date = models.DateField(help_text="Printed: when it was opened, then when it was sent for approval.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="corrections")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="open"), name="correction_one_open_per_meeting"
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(why=""), name="correction_says_what_and_why",
                violation_error_message=_("Tell what is put right, and why."),
            ),
        ]

    def __str__(self):
        return f"{self.meeting}, {self.version_id}"


standing_of = Objects(lambda meeting: Correction.objects.standing().filter(meeting=meeting), meeting=int)
