"""Everything that the public can fetch of masked minutes, looked through to the last byte."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minutes.documents import load
from minutes.documents import masking as documents
from minutes.documents.masking import Marks
from minutes.lib import canonical, codes, files
from minutes.lib.text import squeeze
from minutes.models import Masking, Meeting, PublishedVersion, Rendering, guards
from minutes.services import masking, publication, rounds
from tests import factories, sealing
from tests.documents.reading import pdf_text
from tests.signing import NO_TASKS

NUMBER = "811218-9876"  # from the Tax Agency's own examples; the check digit is right
MARKED = ("Ylva Granlund", NUMBER, "070-174 06 05", "ylva@granlund.example", "Orvar Kjellgren")
HIDDEN = ("Brunnsgatan", "Lekplatsutredningen", "utredning.pdf", "Akten.pdf")
PLAIN = b"%PDF-1.4 nothing within"


@pytest.fixture
def publish(meeting, secretary, chair, adjuster, settings):
    """Makes a masked copy: words in a text, in an action and in who signs; a whole confidential item; an attachment."""
    settings.TASKS, settings.SEAL_P12 = NO_TASKS, str(sealing.key())

    def publish():
        told = f'<p>Ylva Granlund, {NUMBER}, <a href="mailto:ylva@granlund.example">ylva@granlund.example</a>.</p>'
        meeting.items.filter(position=1).update(text=told)
        given = {"title": "Lekplatsutredningen", "text": "<p>Vid Brunnsgatan.</p>", "confidential": True}
        secret = factories.AgendaItem(meeting=meeting, position=2, **given)
        second = meeting.items.get(position=1)
        factories.ActionItem(meeting=meeting, text="Ring Ylva Granlund, 070-174 06 05", item=second)
        for number, (name, item) in enumerate((("utredning.pdf", secret), ("Akten.pdf", None), ("karta.pdf", None)), 1):
            digest = canonical.sha256(PLAIN + name.encode())
            files.store(ContentFile(PLAIN + name.encode()), digest)
            file = {"sha256": digest, "size": 9, "content_type": "application/pdf", "file_name": name}
            factories.Attachment(meeting=meeting, number=number, title=name[:-4], item=item, **file)
        sealing.approved(meeting, secretary, chair, adjuster)
        masking.mark(meeting, by=secretary.user, marks=Marks(words=MARKED, items=(2,), attachments=(2,)), seen=0)
        sealed = rounds.last(meeting)
        seen = documents.mask(load.sealed(sealed.minutes_json), masking.marks_of(masking.of(sealed)))
        masking.confirm(meeting, by=adjuster.user, copy_hash=load.content_hash(seen))
        return publication.publish(meeting, by=secretary.user)

    return publish


@pytest.fixture
def copy(publish, no_pango):
    """The copy without a PDF, which takes its time."""
    return publish()


def read(response):
    """Everything that an answer says: its headers, its body, and what is packed in it."""
    body = b"".join(response) if response.streaming else response.content
    said = [str(response.headers), body.decode("utf-8", "replace")]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            said += [name + pdf(packed.read(name)) for name in packed.namelist()]
    return squeeze("\n".join([*said, pdf(body)])).casefold()


def pdf(data):
    """The words of a PDF, and every string and stream of it."""
    if not data.startswith(b"%PDF"):
        return data.decode("utf-8", "replace")
    if data.startswith(PLAIN):
        return data.decode()
    found = [pdf_text(data)]
    with pikepdf.open(io.BytesIO(data)) as opened:
        for one in opened.objects:
            found.append(repr(one))
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


def test_nothing_that_is_masked_and_no_hash_of_the_original_is_in_anything_public(client, publish):
    copy = publish()
    pk, original = copy.meeting_id, PublishedVersion.objects.get(rendition="original")
    addresses = [
        ("start-show",), ("published-body", copy.meeting.body.slug), ("published-show", pk),
        ("published-version", pk, 1), ("published-pdf", pk, 1), ("published-json", pk, 1),
        ("published-attachment", pk, 1, 3), ("appended-pdf", pk, 1), ("bundle-version", pk, 1),
        ("verify-code", codes.grouped(copy.code)),
    ]  # fmt: skip
    answers = {name: client.get(reverse(name[0], args=name[1:])) for name in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    said = {name: read(answer) for name, answer in answers.items()}
    forbidden = [*MARKED, *HIDDEN, "8112189876", "0701740605", "Granlund", "Kjellgren", Masking.objects.get().secret]
    forbidden += [original.content_hash, original.html_hash, original.pdf_hash, original.code]
    forbidden += [canonical.sha256(PLAIN + name.encode()) for name in ("utredning.pdf", "Akten.pdf")]
    found = {name: [one for one in forbidden if squeeze(one).casefold() in words] for name, words in said.items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert all("[maskat]" in said[name] for name in addresses if name[0] in ("published-pdf", "published-show"))
    assert load.proof(copy.proof_json).tie in said["published-show", pk]
    assert client.get(reverse("published-file", args=[pk, 1, copy.pdf_hash])).content == bytes(copy.pdf)
    assert Rendering.objects.get(proof_json=copy.proof_json).minutes_json == copy.minutes_json  # asked for beforehand
    hidden = [("published-attachment", 1), ("published-attachment", 2), ("published-file", original.pdf_hash)]
    assert {client.get(reverse(name, args=[pk, 1, which])).status_code for name, which in hidden} == {404}
    assert client.get(reverse("verify-code", args=[codes.grouped(original.code)])).status_code == 404


def test_whoever_guesses_the_original_is_not_told_that_it_is_right(client, copy):
    original = PublishedVersion.objects.get(rendition="original")
    guesses = [original.minutes_json, original.minutes_json.replace(NUMBER, "811218-0000"), bytes(original.pdf)]
    kinds = []
    for guess in guesses:
        data = guess if isinstance(guess, bytes) else guess.encode()
        answer = client.post(reverse("verify-show"), {"file": SimpleUploadedFile("x", data)})
        kinds.append(answer.context["verdict"].kind)
    assert kinds == ["unknown", "unknown", "sealed"]


def test_who_has_a_seat_reads_the_original_at_its_own_address_and_no_cache_keeps_it(
    client, sign_in, copy, member, outsider
):
    numbers = [copy.meeting_id, 1]
    addresses = [reverse(f"original-{act}", args=numbers) for act in ("show", "pdf", "json")]
    for address in addresses:
        assert client.get(address).status_code == 302
        assert sign_in(outsider).get(address).status_code == 404
        answer = sign_in(member).get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        client.logout()
    reader = sign_in(member)
    assert NUMBER in reader.get(addresses[0]).content.decode()
    opened = reader.get(reverse("published-attachment", args=[*numbers, 2]))
    assert (opened.status_code, "private" in opened["Cache-Control"]) == (200, True)
    assert NUMBER not in reader.get(reverse("published-show", args=numbers[:1])).content.decode()
    meeting = reader.get(reverse("meeting-show", args=numbers[:1])).content.decode()
    assert f'href="{addresses[0]}">Läs protokollet</a>' in meeting
    assert f'href="{addresses[0]}#p2"' in meeting
    assert "maskad offentlig kopia" in meeting


def test_what_the_members_had_before_is_no_date_of_publishing(client, copy):
    page = reverse("published-body", args=[copy.meeting.body.slug])
    days = [client.get(page).context["versions"][0].first_published]
    guards.remove()
    PublishedVersion.objects.filter(rendition="original").update(published_at="2020-01-01T09:00:00Z")
    guards.install()
    days.append(client.get(page).context["versions"][0].first_published)
    assert days == [copy.published_at] * 2


def test_an_extract_is_made_of_the_copy_unless_the_original_is_asked_for(sign_in, copy, secretary):
    address, desk = reverse("extract-show", args=[copy.meeting_id]), sign_in(secretary)
    shown = desk.get(address, {"item": "1"}).content.decode()
    assert NUMBER not in shown
    assert "Maskad offentlig kopia" in shown
    assert NUMBER in desk.get(address, {"item": "1", "whole": "on"}).content.decode()


def test_the_public_copy_can_be_taken_away_again(client, sign_in, copy, secretary):
    sign_in(secretary).post(
        reverse("publication-withdraw", args=[copy.meeting_id, 1]), {"reason": "Ett ord stod kvar."}
    )
    client.logout()
    assert client.get(reverse("published-show", args=[copy.meeting_id])).status_code == 410
    assert copy.meeting.state == Meeting.State.PUBLISHED
