import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from minutes.documents import checks, load
from minutes.lib import files
from minutes.models import Body
from minutes.services import Refused, importing


class Command(BaseCommand):
    help = "Make a draft meeting from minutes as JSON (docs/minutes.schema.json) and print its id."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the JSON file, or - for standard input")
        parser.add_argument("--body", required=True, metavar="SLUG", help="the short name of the body in addresses")

    def handle(self, *args, file, body, **options):
        found = Body.objects.select_related("organisation").filter(slug=body).first()
        if found is None:
            raise CommandError(f"There is no body {body}.")
        try:
            data = self._read(file)
            minutes = load.minutes(data)
            meeting = importing.import_minutes(found, minutes)
        except load.Invalid as invalid:
            raise CommandError("\n".join(str(problem) for problem in invalid.problems)) from None
        except Refused as refused:
            raise CommandError(refused.message) from None
        for place in load.altered(data, minutes):
            self.stderr.write(f"{place}: The text is kept otherwise than it is in the file, since it was cleaned.")
        for warning in checks.warnings(minutes):
            self.stderr.write(f"{warning.place}: {warning.message}")
        for at, one in enumerate(minutes.attachments):
            if one.sha256 and not files.is_stored(one.sha256):
                self.stderr.write(f"/attachments/{at}: The file of “{one.name}” is not here; add it to the attachment.")
        if differing := importing.differences(meeting, minutes):
            self.stderr.write(f"The rules of the body make these parts read otherwise: {', '.join(differing)}.")
        self.stdout.write(str(meeting.pk))

    def _read(self, file):
        if file == "-":
            return sys.stdin.buffer.read()
        try:
            return Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
