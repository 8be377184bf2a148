import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minutes.lib import codes

from .agenda import AgendaItem
from .body import SignoffRole
from .fields import LineField, PlainTextField
from .meeting import Meeting
from .person import Person


class SigningSigners(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(resting=False)


class Signer(models.Model):
    """Who signs in which role; chosen while the minutes are a draft. One signature a role, also for the same person.

    A role that does not sign the correction of a clerical error rests meanwhile, and is in none of the lists.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="signers")
    role = models.ForeignKey(SignoffRole, models.PROTECT, verbose_name=_("role"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="signs", verbose_name=_("person"))
    label = LineField(_("printed label"), max_length=60)
    title = LineField(_("job title"), max_length=120, blank=True)
    organisation = LineField(_("municipality or organisation"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    resting = models.BooleanField(default=False, editable=False)

    objects = SigningSigners()
    with_resting = models.Manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "role", "person"], name="signer_once_per_role",
                violation_error_message=_("The person already has this role."),
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.person}"


class SignoffRound(models.Model):
    """One sealing of the minutes. Everything that signers see is made from its JSON, which can never change."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DECLINED = "declined", _("declined")
        RECALLED = "recalled", _("recalled")
        COMPLETED = "completed", _("completed")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    minutes_json = models.TextField(editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    code = models.CharField(max_length=12, unique=True, editable=False, default=codes.new, help_text="Of the version.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="opened_rounds")
    deadline = models.DateField(_("last day"))
    message = PlainTextField(_("message to those who sign"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = PlainTextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="round_number_once_per_meeting"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state__in=["open", "declined"]), name="round_one_open_per_meeting"
            ),
        ]

    def __str__(self):
        return f"{self.meeting}, {self.number}"


class Signature(models.Model):
    """A signature or a refusal; counts only for the hash that it names. Never changed, never deleted."""

    round = models.ForeignKey(SignoffRound, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(Signer, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures")
    name = LineField(max_length=120)
    title = LineField(max_length=120, blank=True)
    organisation = LineField(max_length=120, blank=True)
    role_key = models.SlugField(max_length=30)
    role_label = LineField(max_length=60)
    verb = models.CharField(max_length=10)
    signed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    reason = PlainTextField(blank=True)
    method = models.CharField(max_length=30)
    external = models.JSONField(default=dict, blank=True, help_text="What an outside service vouched for.")
    content_hash = models.CharField(max_length=64)
    words = PlainTextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "signer"], name="signature_once_per_role_and_round"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=False, declined_at=None) | Q(signed_at=None, declined_at__isnull=False),
                name="signature_signs_or_declines",
            ),
        ]

    @property
    def adjusts(self):
        return self.verb == SignoffRole.Verb.APPROVE


class Reading(models.Model):
    """When a signer opened the sealed document, and which: what "changed since you last read" is measured from."""

    round = models.ForeignKey(SignoffRound, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "content_hash"], name="reading_once_per_person_and_hash")
        ]


class SignoffLink(models.Model):
    """A link by which one person reads and signs one round without a login, known by the hash of its token.

    Each mail has a link of its own, since the one in an earlier mail cannot be told again; all work until they expire.
    """

    LASTS = datetime.timedelta(days=14)

    round = models.ForeignKey(SignoffRound, models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, models.CASCADE, related_name="signoff_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()


class SignoffCode(models.Model):
    """A short code that was mailed to whoever holds a link, to prove that the mail reaches her; known by its digest."""

    LASTS = datetime.timedelta(minutes=10)
    TRIES = 5

    round = models.ForeignKey(SignoffRound, models.CASCADE, related_name="codes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="signoff_codes")
    code_hash = models.CharField(max_length=64)
    sent = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class Remark(models.Model):
    """A signer's wish for a change in one item (or, without item, in the document as a whole)."""

    class Settled(models.TextChoices):
        OPEN = "open", _("not answered")
        ACCEPTED = "accepted", _("taken in")
        REJECTED = "rejected", _("not taken in")

    round = models.ForeignKey(SignoffRound, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="remarks_made")
    author = models.ForeignKey(Person, models.PROTECT, related_name="remarks_made")
    text = PlainTextField(_("what needs to change"), max_length=5000)
    wording = PlainTextField(_("your proposed wording"), blank=True, max_length=5000)
    at = models.DateTimeField()
    settled = models.CharField(max_length=10, choices=Settled.choices, default=Settled.OPEN)
    settled_note = LineField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    takes_in = models.BooleanField(default=False, help_text="The wording goes into the item, at once or at the recall.")
    taken_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
