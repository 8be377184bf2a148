from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minutes.lib import codes, seals

from .body import Body
from .fields import LineField, PlainTextField
from .meeting import Meeting
from .person import Person


class PublishedVersionQuerySet(models.QuerySet):
    def visible_to(self, user, today=None):
        """Versions of public bodies for everybody; of other bodies for those who may see the meeting."""
        public = Q(meeting__body__readers=Body.Readers.PUBLIC, restricted=False)
        inside = Q(meeting__in=Meeting.objects.visible_to(user, today).values("pk"))
        return self.filter((public & Q(withdrawal=None)) | inside)

    def current(self):
        """The last version of each meeting; where there is a masked copy of it, that too."""
        newer = PublishedVersion.objects.filter(
            Q(rendition=models.OuterRef("rendition")) | Q(restricted=False),
            meeting=models.OuterRef("meeting"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(~models.Exists(newer))

    def without_files(self):
        return self.defer("html", "pdf", "minutes_json", "proof_json")


class PublishedVersion(models.Model):
    """What was issued, frozen: inserted whole in one transaction, never updated, never deleted."""

    class Rendition(models.TextChoices):
        ORIGINAL = "original", _("original")
        PUBLIC = "public", _("masked public copy")

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        COMPLETION = "completion", _("completion")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    rendition = models.CharField(max_length=10, choices=Rendition.choices, default=Rendition.ORIGINAL)
    restricted = models.BooleanField(default=False, help_text="Not for the public even where the body is public.")
    heading = LineField(max_length=300)
    date = models.DateField()
    file_stem = LineField(max_length=900, help_text="What its files are called, without ending.")
    adjusted_on = models.DateField(null=True)
    code = models.CharField(max_length=12, unique=True, default=codes.new, help_text="Printed in it, to verify it by.")
    minutes_json = models.TextField()
    proof_json = models.TextField()
    html = models.TextField()
    pdf = models.BinaryField(null=True, help_text="Null when published on a machine that cannot make PDF.")
    content_hash = models.CharField(max_length=64, db_index=True)
    html_hash = models.CharField(max_length=64)
    pdf_hash = models.CharField(max_length=64, blank=True, db_index=True)
    pdf_size = models.PositiveIntegerField(default=0)
    sealed_by = LineField(max_length=200, blank=True, help_text="Whose certificate sealed the PDF; empty: unsealed.")
    sealed_at = models.DateTimeField(null=True, blank=True)
    seal_certificate = models.CharField(max_length=64, blank=True, db_index=True, help_text="Its SHA-256.")
    pages = models.PositiveSmallIntegerField(default=0)
    decisions = models.JSONField(default=list, help_text="Printed number and words of each decision, for lists.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="published_versions")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    correction_kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    correction_what = PlainTextField(blank=True)
    correction_why = PlainTextField(blank=True)

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number", "rendition"], name="version_number_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(corrects=None, correction_kind="") | (Q(corrects__isnull=False) & ~Q(correction_what="")),
                name="version_says_what_it_corrects",
            ),
        ]

    def __str__(self):
        return f"{self.heading} ({self.number})"

    @property
    def is_development_seal(self):
        return self.sealed_by == seals.DEVELOPMENT


class Withdrawal(models.Model):
    """A version taken out of public view, with the reason; the version itself stays as it is."""

    version = models.OneToOneField(PublishedVersion, models.PROTECT, related_name="withdrawal")
    reason = PlainTextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, null=True)
    at = models.DateTimeField()
