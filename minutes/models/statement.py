from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, PlainTextField
from .organisation import Organisation


class Statement(models.Model):
    """The organisation's accessibility statement (lag 2018:1937, 13 §; Digg's list of what it must say)."""

    class Level(models.TextChoices):
        FULL = "full", _("meets the requirements in full")
        PARTIAL = "partial", _("meets the requirements in part")
        NONE = "none", _("does not meet the requirements")

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="statement")
    level = models.CharField(
        _("how far the requirements are met"), max_length=8, choices=Level.choices, default=Level.PARTIAL
    )
    failings = PlainTextField(_("what is not accessible, and why"), blank=True)
    burden = PlainTextField(_("what would be an unreasonable burden, and why"), blank=True)
    method = LineField(_("how it was assessed"))
    assessed = models.DateField(_("assessed on"))
    updated = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level="full") | ~models.Q(failings=""),
                name="statement_names_what_fails",
                violation_error_message=_("Tell what is not accessible, or choose that all requirements are met."),
            )
        ]

    def __str__(self):
        return str(self.organisation)
