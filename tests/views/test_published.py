import datetime
import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from minutes.documents import render
from minutes.lib import canonical, files
from minutes.models import Body, Organisation, Withdrawal
from tests import factories
from tests.standing import standing

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


@standing
def version(meeting):
    return factories.PublishedVersion(meeting=meeting, pdf=b"%PDF-1.7 frozen", pages=3)


@pytest.fixture
def members_only(version):
    Body.objects.filter(pk=version.meeting.body_id).update(readers=Body.Readers.MEMBERS)
    return version


def page(version, name="published-show"):
    numbers = [version.meeting_id] if name == "published-show" else [version.meeting_id, version.number]
    return reverse(name, args=numbers)


def file(version):
    return reverse("published-file", args=[version.meeting_id, version.number, version.pdf_hash])


def text(response):
    return response.content.decode()


def test_the_page_holds_the_frozen_document_as_it_is(client, version):
    response = client.get(page(version))
    assert response.status_code == 200
    assert version.html in text(response)


def test_the_page_leads_to_each_section_to_the_pdf_and_to_the_data(client, version):
    shown = text(client.get(page(version)))
    assert 'href="#p1"' in shown
    assert 'id="p1"' in shown
    assert f'href="{file(version)}"' in shown
    assert f'href="{page(version, "published-json")}"' in shown
    assert "3 sidor" in shown


def test_nothing_about_the_reader_changes_an_open_page(client, sign_in, version, secretary):
    strangers = client.get(page(version)).content
    assert sign_in(secretary).get(page(version)).content == strangers


def test_an_open_page_is_one_answer_for_all_and_in_the_language_of_its_body(client, sign_in, version, secretary):
    answers = [
        client.get(address, headers={"Accept-Language": "en"}) for address in (page(version), file(version))
    ] + [sign_in(secretary).get(page(version)), client.get(reverse("published-body", args=[version.meeting.body.slug]))]
    assert [one.get("Vary") for one in answers] == [None] * 4
    assert [one.get("Set-Cookie") for one in answers] == [None] * 4
    assert "Hämta PDF" in text(answers[0])


def test_a_page_that_was_kept_is_made_anew_when_anything_on_it_changes(client, version):
    client.get(page(version))
    Organisation.objects.update(phone="0999-12 34 56")
    assert "0999-12 34 56" in text(client.get(page(version)))
    factories.PublishedVersion(meeting=version.meeting, number=2, corrects=version, correction_what="Rättat.")
    assert "Det här är version 1, som har ersatts." in text(client.get(page(version, "published-version")))


