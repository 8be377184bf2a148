import io

import pikepdf
import pytest
from django.urls import reverse

from minutes.documents import render
from minutes.models import Meeting
from minutes.services import signoff
from minutes.views import extract as view
from tests import factories
from tests.documents.reading import pdf_text


@pytest.fixture
def version(meeting):
    meeting.state = "published"
    meeting.save()
    return factories.PublishedVersion(meeting=meeting)


def test_an_extract_is_chosen_in_a_form_and_holds_nothing_of_the_other_items(writer, meeting, version):
    page = reverse("extract-show", args=[meeting.pk])
    assert "Läget vid badplatserna" in writer.get(page).content.decode()
    response = writer.get(page, {"item": "0", "sent_to": "Tekniska nämnden"})
    document = response.context["document"]
    assert "Val av justerare" in document
    assert "Tekniska nämnden" in document
    assert "Siv Lindblom" in document
    assert "Läget vid badplatserna" not in document


def test_an_extract_of_what_is_not_published_yet_has_no_proof_of_publication(writer, meeting, secretary, no_tasks):
    signoff.send(meeting, by=secretary.user)
    Meeting.objects.filter(pk=meeting.pk).update(state="adjusted")
    _minutes, proof, has_copy = view._approved(Meeting.objects.get(), whole=None)
    assert (proof.state, proof.version, proof.code, proof.address, has_copy) == ("adjusted", 0, "", "", False)
    page = reverse("extract-show", args=[meeting.pk])
    assert "Val av justerare" in writer.get(page, {"item": "0"}).context["document"]


@pytest.mark.parametrize("asked", [{"item": "99"}, {"item": "x\x00"}, {"sent_to": "x"}])
def test_what_cannot_be_chosen_is_told_at_the_field(writer, meeting, version, asked):
    response = writer.get(reverse("extract-show", args=[meeting.pk]), asked)
    assert response.context["form"].errors["item"]
    assert "document" not in response.context
    assert writer.get(reverse("extract-pdf", args=[meeting.pk]), asked).status_code == 302


def test_the_pdf_carries_the_chosen_item_alone(writer, meeting, version):
    if missing := render.pdf_available():
        pytest.skip(missing)
    pdf = writer.get(reverse("extract-pdf", args=[meeting.pk]), {"item": "1"}).content
    assert "Lägetvidbadplatserna" in pdf_text(pdf)
    assert "Valavjusterare" not in pdf_text(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        held = [one.get_file().read_bytes() for one in opened.attachments.values()]
    assert "Läget vid badplatserna".encode() in held[0]
    assert not [one for one in held if b"Val av justerare" in one]
