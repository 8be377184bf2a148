from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from minutes.lib.prepared import Objects

_by_number = Objects(lambda pk: User.objects.filter(pk=pk), pk=int)


class UserManager(BaseUserManager):
    def get_queryset(self):
        # Nearly every page asks for the person behind the login.
        return super().get_queryset().select_related("person")

    def get(self, *args, **kwargs):
        """By its number, as each request asks who is signed in, with SQL that is put together once."""
        number = kwargs.get("pk")
        if args or len(kwargs) > 1 or not isinstance(number, int):
            return super().get(*args, **kwargs)
        if found := _by_number.first(pk=number):
            return found
        raise self.model.DoesNotExist("User matching query does not exist.")

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A login. What it may do follows from the person behind it and that person's memberships."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case")]

    def __str__(self):
        return self.email

    def get_full_name(self):
        person = getattr(self, "person", None)
        return person.name if person else self.email

    get_short_name = get_full_name
