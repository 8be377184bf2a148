import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from minutes.lib import canonical, files
from minutes.services import supplement
from tests import factories


def pdf(width):
    made, file = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(width, 300))
    made.save(file, deterministic_id=True)
    return file.getvalue()


@pytest.fixture
def version(meeting):
    for number, public in enumerate((True, False, True), 1):
        content = pdf(200 + number)
        digest = canonical.sha256(content)
        files.store(ContentFile(content), digest)
        factories.Attachment(
            meeting=meeting, number=number, sha256=digest, size=len(content), content_type="application/pdf",
            file_name="karta.pdf", public=public,
        )
    return factories.PublishedVersion(meeting=meeting, pdf=pdf(200))


def widths(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [int(page.mediabox[2]) for page in opened.pages]


def test_an_open_version_is_sent_with_its_public_attachments_to_everybody(sign_in, secretary, version):
    writer, address = sign_in(secretary), reverse("appended-pdf", args=[version.meeting_id, 1])
    assert address in writer.get(reverse("published-show", args=[version.meeting_id])).content.decode()
    response = writer.get(address)
    assert widths(response.content) == [200, 201, 203]
    assert "public" in response["Cache-Control"]
    assert writer.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_file_that_came_later_stands_in_the_place_of_its_attachment_and_tells_the_day(client, meeting, secretary):
    factories.Attachment(meeting=meeting, number=1, title="Karta")
    factories.Attachment(meeting=meeting, number=2, title="Avtal", public=False)
    meeting.state = "published"
    meeting.save()
    version = factories.PublishedVersion(meeting=meeting, pdf=pdf(200))
    address, page = reverse("appended-pdf", args=[meeting.pk, 1]), reverse("published-show", args=[meeting.pk])
    assert client.get(address).status_code == 404
    for number in (2, 1):
        given = ContentFile(pdf(200 + number), name="skiss.pdf")
        row = supplement.add(meeting, number, by=secretary.user, file=given)
    assert address in client.get(page).content.decode()
    answer = client.get(address)
    assert widths(answer.content) == [200, 201]
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        assert f"(tillkom {timezone.localdate(row.at)})" in str(opened.Root.Outlines.Last.Title)
    supplement.withdraw(row, by=secretary.user, reason="Fel karta.")
    assert client.get(address).status_code == 404
    assert version.number == 1


def test_a_version_without_files_has_no_such_pdf(client, meeting):
    version = factories.PublishedVersion(meeting=meeting, pdf=pdf(200))
    address = reverse("appended-pdf", args=[meeting.pk, version.number])
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("published-show", args=[meeting.pk])).content.decode()


def test_a_server_that_makes_no_pdf_says_what_to_install(client, version, no_pango):
    unprinted = factories.PublishedVersion(meeting=version.meeting, number=2, pdf=None)
    answer = client.get(reverse("appended-pdf", args=[unprinted.meeting_id, 2]))
    assert answer.status_code == 503
    assert "apt install libpango" in answer.content.decode()
