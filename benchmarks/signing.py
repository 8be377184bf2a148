"""What those who sign wait for, and those who ask whether a file is genuine."""

from functools import partial
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from benchmarks import asking, reading
from benchmarks.scene import Scene
from minutes.models import Signer, SignoffRole
from minutes.notifications import links
from minutes.services import publication, signoff
from tests import factories

SIGNERS, WARM, TIMES = 30, 3, 9  # half of them sign by login, half by link: two are counted, the last ones do not sign
NOBODY = asking.Asker(None)


def rows():
    """Rows for opening the page and signing, of short minutes and of long ones, and for files that are checked."""
    for items in reading.LENGTHS:
        yield from _of_signing(items)
    scene = reading.approved(reading.LENGTHS[-1])
    pdf = bytes(publication.publish(scene.meeting, by=scene.secretary.user).pdf)
    altered = pdf[:-1] + b" "
    yield _checked("checking a file of ours", pdf, "äkta")
    yield _checked("checking a file that is altered", altered, "inte")


def _of_signing(items):
    scene, people = Scene(items), [factories.Person() for _n in range(SIGNERS)]
    scene.meeting.body.signoff_roles.update(required=False)
    for number, person in enumerate(people):
        role = SignoffRole.objects.create(body=scene.meeting.body, key=f"r{number}", label="Justerare", position=number)
        Signer.objects.create(meeting=scene.meeting, role=role, person=person, position=number)
    sealed = signoff.send(scene.meeting, by=scene.secretary.user, deadline=timezone.localdate())
    asker = asking.Asker(people[0])
    page = partial(asker.ask, "GET", reverse("signoff-show", args=[scene.meeting.pk]))
    bare, posted = partial(asker.ask, "GET", "/bare/"), partial(asker.ask, "POST", "/bare/")
    yield asking.row(f"sign-off page, {items} items", page, bare, 40, queries=15)
    logins = [_login(sealed, person) for person in people[1::2]]
    yield asking.row(f"signing, {items} items", lambda: logins.pop()(), posted, TIMES, queries=12, warm=WARM)
    mails = [_link(sealed, person) for person in people[::2]]
    by_link = f"signing by link and code, {items} items"
    yield asking.row(by_link, lambda: mails.pop()(), posted, TIMES, queries=12, warm=WARM)


def _login(sealed, person):
    path = reverse("signoff-sign", args=[sealed.meeting_id])
    return partial(asking.Asker(person).ask, "POST", path, status="302 Found", content_hash=sealed.content_hash)


def _link(sealed, person):
    owed = SimpleNamespace(round=sealed, round_id=sealed.pk, person=person, person_id=person.pk)
    path, code = reverse("signlink-show", args=[links.new(owed)]) + "?act=sign", links.new_code(owed)
    return partial(NOBODY.ask, "POST", path, status="302 Found", content_hash=sealed.content_hash, code=code)


def _checked(label, data, told):
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("protokoll.pdf", data)})
    ask = partial(NOBODY.ask, "POST", reverse("verify-show"), body=body, kind=MULTIPART_CONTENT)
    if told not in ask().decode().partition("<h1")[2]:
        raise ValueError(label)
    taken, _bare = asking.compare(ask, lambda: None, 10)
    return label, str(asking.count(ask)), "", f"{taken:.0f}", "", "", "1000 ms"
