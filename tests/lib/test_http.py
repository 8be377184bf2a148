import pytest
from django.test import RequestFactory

from minutes.lib.http import send_file

DATA = b"0123456789"


def ask(method="get", **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return send_file(request, DATA, content_type="application/pdf", name="Möte å 1.pdf", digest="abc", public=True)


def test_the_whole_file_with_its_name_and_validator():
    response = ask()
    assert (response.status_code, response.content) == (200, DATA)
    assert response["ETag"] == '"abc"'
    assert response["Content-Disposition"] == "inline; filename*=utf-8''M%C3%B6te%20%C3%A5%201.pdf"
    assert response["Accept-Ranges"] == "bytes"
    assert "public" in response["Cache-Control"]


def test_a_reader_who_has_the_file_gets_304():
    response = ask(**{"If-None-Match": '"abc"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "content", "told"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", DATA, "bytes 0-9/10"),
    ],
)
def test_one_range_is_cut_out(asked, content, told):
    response = ask(Range=asked)
    assert (response.status_code, response.content, response["Content-Range"]) == (206, content, told)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-4", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(asked):
    response = ask(Range=asked)
    assert (response.status_code, response.content, response["Content-Range"]) == (416, b"", "bytes */10")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "lines=0-3", "bytes=0-1,4-5", "bytes=" + "9" * 5000 + "-"])
def test_what_is_no_single_range_gets_the_whole(asked):
    assert ask(Range=asked).content == DATA


def test_a_range_of_another_edition_gets_the_whole():
    assert ask(Range="bytes=0-3", **{"If-Range": '"old"'}).status_code == 200


def test_what_a_browser_could_run_is_saved_instead_of_shown():
    request = RequestFactory().get("/")
    response = send_file(request, DATA, content_type="text/html", name="a.html", digest="abc")
    assert response["Content-Disposition"] == 'attachment; filename="a.html"'
    assert "script-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-cache"
