"""What tests of pages ask of an answer: what a reader sees of it, and how many queries it took."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext


def seen(response):
    """The words of the page's main part, on one line."""
    main = re.search(r"(?s)<main.*?</main>", response.content.decode())
    return _words(main[0]) if main else text(response)


def text(response):
    """The words of the whole page, on one line."""
    return _words(response.content.decode())


def _words(html):
    words = re.sub(r"(?s)<(script|style|template).*?</\1>", " ", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", words)).replace("\N{NO-BREAK SPACE}", " "))


def queries(client, url):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as found:
        response = client.get(url)
    assert response.status_code == 200
    return len(found)
