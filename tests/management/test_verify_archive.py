"""What is stored is tried against hashes, signatures, seal and log, field by field."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from minutes.models import PublishedVersion, Signature, Withdrawal, guards
from minutes.services import archive, publication
from tests import sealing
from tests.signing import NO_TASKS

OTHER = "f" * 64


@pytest.fixture
def version(meeting, secretary, chair, adjuster, settings):
    """Published and sealed; then the guards are gone, as for an intruder with every right over the database."""
    settings.TASKS, settings.SEAL_P12 = NO_TASKS, str(sealing.key())
    sealing.approved(meeting, secretary, chair, adjuster)
    published = publication.publish(meeting, by=secretary.user)
    guards.remove()
    yield published
    guards.install()


def test_an_untouched_archive_holds(version, capsys):
    call_command("verify_archive")
    assert capsys.readouterr().out == "All holds: 1 versions, their files and the audit log.\n"


def test_every_field_of_a_version_is_tried(version):
    """Each alone is altered in the database, and put back."""
    now, itself = timezone.now(), {"corrects": version.pk, "correction_kind": "correction", "correction_what": "Ort."}
    altered = {
        "minutes_json": version.minutes_json.replace("Val av", "Val om"),
        "proof_json": version.proof_json.replace("Jorunn Ask", "Jorunn Ek"),
        "html": version.html + " ",
        "pdf": bytes(version.pdf)[:-1] + b"!",
        "content_hash": OTHER, "html_hash": OTHER, "pdf_hash": OTHER, "pdf_size": 1, "code": "0" * 12,
        "heading": "Ett annat möte", "date": "2020-01-01", "number": 7, "sealed_by": "Någon annan",
        "seal_certificate": OTHER, "meeting": version.meeting_id + 1, "rendition": "public", "restricted": True,
        "file_stem": "a", "adjusted_on": "2020-01-01", "sealed_at": now, "pages": 9, "decisions": [],
        "published_at": now, "published_by": None, "correction_what": "Ort.", "correction_why": "Fel.",
    }  # fmt: skip
    # A kind without a version that is corrected cannot be stored.
    assert altered.keys() | itself.keys() == {one.name for one in PublishedVersion._meta.concrete_fields} - {"id"}
    each = [itself, *({field: value} for field, value in altered.items())]
    assert [fields for fields in each if not tampered(PublishedVersion, version.pk, **fields)] == []
    signature, *_others, last = Signature.objects.order_by("pk")
    assert "the proof tells of other signatures" in tampered(Signature, signature.pk, name="Någon annan")
    fields = {"words": "Annat.", "signed_at": now, "title": "Borgmästare", "organisation": "Mo", "verb": "approved"}
    fields |= {"role_label": "Vittne", "reason": "Nej.", "external": {"service": ""}, "person": last.person}
    assert [name for name, value in fields.items() if not tampered(Signature, signature.pk, **{name: value})] == []
    taken = "the audit log tells another thing of taking it away from the public"
    with transaction.atomic():
        publication.withdraw(version, by=version.published_by.user, reason="Ett namn.")
        assert [*archive.flaws()] == []
        Withdrawal.objects.update(reason="Ett annat.")
        assert [flaw for _name, flaw in archive.flaws()] == [taken]
        Withdrawal.objects.all().delete()
        assert [flaw for _name, flaw in archive.flaws()] == ["it was taken away from the public, and is not any more"]
        PublishedVersion.objects.all().delete()
        assert ("it is gone" in [flaw for _name, flaw in archive.flaws()]) is True
        transaction.set_rollback(True)
    PublishedVersion.objects.update(html="")
    with pytest.raises(CommandError, match="2 things do not hold"):
        call_command("verify_archive")


def tampered(model, pk, **fields):
    """What is found when these fields are altered; they are put back."""
    with transaction.atomic():
        model.objects.filter(pk=pk).update(**fields)
        found = [flaw for version in PublishedVersion.objects.order_by("pk") for flaw in archive.of(version)]
        transaction.set_rollback(True)
    return found
