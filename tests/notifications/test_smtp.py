"""By a mail server that really listens: mails as they arrive, their links, and what happens while it is down."""

import email.policy
import re
import socket

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from django.urls import reverse

from minutes.models import Notification, Signature
from minutes.services import signoff, tick

State = Notification.State


class Server:
    """A mail server at one address, which can be stopped and started; `mails` are [(receivers, message)]."""

    def __init__(self, port):
        self.port, self.mails, self.running = port, [], None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, message))
        return "250 OK"

    def start(self):
        self.running = Controller(self, hostname="127.0.0.1", port=self.port)
        self.running.start()

    def stop(self):
        if self.running:
            self.running.stop()
        self.running = None

    def last_to(self, person):
        return next(message for to, message in reversed(self.mails) if to == [person.email])


@pytest.fixture
def server(settings, no_pango):
    with socket.create_server(("127.0.0.1", 0)) as free:
        made = Server(free.getsockname()[1])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 5
    yield made
    made.stop()


def words(message):
    return message.get_body(("plain",)).get_content()


def test_the_mail_arrives_and_its_link_and_its_code_sign(server, meeting, secretary, adjuster):
    server.start()
    sealed = signoff.send(meeting, by=secretary.user)
    asked = server.last_to(adjuster)
    assert asked["From"].addresses[0].display_name == "Siv Lindblom, Styrgruppen för badplatser"
    assert asked["Reply-To"].addresses[0].addr_spec == secretary.email
    assert asked["To"].addresses[0].addr_spec == adjuster.email
    here = re.search(r"/s/[\w-]{43}/", words(asked))[0]
    client = Client()
    assert "Läget vid badplatserna" in client.get(here).content.decode()
    client.post(f"{here}?act=code")
    code = re.match(r"\d{6}", server.last_to(adjuster)["Subject"])[0]
    assert client.post(f"{here}?act=sign", {"code": code, "content_hash": sealed.content_hash}).status_code == 302
    assert Signature.objects.get().person == adjuster


def test_while_it_is_down_nothing_is_lost_and_the_secretary_sees_it_and_all_is_sent_later(
    server, meeting, secretary, adjuster, sign_in
):
    signoff.send(meeting, by=secretary.user)
    page, owed = reverse("signoff-show", args=[meeting.pk]), Notification.objects.filter(round__meeting=meeting)
    assert {one.state for one in owed} == {State.FAILED}
    assert "Mejlservern går inte att nå" in sign_in(secretary).get(page).content.decode()
    server.start()
    assert tick.run()["mails"] == 3
    assert "gick inte iväg" not in sign_in(secretary).get(page).content.decode()
    here = re.search(r"/s/[\w-]{43}/", words(server.last_to(adjuster)))[0]
    assert Client().get(here).status_code == 200
    server.stop()
    assert tick.run()["mails"] == 0
    assert len(server.mails) == 3
