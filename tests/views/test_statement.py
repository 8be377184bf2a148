import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import AuditEvent, Statement

GIVEN = {"level": "partial", "failings": "Äldre bilagor saknar rubriker.", "burden": "", "method": "Eget test",
         "assessed": "2026-10-01"}  # fmt: skip


def page(organisation, act="show"):
    return reverse(f"statement-{act}", args=[organisation.slug])


@pytest.fixture
def boss(sign_in, administrator):
    return sign_in(administrator)


def test_what_the_administrator_writes_everybody_reads(boss, client, organisation):
    assert boss.post(page(organisation, "edit"), GIVEN).status_code == 302
    boss.logout()
    shown = client.get(page(organisation)).content.decode()
    for words in ("delvis förenlig", "Äldre bilagor saknar rubriker.", "Eget test", "2026-10-01", "tdosanmalan"):
        assert words in shown
    statement = Statement.objects.get()
    assert (statement.assessed, statement.updated) == (datetime.date(2026, 10, 1), timezone.localdate())
    assert AuditEvent.objects.get(kind="statement.edit").about == f"organisation:{organisation.pk}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"failings": ""}, "Skriv vad som inte är tillgängligt"),
        ({"assessed": "2999-01-01"}, "Dagen har inte varit än."),
        ({"method": "x" * 5000, "level": "\x00", "failings": "\x00" * 9}, "error"),
    ],
)
def test_what_is_missing_or_wild_is_told_and_nothing_is_stored(boss, organisation, change, words):
    response = boss.post(page(organisation, "edit"), GIVEN | change)
    assert words in response.content.decode()
    assert not Statement.objects.exists()


def test_before_it_is_written_the_page_tells_whom_to_ask(client, organisation):
    organisation.email = "post@fjallvik.example"
    organisation.save()
    shown = client.get(page(organisation)).content.decode()
    assert "inte publicerad här ännu" in shown
    assert "mailto:post@fjallvik.example" in shown
