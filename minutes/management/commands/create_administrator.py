from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from minutes.lib import text
from minutes.models import Organisation, Person, User
from minutes.services import Refused
from minutes.services import organisation as organisations
from minutes.services import person as people


class Command(BaseCommand):
    help = (
        "Makes the first administrator: a login that may do everything in the administration, with an organisation to "
        "begin in. Signing in is by mailed code; no password is asked for. Run again, it changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address to sign in with")
        parser.add_argument("--name", default="", help="the person's name, as minutes and mails show it")
        parser.add_argument("--organisation", default="", help="name of the municipality or federation")

    def handle(self, *, email, name, organisation, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        try:
            with transaction.atomic():
                user = self.user(email)
                if text.line(organisation):
                    self.seat(user, text.line(name) or email, text.line(organisation))
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{email} is an administrator. Sign in with that address; a code comes by mail.")

    def user(self, email):
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
        if not user.is_superuser:
            user.is_superuser = user.is_staff = True
            user.save(update_fields=["is_superuser", "is_staff"])
        return user

    def seat(self, user, name, title):
        """The organisation with that name, made if need be, with the person among its people and administrators."""
        organisation = Organisation.objects.filter(name=title).first() or organisations.add(by=user, name=title)
        if not hasattr(user, "person"):
            mine = Person.objects.filter(organisation=organisation, email__iexact=user.email).first()
            person = mine or people.add(organisation, by=user, name=name, email=user.email)
            person.user = user
            person.save(update_fields=["user"])
        if not organisation.administrators.filter(pk=user.pk).exists():
            emails = organisation.administrators.values_list("email", flat=True)
            organisations.set_administrators(organisation, [*emails, user.email], by=user)
