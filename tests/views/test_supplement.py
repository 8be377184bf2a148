"""A file that comes after its minutes were published stands beside them, dated; what was published stays as it was."""

import hashlib

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from minutes import audit
from minutes.documents import load, masking
from minutes.exchange import bundle
from minutes.models import AuditEvent, Body, PublishedVersion, Supplement
from minutes.services import Refused, archive, supplement
from tests import factories

LATE = b"%PDF-1.4 the map that came later"
LATE_HASH = hashlib.sha256(LATE).hexdigest()


@pytest.fixture
def anybody():
    """A reader who is not signed in. The pages that earlier tests have left are gone."""
    caches["pages"].clear()
    return Client()


@pytest.fixture
def version(meeting):
    """Attachment 1 may be published and attachment 2 not; neither has a file."""
    factories.Attachment(meeting=meeting, number=1, title="Karta")
    factories.Attachment(meeting=meeting, number=2, title="Avtal", public=False)
    meeting.state = "published"
    meeting.save()
    return factories.PublishedVersion(meeting=meeting, pdf=b"%PDF-1.7 as published")


def late_file(version, by, number=1):
    return supplement.add(version.meeting, number, by=by.user, file=ContentFile(LATE, name="Skiss.PDF"))


def page_of(client, version, name="published-show", *more):
    return client.get(reverse(name, args=[version.meeting_id, *more]))


def test_the_late_file_is_added_by_the_list_and_read_by_everybody(anybody, sign_in, version, secretary):
    frozen, before = version.html, page_of(anybody, version)
    assert "tillkom" not in before.content.decode()
    hers, add = sign_in(secretary), reverse("supplement-add", args=[version.meeting_id, 1])
    for name, leads_to in (("meeting-show", "attachment-list"), ("meeting-show", ""), ("attachment-list", "")):
        there = reverse(leads_to, args=[version.meeting_id]) if leads_to else add
        assert there in page_of(hers, version, name).content.decode()
    wrong = hers.post(add, {"file": SimpleUploadedFile("karta.pdf", b"no PDF at all")})
    assert (wrong.status_code, Supplement.objects.count()) == (422, 0)
    assert hers.post(add, {"file": SimpleUploadedFile("karta.pdf", LATE)}).status_code == 302
    page = page_of(anybody, version)
    shown = page.content.decode()
    file = reverse("published-attachment", args=[version.meeting_id, 1, 1])
    assert f"Tillkom {localdate(Supplement.objects.get().at)}" in shown
    assert (file in shown, LATE_HASH in shown, frozen in shown) == (True, True, True)
    assert page["ETag"] != before["ETag"]
    answer = anybody.get(file)
    assert (answer.content, answer["ETag"]) == (LATE, f'"{LATE_HASH}"')
    assert hers.get(add).status_code == 404
    shown = hers.get(reverse("attachment-list", args=[version.meeting_id])).content.decode()
    assert (file in shown, f'"{add}"' in shown) == (True, False)
    assert file in hers.get(reverse("meeting-show", args=[version.meeting_id])).content.decode()


def test_it_is_on_record_and_the_version_is_untouched(version, secretary):
    row = late_file(version, secretary)
    event = AuditEvent.objects.get(kind="supplement.add")
    assert event.details == {"supplement": row.pk, "version": 1, "number": 1, "sha256": LATE_HASH}
    assert (event.actor, row.by) == (secretary.user.pk, secretary)
    assert row.file_name == f"Karta {localdate(row.at)}.pdf"
    assert [flaw for flaw in archive.of(version) if "late file" in flaw] == []
    now = PublishedVersion.objects.get()
    assert (now.html, now.minutes_json) == (version.html, version.minutes_json)


def test_only_what_was_published_without_a_file_takes_one_and_one_alone(version, secretary):
    late_file(version, secretary)
    for number in (1, 3):
        with pytest.raises(Refused):
            late_file(version, secretary, number)


