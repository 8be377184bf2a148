import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.lib import files, limits
from minutes.models import Attachment, Body, Meeting
from tests import factories

from .wild import taken

PDF = b"%PDF-1.7 karta"
WILD = ["\x00", "\u202e\u2066x", "😀" * 200, "x" * 300_000, "<script>alert(1)</script>"]


def url(name, thing):
    return reverse(f"attachment-{name}", args=[thing.pk])


def pdf(name="Åtgärder på ön.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def fetch(reader, attachment):
    """The answer, and what is in the file; closed as a server would."""
    answer = reader.get(url("file", attachment))
    content = b"".join(answer.streaming_content) if answer.streaming else b""
    for close in answer._resource_closers:  # answer.close() would end the test's transaction too
        close()
    return answer, content


@pytest.fixture
def stored(writer, meeting):
    writer.post(url("add", meeting), {"title": "Karta", "file": pdf(), "public": "on"})
    return meeting.attachments.get()


def test_an_attachment_is_added_with_its_file(stored, meeting):
    assert (stored.number, stored.title, stored.file_name, stored.public) == (1, "Karta", "Åtgärder på ön.pdf", True)
    assert files.read_stored(stored.sha256) == PDF


def test_an_attachment_is_listed_without_a_file(writer, meeting):
    item = meeting.items.first()
    writer.post(url("add", meeting), {"title": "Karta", "item": item.pk, "date": "2026-11-01"})
    row = meeting.attachments.get()
    assert (row.sha256, row.item, row.public, str(row.date)) == ("", item, False, "2026-11-01")
    page = writer.get(url("list", meeting), {"item": item.pk}).content.decode()
    assert url("file", row) not in page
    assert f'<option value="{item.pk}" selected>' in page
    assert reverse("writing-item", args=[item.pk]) in page
    assert writer.get(url("file", row)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("virus.exe", b"MZ"), ("karta.pdf", b"MZ"), ("tom.pdf", b""), ("sida.txt", b"<html>"), ("a.docx", b"PK\x03\x04")],
)
def test_a_file_that_is_not_taken_is_told_at_the_field(writer, meeting, name, content):
    answer = writer.post(url("add", meeting), {"title": "Karta", "file": pdf(name, content)})
    assert answer.status_code == 422
    assert "id_file_error" in answer.content.decode()
    assert 'value="Karta"' in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_told_at_the_field(writer, meeting, monkeypatch):
    monkeypatch.setattr(limits, "FILE", 1000)
    monkeypatch.setattr(files.check, "__kwdefaults__", files.check.__kwdefaults__ | {"largest": 1000})
    answer = writer.post(url("add", meeting), {"title": "Karta", "file": pdf(content=PDF + b" " * 1000)})
    assert answer.status_code == 422


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_is_stored_clean_or_told_at_the_field(writer, meeting, wild):
    def post(changes):
        return writer.post(url("add", meeting), {"title": "Karta"} | changes)

    assert set(taken(post, ["title", "item", "date"], wild)) <= {"title"}
    assert meeting.attachments.count() == 1
    assert b"<script>alert" not in writer.get(url("list", meeting)).content


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "😀.pdf", "x" * 400 + ".pdf", "evil\u202efdp.pdf"]
)
def test_wild_file_names_become_safe_ones(writer, meeting, name):
    writer.post(url("add", meeting), {"title": "Karta", "file": pdf(name)})
    row = meeting.attachments.get()
    answer, content = fetch(writer, row)
    assert (answer.status_code, content) == (200, PDF)
    assert not set(row.file_name) & set('/\\\r\n"\u202e')


def test_a_file_is_saved_not_shown_under_its_swedish_name(writer, stored):
    answer, content = fetch(writer, stored)
    assert content == PDF
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%85tg%C3%A4rder%20p%C3%A5%20%C3%B6n.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_is_not_in_storage_is_told_as_missing_and_not_linked(writer, meeting, stored):
    Attachment.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    assert writer.get(url("file", stored)).status_code == 404
    assert "Filen saknas" in writer.get(url("change", stored)).content.decode()
    for page in ("attachment-list", "meeting-show", "preview-show"):
        text = writer.get(reverse(page, args=[meeting.pk])).content.decode()
        assert url("file", stored) not in text
        assert ("Filen saknas" in text) is (page != "preview-show")


