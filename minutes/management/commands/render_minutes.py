from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from minutes.documents import render
from minutes.models import Meeting
from minutes.services import Refused, reading, rendering


class Command(BaseCommand):
    help = "Write the document of a meeting as a page or a PDF: the published one if there is one."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="the meeting's id, as in its address")
        parser.add_argument("--format", required=True, choices=["html", "pdf"])
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args, id, format, output, **options):
        meeting = Meeting.objects.select_related("body__organisation").filter(pk=id).first()
        if meeting is None:
            raise CommandError(f"There is no meeting {id}.")
        minutes, proof, version = reading.document(meeting)
        if format == "html":
            logo = rendering.logo_address(minutes)
            made = render.standalone_html(minutes, proof, logo=logo).encode()
        else:
            made = bytes(version.pdf) if version and version.pdf else self._pdf(meeting, minutes, proof)
        try:
            output.write_bytes(made)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None

    def _pdf(self, meeting, minutes, proof):
        if reason := render.pdf_available():
            raise CommandError(reason)
        try:
            return rendering.pdf_now(meeting, minutes, proof)
        except Refused as refused:
            raise CommandError(refused.message) from None
