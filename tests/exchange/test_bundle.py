import io
import subprocess
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from minutes import compose
from minutes.documents import summons
from minutes.exchange import bundle
from minutes.lib import canonical, files, zips
from minutes.models import Summons
from tests import factories

FROZEN = b"%PDF-1.7 frozen"


def attach(meeting, number, content, **fields):
    digest = canonical.sha256(content)
    files.store(ContentFile(content), digest)
    return factories.Attachment(
        meeting=meeting, number=number, sha256=digest, size=len(content), content_type="application/pdf", **fields
    )


@pytest.fixture
def version(meeting, no_pango):
    """With a summons, two public attachments of one name, and a secret one."""
    attach(meeting, 1, b"%PDF one", file_name="Åtgärder på ön.pdf")
    attach(meeting, 2, b"%PDF two", file_name="Åtgärder på ön.pdf", title="Åter")
    attach(meeting, 3, b"%PDF three", file_name="hemlig.pdf", public=False)
    value = summons.of(compose.minutes(compose.load(meeting.pk)), label="Kallelse", number=1)
    Summons.objects.create(
        body=meeting.body, meeting=meeting, number=1, uid="1@justera", revision=1, sent_at=timezone.now(), pdf=FROZEN,
        content_json=summons.to_json(value).decode(), content_hash="0" * 64,
    )
    return factories.PublishedVersion(meeting=meeting, pdf=FROZEN)


def names(zipped):
    with zipped, zipfile.ZipFile(zipped) as archive:
        return archive.namelist()


def fetched(client, address):
    response = client.get(address)
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:  # the whole close() would end the test's own transaction
        close()
    return response, content


def test_a_bundle_holds_versions_summons_and_attachments_and_its_checksums_hold(sign_in, secretary, version, tmp_path):
    writer, address = sign_in(secretary), reverse("bundle-meeting", args=[version.meeting_id])
    _response, content = fetched(writer, address)
    assert names(io.BytesIO(content)) == [
        "bilagor/1 Åtgärder på ön.pdf",
        "bilagor/2 Åtgärder på ön.pdf",
        "bilagor/3 hemlig.pdf",
        "kallelse-1/Kallelse Styrgruppsmöte 2026-11-12.pdf",
        "kallelse-1/summons.json",
        "version-1/Styrgruppen för badplatser 2026-11-12 protokoll.pdf",
        "version-1/evidence.json",
        "version-1/minutes.json",
        "version-1/proof.json",
        "SHA256SUMS.txt",
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS.txt"], cwd=tmp_path, check=True, capture_output=True)
    assert fetched(writer, address)[1] == content


def test_the_public_bundle_holds_what_everybody_may_open_and_is_not_sent_twice(client, version):
    address = reverse("bundle-version", args=[version.meeting_id, 1])
    response, content = fetched(client, address)
    assert names(io.BytesIO(content)) == [
        "Styrgruppen för badplatser 2026-11-12 protokoll.pdf",
        "bilagor/1 Åtgärder på ön.pdf",
        "bilagor/2 Åtgärder på ön.pdf",
        "minutes.json",
        "SHA256SUMS.txt",
    ]
    assert "public" in response["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_no_two_files_have_one_name_and_a_lost_one_is_missed_by_its_checksum():
    twice = [zips.held("a", name, b"x") for name in ("Bilaga.pdf", "bilaga.PDF", "../Bilaga.pdf", "SHA256SUMS.txt")]
    paths = zips.named([*twice, zips.held("", "sha256sums.txt", b"x"), zips.stored("", "borta.pdf", 3, "1" * 64)])
    assert [*paths] == [
        "a/Bilaga (3).pdf", "a/Bilaga.pdf", "a/SHA256SUMS.txt", "a/bilaga (2).PDF", "borta.pdf", "sha256sums (2).txt",
    ]  # fmt: skip
    assert b"borta.pdf" in zips.checksums(paths)
    assert "borta.pdf" not in names(zips.write(paths, largest=1000))


def test_what_is_too_large_is_refused_before_it_is_read(version):
    with pytest.raises(zips.TooLarge):
        zips.write(bundle.of_version(version), largest=10)
