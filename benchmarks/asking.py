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


class Asker:
    """Somebody, signed in or not (None), who asks without a browser's and a network's share of the time."""

    def __init__(self, person):
        client = Client()
        if person:
            client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.cookies = {name: one.value for name, one in client.cookies.items()}
        self.app = get_wsgi_application()

    def ask(self, method, path, **data):
        """The answer's bytes. Raises ValueError unless all is well."""
        body, status = urlencode(data).encode(), []
        response = self.app(self._environ(method, path, body), lambda line, *_headers: status.append(line))
        answer = b"".join(response)
        response.close()
        if status != ["200 OK"]:
            raise ValueError(f"{path}: {status[0]} {answer[:300].decode()}")
        return answer

    def _environ(self, method, path, body):
        return {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in {**self.cookies, "csrftoken": TOKEN}.items()),
            "HTTP_X_CSRFTOKEN": TOKEN, "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def compare(act, bare, times):
    """Milliseconds of both, asked in turn: of each what the tenth takes that other programs disturbed least."""
    found = {act: [], bare: []}
    for _warm in range(10):
        act(), bare()
    for _time in range(times):
        for one in found:
            begun = time.perf_counter()
            one()
            found[one].append(1000 * (time.perf_counter() - begun))
    return [statistics.quantiles(taken, n=10)[0] for taken in found.values()]


def queries(act):
    """How many statements one asking takes, those that begin and end its transaction among them."""
    act()
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)
