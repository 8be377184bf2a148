"""Both kinds of document, typed in through the product's own forms with every irregularity, signed and read back."""

import dataclasses
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from minutes import compose
from minutes.documents import load, render
from minutes.lib.text import squeeze
from tests.documents.reading import html_text, pdf_text
from tests.documents.samples import FIXTURES, fixture
from tests.journeys.entering import Entering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tasks")]
HEADINGS = {"protocol": "{meeting} {date}", "notes": "{body}"}


@pytest.fixture(params=HEADINGS)
def typed(request):
    """What is typed in: the example without an action of an earlier meeting, attachments listed without a file."""
    whole, nothing = fixture(request.param), {"sha256": "", "size": 0, "content_type": "", "file_name": ""}
    minutes = dataclasses.replace(
        whole,
        actions=tuple(one for one in whole.actions if one.item),
        attachments=tuple(dataclasses.replace(one, **nothing) for one in whole.attachments),
    )
    return Entering(minutes, heading=HEADINGS[request.param])


def missing(name, text):
    """The lines of the example that do not stand in the text after those before them."""
    lines = (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    at, found = 0, []
    for line in filter(None, map(squeeze, lines)):
        place = text.find(line, at)
        found += [line] if place < 0 else []
        at = place + len(line) if place >= 0 else at
    return found


def command(name, *args):
    out = StringIO()
    call_command(name, *map(str, args), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_everything_is_typed_in_the_forms_and_read_in_page_and_pdf(typed, client, tmp_path):
    meeting, name = typed.all(), typed.minutes.document
    assert compose.minutes(compose.load(meeting.pk)) == typed.minutes
    typed.signed_and_published()

    page = client.get(reverse("published-show", args=[meeting.pk])).content.decode()
    article = re.search("<article class=.doc.*</article>", page, re.DOTALL)[0]
    assert missing(name, html_text(article)) == []
    assert all(word in squeeze(article) for word in letterhead(typed.minutes))

    exported = command("export_minutes", meeting.pk)
    (tmp_path / "minutes.json").write_text(exported, encoding="utf-8")
    body = typed.found()
    number = command("import_minutes", tmp_path / "minutes.json", "--body", body.slug).strip()
    again = compose.minutes(compose.load(int(number)))
    assert load.content_hash(again) == load.content_hash(typed.minutes)
    assert command("export_minutes", number) == exported

    if render.pdf_available() is not None:
        pytest.skip("no Pango: the PDF cannot be made")
    pdf = client.get(reverse("published-pdf", args=[meeting.pk, 1])).content
    assert missing(name, pdf_text(pdf)) == []


def letterhead(minutes):
    head = minutes.letterhead
    facts = (head.postal_address, head.visiting_address, head.phone, head.email, head.web, head.registration_number)
    return [squeeze(fact) for fact in facts if fact]
