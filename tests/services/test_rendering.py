"""PDFs in the background: leased, kept under their document's hash, failures seen."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.documents import load, quick_text
from minutes.models import AuditEvent, Rendering
from minutes.services import Refused, rendering, signoff, tick

State = Rendering.State


pytestmark = pytest.mark.usefixtures("no_tasks")


@pytest.fixture
def wanted(meeting, secretary):
    signoff.send(meeting, by=secretary.user)
    return Rendering.objects.get()


def broken(wanted):
    """A row whose document cannot be laid out."""
    Rendering.objects.filter(pk=wanted.pk).update(proof_json="{}")
    return wanted


def test_a_row_is_rendered_once_however_often_the_task_runs(wanted):
    rendering.make.call(wanted.pk)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.leased_until, bytes(wanted.pdf)[:5]) == (State.DONE, None, b"%PDF-")
    finished = wanted.finished
    rendering.make.call(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.finished == finished


def test_a_leased_row_is_left_to_its_worker_until_the_lease_runs_out(wanted):
    lease = {"state": State.RUNNING, "leased_until": timezone.now() + datetime.timedelta(minutes=1)}
    Rendering.objects.filter(pk=wanted.pk).update(**lease)
    rendering.make.call(wanted.pk)
    assert Rendering.objects.get().state == State.RUNNING
    Rendering.objects.filter(pk=wanted.pk).update(leased_until=timezone.now() - datetime.timedelta(minutes=1))
    assert tick.run()["renderings"] == 1
    rendering.make.call(wanted.pk)
    assert Rendering.objects.get().state == State.DONE


def test_a_failure_is_shown_to_the_secretary_with_its_reason(sign_in, meeting, secretary, adjuster, wanted):
    rendering.make.call(broken(wanted).pk)
    assert Rendering.objects.get().state == State.FAILED
    address = reverse("signoff-show", args=[meeting.pk])
    assert "PDF-filen kunde inte göras: Invalid" in sign_in(secretary).get(address).content.decode()
    assert "PDF-filen kunde inte göras" not in sign_in(adjuster).get(address).content.decode()


def test_a_failed_row_can_be_made_again_by_a_button(sign_in, meeting, secretary, wanted):
    proof = wanted.proof_json
    rendering.make.call(broken(wanted).pk)
    Rendering.objects.filter(pk=wanted.pk).update(proof_json=proof)
    client, retry = sign_in(secretary), reverse("rendering-retry", args=[meeting.pk])
    assert retry in client.get(reverse("meeting-show", args=[meeting.pk])).content.decode()
    page = client.post(retry, follow=True).content.decode()
    assert ("görs på nytt" in page, "kunde inte göras" in page) == (True, False)
    rendering.make.call(wanted.pk)
    assert (Rendering.objects.get().state, Rendering.objects.get().error) == (State.DONE, "")
    with pytest.raises(Refused):
        rendering.retry(meeting, by=secretary.user)
    assert AuditEvent.objects.filter(kind="rendering.retry").count() == 1


def test_the_same_document_is_asked_for_once(meeting, wanted):
    rendering.request(meeting, wanted.minutes_json, load.proof(wanted.proof_json))
    assert Rendering.objects.count() == 1


def test_a_pdf_that_is_not_ready_is_made_in_place(meeting, wanted):
    assert rendering.pdf_of(meeting, wanted.minutes_json, load.proof(wanted.proof_json))[:5] == b"%PDF-"
    assert Rendering.objects.get().state == State.WAITING


def test_a_document_that_cannot_be_laid_out_is_refused_with_the_reason(meeting, wanted):
    with pytest.raises(Refused, match="PDF-filen kunde inte göras"):
        rendering.pdf_of(meeting, "{}", load.proof(wanted.proof_json))


def test_the_sealed_pdf_is_sent_under_a_name(sign_in, meeting, wanted, adjuster):
    response = sign_in(adjuster).get(reverse("signoff-pdf", args=[meeting.pk]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert "Styrgruppsm%C3%B6te%202026-11-12%20protokoll.pdf" in response["Content-Disposition"]


def test_a_draft_is_previewed_as_page_and_pdf(sign_in, meeting, secretary):
    client = sign_in(secretary)
    page = client.get(reverse("preview-show", args=[meeting.pk])).content.decode()
    assert "Utkast" in page
    assert "Läget vid badplatserna" in page
    assert client.get(reverse("preview-pdf", args=[meeting.pk])).content[:5] == b"%PDF-"


def test_the_pdf_of_a_draft_is_ready_when_its_reader_opens_it(sign_in, meeting, secretary):
    client, prepare = sign_in(secretary), reverse("preview-prepare", args=[meeting.pk])
    address = reverse("preview-show", args=[meeting.pk])
    assert f'data-prepare="{prepare}"' in client.get(address).content.decode()
    assert [client.post(prepare).status_code for _ in range(2)] == [204, 204]
    Rendering.objects.filter(state=State.WAITING).update(state=State.DONE, pdf=b"%PDF-ready")
    assert client.get(reverse("preview-pdf", args=[meeting.pk])).content == b"%PDF-ready"
    assert "PDF-filen" not in client.get(reverse("meeting-show", args=[meeting.pk])).content.decode()


def test_one_draft_waits_at_a_time_and_none_is_kept(meeting, secretary):
    before = rendering.prepare(meeting)
    meeting.items.filter(position=1).update(title="Nyare rubrik")
    newer = rendering.prepare(meeting)
    assert (list(Rendering.objects.all()), before.pk != newer.pk) == ([newer], True)
    rendering.make.call(before.pk)  # the worker that comes too late
    Rendering.objects.update(created=timezone.now() - datetime.timedelta(hours=25))
    assert tick.run()["drafts"] == 1
    rendering.prepare(meeting)
    signoff.send(meeting, by=secretary.user)
    assert [one.is_draft for one in Rendering.objects.all()] == [False]


def test_the_preview_of_sealed_minutes_is_the_page_of_the_approval(sign_in, meeting, secretary, wanted):
    client = sign_in(secretary)
    for name, target in [("preview-show", "signoff-show"), ("preview-pdf", "signoff-pdf")]:
        assert client.get(reverse(name, args=[meeting.pk])).url == reverse(target, args=[meeting.pk])


def test_drafts_are_read_by_those_whom_the_body_lets(sign_in, meeting, member):
    address = reverse("preview-show", args=[meeting.pk])
    assert sign_in(member).get(address).status_code == 403
    meeting.body.draft_readers = "members"
    meeting.body.save()
    assert sign_in(member).get(address).status_code == 200


def test_without_pango_the_page_says_what_to_install(sign_in, meeting, secretary, no_pango):
    client = sign_in(secretary)
    answers = [client.get(reverse(name, args=[meeting.pk])) for name in ("preview-show", "preview-pdf")]
    assert [answer.status_code for answer in answers] == [200, 503]
    assert ["libpango" in answer.content.decode() for answer in answers] == [True, True]


def test_without_pango_nothing_waits_to_be_rendered(meeting, secretary, no_pango):
    signoff.send(meeting, by=secretary.user)
    assert Rendering.objects.count() == 0


def test_what_waited_when_pango_went_away_fails_with_what_to_install(wanted, no_pango):
    rendering.make.call(wanted.pk)
    wanted.refresh_from_db()
    assert wanted.error.startswith("PDF-filen kunde inte göras: För PDF behövs Pango.")


def test_while_it_is_made_the_secretary_is_told_so(sign_in, meeting, secretary, wanted):
    assert "PDF-filen görs." in sign_in(secretary).get(reverse("meeting-show", args=[meeting.pk])).content.decode()


def test_a_document_on_which_a_shortcut_fails_is_made_without_it(wanted, monkeypatch, caplog):
    monkeypatch.setattr(quick_text, "_line", lambda *_: 1 / 0)
    rendering.make.call(wanted.pk)
    wanted.refresh_from_db()
    assert (wanted.state, bytes(wanted.pdf)[:5]) == (State.DONE, b"%PDF-")
    assert "without shortcuts" in caplog.text


def test_a_document_that_takes_too_long_fails_with_words(wanted, monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 0.001)
    rendering.make.call(wanted.pk)
    wanted.refresh_from_db()
    assert (wanted.state, "TimeoutError" in wanted.error) == (State.FAILED, True)
