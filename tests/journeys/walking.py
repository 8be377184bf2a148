"""A person at a computer or a phone: walks through the pages, and every page she meets is looked at."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OPTIONS = {"resultTypes": ["violations"]}


class Walker:
    """`faults` gathers what the browser complains of: scripts that fail, files not found, a broken security policy."""

    def __init__(self, browser, base, width):
        self.context = browser.new_context(locale="sv-SE", viewport={"width": width, "height": 900})
        self.page, self.base, self.faults = self.context.new_page(), base, []
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._note)

    def _note(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def go(self, path):
        self.page.goto(self.base + path)
        return self.look()

    def sign_in(self, name):
        """From the front page, as the demo offers it."""
        self.go("/")
        self.follow("Logga in")
        self.press(name)
        expect(self.page).to_have_title("Att göra – Justera")

    def follow(self, name, **options):
        """Click the first visible link of that name, and look at the page that it leads to."""
        link = self.page.get_by_role("link", name=name, **options).locator("visible=true").first
        with self.page.expect_navigation():
            link.click()
        return self.look()

    def press(self, name, **options):
        """Press a button that sends something, and look at the page that answers."""
        button = self.page.get_by_role("button", name=name, **options).locator("visible=true").first
        with self.page.expect_navigation():
            button.click()
        return self.look()

    def look(self):
        """The page is accessible, fits its screen, and the browser had nothing to complain of."""
        faults = self._found()
        assert not faults, f"{self.page.url.removeprefix(self.base)}: {faults}"
        return self

    def faults_of(self, path):
        """What `look` would complain of at an address, without stopping there."""
        self.faults.clear()
        self.page.goto(self.base + path)
        return [f"{path}: {fault}" for fault in self._found() + self._printed()]

    def _printed(self):
        """What stands beside the paper when the page is printed."""
        self.page.emulate_media(media="print")
        wide = self._beside()
        self.page.emulate_media(media="screen")
        return wide

    def take_on(self, client):
        """Go on as whoever is signed in with Django's test client."""
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}
        self.context.add_cookies([session])

    def _found(self):
        self.page.evaluate(AXE)
        found = self.page.evaluate("(options) => axe.run(document, options)", OPTIONS)["violations"]
        faults = [f"{fault['id']}: {[node['html'][:200] for node in fault['nodes']]}" for fault in found]
        return self.faults + faults + self._beside()

    def _beside(self):
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [f"{wide} pixels wider than the screen"] if wide > 0 else []

    def leave(self):
        self.context.close()
