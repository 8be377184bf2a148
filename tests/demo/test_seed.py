import datetime
import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minutes import audit, demo
from minutes.demo import clock
from minutes.models import AgendaItem, Attachment, AuditEvent, Body, Meeting, Membership, Person, PublishedVersion

State = Meeting.State
TOLD = []


def told(of_the_demo):
    """Something that is told of the seeded demo, a test in all but that the demo is made once for all of them."""
    TOLD.append(of_the_demo)
    return of_the_demo


@pytest.fixture
def seeded(db):
    assert demo.seed()


def test_what_is_told_of_the_demo(seeded, subtests):
    for one in TOLD:
        with subtests.test(one.__name__), transaction.atomic():
            one()
            transaction.set_rollback(True)


def of(slug, state):
    return Meeting.objects.get(body__slug=slug, state=state)


@told
def the_demo_shows_minutes_in_each_part_of_their_life():
    states = sorted((meeting.body.slug, meeting.state) for meeting in Meeting.objects.select_related("body"))
    assert states == [
        ("kontaktcenter", State.DRAFT),
        ("kontaktcenter", State.PLANNED),
        ("kontaktcenter", State.PUBLISHED),
        ("valfardsteknik", State.IN_ADJUSTMENT),
        ("valfardsteknik", State.PLANNED),
        ("valfardsteknik", State.PUBLISHED),
    ]


@told
def the_planned_meeting_carries_the_postponed_item_and_the_draft_the_unfinished_actions():
    carried = AgendaItem.objects.get(meeting=of("kontaktcenter", State.PLANNED), carried_from__isnull=False)
    assert carried.carried_from.meeting == of("kontaktcenter", State.PUBLISHED)
    assert carried.carried_from.deferred
    assert of("kontaktcenter", State.DRAFT).actions.filter(carried_from__isnull=False).count() == 2


@told
def the_secretary_has_signed_the_notes_and_the_other_is_waited_for():
    sealed = of("valfardsteknik", State.IN_ADJUSTMENT).rounds.get()
    assert [signature.role_key for signature in sealed.signatures.all()] == ["noted_by"]


@told
def a_second_time_nothing_is_duplicated_and_nothing_reset():
    Body.objects.filter(slug="kontaktcenter").update(description="Ändrad av någon som provar.")
    before = (Person.objects.count(), Meeting.objects.count(), AuditEvent.objects.count())
    said = io.StringIO()
    call_command("seed_demo", stdout=said)
    assert "already there" in said.getvalue()
    assert (Person.objects.count(), Meeting.objects.count(), AuditEvent.objects.count()) == before
    assert Body.objects.get(slug="kontaktcenter").description == "Ändrad av någon som provar."


@told
def the_days_of_the_demo_lie_around_today_and_in_order():
    today = timezone.localdate()
    dates = list(Meeting.objects.order_by("date").values_list("date", flat=True))
    assert today - datetime.timedelta(days=70) < dates[0]
    assert dates[-1] < today + datetime.timedelta(days=70)
    assert all(date.weekday() < 5 for date in dates)
    for version in PublishedVersion.objects.select_related("meeting"):
        assert version.meeting.date < version.adjusted_on <= version.published_at.date() <= today


@told
def everything_was_done_through_services_and_left_its_trace():
    count, broken = audit.verify()
    assert broken is None
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {
        "organisation.add",
        "body.add",
        "membership.add",
        "meeting.plan",
        "signoff.sign",
        "publication.publish",
    } <= kinds
    assert count == AuditEvent.objects.count()


@told
def attachments_are_real_files_but_for_the_listed_ones():
    kinds = set(Attachment.objects.exclude(sha256="").values_list("content_type", flat=True))
    assert kinds == {"application/pdf", "image/png"}
    assert Attachment.objects.filter(sha256="").count() == 2
    for attachment in Attachment.objects.exclude(sha256=""):
        assert attachment.size > 400


@told
def no_address_of_the_demo_can_exist():
    assert not Person.objects.exclude(email__endswith=".example").exists()


@told
def one_body_is_for_its_members_alone():
    hidden = Body.objects.get(readers=Body.Readers.MEMBERS)
    assert Membership.objects.filter(body=hidden).exists()
    assert hidden.name not in Client().get(reverse("start-show")).content.decode()


@told
def the_stranger_meets_what_the_demo_has_published():
    page = Client().get(reverse("start-show")).content.decode()
    for version in PublishedVersion.objects.all():
        assert reverse("published-show", args=[version.meeting_id]) in page
    assert "Väntas senast" in page


def test_a_holiday_moves_the_meeting_a_week():
    assert clock.weekday_near(datetime.date(2026, 12, 24), 3) == datetime.date(2027, 1, 7)
    assert clock.weekday_near(datetime.date(2026, 11, 21), 3) == datetime.date(2026, 11, 19)


def test_the_clock_stands_on_the_given_day_and_goes_right_again():
    with clock.at(datetime.date(2026, 11, 12), "14.07"):
        then = timezone.localtime()
    assert (then.date(), then.hour, then.minute) == (datetime.date(2026, 11, 12), 14, 7)
    assert abs(timezone.now() - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=5)


@told
def published_pdfs_know_their_pages():
    for version in PublishedVersion.objects.filter(pdf__isnull=False):
        assert version.pages >= 2
