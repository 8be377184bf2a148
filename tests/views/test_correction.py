"""Correcting and withdrawing what is published, on the pages."""

import pytest
from django.urls import reverse

from minutes.models import Correction, Meeting, Withdrawal
from tests import factories

GIVEN = {"kind": "correction", "clerical": "1", "what": "Beloppet i § 2.", "why": "Två siffror hade bytt plats."}


@pytest.fixture
def version(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    meeting.refresh_from_db()
    return factories.PublishedVersion(meeting=meeting)


def page(meeting, act="begin"):
    return reverse(f"correction-{act}", args=[meeting.pk])


def seen(client, meeting):
    return client.get(reverse("meeting-show", args=[meeting.pk])).content.decode()


def test_the_page_tells_who_will_sign_and_the_draft_says_what_it_corrects(writer, meeting, version):
    shown = writer.get(page(meeting)).content.decode()
    assert "Bara ett skrivfel. Underskrifter: Sekreterare, Ordförande" in shown
    assert "Innehållet. Underskrifter: Sekreterare, Ordförande, Justerare" in shown
    assert writer.post(page(meeting), GIVEN)["Location"] == reverse("writing-show", args=[meeting.pk])
    response = writer.get(reverse("meeting-show", args=[meeting.pk]))
    assert [step["note"] for step in response.context["steps"][2:]] == ["", "", ""]
    shown = response.content.decode()
    assert "Version 1 rättas" in shown
    assert "Två siffror hade bytt plats." in shown
    assert reverse("published-show", args=[meeting.pk]) in shown


def test_what_is_published_stays_readable_while_it_is_corrected(writer, client, meeting, version):
    writer.post(page(meeting), GIVEN)
    writer.logout()
    address = reverse("published-show", args=[meeting.pk])
    assert client.get(address).status_code == 200
    first = client.get(reverse("start-show"))
    assert f'href="{address}"' in first.content.decode()
    assert first.context["waiting"] == []


@pytest.mark.parametrize(
    "wrong", [{"what": "", "why": "\x00"}, {"kind": "x", "clerical": "2", "what": "x" * 99_999}]
)
def test_what_is_missing_or_wild_is_told_and_nothing_is_begun(writer, meeting, version, wrong):
    response = writer.post(page(meeting), GIVEN | wrong)
    assert response.context["form"].errors.keys() == wrong.keys()
    assert not Correction.objects.exists()


def test_the_words_are_changed_and_the_correction_given_up(writer, meeting, version):
    writer.post(page(meeting), GIVEN)
    writer.post(page(meeting, "edit"), {"what": "Summan i § 2.", "why": GIVEN["why"]})
    assert "Summan i § 2." in seen(writer, meeting)


def test_a_version_is_taken_from_the_public_with_a_reason_and_once(writer, client, meeting, version):
    address = reverse("publication-withdraw", args=[meeting.pk, 1])
    assert address in seen(writer, meeting)
    assert writer.post(address, {"reason": ""}).context["form"].errors.keys() == {"reason"}
    assert writer.post(address, {"reason": "En privat adress."}).status_code == 302
    assert writer.post(address, {"reason": "En gång till."}).status_code == 409
    assert Withdrawal.objects.get().reason == "En privat adress."
    writer.logout()
    assert client.get(reverse("published-show", args=[meeting.pk])).status_code == 410
