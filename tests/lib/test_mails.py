import os

import pytest
from django.core.mail import EmailMessage, get_connection

from minutes.lib import mails


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mail"


def send(folder, *messages):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)
    connection.send_messages(list(messages))


def message(subject="Hej", body="Koden är 1234", to="å@x.example"):
    return EmailMessage(subject, body, "Justera <justera@x.example>", [to])


def test_mails_are_read_as_text_whatever_their_encoding(folder):
    send(folder, message("Räksmörgås – ämne", "Åäö ”citat”\n\nhttp://x.example/?a=1&b=2"))
    (mail,) = mails.newest(folder)
    assert (mail.subject, mail.text) == ("Räksmörgås – ämne", "Åäö ”citat”\n\nhttp://x.example/?a=1&b=2")
    assert mail.sender == "Justera <justera@x.example>"


def test_several_mails_of_one_connection_are_told_apart_newest_first(folder):
    send(folder, message("Ett", "första\n-----\n"), message("Två"))
    assert [mail.subject for mail in mails.newest(folder)] == ["Två", "Ett"]


def test_the_newest_file_comes_first(folder):
    for number in range(3):
        send(folder, message(f"nummer {number}"))
        (path,) = folder.glob("*.log")
        path.rename(folder / f"{number}.log.kept")
        os.utime(folder / f"{number}.log.kept", (number, number))
    for path in folder.glob("*.kept"):
        path.rename(path.with_suffix(""))
    assert [mail.subject for mail in mails.newest(folder)] == ["nummer 2", "nummer 1", "nummer 0"]
    assert [mail.subject for mail in mails.newest(folder, most=1)] == ["nummer 2"]


def test_a_mail_is_found_by_its_name_and_by_nothing_else(folder):
    send(folder, message("Ett"))
    (mail,) = mails.newest(folder)
    (folder.parent / "secret.log").write_bytes(b"Subject: hemligt\n\nx")
    assert mails.find(folder, mail.name) == mail
    for name in ("", "..", "../secret", "../secret-1", "/etc/passwd", mail.name + "\x00", mail.name.upper() + "x"):
        assert mails.find(folder, name) is None


def test_a_folder_that_is_not_there_holds_no_mails(folder):
    assert mails.newest(folder) == []


@pytest.mark.parametrize(
    "source",
    [b"", b"\xff\xfe\x00", b"Content-Type: text/plain; charset=no-such\n\n\xe5", b"Content-Type: multipart/mixed\n\nx"],
)
def test_a_broken_file_is_shown_as_well_as_it_can(folder, source):
    folder.mkdir()
    (folder / "x.log").write_bytes(source)
    assert len(mails.newest(folder)) <= 1
