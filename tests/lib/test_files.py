import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from minutes.lib import files
from minutes.lib.files import BadFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n"


def archive(**parts):
    """A zip archive; names are given with __ for / and _dot_ for the full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def office(main, types="<Types/>", **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in {"[Content_Types].xml": types, main: "<x/>", **more}.items():
            zipped.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("Karta.PDF", PDF, "application/pdf"),
        ("bild.png", PNG, "image/png"),
        ("bild.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg"),
        ("läs.txt", "Å ä ö".encode(), "text/plain; charset=utf-8"),
        ("tal.csv", b"a;b\n1;2\n", "text/csv; charset=utf-8"),
        ("brev.docx", office("word/document.xml"), files.TYPES["docx"]),
        ("kalkyl.xlsx", office("xl/workbook.xml"), files.TYPES["xlsx"]),
        ("bilder.pptx", office("ppt/presentation.xml"), files.TYPES["pptx"]),
        ("brev.odt", archive(mimetype=files.TYPES["odt"]), files.TYPES["odt"]),
    ],
)
def test_check_takes_what_is_what_it_says(name, content, content_type):
    checked = files.check(ContentFile(content, name=name))
    assert (checked.content_type, checked.size) == (content_type, len(content))
    assert checked.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ", "extension"),
        ("sida.html", b"<p>hej", "extension"),
        ("makro.docm", office("word/document.xml"), "extension"),
        ("utan", PDF, "extension"),
        ("tom.pdf", b"", "empty"),
        ("karta.pdf", b"MZ" + PDF, "content"),
        ("bild.png", PDF, "content"),
        ("brev.docx", office("xl/workbook.xml"), "content"),
        ("brev.docx", archive(a="b"), "content"),
        ("brev.odt", archive(mimetype="application/zip"), "content"),
        ("sida.txt", b"  <!DOCTYPE html><script>alert(1)</script>", "content"),
        ("bild.txt", b"<svg onload=alert(1)>", "content"),
        ("gammal.txt", "Å".encode("latin-1"), "content"),
        ("nul.txt", b"a" * 5000 + b"\0", "content"),
        ("brev.docx", b"PK\x03\x04" + b"\0" * 30, "zip"),
        ("brev.docx", office("word/document.xml", **{"word/media/a.bin": b"\0" * 40_000_000}), "zip"),
        ("brev.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro"),
        ("brev.docx", office("word/document.xml", types="<a ContentType='x/word.macroEnabled.main+xml'/>"), "macro"),
        ("brev.odt", archive(mimetype=files.TYPES["odt"], Basic__Standard__Module1_dot_xml="Sub Main"), "macro"),
    ],
)
def test_check_refuses_what_is_not(name, content, code):
    with pytest.raises(BadFile) as refusal:
        files.check(ContentFile(content, name=name))
    assert refusal.value.code == code


def test_check_refuses_what_is_larger_than_the_limit():
    exact = files.check(ContentFile(PDF, name="a.pdf"), largest=len(PDF))
    assert exact.size == len(PDF)
    with pytest.raises(BadFile) as refusal:
        files.check(ContentFile(PDF, name="a.pdf"), largest=len(PDF) - 1)
    assert refusal.value.code == "size"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Årsbok – översikt.pdf", "Årsbok – översikt.pdf"),
        ("..\\..\\windows\\a.pdf", "a.pdf"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ('a";b.pdf', "ab.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("0\r*\r0", "0 0"),
        ("...", "fil"),
        ("", "fil"),
        ("å" * 300 + ".pdf", "å" * 146 + ".pdf"),
    ],
)
def test_safe_name_keeps_letters_and_drops_what_is_dangerous(name, expected):
    assert files.safe_name(name) == expected


@given(st.text())
def test_safe_name_of_anything_is_a_short_plain_name(wild):
    name = files.safe_name(wild)
    assert 0 < len(name) <= 150
    assert not set(name) & set('/\\\0\r\n"')
    assert name not in (".", "..")
    assert files.safe_name(name) == name


@given(st.binary(max_size=400), st.sampled_from([*files.TYPES, "exe", ""]))
def test_check_of_anything_answers_or_refuses(wild, extension):
    code, size = "", None
    try:
        size = files.check(ContentFile(wild, name=f"fil.{extension}")).size
    except BadFile as refusal:
        code = refusal.code
    assert code in ("extension", "content", "empty", "zip") or size == len(wild)


def test_a_file_that_the_minutes_tell_no_name_of_is_called_by_its_title():
    assert files.called("Offert/bad: 1", "application/pdf") == "Offert bad 1.pdf"
    assert files.called("Offert", "") == "Offert"


def test_the_same_content_is_stored_once_and_comes_back():
    checked = files.check(ContentFile(PDF, name="a.pdf"))
    files.store(ContentFile(PDF, name="a.pdf"), checked.sha256)
    files.store(ContentFile(PDF, name="b.pdf"), checked.sha256)
    assert files.read_stored(checked.sha256) == PDF


def test_what_could_not_be_written_whole_is_not_there():
    class Broken(ContentFile):
        def read(self, *args):
            raise OSError("the disk is full")

    sha256 = hashlib.sha256(b"half").hexdigest()
    with pytest.raises(OSError, match="full"):
        files.store(Broken(b"half"), sha256)
    assert not files.is_stored(sha256)


def test_a_hash_that_is_not_one_never_becomes_a_path():
    with pytest.raises(ValueError):
        files.path_of("../../etc/passwd")
    with pytest.raises(FileNotFoundError):
        files.open_stored("0" * 64)