@pytest.mark.parametrize("name", ["published-show", "published-file", "published-pdf"])
def test_what_is_published_costs_at_most_three_queries(client, version, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(file(version) if name == "published-file" else page(version, name))


def test_the_page_keeps_the_colour_that_it_was_issued_in(client, meeting):
    Organisation.objects.update(accent="#1f5a3f")
    meeting.body.organisation.refresh_from_db()
    version = factories.PublishedVersion(meeting=meeting)
    before = text(client.get(page(version)))
    Organisation.objects.update(accent="#7a1f3d")
    assert "/look/1f5a3f-" in before
    assert text(client.get(page(version))) == before


def test_a_reader_who_has_the_page_gets_304(client, version):
    first = client.get(page(version))
    second = client.get(page(version), headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_a_later_change_of_the_tables_leaves_the_page_as_it_was(client, version):
    version.meeting.items.update(title="Något helt annat")
    shown = text(client.get(page(version)))
    assert "Val av justerare" in shown
    assert "Något helt annat" not in shown


def test_minutes_of_a_members_only_body_are_unknown_to_strangers(client, members_only):
    for name in ("published-show", "published-version", "published-pdf", "published-json"):
        assert client.get(page(members_only, name)).status_code == 404
    assert client.get(reverse("published-body", args=[members_only.meeting.body.slug])).status_code == 404


def test_members_read_the_minutes_of_their_own_body_and_no_cache_keeps_them(sign_in, members_only, member):
    response = sign_in(member).get(page(members_only))
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert sign_in(member).get(page(members_only, "published-pdf"))["Cache-Control"] == "private, no-cache"


def test_a_meeting_without_published_minutes_is_not_found(client, meeting):
    assert {client.get(reverse("published-show", args=[pk])).status_code for pk in (meeting.pk, 10**25)} == {404}


@pytest.fixture
def corrected(version):
    return factories.PublishedVersion(
        meeting=version.meeting, number=2, corrects=version, correction_kind="correction", published_at=NOW,
        correction_what="Beloppet i § 2 är rättat.", correction_why="Två siffror hade bytt plats.",
    )


def test_the_latest_version_is_in_force_and_says_what_it_corrects(client, corrected):
    shown = text(client.get(page(corrected)))
    assert "Beloppet i § 2 är rättat." in shown
    assert "Två siffror hade bytt plats." in shown
    assert f'href="{reverse("published-version", args=[corrected.meeting_id, 1])}"' in shown


def test_an_earlier_version_stays_readable_and_says_that_it_is_replaced(client, version, corrected):
    shown = text(client.get(page(version, "published-version")))
    assert version.html in shown
    assert "Det här är version 1, som har ersatts." in shown


def test_a_withdrawn_version_is_gone_for_strangers_with_a_sentence(client, version):
    Withdrawal.objects.create(version=version, reason="Innehöll en privat adress.", at=NOW)
    for name in ("published-show", "published-version", "published-pdf", "published-json"):
        response = client.get(page(version, name))
        assert response.status_code == 410
        assert "togs bort från de offentliga sidorna" in text(response)
        assert "privat adress" not in text(response)
        assert "Valet förrättas" not in text(response)


def test_a_withdrawn_version_stays_with_those_who_take_part(sign_in, version, member):
    Withdrawal.objects.create(version=version, reason="Innehöll en privat adress.", at=NOW)
    shown = text(sign_in(member).get(page(version)))
    assert version.html in shown
    assert "Innehöll en privat adress." in shown


def test_a_restricted_version_of_a_public_body_is_unknown_to_strangers(client, meeting):
    hidden = factories.PublishedVersion(meeting=meeting, restricted=True)
    assert client.get(page(hidden)).status_code == 404


def test_the_pdf_is_the_frozen_bytes_under_a_name_that_people_understand(client, version):
    response = client.get(page(version, "published-pdf"))
    assert response.content == b"%PDF-1.7 frozen"
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{version.pdf_hash}"'
    name = "Styrgruppen%20f%C3%B6r%20badplatser%202026-11-12%20protokoll.pdf"
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{name}"


def test_the_address_that_names_the_bytes_lasts_for_ever_and_answers_in_parts(client, version):
    response = client.get(file(version), headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.content) == (206, b"%PDF")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(file(version).replace(version.pdf_hash, "0" * 64)).status_code == 404


def test_without_a_frozen_pdf_it_is_made_from_the_frozen_content(client, meeting):
    version = factories.PublishedVersion(meeting=meeting)
    if missing := render.pdf_available():
        pytest.skip(missing)
    response = client.get(page(version, "published-pdf"))
    assert response.content.startswith(b"%PDF-")
    assert client.get(page(version, "published-pdf"), headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_where_no_pdf_can_be_made_the_reader_is_sent_to_the_page(client, meeting, no_pango):
    version = factories.PublishedVersion(meeting=meeting)
    response = client.get(page(version, "published-pdf"))
    assert response.status_code == 503
    assert "Pango" in text(response)
    assert page(version, "published-version") in text(response)


def test_the_json_is_the_canonical_content_that_was_signed(client, version):
    response = client.get(page(version, "published-json"))
    assert canonical.sha256(response.content) == version.content_hash
    assert json.loads(response.content)["heading"] == json.loads(version.minutes_json)["heading"]
    assert response["ETag"] == f'"{version.content_hash}"'


def stored(content, **fields):
    digest = canonical.sha256(content)
    files.store(ContentFile(content), digest)
    file = {"sha256": digest, "size": len(content), "file_name": "karta.pdf", "content_type": "application/pdf"}
    return fields | file


def file_of(version, number):
    return reverse("published-attachment", args=[version.meeting_id, version.number, number])


def test_a_published_attachment_is_read_by_everybody(client, meeting):
    factories.Attachment(meeting=meeting, **stored(b"%PDF-1.7 karta", number=4))
    version = factories.PublishedVersion(meeting=meeting)
    assert client.get(file_of(version, 4)).content == b"%PDF-1.7 karta"


def test_an_attachment_that_is_not_public_is_for_those_who_may_read_drafts(
    client, sign_in, meeting, member, outsider, secretary
):
    factories.Attachment(meeting=meeting, **stored(b"%PDF-1.7 hemligt", number=4, public=False))
    version = factories.PublishedVersion(meeting=meeting)
    assert client.get(file_of(version, 4)).status_code == 404
    assert sign_in(outsider).get(file_of(version, 4)).status_code == 404
    assert sign_in(member).get(file_of(version, 4)).status_code == 404
    response = sign_in(secretary).get(file_of(version, 4))
    assert response.content == b"%PDF-1.7 hemligt"
    assert response["Cache-Control"] == "private, no-cache"
    assert "karta.pdf" in response["Content-Disposition"]


def test_what_the_file_of_a_hidden_attachment_was_called_is_not_published(client, meeting):
    factories.Attachment(meeting=meeting, **stored(b"%PDF-1.7 hemligt", number=4, public=False))
    version = factories.PublishedVersion(meeting=meeting)
    data = reverse("published-json", args=[version.meeting_id, version.number])
    assert "karta.pdf" not in client.get(data).content.decode()


def test_the_list_of_a_public_body_is_the_same_for_insiders_since_caches_may_keep_it(
    client, sign_in, meeting, body, member
):
    factories.PublishedVersion(meeting=meeting, restricted=True, heading="Hemligt styrgruppsmöte")
    response = sign_in(member).get(reverse("published-body", args=[body.slug]))
    assert "public" in response["Cache-Control"]
    assert "Hemligt" not in response.content.decode()


def test_later_changes_do_not_alter_which_files_were_published(client, meeting):
    factories.Attachment(meeting=meeting, **stored(b"%PDF-1.7 karta", number=4))
    version = factories.PublishedVersion(meeting=meeting)
    meeting.attachments.update(public=False)
    factories.Attachment(meeting=meeting, **stored(b"%PDF-1.7 sent", number=5))
    assert client.get(file_of(version, 4)).content == b"%PDF-1.7 karta"
    assert client.get(file_of(version, 5)).status_code == 404


def test_an_attachment_without_file_and_a_lost_file_are_not_found(client, meeting):
    factories.Attachment(meeting=meeting, number=4)
    lost = {"sha256": "0" * 64, "size": 1, "file_name": "borta.pdf", "content_type": "application/pdf"}
    factories.Attachment(meeting=meeting, number=5, **lost)
    version = factories.PublishedVersion(meeting=meeting)
    assert client.get(file_of(version, 4)).status_code == 404
    assert client.get(file_of(version, 5)).status_code == 404


def test_a_body_lists_its_minutes_by_year_with_their_decisions(client, body, meeting):
    factories.PublishedVersion(meeting__body=body, meeting__date=datetime.date(2025, 3, 4), heading="Möte i mars")
    decisions = [{"label": "§ 1", "words": "Bryggan lagas före midsommar.", "anchor": "p1-1"}]
    factories.PublishedVersion(meeting=meeting, heading="Möte i november", decisions=decisions)
    shown = text(client.get(reverse("published-body", args=[body.slug])))
    march = shown.index("Möte i mars 2025-03-04")
    assert shown.index(">2026<") < shown.index("Möte i november") < shown.index(">2025<") < march
    assert "Bryggan lagas före midsommar." in shown


def test_the_page_of_a_body_that_writes_notes_does_not_speak_of_minutes(client, sign_in, body, secretary):
    Body.objects.update(document="notes")
    seen = text(client.get(reverse("published-body", args=[body.slug])))
    assert "Här kommer anteckningarna att stå, år för år." in seen
    inside = text(sign_in(secretary).get(reverse("body-show", args=[body.slug])))
    assert "Publicerade anteckningar" in inside
    assert "Publicerade protokoll" not in inside


def test_a_body_without_minutes_says_so(client, body):
    assert "Inget är publicerat ännu" in text(client.get(reverse("published-body", args=[body.slug])))


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_published_minutes_cost_the_same_for_one_and_many(client, body, rows, django_assert_num_queries):
    for day in range(rows):
        factories.PublishedVersion(meeting=factories.Meeting(body=body, date=datetime.date(2026, 5, 4 + day)))
    with django_assert_num_queries(2):
        client.get(reverse("published-body", args=[body.slug]))
