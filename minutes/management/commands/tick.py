from django.core.management.base import BaseCommand

from minutes.services import tick


class Command(BaseCommand):
    help = "Do what is due: reminders, thinning, mails and PDFs left behind. Run it every hour; it repeats nothing."

    def handle(self, *args, **options):
        done = tick.run()
        self.stdout.write(", ".join(f"{what}: {count}" for what, count in done.items()))
