from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .body import Body
from .fields import LineField, PlainTextField
from .person import Membership, Person


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user, today=None):
        """Meetings of bodies where the user has a seat today or had one on the day, and those she writes or signs.

        That a meeting is visible does not mean that its draft is: see permissions.can_read_draft.
        """
        if not user.is_authenticated:
            return self.none()
        seats = Membership.objects.of(user).filter(body=models.OuterRef("body"))
        seats = seats.on(today or timezone.localdate(), models.OuterRef("date"))
        signed = Meeting.objects.filter(signers__person__user=user)
        return self.filter(models.Exists(seats) | Q(writer__user=user) | Q(pk__in=signed.values("pk")))

    def to_choose(self, user, chosen=None):
        """Meetings that a form offers the user: those she sees, and the one that is chosen already (an id)."""
        return self.filter(Q(pk__in=Meeting.objects.visible_to(user).values("pk")) | Q(pk=chosen))

    def announced(self):
        """What a stranger may know of: that public bodies meet, when, and how far the minutes have come."""
        return self.filter(body__readers=Body.Readers.PUBLIC)

    def upcoming(self):
        return self.filter(state=Meeting.State.PLANNED, date__gte=timezone.localdate()).order_by("date", "start")


_STATES_OF_NOTES = {"adjusted": pgettext_lazy("notes", "approved"), "published": pgettext_lazy("notes", "published")}


class Meeting(models.Model):
    """One meeting of a body. Its one date feeds title, file names, document and clocks."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DRAFT = "draft", _("draft")
        IN_ADJUSTMENT = "in_adjustment", _("being approved")
        ADJUSTED = "adjusted", _("approved")
        PUBLISHED = "published", _("published")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        REMOTE = "remote", _("remote")
        HYBRID = "hybrid", _("in person and remote")

    WRITABLE = (State.PLANNED, State.DRAFT)

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    number = models.PositiveSmallIntegerField(
        _("number in the series"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    title = LineField(_("title"))
    date = models.DateField(_("date"))
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    place = LineField(_("place"), blank=True)
    mode = models.CharField(_("form"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    time_and_place = PlainTextField(
        _("own words for time and place"), blank=True, max_length=600,
        help_text=_("Replaces what is printed from date, time and place. In a table, write each row as “Time: 9.00”."),
    )
    registry_number = LineField(_("registry number"), blank=True, max_length=60)
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="next_meetings", verbose_name=_("previous meeting")
    )
    writer = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="writes", verbose_name=_("writes the minutes")
    )
    state = models.CharField(_("state"), max_length=15, choices=State.choices, default=State.PLANNED, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    numbered = models.BooleanField(default=False, editable=False, help_text="Item numbers are frozen: sent once.")
    created = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["body", "date"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")), name="meeting_ends_after_it_starts",
                violation_error_message=_("The meeting ends before it starts."),
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.date:%Y-%m-%d}"

    def get_state_display(self):
        """As Django's own, in the grammar of what the body writes: minutes are "justerat", notes "justerade"."""
        notes = _STATES_OF_NOTES.get(self.state)
        return str(self.body.told(self.State(self.state).label, notes) if notes else self.State(self.state).label)

    @property
    def is_writable(self):
        return self.state in self.WRITABLE
