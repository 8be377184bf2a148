import pytest
from django.core.files.base import ContentFile

from minutes.lib import files, limits
from minutes.models import Attachment, AuditEvent
from minutes.services import Refused, attachment
from tests import factories

PDF = b"%PDF-1.7 karta"


def pdf(content=PDF, name="Årskarta.pdf"):
    return ContentFile(content, name=name)


def test_attachments_take_the_next_number_with_or_without_a_file(meeting, secretary):
    listed = attachment.add(meeting, by=secretary.user, title="Karta")
    stored = attachment.add(meeting, by=secretary.user, title="Avtal", file=pdf(), public=False)
    assert [(a.number, a.title, a.size, a.file_name) for a in meeting.attachments.all()] == [
        (1, "Karta", 0, ""), (2, "Avtal", len(PDF), "Årskarta.pdf"),
    ]
    assert files.read_stored(stored.sha256) == PDF
    assert listed.sha256 == ""
    assert [e.kind for e in AuditEvent.objects.all()] == ["attachment.add"] * 2


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_listed(meeting, secretary):
    with pytest.raises(Refused):
        attachment.add(meeting, by=secretary.user, title="Karta", file=pdf(b"MZ"))
    assert not Attachment.objects.exists()


def test_a_title_that_is_no_title_is_refused(meeting, secretary):
    with pytest.raises(Refused):
        attachment.add(meeting, by=secretary.user, title="")


def test_an_attachment_belongs_to_an_item_of_its_own_meeting(meeting, secretary):
    with pytest.raises(Refused):
        attachment.add(meeting, by=secretary.user, title="Karta", item=factories.AgendaItem())


def test_a_file_is_replaced_and_taken_away(meeting, secretary):
    row = attachment.add(meeting, by=secretary.user, title="Karta", file=pdf())
    before = row.sha256
    attachment.change(row, by=secretary.user, title="Karta 2", file=pdf(b"%PDF-2", "ny.pdf"))
    row.refresh_from_db()
    assert (row.title, row.file_name, row.sha256 != before) == ("Karta 2", "ny.pdf", True)
    attachment.change(row, by=secretary.user, file=False)
    row.refresh_from_db()
    assert (row.sha256, row.size, row.file_name) == ("", 0, "")
    assert files.read_stored(before) == PDF


def test_a_change_of_nothing_leaves_no_trace(meeting, secretary):
    row = attachment.add(meeting, by=secretary.user, title="Karta")
    attachment.change(row, by=secretary.user, title="Karta")
    assert AuditEvent.objects.count() == 1


def test_a_number_that_another_attachment_has_is_refused(meeting, secretary):
    attachment.add(meeting, by=secretary.user, title="Ett")
    row = attachment.add(meeting, by=secretary.user, title="Två")
    with pytest.raises(Refused):
        attachment.change(row, by=secretary.user, number=1)


def test_a_removed_attachment_leaves_its_content(meeting, secretary):
    row = attachment.add(meeting, by=secretary.user, title="Karta", file=pdf())
    attachment.remove(row, by=secretary.user)
    assert not Attachment.objects.exists()
    with pytest.raises(Refused):
        attachment.change(Attachment(pk=1, meeting=meeting, title="x"), by=secretary.user, title="y")


def test_a_full_list_takes_no_more(meeting, secretary):
    Attachment.objects.bulk_create(
        Attachment(meeting=meeting, number=n + 1, title="x") for n in range(limits.ATTACHMENTS)
    )
    with pytest.raises(Refused):
        attachment.add(meeting, by=secretary.user, title="En till")


def test_a_change_keeps_the_file_that_somebody_else_put_there_meanwhile(meeting, secretary):
    row = factories.Attachment(meeting=meeting)
    stale = Attachment.objects.get(pk=row.pk)
    Attachment.objects.filter(pk=row.pk).update(
        sha256="a" * 64, size=3, file_name="ny.pdf", content_type="application/pdf"
    )
    attachment.change(stale, by=secretary.user, title="Karta över viken")
    row.refresh_from_db()
    assert (row.title, row.file_name) == ("Karta över viken", "ny.pdf")
