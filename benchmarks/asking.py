"""Requests to the product in this process, as a server hands them over, and how long they take."""

import io
import statistics
import time
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"


class Asker:
    """Somebody, signed in or not (None), who asks without a browser's and a network's share of the time."""

    def __init__(self, person):
        client = Client()
        if person:
            client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.cookies = {name: one.value for name, one in client.cookies.items()}
        self.app = get_wsgi_application()

    def ask(self, method, path, *, body=None, kind=FORM, status="200 OK", **data):
        """The answer's bytes to `data`, or to a `body` of some `kind`. Raises ValueError when it has another status."""
        environ, said = self._environ(method, path, body or urlencode(data).encode(), kind), []
        response = self.app(environ, lambda line, *_headers: said.append(line))
        answer = b"".join(response)
        response.close()
        if said != [status]:
            raise ValueError(f"{path}: {said[0]} {answer[:300].decode()}")
        return answer

    def _environ(self, method, path, body, kind):
        path, _mark, query = path.partition("?")
        return {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in {**self.cookies, "csrftoken": TOKEN}.items()),
            "HTTP_X_CSRFTOKEN": TOKEN, "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def compare(act, bare, times, warm=10, ready=lambda: None):
    """Milliseconds of both, asked in turn: of each what the tenth takes that other programs disturbed least.

    What makes `ready` for the act is not measured.
    """
    found = {act: [], bare: []}
    for _time in range(warm):
        ready(), act(), bare()
    for _time in range(times):
        ready()
        for one in found:
            begun = time.perf_counter()
            one()
            found[one].append(1000 * (time.perf_counter() - begun))
    return [statistics.quantiles(taken, n=10)[0] for taken in found.values()]


def row(label, act, bare, times, *, queries, ratio="", warm=10, ready=lambda: None):
    """A row of the table: what an act takes beside a bare one, and what it may take at most."""
    taken, least = compare(act, bare, times, warm, ready)
    asked = count(act, ready)
    return label, str(asked), str(queries), f"{taken:.1f}", f"{least:.1f}", f"{taken / least:.2f}", str(ratio)


def count(act, ready=lambda: None):
    """How many statements one asking takes, those that begin and end its transaction among them."""
    ready(), act(), ready()
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)
