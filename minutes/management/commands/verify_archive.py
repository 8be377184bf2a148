from django.core.management.base import BaseCommand, CommandError

from minutes.models import PublishedVersion
from minutes.services import archive


class Command(BaseCommand):
    help = "Prove that each published version and the audit log are whole, or name what is not (exit code 1)."

    def handle(self, *args, **options):
        found = list(archive.flaws())
        for name, flaw in found:
            self.stderr.write(f"{name}: {flaw}")
        if found:
            raise CommandError(f"{len(found)} things do not hold.")
        self.stdout.write(f"All holds: {PublishedVersion.objects.count()} versions, their files and the audit log.")
