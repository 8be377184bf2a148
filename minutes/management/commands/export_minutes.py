from django.core.management.base import BaseCommand, CommandError

from minutes.documents import load
from minutes.models import Meeting
from minutes.services import reading


class Command(BaseCommand):
    help = "Print the minutes of a meeting as canonical JSON; its SHA-256 is the content hash."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="the meeting's id, as in its address")

    def handle(self, *args, id, **options):
        meeting = Meeting.objects.filter(pk=id).first()
        if meeting is None:
            raise CommandError(f"There is no meeting {id}.")
        minutes, _proof, _version = reading.document(meeting)
        # No line break at the end: what is printed is what the hash is of.
        self.stdout.write(load.to_json(minutes).decode(), ending="")
