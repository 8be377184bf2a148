"""Check that it is genuine: one sentence for whoever has a file or a code, and nothing of what is not hers to read."""

import dataclasses
import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minutes.documents import load
from minutes.lib import codes, limits
from minutes.models import AuditEvent, Body, PublishedVersion, Withdrawal, guards
from minutes.services import verify as service
from tests import factories
from tests.standing import standing

PAGE = "/verify/"
PDF = b"%PDF-1.7 as it was published"


@standing
def version(meeting):
    return factories.PublishedVersion(meeting=meeting, pdf=PDF)


@pytest.fixture
def corrected(version):
    """Version 2, with another heading."""
    minutes = dataclasses.replace(load.sealed(version.minutes_json), heading="Styrgruppsmöte 2026-11-13")
    return factories.PublishedVersion(
        meeting=version.meeting, number=2, minutes_json=load.to_json(minutes).decode(), corrects=version,
        correction_kind="correction", correction_what="Datumet är den 13 november.", pdf=b"%PDF-1.7 the second",
        published_at=datetime.datetime(2026, 11, 21, 8, 0, tzinfo=datetime.UTC),
    )  # fmt: skip


def drop(client, data, name="protokoll.pdf"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data), "code": ""})


def says(answer):
    """(the heading of the verdict, the whole page)."""
    shown = answer.content.decode()
    title = shown.partition('id="verdict-title">')[2].partition("<")[0]
    return title, shown


def test_the_published_file_is_genuine_and_in_force(client, version):
    title, shown = says(drop(client, PDF))
    assert title == "Äkta och gällande"
    assert "publicerade den 20 november" in shown
    assert reverse("published-version", args=[version.meeting_id, 1]) in shown
    assert version.pdf_hash in shown


def test_the_data_of_a_version_are_known_by_their_hash(client, version):
    assert says(drop(client, version.minutes_json.encode(), "minutes.json"))[0] == "Äkta och gällande"


def test_an_earlier_version_is_genuine_and_the_page_tells_what_has_changed(client, version, corrected):
    title, shown = says(drop(client, PDF))
    assert title == "Äkta, men rättad den 21 november"
    assert "Datumet är den 13 november." in shown
    assert 'Styrgruppsmöte 2026-11-<ins class="differs">12</ins>' in shown
    assert says(drop(client, bytes(corrected.pdf)))[0] == "Äkta och gällande"


@pytest.mark.parametrize("away", [True, False])
def test_a_version_that_was_replaced_is_not_in_force_where_the_later_one_is_not_for_everybody(
    client, version, corrected, away
):
    if away:
        Withdrawal.objects.create(version=corrected, reason="Namn på ett barn.", at=timezone.now())
    else:
        guards.remove()
        PublishedVersion.objects.filter(pk=corrected.pk).update(restricted=True)
        guards.install()
    title, shown = says(drop(client, PDF))
    assert (title, "Ingen senare version" in shown) == ("Äkta, men gäller inte längre", False)
    assert "Datumet är" not in shown
    page = client.get(reverse("published-version", args=[version.meeting_id, 1])).content.decode()
    assert ("som har ersatts" in page, "gäller</span>" in page) == (True, False)


def test_altered_data_are_told_by_words_and_the_words_of_a_forger_are_shown_as_text(client, version):
    minutes = load.sealed(version.minutes_json)
    first = dataclasses.replace(minutes.items[0], title="Val av <script>kassör</script>")
    forged = load.to_json(dataclasses.replace(minutes, items=(first, *minutes.items[1:])))
    title, shown = says(drop(client, forged, "minutes.json"))
    assert title == "Ändrad efter publiceringen"
    assert "&lt;" in shown
    assert "<script>kassör" not in shown
    assert '<ins class="differs">justerare</ins>' in shown


def test_one_more_byte_is_not_the_published_file(client, version):
    assert says(drop(client, PDF + b"\n"))[0] == "Filen går inte att läsa"


@pytest.mark.parametrize("data", [b"", b"\x00" * 1000, b"{" * 5000, b'{"items": ' + b"[" * 5000, b"\xff\xfe not utf-8"])
def test_rubbish_gets_a_sentence_and_never_an_error(client, version, data):
    answer = drop(client, data)
    assert answer.status_code in (200, 422)
    assert "Traceback" not in answer.content.decode()


def test_a_withdrawn_version_is_told_of_without_its_content(client, version):
    Withdrawal.objects.create(version=version, reason="Namn på ett barn.", at=timezone.now())
    for answer in (drop(client, PDF), client.get(reverse("verify-code", args=[codes.grouped(version.code)]))):
        title, shown = says(answer)
        assert title == "Publicerad, men borttagen sedan dess"
        assert "Namn på ett barn" not in shown
        assert version.heading not in shown


def test_what_is_not_for_everybody_is_unknown_to_strangers_and_known_to_members(client, version, sign_in, member):
    Body.objects.update(readers=Body.Readers.MEMBERS)
    by_code = reverse("verify-code", args=[version.code])
    stranger = client.get(by_code)
    assert (stranger.status_code, says(stranger)[0]) == (404, "Koden är inte vår")
    assert says(drop(client, version.minutes_json.encode(), "minutes.json"))[0] == "Inte publicerad här"
    forged = version.minutes_json.replace("Val av", "Val om").encode()
    assert says(drop(client, forged, "minutes.json"))[0] == "Inte publicerad här"
    assert version.heading not in stranger.content.decode()
    assert says(sign_in(member).get(by_code))[0] == "Äkta och gällande"


def test_a_pasted_code_leads_to_its_short_address(client, version):
    answer = Client(enforce_csrf_checks=True).post(PAGE, {"code": f" {codes.grouped(version.code).lower()} "})
    assert answer["Location"] == f"/v/{codes.grouped(version.code)}/"
    assert says(client.get(answer["Location"]))[0] == "Äkta och gällande"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Välj en fil eller skriv en kod."),
        ({"code": "K7QF\x00"}, "tecken"),
        ({"code": "K7QF-2M9X"}, "En kod har tolv bokstäver och siffror"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_place(client, db, sent, said):
    answer = client.post(PAGE, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("data", [b"%PDF-1.7 something", b'{"heading": "something"}'])
def test_more_than_two_files_of_strangers_at_once_wait_and_are_asked_to_come_again(client, version, monkeypatch, data):
    monkeypatch.setattr(service, "WAIT", 0)
    with service._turn(), service._turn():
        answer = drop(client, data)
        assert (answer.status_code, "Försök igen om en stund" in answer.content.decode()) == (503, True)
        assert says(drop(client, PDF))[0] == "Äkta och gällande"  # which is known by its hash
    assert drop(client, data).status_code == 200


def test_a_file_that_is_too_large_is_thrown_away_while_it_comes(client, db, monkeypatch):
    monkeypatch.setattr(limits, "VERIFIED", 100_000)
    answer = drop(client, b"%PDF-" + b"x" * 200_000)
    assert answer.status_code == 422
    assert "större än" in answer.content.decode()


def test_nothing_is_kept(client, version, settings):
    before = AuditEvent.objects.count(), PublishedVersion.objects.count()
    drop(client, b"%PDF-1.7 from somebody")
    assert (AuditEvent.objects.count(), PublishedVersion.objects.count()) == before
    assert not settings.MEDIA_ROOT.exists()


def test_a_forgery_can_be_had_in_the_demo_alone(client, version, settings):
    settings.DEMO = False
    assert "manipulerad" not in client.get(PAGE).content.decode()
    assert client.get("/verify/altered.pdf").status_code == 404
