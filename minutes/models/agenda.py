from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .attendance import Attendance
from .body import ItemType
from .fields import LineField, PlainTextField, RichTextField
from .meeting import Meeting


class AgendaItem(models.Model):
    """One row of the agenda and, unless it is a break or the closing, one section of the minutes."""

    class Kind(models.TextChoices):
        ITEM = "item", _("item")
        BREAK = "break", _("break")
        CLOSING = "closing", _("closing")

    class Outcome(models.TextChoices):
        NONE = "", _("no outcome of its own")
        NOTED = "noted", _("noted")
        NOTED_FILED = "noted_filed", _("filed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TABLED = "tabled", _("tabled")
        REMITTED = "remitted", _("remitted")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ITEM)
    type = models.ForeignKey(ItemType, models.PROTECT, null=True, blank=True, verbose_name=_("type"))
    title = LineField(_("title"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    registry_number = LineField(_("registry number"), blank=True, max_length=60)
    responsible = models.ForeignKey(
        Attendance,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="responsible_items",
        verbose_name=_("responsible"),
    )
    responsible_words = LineField(
        _("responsible in words"),
        blank=True,
        max_length=120,
        help_text=_("For example “Alla”, or somebody who is not on the list."),
    )
    time = models.TimeField(_("planned time"), null=True, blank=True)
    duration = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    presenter = LineField(_("presenter"), blank=True, max_length=120)
    text = RichTextField(_("text"))
    proposal = RichTextField(_("proposed decision"))
    comment = RichTextField(_("the body's comment"))
    remarks_label = LineField(_("label of the list"), blank=True, max_length=60)
    remarks = RichTextField(_("list of remarks"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    deferred = models.BooleanField(_("comes back at a later meeting"), default=False)
    deferred_to_meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="deferred_items", verbose_name=_("to the meeting")
    )
    deferred_to_words = LineField(_("to, in words"), blank=True, max_length=120)
    outcome_words = LineField(
        _("own words for the outcome"), blank=True, max_length=300,
        help_text=_("Replaces the sentence that is printed for the outcome."),
    )
    confidential = models.BooleanField(_("confidential"), default=False)
    removed = models.BooleanField(default=False, editable=False, help_text="Taken away after it was numbered.")
    carried_from = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")
    revision = models.PositiveIntegerField(default=0, editable=False)
    edited = models.DateTimeField(null=True, blank=True, editable=False)

    RICH = ("text", "proposal", "comment", "remarks")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], condition=Q(number__isnull=False), name="agenda_number_once_per_meeting"
            ),
            models.CheckConstraint(
                condition=Q(kind="item") | Q(number=None), name="agenda_breaks_carry_no_number"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_section(self):
        return self.kind == self.Kind.ITEM


class Decision(models.Model):
    """What was decided: words alone, or words followed by clauses ("att ...")."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=0)
    intro = PlainTextField(_("words"), blank=True)
    clauses = models.JSONField(_("clauses"), default=list, blank=True)
    heading = models.BooleanField(_("print the heading"), default=True)
    names_adjusters = models.BooleanField(_("names who approves the minutes"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self):
        return " ".join([self.intro, *self.clauses])


class ActionQuerySet(models.QuerySet):
    def standing(self):
        """Without those of items that were taken off the agenda again."""
        return self.exclude(item__removed=True)

    def live(self):
        """The last link of each chain: an action that was carried over lives on in the later meeting."""
        return self.standing().filter(carried_to__isnull=True)

    def unfinished(self):
        return self.live().filter(status__in=ActionItem.UNFINISHED)


class ActionItem(models.Model):
    """Something that somebody shall do. Its status lives on after the minutes are signed and is not part of them."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        STARTED = "started", _("in progress")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    UNFINISHED = (Status.OPEN, Status.STARTED)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    text = LineField(_("what"), max_length=500)
    responsible = models.ForeignKey(
        Attendance, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name=_("who")
    )
    responsible_words = LineField(_("who, in words"), blank=True, max_length=120)
    due = models.DateField(_("due"), null=True, blank=True)
    due_words = LineField(_("due, in words"), blank=True, max_length=120)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    carried_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to", verbose_name=_("carried from")
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self):
        return self.text

    @property
    def owner(self):
        return self.responsible.name if self.responsible else self.responsible_words
