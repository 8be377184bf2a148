import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from minutes.lib import env
from minutes.models import Body
from minutes.services import seal

HOST = "127.0.0.1"
SECONDS_BETWEEN_TICKS = 300
SECONDS_TO_STOP = 5
SECONDS_BETWEEN_LOOKS = 0.3


class Command(BaseCommand):
    help = "Prepares the database, adds the demo to an empty one, and runs server and task worker until stopped."
    # Checks ask the database; the server that this starts runs them.
    requires_system_checks = []

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("This is for trying and developing, with DEBUG=1. For real use: docs/running.md.")
        port = env.number("PORT", 8000)
        refuse_taken(port)
        # A plain kill must end the children as Ctrl+C does.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            self.prepare()
        except OperationalError as error:
            raise CommandError(f"The database of DATABASE_URL does not answer: {error}") from error
        self.run(port)

    def prepare(self):
        call_command("compile_translations")
        if settings.SEAL_DEVELOPMENT_P12:
            path = seal.make_development_key()
            self.stdout.write(f"PDFs are sealed with a development key, which proves nothing to others: {path}")
        self.stdout.write("Preparing the database")
        call_command("migrate", verbosity=0)
        if "seed_demo" in get_commands() and not Body.objects.exists():
            self.stdout.write("Adding the demo")
            self.stdout.flush()
            call_command("seed_demo")

    def run(self, port):
        children = {
            "server": manage("runserver", f"{HOST}:{port}"),
            # Without reloading, so that a stop lets the task at hand finish; the server has checked the system.
            "worker": manage("db_worker", "--no-startup-delay", "--no-reload", "--skip-checks"),
        }
        told = False
        try:
            self.watch(children, port)
        except KeyboardInterrupt:
            told = True
        finally:
            stop(children.values(), told)

    def watch(self, children, port):
        announced, ticked_at = False, time.monotonic()
        while True:
            for name, child in list(children.items()):
                if child.poll() is None:
                    continue
                if name != "tick":
                    raise CommandError(f"The {name} ended with exit status {child.returncode}; stopping the rest.")
                if child.returncode:
                    self.stderr.write(f"manage.py tick failed with exit status {child.returncode}; it is tried again.")
                del children[name]
            if not announced and answers(port):
                self.stdout.write(f"\n  Justera runs at http://{HOST}:{port}   Ctrl+C stops it.\n\n")
                self.stdout.flush()
                announced = True
            if "tick" in get_commands() and time.monotonic() - ticked_at >= SECONDS_BETWEEN_TICKS:
                ticked_at = time.monotonic()
                if "tick" not in children:
                    children["tick"] = manage("tick", stdout=subprocess.DEVNULL)
            time.sleep(SECONDS_BETWEEN_LOOKS)


def manage(*arguments, stdout=None):
    # In our own process group: Ctrl+C and a closed terminal reach every child by themselves.
    return subprocess.Popen([sys.executable, sys.argv[0], *arguments], stdin=subprocess.DEVNULL, stdout=stdout)


def stop(children, told):
    """`told`: Ctrl+C has reached them already, and a second signal would cut off the task at hand."""
    if not told:
        for child in children:
            child.terminate()
    for child in children:
        for harder in (child.terminate, child.kill):
            try:
                child.wait(SECONDS_TO_STOP)
                break
            except subprocess.TimeoutExpired:
                harder()


def refuse_taken(port):
    if not 1 <= port <= 65535:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used ({error}). Choose another: make run PORT=8001") from error


def answers(port):
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False
