"""Every link that every kind of reader of the demo can follow: nothing is missing, broken or out of reach."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from minutes import demo
from minutes.models import Meeting, Person
from tests.journeys.walking import Walker

# Nobody, a secretary, a chair, an approver, a member and an administrator.
READERS = ["", "Elsa Norrby", "Mikael Thelin", "Jonna Öberg", "Ann-Charlotte Wiik", "Lovisa Brandt"]
ABOUT = re.compile("/(meetings|minutes|bodies|published)/[^/]+/")
# The walk from the plan to the publication looks at these, at both widths: here they are only fetched.
WALKED = {
    "account_login", "todo-show", "meeting-list", "meeting-plan", "agenda-edit", "writing-item", "checklist-show",
    "signoff-send", "signer-choose", "signoff-receipt",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self.targets = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.targets.add(attrs.get("id"))
        if tag == "a" and attrs.get("href"):
            self.found.append(attrs["href"])


@pytest.fixture
def readers(live_server):
    """{name: a client that is signed in as that person, "" as nobody}"""
    assert demo.seed()
    clients = {name: Client() for name in READERS}
    for name, client in clients.items():
        if name:
            client.force_login(Person.objects.get(name=name).user, backend=BACKEND)
    return clients


@dataclass
class Seen:
    """What one address answered; `page` is the name of the page that came, empty for a file."""

    address: str
    status: int
    page: str = ""
    lost: list = field(default_factory=list)  # links within the page that lead nowhere

    def __str__(self):
        return f"{self.address}: {self.status} {self.lost or ''}"


def meetings():
    """What is the same of two meetings whose pages are alike, by what starts the addresses of their pages."""
    found = Meeting.objects.values_list("pk", "state", "body__document")
    return {f"/{word}/{pk}/": (word, *same) for pk, *same in found for word in ("meetings", "minutes")}


def kind(address, about):
    """What address it is, about which body or meetings in which state: its rows are alike, and one is followed."""
    split = urlsplit(address)
    return resolve(split.path).url_name, tuple(parse_qs(split.query)), about


def crawl(client, files):
    """Each kind of page that can be reached from the front page; a file, which takes long, by its first reader only."""
    waiting, followed, found, alike = [("/", "")], set(), [], meetings()
    while waiting:
        address, about = waiting.pop()
        about = alike.get(here[0], here[0]) if (here := ABOUT.match(address)) else about
        if followed & {address, kind(address, about)} or address in files:
            continue
        followed |= {address, kind(address, about)}
        if address.endswith((".pdf", ".json")):
            files.add(address)
        response = client.get(address, follow=True)
        last = response.redirect_chain[-1][0] if response.redirect_chain else address
        found.append(seen := Seen(address, response.status_code))
        if response["Content-Type"].startswith("text/html") and not response.streaming:
            links = Links(response.content.decode())
            seen.page = resolve(urlsplit(last).path).url_name
            seen.lost = [one for one in links.found if one[0] == "#" and one[1:] not in links.targets | {""}]
            there = [urldefrag(urljoin(last, one)).url for one in links.found]
            waiting += [(one, about) for one in there if one.startswith("/")]
        for close in response._resource_closers:
            close()
    return found


def test_every_link_leads_somewhere_and_every_page_is_sound(seats, live_server, readers):
    faults, opened, files = [], set(), set()
    walkers = [Walker(seats, live_server.url, width) for width in (1280, 360)]
    for place, (name, client) in enumerate(readers.items()):
        everything = crawl(client, files)
        faults += [f"{name}: {seen}" for seen in everything if seen.status != 200 or seen.lost]
        walker = walkers[place % 2].take_on(client)
        for seen in everything:
            if seen.page and seen.page not in opened | WALKED:
                opened.add(seen.page)
                faults += walker.faults_of(seen.address)
    assert not faults, "\n".join(faults)
    assert {"published-show", "meeting-show", "preview-show", "signoff-show", "administration-show"} <= opened
