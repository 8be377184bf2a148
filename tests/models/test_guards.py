"""The database itself refuses, whatever the code above it does."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from minutes import audit
from minutes.models import AuditEvent, PublishedVersion, Signature, SignoffRound, Summons, guards
from tests import factories


def refused(sql, *params):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.fixture
def sealed(meeting, secretary):
    return SignoffRound.objects.create(
        meeting=meeting, number=1, minutes_json='{"a":1}', content_hash="a" * 64, opened_at=timezone.now(),
        deadline=meeting.date,
    )


def test_every_guard_is_in_the_catalogue(db):
    expected = {f"{guard.name}_{event}" for guard in guards.GUARDS for event in ("update", "delete")}
    assert expected <= guards.installed()


def test_the_catalogue_is_complete_again_after_a_table_was_rebuilt(db):
    guards.remove()
    assert guards.installed() == set()
    guards.install()
    assert {f"{guard.name}_update" for guard in guards.GUARDS} <= guards.installed()


def test_the_audit_log_can_only_grow(meeting, secretary):
    event = audit.record("meeting.test", meeting, by=secretary.user)
    for column in {one.column for one in AuditEvent._meta.fields} - set(AuditEvent.PERSONAL):
        refused(f"UPDATE minutes_auditevent SET {column} = {column} WHERE id = %s", event.pk)
    refused("DELETE FROM minutes_auditevent WHERE id = %s", event.pk)


def test_a_sealed_json_cannot_change_but_the_round_may_close(sealed):
    refused("UPDATE minutes_signoffround SET minutes_json = '{}' WHERE id = %s", sealed.pk)
    refused("UPDATE minutes_signoffround SET content_hash = 'b' WHERE id = %s", sealed.pk)
    refused("DELETE FROM minutes_signoffround WHERE id = %s", sealed.pk)
    assert SignoffRound.objects.filter(pk=sealed.pk).update(state=SignoffRound.State.RECALLED) == 1


def test_a_signature_cannot_change_or_go(sealed, meeting):
    signer = meeting.signers.first()
    signature = Signature.objects.create(
        round=sealed,
        signer=signer,
        person=signer.person,
        name=signer.person.name,
        role_key="secretary",
        role_label="Sekreterare",
        verb="signed",
        signed_at=timezone.now(),
        method="password",
        content_hash="a" * 64,
        words="Ja",
    )
    refused("UPDATE minutes_signature SET content_hash = 'b' WHERE id = %s", signature.pk)
    refused("DELETE FROM minutes_signature WHERE id = %s", signature.pk)


def test_a_published_version_cannot_change_or_go(meeting):
    version = PublishedVersion.objects.create(
        meeting=meeting,
        number=1,
        heading="Möte",
        date=meeting.date,
        minutes_json="{}",
        proof_json="{}",
        html="<p></p>",
        content_hash="a" * 64,
        html_hash="b" * 64,
        published_at=timezone.now(),
    )
    refused("UPDATE minutes_publishedversion SET html = '' WHERE id = %s", version.pk)
    refused("DELETE FROM minutes_publishedversion WHERE id = %s", version.pk)


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_lost_guards_back():
    from django.core.management import call_command

    guards.remove()
    call_command("migrate", verbosity=0)
    assert {f"{guard.name}_delete" for guard in guards.GUARDS} <= guards.installed()


def test_two_open_rounds_cannot_be_stored(sealed, meeting):
    with pytest.raises(DatabaseError), transaction.atomic():
        SignoffRound.objects.create(
            meeting=meeting,
            number=2,
            minutes_json="{}",
            content_hash="c" * 64,
            opened_at=timezone.now(),
            deadline=meeting.date,
        )


def test_breaks_cannot_carry_a_number(meeting):
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.AgendaItem(meeting=meeting, kind="break", number=3)


def test_what_a_summons_said_cannot_change_but_its_meeting_may_go(meeting):
    sent = Summons.objects.create(
        body=meeting.body, meeting=meeting, number=1, uid="x@justera", content_json="{}", content_hash="a" * 64,
        revision=0, sent_at=timezone.now(),
    )
    refused("UPDATE minutes_summons SET content_json = '[]' WHERE id = %s", sent.pk)
    refused("DELETE FROM minutes_summons WHERE id = %s", sent.pk)
    meeting.delete()
    sent.refresh_from_db()
    assert sent.meeting is None