def test_what_is_not_to_be_published_is_told_of_and_opened_by_those_who_read_all(anybody, sign_in, version, secretary):
    late_file(version, secretary, 2)
    file = reverse("published-attachment", args=[version.meeting_id, 1, 2])
    shown = page_of(anybody, version).content.decode()
    assert ("Avtal" in shown.partition('id="late"')[2], file in shown) == (True, False)
    assert anybody.get(file).status_code == 404
    assert sign_in(secretary).get(file).content == LATE
    assert not any("Avtal" in path for path in bundle.of_version(version))


def test_a_file_taken_away_is_told_of_and_read_by_the_public_no_longer(anybody, sign_in, version, secretary):
    late_file(version, secretary)
    page, file = page_of(anybody, version), reverse("published-attachment", args=[version.meeting_id, 1, 1])
    hers, withdraw = sign_in(secretary), reverse("supplement-withdraw", args=[version.meeting_id, 1])
    assert hers.post(withdraw, {"reason": ""}).status_code == 422
    assert hers.post(withdraw, {"reason": "Fel karta."}).status_code == 302
    after = page_of(anybody, version)
    assert ("togs bort" in after.content.decode(), "Fel karta" in after.content.decode()) == (True, False)
    assert page["ETag"] != after["ETag"]
    assert (anybody.get(file).status_code, hers.get(file).content) == (404, LATE)
    assert "private" in hers.get(file)["Cache-Control"]
    assert (hers.get(withdraw).status_code, audit.verify()[1]) == (404, None)
    assert late_file(version, secretary).pk  # the same file once more
    assert anybody.get(file).content == LATE
    assert [flaw for flaw in archive.of(version) if "late file" in flaw] == []
    Supplement.objects.filter(withdrawn_at__isnull=False).update(reason="Något annat.")
    assert [flaw for flaw in archive.of(version) if "late file" in flaw] == [
        "the audit log tells another thing of taking away the late file of attachment 1"
    ]


def test_it_follows_the_version_to_who_may_read_that_and_out_of_the_publics_sight(anybody, sign_in, version, secretary):
    late_file(version, secretary)
    Body.objects.update(readers=Body.Readers.MEMBERS)
    file = reverse("published-attachment", args=[version.meeting_id, 1, 1])
    assert anybody.get(file).status_code == 404
    assert sign_in(secretary).get(file).content == LATE


@pytest.mark.usefixtures("no_pango")
def test_a_later_version_that_lists_it_alike_has_it_too_and_the_zips_tell_the_day(version, secretary):
    row = late_file(version, secretary)
    later = factories.PublishedVersion(
        meeting=version.meeting, number=2, corrects=version, correction_kind="correction", correction_what="Ort."
    )
    for one in (version, later):
        assert f"bilagor/1 {row.file_name}" in bundle.of_version(one)
    assert f"bilagor/1 {row.file_name}" in bundle.of_meeting(version.meeting)
    earlier = Supplement.objects.create(
        version=later, number=2, title="Avtal", sha256=LATE_HASH, file_name="a.pdf", size=1, at=row.at
    )
    assert [late.row for late in supplement.beside(version, load.sealed(version.minutes_json))] == [row]
    assert earlier.pk


def test_the_database_refuses_to_change_it_and_verify_archive_tells_when_its_file_is_lost(version, secretary, settings):
    row = late_file(version, secretary)
    with pytest.raises(DatabaseError), transaction.atomic():
        Supplement.objects.filter(pk=row.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    stored = next(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    stored.write_bytes(b"another")
    assert "the late file of attachment 1 is not that of its hash" in list(archive.of(version))


def test_a_masked_copy_has_the_file_of_what_it_lists_and_of_nothing_that_is_masked(
    anybody, sign_in, version, secretary
):
    original = factories.PublishedVersion(meeting=version.meeting, number=2, restricted=True)
    masked = load.to_json(masking.mask(load.sealed(original.minutes_json), masking.Marks(attachments=(1,)))).decode()
    factories.PublishedVersion(meeting=version.meeting, number=2, rendition="public", minutes_json=masked)
    late_file(version, secretary)
    shown = page_of(anybody, version).content.decode()
    file = reverse("published-attachment", args=[version.meeting_id, 2, 1])
    assert ("Karta" in shown, LATE_HASH in shown) == (False, False)
    assert anybody.get(file).status_code == 404
    assert sign_in(secretary).get(file).content == LATE
