from django.core.management.base import BaseCommand, CommandError

from minutes import audit
from minutes.services import checkpoint


class Command(BaseCommand):
    help = "Prove that the audit log is whole and as its checkpoints saw it, or name what is not (exit code 1)."

    def handle(self, *args, **options):
        flaws = [f"{name}: {flaw}" for name, flaw in checkpoint.flaws()]
        for flaw in flaws:
            self.stderr.write(flaw)
        held, broken = audit.verify()
        if broken is not None:
            raise CommandError(f"The chain breaks at event {broken}. {held} events before it hold.")
        if flaws:
            raise CommandError(f"The chain holds: {held} events. {len(flaws)} things do not hold of its checkpoints.")
        newest = checkpoint.newest()
        self.stdout.write(f"The chain holds: {held} events.")
        if newest:
            self.stdout.write("It is as its checkpoints saw it, the last one (number {}) at {}.".format(*newest))
