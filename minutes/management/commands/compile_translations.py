from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from minutes.lib.catalogue import compile_catalogue


def compile_all() -> list[Path]:
    """Compiles what is out of date and returns it."""
    catalogues = [po for folder in settings.LOCALE_PATHS for po in sorted(Path(folder).rglob("*.po"))]
    return [po for po in catalogues if compile_catalogue(po)]


class Command(BaseCommand):
    help = "Compiles the translations (.po to .mo) without the system's gettext."
    requires_system_checks = []

    def handle(self, **options):
        for po in compile_all():
            self.stdout.write(f"Compiled {po}")
            # A catalogue that was missing when this process began would stay missing in it.
            translation_file_changed(None, po.with_suffix(".mo"))
