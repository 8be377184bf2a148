from django.db import models
from django.db.models import Q

from .fields import LineField, PlainTextField
from .person import Person
from .publication import PublishedVersion


class Supplement(models.Model):
    """The late file of an attachment that a version lists without one: dated, beside the version and not in it.

    It is never changed. When it has been taken away from the public, another one can come.
    """

    version = models.ForeignKey(PublishedVersion, models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    title = LineField(max_length=300, help_text="As the version lists it.")
    sha256 = models.CharField(max_length=64)
    file_name = LineField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="supplements")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = PlainTextField(blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], condition=Q(withdrawn_at=None), name="supplement_one_for_each_attachment"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, reason="") | (Q(withdrawn_at__isnull=False) & ~Q(reason="")),
                name="supplement_says_why_it_was_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.version}, {self.number}"
