import json

import pytest
from django.urls import reverse

from minutes.documents import evidence as content
from minutes.documents import evidence_sheet, load, render
from minutes.models import AuditEvent, Signature
from minutes.services import evidence, publication, signoff
from tests.signing import sign

ADDRESS = "198.51.100.23"


@pytest.fixture
def version(meeting, secretary, chair, adjuster, no_tasks, no_pango):
    """Published after one round that was recalled for a change in § 2."""
    signoff.send(meeting, by=secretary.user)
    sign(meeting, adjuster)
    signoff.recall(meeting, by=secretary.user, reason="Fel belopp.")
    meeting.items.filter(position=1).update(text="<p>Bryggan lagas i maj.</p>")
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person, address=ADDRESS)
    return publication.publish(meeting, by=secretary.user)


def test_evidence_tells_who_signed_what_how_and_what_had_changed_to_them(version):
    found = evidence.of(version)
    assert [(one.number, one.ended) for one in found.sealings] == [(1, "recalled"), (2, "completed")]
    last = found.answers[-1]
    assert (last.label, last.name, last.verb, last.method, last.level) == (
        "Justerare", "Jorunn Ask", "approved", "mail_code", "single",
    )  # fmt: skip
    assert last.content_hash == version.content_hash
    assert last.words.startswith("Jag har läst hela protokollet.")
    assert (last.at.utc[-1], last.at.local[-6:-3]) == ("Z", "+01")
    assert [(one.sealing, one.first, one.changed) for one in last.seen] == [(1, True, ()), (2, False, ("§ 2",))]
    assert [one.stands for one in found.answers] == [False, True, True, True]
    assert len({one.event for one in found.answers}) == 4


def test_what_is_handed_on_and_what_is_published_tells_no_address(client, version):
    found = evidence.of(version)
    assert [one.address for one in found.restricted] == ["", ADDRESS, ADDRESS, ADDRESS]
    assert ADDRESS in evidence_sheet.page_html(found)
    handed_on = content.without_network(found)
    public = [version.html, version.minutes_json, version.proof_json]
    public.append(render.paper_html(load.sealed(version.minutes_json), load.proof(version.proof_json)))
    public.append(client.get(reverse("published-show", args=[version.meeting_id])).content.decode())
    for text in [*public, evidence_sheet.page_html(handed_on), content.to_json(handed_on).decode()]:
        assert ADDRESS not in text


def test_signing_on_the_page_notes_the_address_in_the_erasable_part_of_the_log_alone(
    no_tasks, no_pango, sealed, sign_in, chair
):
    given = {"content_hash": sealed.content_hash}
    sign_in(chair).post(reverse("signoff-sign", args=[sealed.meeting_id]), given, REMOTE_ADDR=ADDRESS)
    kept = AuditEvent.objects.get(address=ADDRESS)
    assert kept.details["level"] == "single"
    assert ADDRESS not in json.dumps(kept.details)


def test_an_address_that_was_erased_leaves_the_rest_of_the_evidence(version):
    before = evidence.of(version)
    AuditEvent.objects.update(salt="", name="", address="")
    after = evidence.of(version)
    assert {one.address for one in after.restricted} == {""}
    assert after.answers == before.answers


def test_the_report_says_on_paper_what_its_data_say(version):
    found = evidence.of(version)
    data = json.loads(content.to_json(found))
    assert data["answers"][-1]["words"] == Signature.objects.latest("pk").words
    text = render.paper_of(evidence_sheet.EvidenceSheet(found, level=1))
    title = f"{found.heading}, underskriftsbevis</title>"
    for told in (title, "engångskod via e-post, en faktor", "ändrat sedan förra gången i § 2"):
        assert told in text.replace("\xa0", " ").replace('<span class="nowrap">', "").replace("</span>", "")
