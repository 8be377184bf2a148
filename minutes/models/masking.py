import secrets

from django.db import models
from django.db.models import Q

from minutes.lib import codes
from minutes.lib.prepared import Objects

from .person import Person
from .signoff import SignoffRound


def new_secret():
    """256 random bits, hexadecimal."""
    return secrets.token_hex(32)


class Masking(models.Model):
    """What is masked in the public copy of one sealed content, and who has reviewed just that copy.

    `secret` is what the copy is tied to its original by; it is shown where the original is and nowhere else.
    """

    round = models.OneToOneField(SignoffRound, models.PROTECT, related_name="masking")
    marks = models.JSONField(default=dict, help_text="words, items, attachments and opened: documents.masking.Marks.")
    marked_by = models.ManyToManyField(Person, related_name="maskings", help_text="Everybody who has had a hand in it.")
    revision = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField()
    code = models.CharField(max_length=12, unique=True, editable=False, default=codes.new, help_text="Of the copy.")
    secret = models.CharField(max_length=64, editable=False, default=new_secret)
    copy_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the copy that was reviewed.")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="confirmed_maskings")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    issued = models.BooleanField(default=False, help_text="The copy has been published; nothing changes any more.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(copy_hash="", confirmed_by=None, confirmed_at=None, issued=False)
                | (~Q(copy_hash="") & Q(confirmed_by__isnull=False, confirmed_at__isnull=False)),
                name="masking_is_reviewed_before_it_is_issued",
            )
        ]

    def __str__(self):
        return f"{self.round}"

    @property
    def meeting_id(self):
        return self.round.meeting_id


def _of_earlier_rounds(meeting, number):
    rows = Masking.objects.filter(round__meeting=meeting, round__number__lt=number)
    return rows.select_related("round").order_by("-round__number")


of_round = Objects(lambda sealed: Masking.objects.filter(round=sealed).select_related("confirmed_by"), sealed=int)
newest_before = Objects(lambda meeting, number: _of_earlier_rounds(meeting, number)[:1], meeting=int, number=int)
