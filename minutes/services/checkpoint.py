"""Signed checkpoints of the audit log in the storage: once a day what the log has come to, tried against it later.

Whoever rewrites the whole log in the database, every hash made anew, cannot rewrite these without the seal's key.
"""

import datetime
import logging
import re

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from minutes import audit
from minutes.lib import canonical, checkpoints
from minutes.models import AuditEvent

from . import seal

log = logging.getLogger(__name__)

FOLDER = "checkpoints"
KIND = "audit.checkpoint"
_NAME = re.compile(r"([0-9]{6})\.json")


def write_due(today):
    """Write today's checkpoint unless there is one, or no key to sign it with. Returns how many were written."""
    key, names = seal.key_file(), _names()
    newest = _read(names[-1]) if names else None
    if key is None or (newest and timezone.localdate(newest.checkpoint.when()) >= today):
        return 0
    try:
        return _write(key, names)
    except checkpoints.NoKey:
        log.exception("The checkpoint of the audit log cannot be signed")
        return 0


@transaction.atomic
def _write(key, names):
    last = AuditEvent.objects.order_by("-pk").first()
    if last is None:
        return 0
    made = checkpoints.Checkpoint(
        number=int(_NAME.fullmatch(names[-1])[1]) + 1 if names else 1,
        at=timezone.now().astimezone(datetime.UTC).isoformat(timespec="seconds"),
        events=AuditEvent.objects.filter(pk__lte=last.pk).count(),
        last_event=last.pk,
        hash=last.hash,
        previous=canonical.sha256(_data(names[-1])) if names else checkpoints.FIRST,
    )
    data = checkpoints.sign(made, key, settings.SEAL_P12_PASSWORD)
    path = f"{FOLDER}/{made.number:06}.json"
    stored = default_storage.save(path, ContentFile(data))
    if stored != path:  # somebody else wrote it in the same moment
        default_storage.delete(stored)
        return 0
    # The log names the file too, so that the newest cannot be taken away unseen either.
    audit.record(KIND, last, by=None, details={"number": made.number, "sha256": canonical.sha256(data)})
    return 1


def flaws():
    """(name of the checkpoint, what does not hold); nothing when all are whole and the log is as they saw it."""
    trusted, found, told, bad = _trusted(), {}, {}, set()
    for name in _names():
        number = int(_NAME.fullmatch(name)[1])
        try:
            found[number] = checkpoints.read(_data(name))
        except checkpoints.BadCheckpoint as flaw:
            bad.add(number)
            yield _called(number), str(flaw)
    for event in AuditEvent.objects.filter(kind=KIND).order_by("pk").only("details").iterator():
        told[event.details.get("number")] = event.details.get("sha256")
    yield from _missing({*found, *bad}, told)
    for number, read in sorted(found.items()):
        yield from _own(number, read, found.get(number - 1), told, trusted)
    yield from _against_log(found)


def _missing(there, told):
    """Numbers without a file: a gap, or one that the log tells of."""
    before = 0
    for number in sorted({*there, *(one for one in told if isinstance(one, int))}):
        first, before = before + 1, number
        last = number - 1 if number in there else number
        if first == last:
            yield _called(last), "it is missing"
        elif first < last:
            yield _called(f"{first} to {last}"), "they are missing"


def _own(number, read, before, told, trusted):
    """What is wrong with a file by itself, beside the one before and by what the log tells."""
    if read.checkpoint.number != number:
        yield _called(number), f"it is number {read.checkpoint.number}, renamed"
    if read.certificate not in trusted:
        yield _called(number), "it is signed by a key that is not ours"
    if read.checkpoint.previous != (before.digest if before else checkpoints.FIRST) and (before or number == 1):
        yield _called(number), "it follows another one than the one that lies before it"
    if told.get(number) not in (None, read.digest):
        yield _called(number), "the audit log tells of another one"


def _against_log(found):
    """Each checkpoint against the log as it is now: the first that does not fit says between which events to look."""
    wanted = {read.checkpoint.last_event: None for read in found.values()}
    for count, (pk, digest) in enumerate(AuditEvent.objects.order_by("pk").values_list("pk", "hash").iterator(), 1):
        if pk in wanted:
            wanted[pk] = (count, digest)
    held = 0
    for number, read in sorted(found.items()):
        seen, now = read.checkpoint, wanted[read.checkpoint.last_event]
        if now == (seen.events, seen.hash):
            held = max(held, seen.last_event)
            continue
        what = "changed, inserted, deleted or put in another order" if now else "deleted"
        where = f"after event {held} and up to event {seen.last_event}" if held else f"up to event {seen.last_event}"
        yield _called(number), f"the log is not as it was at {seen.at}: something was {what}, {where}"


def newest():
    """(number, when) of the newest checkpoint that can be read, or None."""
    names = _names()
    read = _read(names[-1]) if names else None
    return (read.checkpoint.number, read.checkpoint.at) if read else None


def _trusted():
    key = seal.key_file()
    try:
        own = {checkpoints.certificate_of(key, settings.SEAL_P12_PASSWORD)} if key else set()
    except checkpoints.NoKey:
        own = set()
    return own | seal.certificates()


def _called(number):
    return f"checkpoint {number}"


def _names():
    try:
        files = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return []
    return sorted(name for name in files if _NAME.fullmatch(name))


def _data(name):
    with default_storage.open(f"{FOLDER}/{name}", "rb") as file:
        return file.read()


def _read(name):
    try:
        return checkpoints.read(_data(name))
    except checkpoints.BadCheckpoint:
        log.error("The checkpoint %s does not hold: run manage.py verify_audit", name)
        return None
