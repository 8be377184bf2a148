from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .body import Body
from .fields import LineField
from .organisation import Organisation


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody in organisations that the user administers, and those who share a body with her."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        mine = Body.objects.filter(memberships__in=Membership.objects.of(user).on(timezone.localdate()))
        shared = Membership.objects.filter(body__in=mine.values("pk"), person__isnull=False)
        return self.filter(
            Q(organisation__administrators=user) | Q(user=user) | Q(pk__in=shared.values("person"))
        ).distinct()


class Person(models.Model):
    """Somebody who attends or signs. A person without login can attend; to sign they are invited by mail."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", verbose_name=_("registered by")
    )
    name = LineField(_("name"), max_length=120)
    title = LineField(_("job title"), blank=True, max_length=120)
    represents = LineField(_("municipality or organisation"), blank=True, max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("login")
    )
    identity_hash = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Keyed digest of an identity number; never the number."
    )
    invited_at = models.DateTimeField(_("invitation sent"), null=True, blank=True, editable=False)
    invitation_failed = models.BooleanField(default=False, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("email"), condition=~Q(email=""), name="person_email_once_per_organisation",
                violation_error_message=_("Somebody with this e-mail address is already registered."),
            )
        ]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def on(self, *dates):
        """Memberships in force on the date, first and last day included; of several, on one of them."""
        return self.filter(reduce(or_, (Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)) for day in dates)))

    def of(self, user):
        return self.filter(person__user=user)


class Membership(models.Model):
    """A dated seat in a body, filled by a person or vacant. The roster of a meeting is the seats on its date."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice chair")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")
        SUBSTITUTE = "substitute", _("substitute")
        CO_OPTED = "co_opted", _("co-opted")

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name=_("body"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    represents = LineField(_("municipality or organisation"), blank=True, max_length=120)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="membership_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(represents=""), name="membership_vacant_seat_names_organisation",
                violation_error_message=_("A vacant seat needs the organisation that it belongs to."),
            ),
            models.UniqueConstraint(
                fields=["body", "person", "role"], condition=Q(ends=None), name="membership_open_once_per_role",
                violation_error_message=_("The person already has this role in the body."),
            ),
        ]

    def __str__(self):
        return f"{self.person or _('vacant')}, {self.body}"

    @property
    def is_vacant(self):
        return self.person_id is None
