"""Where people sit: pages of one browser that are used again, by one person after the other."""

from django.test import Client
from playwright.sync_api import Error

from tests.world import BACKEND

# Small, and of the pages' own process: what was compiled for them is still there for the next.
PICTURE = "/static/img/icon.svg"


class Seats:
    """A new context, and a new process of a page, fetch and compile again what all pages share: that takes longest."""

    def __init__(self, browser):
        self._browser, self._free, self._taken, self._heard = browser, [], [], []

    def take(self, base, *, width=1280, height=900, scheme="light", **heard):
        """A page where nobody has been as far as that address can tell; `heard` says who listens to which event."""
        context = self._free.pop() if self._free else self._browser.new_context(locale="sv-SE")
        self._taken.append((context, base))
        page = context.pages[0] if context.pages else context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        return self.listen(page, **heard)

    def listen(self, page, **heard):
        for event, hear in heard.items():
            page.on(event, hear)
            self._heard.append((page, event, hear))
        return page

    def clear(self):
        """Everybody leaves, and leaves nothing behind."""
        for page, event, hear in self._heard:
            page.remove_listener(event, hear)
        self._heard.clear()
        while self._taken:
            self._free.append(self._left(*self._taken.pop()))

    def _left(self, context, base):
        context.set_offline(False)
        for page in context.pages[1:]:
            page.close()
        for page in context.pages:
            page.unroute_all()
            page.on("dialog", _yes)
            if page.url.startswith(base):
                page.evaluate("sessionStorage.clear()")
            page.goto(_nothing(context, base))
            page.remove_listener("dialog", _yes)
            page.mouse.move(0, 0)
            session = context.new_cdp_session(page)
            session.send("Storage.clearDataForOrigin", {"origin": base, "storageTypes": "all"})
            session.detach()
        context.clear_cookies()
        return context


def sign_in(page, base, user):
    """Whoever sits there is the user from now on."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])


def _nothing(context, base):
    """An empty address of the same process, unless nobody answers there any more."""
    try:
        context.request.head(f"{base}{PICTURE}")
    except Error:
        return "about:blank"
    return f"{base}{PICTURE}"


def _yes(dialog):
    """She leaves although what she wrote is not saved."""
    dialog.accept()
