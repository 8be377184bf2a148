from functools import reduce
from operator import or_

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField, PlainTextField, RichTextField
from .organisation import Organisation

has_number = RegexValidator(r"\{n\}", _("The format must contain {n}, where the number goes."))


class BodyQuerySet(models.QuerySet):
    def visible_to(self, user, today=None):
        """Public bodies, the bodies where the user has a seat today, and those of organisations she administers."""
        public = Q(readers=Body.Readers.PUBLIC)
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_superuser:
            return self
        today = today or timezone.localdate()
        seats = Q(memberships__person__user=user, memberships__starts__lte=today) & (
            Q(memberships__ends=None) | Q(memberships__ends__gte=today)
        )
        ways = (seats, Q(organisation__administrators=user), Q(meetings__signers__person__user=user))
        # Each by itself: joined, they would be as many rows as seats times meetings times signers.
        mine = (Q(pk__in=Body.objects.filter(way).values("pk")) for way in (*ways, Q(meetings__writer__user=user)))
        return self.filter(reduce(or_, mine, public))

    def public(self):
        return self.filter(readers=Body.Readers.PUBLIC)


class Body(models.Model):
    """A board, committee, steering group or network. Its rules shape every page and document of its meetings."""

    class Document(models.TextChoices):
        PROTOCOL = "protocol", _("Minutes with decisions (protokoll)")
        NOTES = "notes", _("Meeting notes (mötesanteckningar)")

    class Regime(models.TextChoices):
        NONE = "none", _("No statutory rules")
        KOMMUNALLAG = "kommunallag", _("Kommunallagen (the Local Government Act)")

    class Numbering(models.TextChoices):
        MEETING = "meeting", _("Starts at 1 in every meeting")
        YEAR = "year", _("Runs through the calendar year")

    class Readers(models.TextChoices):
        PUBLIC = "public", _("Everybody, without signing in")
        MEMBERS = "members", _("Members of the body only")

    class DraftReaders(models.TextChoices):
        WRITERS = "writers", _("Only those who write and sign")
        MEMBERS = "members", _("All members of the body")

    class HistoryKept(models.TextChoices):
        NOTHING = "nothing", _("Nothing: the earlier texts are erased")
        DAILY = "daily", _("The last text of each day")
        EVERYTHING = "everything", _("Everything that was saved")

    class AttendanceStyle(models.TextChoices):
        TEXT = "text", _("Running text")
        TABLE = "table", _("Tables")

    class TimeStyle(models.TextChoices):
        LINE = "line", _("One line")
        TABLE = "table", _("Table of date, time and place")

    class SignoffStyle(models.TextChoices):
        COLUMNS = "columns", _("Columns with name, title and organisation")
        LINES = "lines", _("One line each, with the name")

    class Language(models.TextChoices):
        SWEDISH = "sv", _("Swedish")
        ENGLISH = "en", _("English")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="bodies", verbose_name=_("organisation")
    )
    name = LineField(_("name"))
    genitive = LineField(_("name in the genitive"), help_text=_("For headings such as “Styrgruppens kommentar”."))
    slug = models.SlugField(_("short name in addresses"), unique=True)
    description = LineField(_("description"), blank=True)

    document = models.CharField(
        _("kind of document"), max_length=10, choices=Document.choices, default=Document.PROTOCOL
    )
    document_label = LineField(_("printed name of the document"), blank=True, max_length=60)
    heading_format = LineField(
        _("heading of the document"), default="{meeting} {date}", max_length=120,
        help_text=_("May contain {meeting}, {date}, {body} and {document}."),
    )
    meeting_title = LineField(_("usual title of a meeting"), default="Möte", max_length=120)
    language = models.CharField(_("language of the documents"), max_length=5, choices=Language.choices, default="sv")
    regime = models.CharField(_("legal rules"), max_length=15, choices=Regime.choices, default=Regime.NONE)

    numbering = models.CharField(_("numbering"), max_length=10, choices=Numbering.choices, default=Numbering.MEETING)
    number_format = LineField(_("format of the number"), default="§ {n}", max_length=20, validators=[has_number])
    attachment_format = LineField(
        _("format of an attachment's name"), default="Bilaga {n}: {title}", max_length=60, validators=[has_number],
        help_text=_("May contain {n}, {title} and {date}."),
    )
    attendance_style = models.CharField(
        _("attendance as"), max_length=10, choices=AttendanceStyle.choices, default=AttendanceStyle.TEXT
    )
    time_style = models.CharField(
        _("time and place as"), max_length=10, choices=TimeStyle.choices, default=TimeStyle.LINE
    )
    agenda_table = models.BooleanField(_("print the agenda as a table"), default=False)
    print_proposals = models.BooleanField(_("print the proposed decisions"), default=False)
    signoff_style = models.CharField(
        _("sign-off as"), max_length=10, choices=SignoffStyle.choices, default=SignoffStyle.COLUMNS
    )
    words = models.JSONField(
        _("own words"), default=dict, blank=True,
        help_text="Printed words that differ from the language's usual ones, by key; see documents/words.py.",
    )

    readers = models.CharField(
        _("who may read published minutes"), max_length=10, choices=Readers.choices, default=Readers.MEMBERS
    )
    draft_readers = models.CharField(
        _("who may read drafts"), max_length=10, choices=DraftReaders.choices, default=DraftReaders.WRITERS
    )
    signoff_in_order = models.BooleanField(_("sign in the order of the roles"), default=False)
    adjustment_days = models.PositiveSmallIntegerField(
        _("days for approval"), default=14, validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Counted from the meeting. Kommunallagen says 14 at the most."),
    )
    publish_when_adjusted = models.BooleanField(_("publish by itself at the last signature"), default=False)
    history_kept = models.CharField(
        _("what is kept of the drafts"), max_length=10, choices=HistoryKept.choices, default=HistoryKept.NOTHING,
        help_text=_(
            "When minutes are published, what their fields said earlier is thinned by this rule, so that a draft "
            "does not become a public record by accident. What was sent for approval is always kept."
        ),
    )

    default_place = LineField(_("usual place"), blank=True)
    default_start = models.TimeField(_("usual start"), null=True, blank=True)
    default_end = models.TimeField(_("usual end"), null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(
                condition=~Q(regime="kommunallag") | Q(adjustment_days__lte=14),
                name="body_adjusts_within_14_days_under_kommunallagen",
                violation_error_message=_("Kommunallagen allows 14 days at the most (KL 5:69)."),
            ),
        ]

    def __str__(self):
        return self.name

    def told(self, minutes, notes):
        """The wording that fits what this body writes: minutes ("protokollet är") or notes ("anteckningarna är")."""
        return notes if self.document == self.Document.NOTES else minutes

    @property
    def is_public(self):
        return self.readers == self.Readers.PUBLIC


