"""What several tests of pages start from."""

import datetime

import pytest
from django.test import Client

from minutes.services import meeting as service
from tests import factories
from tests.standing import standing


@standing
def planned(body, secretary, chair, member):
    """A meeting in February, planned by the secretary."""
    return service.plan(
        body, by=secretary.user, date=datetime.date(2027, 2, 10), start=datetime.time(9), end=datetime.time(11),
        place="Rådhuset",
    )


@pytest.fixture
def left_over(meeting, member):
    """A deferred item and an unfinished action of November's meeting."""
    item = factories.AgendaItem(
        meeting=meeting, title="Utbildning för badvakter", text="<p>Ligger kvar.</p>", deferred=True, position=7
    )
    return item, factories.ActionItem(item=item, text="Beställa bojar")


@pytest.fixture
def writer(sign_in, secretary):
    """The secretary's open workbench."""
    return sign_in(secretary)


@pytest.fixture
def other(body, chair):
    """Another writer, and the client that she writes with."""
    factories.Membership(body=body, person=chair, role="secretary")
    client = Client()
    client.force_login(chair.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
