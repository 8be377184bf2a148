from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField


class OrganisationQuerySet(models.QuerySet):
    def administered_by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_superuser else self.filter(administrators=user)


class Organisation(models.Model):
    """A municipality or federation: owner of bodies, with the letterhead that its documents carry."""

    class PdfVariant(models.TextChoices):
        A3A = "pdf/a-3a", _("PDF/A-3a, with the data embedded")
        A2A = "pdf/a-2a", _("PDF/A-2a, nothing embedded")
        A2B = "pdf/a-2b", _("PDF/A-2b, nothing embedded")

    name = LineField(_("name"))
    slug = models.SlugField(_("short name in addresses"), unique=True)
    registration_number = LineField(_("organisation number"), blank=True, max_length=20)
    postal_address = LineField(_("postal address"), blank=True)
    visiting_address = LineField(_("visiting address"), blank=True)
    phone = LineField(_("phone"), blank=True, max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    web = LineField(_("web site"), blank=True)
    logo = models.CharField(_("logo"), max_length=64, blank=True, editable=False, help_text="SHA-256 of a stored file")
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#0b5563",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour such as #0b5563."))],
    )
    pdf_variant = models.CharField(
        _("PDF variant"), max_length=10, choices=PdfVariant.choices, default=PdfVariant.A3A
    )
    administrators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="administered_organisations",
        verbose_name=_("administrators"),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name