class ItemType(models.Model):
    """A letter of the body's vocabulary: I information, D discussion, A work item."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="item_types")
    letter = LineField(_("letter"), max_length=3)
    name = LineField(_("word"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("item type")
        verbose_name_plural = _("item types")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "letter"], name="item_type_letter_once_per_body",
                violation_error_message=_("The letter is already used by another type."),
            )
        ]

    def __str__(self):
        return f"{self.letter} {self.name}"


class SignoffRole(models.Model):
    """Somebody who must sign the body's minutes, in the body's own words."""

    class Verb(models.TextChoices):
        SIGN = "signed", _("signs (undertecknar)")
        APPROVE = "approved", _("approves (justerar)")

    class Source(models.TextChoices):
        SECRETARY = "secretary", _("the body's secretary")
        CHAIR = "chair", _("the body's chair")
        CHOSEN = "chosen", _("chosen at the meeting")

    body = models.ForeignKey(Body, models.CASCADE, related_name="signoff_roles")
    key = models.SlugField(_("key"), max_length=30)
    label = LineField(_("printed label"), max_length=60)
    verb = models.CharField(_("verb"), max_length=10, choices=Verb.choices, default=Verb.APPROVE)
    source = models.CharField(_("who"), max_length=10, choices=Source.choices, default=Source.CHOSEN)
    required = models.BooleanField(_("must sign"), default=True)
    signs_clerical = models.BooleanField(_("signs corrections of clerical errors"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("sign-off role")
        verbose_name_plural = _("sign-off roles")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "key"], name="signoff_role_once_per_body",
                violation_error_message=_("The body already has this role."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def adjusts(self):
        return self.verb == self.Verb.APPROVE


class StandingItem(models.Model):
    """A row that every new meeting of the body starts with."""

    class Kind(models.TextChoices):
        ITEM = "item", _("item")
        BREAK = "break", _("break")
        CLOSING = "closing", _("closing")

    body = models.ForeignKey(Body, models.CASCADE, related_name="standing_items")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ITEM)
    title = LineField(_("title"))
    type = models.ForeignKey(ItemType, models.SET_NULL, null=True, blank=True, verbose_name=_("type"))
    text = RichTextField(_("text"))
    proposal = RichTextField(_("proposed decision"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("standing item")
        verbose_name_plural = _("standing items")

    def __str__(self):
        return self.title


class Phrase(models.Model):
    """A sentence that the body's secretary writes often, with blanks such as {name} and {date}."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="phrases")
    text = PlainTextField(_("phrase"), max_length=500)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")

    def __str__(self):
        return self.text
