"""Publishing: the whole version in one transaction, once, and nothing that nobody may read."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from minutes.documents import load
from minutes.lib import canonical
from minutes.models import AuditEvent, Body, Meeting, Notification, PublishedVersion, Rendering
from minutes.notifications import messages
from minutes.services import Refused, publication, rendering, rounds, secrecy, signoff
from tests import factories
from tests.signing import follow, kinds, sign, told

NUMBER = "811218-9876"  # from the Tax Agency's own examples; the check digit is right


pytestmark = pytest.mark.usefixtures("no_tasks")
without_pdf = pytest.mark.usefixtures("no_pango")  # for what a PDF has no part in: making one takes its time


@pytest.fixture
def approve(meeting, secretary, chair, adjuster):
    def approve():
        signoff.send(meeting, by=secretary.user)
        for person in (secretary, chair, adjuster):
            sign(meeting, person)
        meeting.refresh_from_db()
        return meeting

    return approve


def test_a_version_holds_everything_frozen(approve, secretary):
    meeting = approve()
    version = publication.publish(meeting, by=secretary.user)
    sealed, proof = rounds.last(meeting), load.proof(version.proof_json)
    assert version.minutes_json == sealed.minutes_json
    assert version.content_hash == sealed.content_hash == load.content_hash(load.sealed(version.minutes_json))
    assert (proof.state, proof.version, len(proof.signatures)) == ("published", 1, 3)
    assert (version.number, version.heading, version.date) == (1, "Styrgruppsmöte 2026-11-12", meeting.date)
    assert version.html_hash == canonical.sha256(version.html.encode())
    assert version.pdf_hash == canonical.sha256(bytes(version.pdf))
    assert version.pdf_size == len(version.pdf)
    assert version.pages == 1
    assert version.published_by == secretary
    assert "Läget vid badplatserna" in version.html
    assert [d["label"] for d in version.decisions] == ["§ 1", "§ 2"]
    assert version.decisions[0]["words"] == "Jorunn Ask utses till justerare."
    assert meeting.state == Meeting.State.PUBLISHED


@without_pdf
def test_the_date_of_adjustment_is_that_of_the_last_adjusting_signature(approve, secretary):
    version = publication.publish(approve(), by=secretary.user)
    adjusting = version.meeting.rounds.get().signatures.exclude(verb="signed").order_by("signed_at").last()
    assert version.adjusted_on == timezone.localdate(adjusting.signed_at)


@without_pdf
def test_publishing_leaves_one_trace_and_tells_the_members(approve, secretary, member):
    meeting = approve()
    publication.publish(meeting, by=secretary.user)
    assert kinds(meeting)[-1] == "publication.publish"
    assert told("published") == {"Orvar Kjellgren", "Jorunn Ask", "Malte Hedqvist"}


@without_pdf
def test_publishing_twice_is_refused(approve, secretary):
    meeting = approve()
    publication.publish(meeting, by=secretary.user)
    with pytest.raises(Refused, match="redan publicera"):
        publication.publish(meeting, by=secretary.user)
    assert PublishedVersion.objects.count() == 1
    assert kinds(meeting).count("publication.publish") == 1


@pytest.mark.parametrize("state", ["planned", "draft", "in_adjustment"])
def test_only_approved_minutes_are_published(meeting, secretary, state):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(Refused, match="inte justerat"):
        publication.publish(meeting, by=secretary.user)
    assert PublishedVersion.objects.count() == 0


def test_a_state_set_past_the_services_publishes_nothing(meeting, secretary, chair):
    signoff.send(meeting, by=secretary.user)
    sign(meeting, chair)
    Meeting.objects.filter(pk=meeting.pk).update(state="adjusted")
    with pytest.raises(Refused, match="Alla som måste"):
        publication.publish(meeting, by=secretary.user)
    assert PublishedVersion.objects.count() == 0


def test_a_confidential_item_is_not_published_for_everybody(approve, meeting, secretary):
    meeting.items.filter(position=1).update(confidential=True)
    with pytest.raises(Refused, match="§ 2 Läget vid badplatserna är märkt med sekretess"):
        publication.publish(approve(), by=secretary.user)
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.ADJUSTED


def test_a_personal_number_is_not_published_for_everybody(approve, meeting, secretary):
    meeting.items.filter(position=1).update(text=f"<p>Sökande {NUMBER} fick nyckeln.</p>")
    with pytest.raises(Refused, match="§ 2 Läget vid badplatserna: ") as refused:
        publication.publish(approve(), by=secretary.user)
    assert NUMBER not in refused.value.message


def test_a_personal_number_in_the_attendance_is_found_too(approve, meeting, secretary):
    factories.Attendance(meeting=meeting, name="Una Stavfel", title=NUMBER)
    with pytest.raises(Refused, match="Utanför punkterna: "):
        publication.publish(approve(), by=secretary.user)


@without_pdf
def test_a_body_with_members_as_readers_publishes_both(approve, meeting, secretary):
    Body.objects.filter(pk=meeting.body_id).update(readers=Body.Readers.MEMBERS)
    meeting.body.refresh_from_db()
    meeting.items.filter(position=1).update(confidential=True, text=f"<p>{NUMBER}</p>")
    assert publication.publish(approve(), by=secretary.user).number == 1


@without_pdf
def test_an_action_from_a_confidential_item_of_an_earlier_meeting_is_not_for_everybody(
    approve, meeting, secretary, django_assert_num_queries
):
    secret = factories.AgendaItem(meeting=factories.Meeting(body=meeting.body), confidential=True)
    first, other = (
        factories.ActionItem(meeting=secret.meeting, item=secret, text=words) for words in ("Byt koden i Mo.", "Ring.")
    )
    between = factories.ActionItem(meeting=factories.Meeting(body=meeting.body), text=first.text, carried_from=first)
    factories.ActionItem(meeting=meeting, text=first.text, carried_from=between)
    factories.ActionItem(meeting=meeting, text="Ring, som bestämt.", carried_from=other)  # in words that were chosen
    with pytest.raises(Refused, match=r"^Åtgärden ”Byt koden i Mo.” kommer från en sekretessbelagd punkt\.[^”]*$"):
        publication.publish(approve(), by=secretary.user)
    minutes = load.sealed(rounds.last(meeting).minutes_json)
    with django_assert_num_queries(1):  # however often it was carried over
        assert secrecy.carried(meeting, minutes) == [first.text]
    assert publication.publish(meeting, by=secretary.user, restricted=True).restricted


@without_pdf
def test_what_not_everybody_may_read_can_be_given_to_the_members(approve, meeting, secretary, member):
    meeting.items.filter(position=1).update(confidential=True)
    version = publication.publish(approve(), by=secretary.user, restricted=True)
    assert version.restricted
    assert list(PublishedVersion.objects.visible_to(member.user)) == [version]
    assert list(PublishedVersion.objects.visible_to(AnonymousUser())) == []
    told = [messages.build(one).body for one in Notification.objects.filter(kind="published")]
    assert (version.decisions[0]["label"], {"§ 1" in mail for mail in told}) == ("§ 1", {False})


@without_pdf
def test_nothing_is_kept_from_the_public_without_a_reason(approve, secretary):
    """And what was meant for the members is not given to everybody, when the reason is gone meanwhile."""
    meeting = approve()
    with pytest.raises(Refused, match="Titta en gång till"):
        publication.publish(meeting, by=secretary.user, restricted=True)
    assert not publication.publish(meeting, by=secretary.user).restricted


def test_without_pango_the_version_has_no_pdf_and_everything_else(no_pango, approve, secretary):
    version = publication.publish(approve(), by=secretary.user)
    assert (version.pdf, version.pdf_hash, version.pdf_size) == (None, "", 0)
    assert version.html
    assert Rendering.objects.count() == 0


def test_a_ready_pdf_is_published_as_it_is(approve, secretary, settings):
    meeting = approve()
    follow()
    wanted = Rendering.objects.order_by("-pk").first()
    rendering.make.call(wanted.pk)
    Rendering.objects.filter(pk=wanted.pk).update(pdf=b"%PDF-1.7 the very same bytes")
    assert bytes(publication.publish(meeting, by=secretary.user).pdf) == b"%PDF-1.7 the very same bytes"


def test_the_pdf_made_at_the_last_signature_is_the_one_that_publishing_wants(approve, secretary):
    meeting = approve()
    follow()
    wanted = Rendering.objects.order_by("-pk").first()
    rendering.make.call(wanted.pk)
    wanted.refresh_from_db()
    version = publication.publish(meeting, by=secretary.user)
    assert (wanted.state, bytes(wanted.pdf)) == ("done", bytes(version.pdf))
    assert json.loads(wanted.proof_json) == json.loads(version.proof_json)


def test_a_body_may_publish_at_the_last_signature_by_itself(meeting, secretary, chair, adjuster, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    Body.objects.filter(pk=meeting.body_id).update(publish_when_adjusted=True)
    meeting.body.refresh_from_db()
    signoff.send(meeting, by=secretary.user)
    for person in (chair, adjuster, secretary):
        sign(meeting, person)
    version = PublishedVersion.objects.get()
    assert version.published_by is None
    assert AuditEvent.objects.get(kind="publication.publish").actor is None
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.PUBLISHED


@without_pdf
def test_what_refuses_to_publish_by_itself_stays_approved(meeting, secretary, chair, adjuster, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    Body.objects.filter(pk=meeting.body_id).update(publish_when_adjusted=True)
    meeting.body.refresh_from_db()
    meeting.items.update(confidential=True)
    signoff.send(meeting, by=secretary.user)
    for person in (chair, adjuster, secretary):
        sign(meeting, person)
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.ADJUSTED
    assert (PublishedVersion.objects.count(), Notification.objects.filter(kind="published").count()) == (0, 0)


@without_pdf
def test_a_failure_in_the_middle_leaves_nothing_half(approve, secretary):
    meeting = approve()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE minutes_notification RENAME TO minutes_notification_away")
    with pytest.raises(Exception, match="minutes_notification"):
        publication.publish(meeting, by=secretary.user)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE minutes_notification_away RENAME TO minutes_notification")
    assert PublishedVersion.objects.count() == 0
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.ADJUSTED


@without_pdf
def test_secrets_published_among_members_stay_there_when_the_body_is_made_public(approve, meeting, secretary):
    Body.objects.update(readers=Body.Readers.MEMBERS)
    meeting.items.filter(position=1).update(confidential=True)
    version = publication.publish(approve(), by=secretary.user)
    Body.objects.update(readers=Body.Readers.PUBLIC)
    assert not PublishedVersion.objects.visible_to(AnonymousUser()).filter(pk=version.pk).exists()


@without_pdf
def test_decisions_of_confidential_items_are_in_no_list_and_no_mail(approve, meeting, secretary):
    Body.objects.update(readers=Body.Readers.MEMBERS)
    meeting.items.filter(position=1).update(confidential=True)
    version = publication.publish(approve(), by=secretary.user)
    assert [decision["label"] for decision in version.decisions] == ["§ 1"]
