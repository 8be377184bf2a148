"""Somebody who writes in the workbench, in a browser of her own; and a server that can be killed under her."""

import re
import signal
import socket
import subprocess
import sys

from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from minutes.models import AgendaItem

from .seats import sign_in
from .walking import beside, inaccessible

ALL_SAVED = re.compile(r"^(Sparat \d+\.\d\d|Allt är sparat)$")
# What a page must never say, whatever else the network makes the browser say.
FORBIDDEN = re.compile("Content Security Policy|Uncaught|TypeError")
# The editor puts the caret where it was clicked once more within 20 ms: a key pressed before would be undone by that.
CLICKED = "new Promise((done) => setTimeout(done, 25))"


class Writer:
    def __init__(self, seats, base, person, item, *, width=1280):
        self.base, self.person, self.faults, self.seats = base, person, [], seats
        self.page = self._listened(seats.take(base, width=width))
        self.context = self.page.context
        self.sign_in()
        self.show(item)

    def sign_in(self):
        sign_in(self.page, self.base, self.person.user)

    def open(self, item):
        """The item in a new tab; what was there before is closed as a tab is closed."""
        size = self.page.viewport_size
        self.page.close(run_before_unload=False)
        self.page = self._listened(self.context.new_page())
        self.page.set_viewport_size(size)
        return self.show(item)

    def show(self, item):
        self.page.goto(self.base + reverse("writing-item", args=[item.pk]))
        expect(self.editor("text")).to_be_visible()
        if self.page.viewport_size["width"] > 900:
            expect(self.page.locator(".ProseMirror:focus")).to_have_count(1)
        return self

    def _listened(self, page):
        return self.seats.listen(
            page,
            pageerror=lambda error: self.faults.append(str(error)),
            console=self._note,
            dialog=lambda dialog: dialog.accept(),
        )

    def _note(self, said):
        if said.type == "error" and FORBIDDEN.search(said.text):
            self.faults.append(said.text)

    def editor(self, field="text"):
        return self.page.locator(f"#id_{field}_editor")

    def write(self, words, field="text", at="End"):
        """Type into a rich text, at its start or its end."""
        self.editor(field).click()
        self.page.evaluate(CLICKED)
        self.page.keyboard.press(f"Control+{at}")
        self.page.keyboard.type(words)

    def is_signed_out_while_she_types(self, words):
        """The dialog waits until the keys are still: they have begun before the page can know of it."""
        self.write("")
        Session.objects.all().delete()
        self.page.keyboard.type(words)

    def save(self):
        self.page.keyboard.press("Control+s")
        self.is_saved()

    def is_saved(self):
        expect(self.page.locator("#saved")).to_have_attribute("data-open", "0")
        expect(self.page.locator("#saved")).to_have_text(ALL_SAVED)

    def says(self, words):
        expect(self.page.locator("#saved")).to_contain_text(words)

    def goes_offline(self):
        self.context.set_offline(True)

    def comes_back(self):
        self.context.set_offline(False)

    def keeps(self, *fields):
        """Just these fields have a text that is on her computer alone."""
        for _attempt in range(100):
            if self._kept() == list(fields):
                return
            self.page.wait_for_timeout(50)
        assert self._kept() == list(fields)

    def _kept(self):
        keys = self.page.evaluate("Object.keys(localStorage)")
        return sorted(key.split(":")[5] for key in keys if ":wb:" in key)

    def dialog(self, name):
        found = self.page.get_by_role("dialog", name=name)
        expect(found).to_be_visible()
        return found

    def look(self, part=None):
        """The page as it stands is accessible and fits its screen; of a page that is known, the part that is new."""
        assert inaccessible(self.page, part) + beside(self.page) == []


def text_of(item, field="text"):
    return getattr(AgendaItem.objects.get(pk=item.pk), field)


class Server:
    """A server in a process of its own, on the test's database."""

    def __init__(self, port, environment):
        self.url, self.environment, self.process = f"http://127.0.0.1:{port}", environment, None

    def start(self):
        command = [sys.executable, "manage.py", "runserver", self.url[7:], "--noreload", "--skip-checks"]
        self.process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _attempt in range(300):
            with socket.socket() as line:
                line.settimeout(0.1)
                if line.connect_ex(("127.0.0.1", int(self.url.rsplit(":", 1)[1]))) == 0:
                    return
            self.process.poll()
            assert self.process.returncode is None
            try:
                self.process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        raise AssertionError("the server did not start")

    def kill(self):
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