def test_an_attachment_is_changed_and_its_file_taken_away(writer, meeting, stored):
    form = {"number": 7, "title": "Ny karta", "public": "on"}
    writer.post(url("change", stored), form)
    stored.refresh_from_db()
    assert (stored.number, stored.title, stored.size) == (7, "Ny karta", len(PDF))
    both = writer.post(url("change", stored), form | {"drop": "on", "file": pdf()})
    assert both.status_code == 422
    writer.post(url("change", stored), form | {"drop": "on"})
    stored.refresh_from_db()
    assert stored.sha256 == ""


def test_a_number_that_is_taken_is_refused_with_what_was_typed(writer, meeting, stored):
    other = factories.Attachment(meeting=meeting, number=2)
    answer = writer.post(url("change", other), {"number": 1, "title": "Skriven"})
    assert answer.status_code == 409
    assert 'value="Skriven"' in answer.content.decode()


def test_removing_asks_first(writer, meeting, stored):
    assert writer.get(url("remove", stored)).status_code == 200
    writer.post(url("remove", stored))
    assert not meeting.attachments.exists()


def test_a_sealed_list_offers_nothing_and_refuses(writer, meeting, stored):
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    assert b'name="title"' not in writer.get(url("list", meeting)).content
    assert writer.post(url("add", meeting), {"title": "x"}).status_code == 409
    assert writer.post(url("change", stored), {"title": "x", "number": 1}).status_code == 409
    assert writer.post(url("remove", stored)).status_code == 409
    assert meeting.attachments.get().title == "Karta"


def test_the_file_is_for_those_who_may_read_the_draft(sign_in, stored, meeting, member, outsider):
    assert sign_in(outsider).get(url("file", stored)).status_code == 404
    assert sign_in(member).get(url("file", stored)).status_code == 403
    assert sign_in(member).get(url("list", meeting)).status_code == 403
    Body.objects.update(draft_readers="members")
    assert fetch(sign_in(member), stored)[1] == PDF
    page = sign_in(member).get(url("list", meeting)).content.decode()
    assert url("file", stored) in page
    assert f'"{url("change", stored)}"' not in page
    for name, thing in (("add", meeting), ("change", stored), ("remove", stored)):
        assert sign_in(member).post(url(name, thing), {"title": "x"}).status_code == 403
        assert sign_in(outsider).post(url(name, thing), {"title": "x"}).status_code == 404


def test_the_list_takes_the_same_number_of_queries_however_long(writer, meeting):
    def cost():
        with CaptureQueriesContext(connection) as found:
            writer.get(url("list", meeting))
        return len(found)

    before = cost()
    for number in range(4):
        factories.Attachment(meeting=meeting, number=number + 1, item=meeting.items.first())
    assert cost() == before


def test_members_open_what_was_published_and_are_not_told_what_hidden_files_are_called(
    sign_in, writer, stored, meeting, member
):
    hidden = factories.Attachment(meeting=meeting, number=2, title="Intyg", public=False, **kept("Intyg Ture.pdf"))
    secret = factories.AgendaItem(meeting=meeting, title="Hemligt", confidential=True)
    factories.Attachment(meeting=meeting, number=3, title="Om Ture", item=secret, **kept("ture.pdf"))
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    reader = sign_in(member)
    assert fetch(reader, stored)[0].status_code == 200
    assert fetch(reader, hidden)[0].status_code == 404
    assert fetch(reader, meeting.attachments.get(number=3))[0].status_code == 404
    page = reader.get(url("list", meeting)).content.decode()
    assert "Intyg" in page
    for words in ("Intyg Ture", "Om Ture", "ture.pdf", url("file", hidden)):
        assert words not in page
        assert words not in reader.get(reverse("meeting-show", args=[meeting.pk])).content.decode()


def kept(name):
    return {"sha256": "0" * 64, "size": 1, "file_name": name, "content_type": "application/pdf"}
