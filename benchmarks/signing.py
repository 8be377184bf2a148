"""What those who sign wait for, and those who ask whether a file is genuine."""

from functools import partial
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from benchmarks import asking, reading
from benchmarks.scene import Scene
from minutes.models import Meeting, Signer, SignoffRole, SignoffRound
from minutes.notifications import links
from minutes.services import publication, signoff
from minutes.settings import TASKS
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
    sealed, people = _sent(items)
    asker = asking.Asker(people[0])
    page = partial(asker.ask, "GET", reverse("signoff-show", args=[sealed.meeting_id]))
    bare, posted = partial(asker.ask, "GET", "/bare/"), partial(asker.ask, "POST", "/bare/")
    yield asking.row(f"sign-off page, {items} items", page, bare, 40, queries=15)
    yield from _signed(items, "", sealed, people, posted, lambda person: None)
    with override_settings(TASKS=TASKS):  # what follows is left to a worker, as it is by a server
        sealed, people = _sent(items)
        yield from _signed(items, "the last ", sealed, people, posted, partial(_to_be_last, sealed))


def _sent(items):
    """(a round that as many people shall sign, though none of them need to, those people)."""
    scene, people = Scene(items), [factories.Person() for _n in range(SIGNERS)]
    scene.meeting.body.signoff_roles.update(required=False)
    for number, person in enumerate(people):
        role = SignoffRole.objects.create(
            body=scene.meeting.body, key=f"r{number}", label="Justerare", position=number, required=False
        )
        Signer.objects.create(meeting=scene.meeting, role=role, person=person, position=number)
    return signoff.send(scene.meeting, by=scene.secretary.user, deadline=timezone.localdate()), people


def _signed(items, last, sealed, people, bare, ready):
    """Rows for signatures by login and by link; `ready` is told who signs next."""
    for way, asked, left in (("", _login, people[1::2]), (" by link and code", _link, people[::2])):
        acts = [(person, asked(sealed, person)) for person in left]
        act, before = partial(_next, acts), partial(_before, acts, ready)
        label = f"{last}signing{way}, {items} items"
        yield asking.row(label, act, bare, TIMES, queries=12, warm=WARM, ready=before)


def _before(acts, ready):
    ready(acts[-1][0])


def _next(acts):
    acts.pop()[1]()


def _to_be_last(sealed, person):
    """Open the round again, and let it wait for nobody but this person."""
    SignoffRound.objects.filter(pk=sealed.pk).update(state=SignoffRound.State.OPEN)
    Meeting.objects.filter(pk=sealed.meeting_id).update(state=Meeting.State.IN_ADJUSTMENT)
    roles = SignoffRole.objects.filter(body=sealed.meeting.body)
    roles.update(required=False)
    roles.filter(signer__person=person).update(required=True)


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
