"""What readers ask for: a published page and its PDF, and how soon they can have them after the click."""

import time
from functools import partial

from django.urls import reverse
from django.utils import timezone

from benchmarks import asking
from benchmarks.scene import Scene
from minutes.models import Signer
from minutes.services import publication, rounds, signoff
from tests import factories

HEAD = ("", "queries", "at most", "ms", "bare ms", "ratio", "at most")
LENGTHS = (9, 92)  # items: five and forty pages
NOBODY = asking.Asker(None)


def rows():
    """A row for each thing that is read, and for publishing, of short minutes and of long ones."""
    scene = approved(1)  # the first one in a process loads what seals
    publication.publish(scene.meeting, by=scene.secretary.user)
    for items in LENGTHS:
        yield from _rows(approved(items))


def approved(items):
    """Minutes that everybody has signed; their PDF has been made meanwhile."""
    scene = Scene(items)
    people = [scene.secretary, factories.Person(), factories.Person()]
    for position, (role, person) in enumerate(zip(scene.meeting.body.signoff_roles.all(), people, strict=True)):
        Signer.objects.create(meeting=scene.meeting, role=role, person=person, position=position)
    signoff.send(scene.meeting, by=scene.secretary.user, deadline=timezone.localdate())
    digest = rounds.last(scene.meeting).content_hash
    for person in people:
        signoff.sign(scene.meeting, by=person.user, content_hash=digest, method="mail_code")
    return scene


def _rows(scene):
    begun = time.perf_counter()
    version = publication.publish(scene.meeting, by=scene.secretary.user)
    pdf = reverse("published-file", args=[scene.meeting.pk, 1, version.pdf_hash])
    NOBODY.ask("GET", pdf)
    taken = 1000 * (time.perf_counter() - begun)
    page = reverse("published-show", args=[scene.meeting.pk])
    yield f"publishing, {version.pages} pages", "", "", f"{taken:.1f}", "", "", "400 ms"
    yield _read(f"published page, {version.pages} pages", page)
    yield _read(f"published PDF, {version.pages} pages", pdf)


def _read(label, path):
    act = partial(NOBODY.ask, "GET", path)
    size, looks = len(act()), asking.count(act)
    bare = partial(NOBODY.ask, "GET", f"/bare/{looks}/{size}/")
    taken, least = asking.compare(act, bare, 400)
    return label, str(looks), "3", f"{taken:.1f}", f"{least:.1f}", f"{taken / least:.2f}", "1.3"
