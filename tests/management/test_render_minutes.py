import pytest
from django.core.management import CommandError, call_command

from minutes.documents import render
from tests import factories
from tests.documents.reading import html_text, pdf_text

pytestmark = pytest.mark.django_db


def write(meeting, form, path):
    call_command("render_minutes", str(meeting.pk), "--format", form, "--output", str(path))
    return path.read_bytes()


def test_the_page_is_a_whole_file_with_its_style(meeting, tmp_path):
    page = write(meeting, "html", tmp_path / "a.html").decode()
    assert page.startswith("<!doctype html>")
    assert page.count("<h1") == 1
    assert ".doc-decision" in page
    assert "Utkast" in page
    assert "JorunnAskutsestilljusterare." in html_text(page.partition("<main>")[2])


@pytest.mark.skipif(render.pdf_available() is not None, reason="Pango is not installed")
def test_the_pdf_says_what_the_page_says(meeting, tmp_path):
    page = write(meeting, "html", tmp_path / "a.html").decode()
    assert pdf_text(write(meeting, "pdf", tmp_path / "a.pdf")) == html_text(page.partition("<main>")[2])


def test_a_published_pdf_is_the_one_that_was_frozen(meeting, tmp_path):
    factories.PublishedVersion(meeting=meeting, pdf=b"%PDF frozen")
    assert write(meeting, "pdf", tmp_path / "a.pdf") == b"%PDF frozen"


def test_unknown_meeting_and_folder_are_told(meeting, tmp_path):
    with pytest.raises(CommandError, match=r"no/where.html"):
        write(meeting, "html", tmp_path / "no" / "where.html")
    meeting.pk = 4711
    with pytest.raises(CommandError, match="no meeting 4711"):
        write(meeting, "html", tmp_path / "a.html")
