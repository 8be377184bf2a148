from django.core.management.base import BaseCommand

from minutes import demo


class Command(BaseCommand):
    help = "Adds the demo: an invented federation, its people, bodies and meetings. Does nothing where it is already."

    def handle(self, **options):
        made = demo.seed()
        self.stdout.write("The demo has been added." if made else "The demo is already there; nothing was changed.")
