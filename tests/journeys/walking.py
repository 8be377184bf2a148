"""A person at a computer or a phone: walks through the pages, and every page she meets is looked at."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """async (part) => {
    if (!window.axe) return null;
    const { violations } = await axe.run(part || document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" ")}`);
}"""
# The page as it stands but for its words and numbers.
SHAPE = r"""() => document.documentElement.outerHTML
    .replace(/>[^<]+</g, ">…<").replace(/ (value|content|href|action)="[^"]*"/g, "").replace(/\d+/g, "0")"""


def inaccessible(page, part=None):
    """What axe finds on the page, or a part of it, as it stands. One that is looked at again has axe already, warm."""
    handle = part and part.element_handle()
    found = page.evaluate(RUN, handle)
    if found is None:
        page.evaluate(AXE)
        found = page.evaluate(RUN, handle)
    return found


def beside(page):
    """What does not fit the screen, or the paper."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} pixels wider than the screen"] if wide > 0 else []


class Walker:
    """`faults` gathers what the browser complains of: scripts that fail, files not found, a broken security policy.

    She acts at the first width, and looks at every page at all of them.
    """

    def __init__(self, seats, base, *widths):
        self.base, self.faults = base, []
        self.page = seats.take(base, width=widths[0], console=self._note, pageerror=self._fail)
        self.context = self.page.context
        self.widths, self._cookies, self._shapes = widths, {}, set()

    def _note(self, said):
        if said.type == "error":
            self.faults.append(f"{said.text} {said.location['url']}")

    def _fail(self, error):
        self.faults.append(str(error))

    def becomes(self, name, *, was, widths=()):
        """Somebody else sits down, where she once was or for the first time; who was there may come back."""
        self.widths = widths or self.widths
        self.resize(self.widths[0])
        self._cookies[was] = self.context.cookies()
        self.context.clear_cookies()
        self.context.add_cookies(self._cookies.get(name, []))
        return self

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
        """The page is accessible, fits its screen, and the browser had nothing to complain of.

        A page that differs from an earlier one in nothing but words and numbers was found accessible there.
        """
        shape = self.page.evaluate(SHAPE)
        faults = self.faults + self._looked(shape, self.widths[0])
        for width in self.widths[1:]:
            self.resize(width)
            faults += self._looked(shape, width)
        if self.widths[1:]:
            self.resize(self.widths[0])
        assert not faults, f"{self.page.url.removeprefix(self.base)}: {faults}"
        return self

    def _looked(self, shape, width):
        known = (shape, width) in self._shapes
        self._shapes.add((shape, width))
        found = beside(self.page) + ([] if known else inaccessible(self.page))
        return [f"at {width} pixels: {fault}" for fault in found]

    def resize(self, width):
        if self.page.viewport_size["width"] != width:
            self.page.set_viewport_size({"width": width, "height": 900})

    def faults_of(self, path):
        """What `look` would complain of at an address, without stopping there."""
        self.faults.clear()
        self.page.goto(self.base + path)
        found = self.faults + inaccessible(self.page) + beside(self.page) + self._printed()
        return [f"{path}: {fault}" for fault in found]

    def _printed(self):
        """What stands beside the paper when the page is printed."""
        self.page.emulate_media(media="print")
        wide = beside(self.page)
        self.page.emulate_media(media="screen")
        return wide

    def take_on(self, client):
        """Go on as whoever is signed in with Django's test client, or as nobody."""
        self.context.clear_cookies()
        if session := client.cookies.get("sessionid"):
            self.context.add_cookies([{"name": "sessionid", "value": session.value, "url": self.base}])
        return self
