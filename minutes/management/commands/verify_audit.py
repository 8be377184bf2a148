from django.core.management.base import BaseCommand, CommandError

from minutes import audit


class Command(BaseCommand):
    help = "Prove that the audit log is whole, or name the first broken link (exit code 1)."

    def handle(self, *args, **options):
        held, broken = audit.verify()
        if broken is not None:
            raise CommandError(f"The chain breaks at event {broken}. {held} events before it hold.")
        self.stdout.write(f"The chain holds: {held} events.")
