"""A statement that is put into SQL once says the same as one that is built anew."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Length
from django.utils import timezone

from minutes.lib.prepared import Objects, Rows, Update, attach
from minutes.models import Meeting
from tests import factories


def _build(pk, title, since, day):
    found = Meeting.objects.filter(pk__gte=pk, title=title, created__gte=since, date__gte=day, state="draft")
    return found.order_by("pk").values_list("pk", "numbered", "created", "start").annotate(length=Length("title"))


def _rename(pk, title, day):
    return Meeting.objects.filter(pk=pk), {"title": title, "date": day, "revision": F("revision") + 1}


found = Rows(_build, pk=int, title=str, since=datetime.datetime, day=datetime.date)
renamed = Update(_rename, pk=int, title=str, day=datetime.date)


@pytest.mark.django_db
def test_rows_are_those_of_the_query_with_the_same_types():
    one, other = factories.Meeting(title="Möte"), factories.Meeting(title="Annat")
    now = timezone.now()
    for title, hours, days in (("Möte", 1, 1), ("Annat", 1, 1), ("Möte", -1, 1), ("Möte", 1, -1)):
        asked = {
            "pk": one.pk, "title": title, "since": now - datetime.timedelta(hours=hours),
            "day": one.date - datetime.timedelta(days=days),
        }
        assert found(**asked) == list(_build(**asked))
        assert len(found(**asked)) == (hours > 0 and days > 0)
    [row] = found(pk=other.pk, title="Annat", since=now - datetime.timedelta(hours=1), day=other.date)
    assert row == (other.pk, False, other.created, datetime.time(9, 0), 5)


@pytest.mark.django_db
def test_an_update_changes_the_rows_that_it_looks_for():
    one, other = factories.Meeting(title="Möte"), factories.Meeting(title="Annat")
    for title in ("Första", "Andra'; --"):
        assert renamed(pk=one.pk, title=title, day=datetime.date(2026, 2, 3)) == 1
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.title, one.date, one.revision, other.title) == ("Andra'; --", datetime.date(2026, 2, 3), 2, "Annat")
    assert renamed(pk=2**60, title="x", day=one.date) == 0


def _with_writer(body):
    return Meeting.objects.filter(body=body).select_related("body__organisation", "writer").order_by("pk")


written = Objects(_with_writer, body=int)


@pytest.mark.django_db
def test_objects_are_whole_and_bring_what_belongs_to_them(django_assert_num_queries):
    one = factories.Meeting(writer=factories.Person(name="Malte"))
    other = factories.Meeting(body=one.body)
    factories.Meeting()
    with django_assert_num_queries(1):
        first, second = written(body=one.body_id)
        assert [meeting.body.organisation for meeting in (first, second)] == [one.body.organisation] * 2
        assert (first.writer.name, second.writer) == ("Malte", None)
    assert [vars(meeting) | {"_state": 0} for meeting in (first, second)] == [
        vars(meeting) | {"_state": 0} for meeting in _with_writer(one.body_id)
    ]
    assert (written.first(body=one.body_id), written.first(body=0)) == (first, None)
    first.title = "Nytt"
    first.save()
    assert written(body=other.body_id)[0].title == "Nytt"


numbered = Rows(lambda number: Meeting.objects.filter(number=number).values_list("pk"), number=int)


@pytest.mark.django_db
def test_a_small_column_is_asked_for_any_number():
    meeting = factories.Meeting(number=7)
    assert [numbered(number=number) for number in (7, 2**31, 2**40, 2**63)] == [[(meeting.pk,)], [], [], []]


@pytest.mark.django_db
def test_attached_rows_are_as_if_prefetched(django_assert_num_queries):
    body = factories.Meeting().body
    plain = type(body).objects.prefetch_related("meetings").get(pk=body.pk)
    body = type(body).objects.get(pk=body.pk)
    attach(body, "meetings", list(Meeting.objects.filter(body=body)))
    with django_assert_num_queries(0):
        assert list(body.meetings.all()) == list(plain.meetings.all())
        assert [one.body for one in body.meetings.all()] == [body]
    assert list(body.meetings.filter(title="Annat")) == []


@pytest.mark.django_db
def test_the_server_is_told_once_in_a_connection_even_when_a_transaction_fails(django_assert_num_queries):
    meeting = factories.Meeting(number=7)
    told = Rows(lambda number: Meeting.objects.filter(number=number).order_by("-pk").values_list("pk"), number=int)
    with transaction.atomic():
        assert told(number=7) == [(meeting.pk,)]
        transaction.set_rollback(True)
    with django_assert_num_queries(2):
        assert (told(number=7), told(number=8)) == ([(meeting.pk,)], [])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT calls FROM (SELECT generic_plans + custom_plans AS calls, name"
                           " FROM pg_prepared_statements) AS known WHERE name = %s", [told.name])
            assert cursor.fetchall() == [(3,)]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_anew_and_so_is_one_that_forgot():
    meeting = factories.Meeting(number=7)
    for _ in range(2):
        assert numbered(number=7) == [(meeting.pk,)]
        connection.close()
    if connection.vendor == "postgresql":
        for _ in range(2):
            assert numbered(number=7) == [(meeting.pk,)]
            with connection.cursor() as cursor:
                cursor.execute("DEALLOCATE ALL")
            assert numbered(number=7) == [(meeting.pk,)]
            with pytest.raises(DatabaseError), transaction.atomic():
                numbered(number=7)
            connection.close_if_unusable_or_obsolete()


@pytest.mark.django_db(transaction=True)
def test_what_the_server_cannot_prepare_is_an_error_of_the_database_and_is_told_anew():
    nowhere = Meeting.objects.extra(tables=["lost"]).values_list("pk")
    lost = Rows(lambda number: nowhere.filter(number=number), number=int)
    for _ in range(2):
        with pytest.raises(DatabaseError):
            lost(number=7)
