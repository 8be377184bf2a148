"""The page where the public copy is masked: marked by one, vouched for by another, and published from there."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from minutes.models import Masking, PublishedVersion
from minutes.notifications import links
from minutes.services import publication, remark, rounds, signoff
from tests import factories
from tests.looking import text
from tests.signing import sign
from tests.standing import standing

NUMBER = "811218-9876"  # from the Tax Agency's own examples; the check digit is right
pytestmark = pytest.mark.usefixtures("no_tasks", "no_pango")


@standing
def approved(meeting, secretary, chair, adjuster):
    meeting.items.filter(position=1).update(text=f"<p>Sökande Ylva Granlund, {NUMBER}, 070-174 06 05.</p>")
    meeting.items.filter(position=0).update(confidential=True)
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    return meeting


def to(meeting, act="show"):
    return reverse(f"masking-{act}", args=[meeting.pk])


def marked(client, meeting, **given):
    data = {"seen": 0, "words": [NUMBER], "more": "Ylva Granlund\n", "items": ["0"]} | given
    return client.post(to(meeting, "mark"), data, follow=True)


def test_from_the_refusal_to_the_published_copy(sign_in, client, approved, secretary, chair):
    desk = sign_in(secretary)
    asked = desk.get(reverse("publication-publish", args=[approved.pk]))
    assert to(approved) in asked.content.decode()
    assert "Gör en maskad kopia för alla" in text(asked)
    proposed = text(desk.get(to(approved)))
    assert f"{NUMBER}: 1 ställe (personnummer)" in proposed
    assert "070-174 06 05: 1 ställe (telefonnummer)" in proposed
    shown = marked(desk, approved)
    assert "Kopian är maskad som du har markerat." in text(shown)
    assert "Sökande [maskat], [maskat], 070-174 06 05." in text(shown)
    assert "Orvar Kjellgren" in text(shown)  # who can review
    assert "svarar för den" not in text(shown)
    waits = reverse("todo-show")
    assert "Maskade kopior att granska" not in text(desk.get(waits))
    assert "Maskade kopior att granska" in text(sign_in(chair).get(waits))
    review = sign_in(chair).get(to(approved))
    assert "Ylva Granlund: 1 ställe" in text(review)
    assert "private" in review["Cache-Control"]
    given = {"copy_hash": review.context["copy_hash"]}
    assert "granskad" in text(client.post(to(approved, "confirm"), given, follow=True))
    ready = sign_in(secretary).get(reverse("publication-publish", args=[approved.pk]))
    assert "läsa den maskade kopian på webben" in text(ready)
    client.post(reverse("publication-publish", args=[approved.pk]))
    assert {one.rendition for one in PublishedVersion.objects.all()} == {"original", "public"}
    client.logout()
    assert "[maskat]" in text(client.get(reverse("published-show", args=[approved.pk])))


def test_words_that_are_not_found_are_said_and_nothing_typed_is_lost(sign_in, approved, secretary):
    answer = marked(sign_in(secretary), approved, more="Finnsinte Alls")
    assert answer.status_code == 409
    assert "”Finnsinte Alls” står inte i handlingen." in text(answer)
    assert "Finnsinte Alls</textarea>" in answer.content.decode()
    assert not Masking.objects.exists()


def test_who_marked_is_not_let_vouch_and_what_was_seen_is_what_is_vouched_for(sign_in, approved, secretary, chair):
    marked(sign_in(secretary), approved)
    seen = sign_in(secretary).get(to(approved)).context["copy_hash"]
    own = sign_in(secretary).post(to(approved, "confirm"), {"copy_hash": seen})
    assert (own.status_code, "någon annan måste granska" in text(own)) == (409, True)
    stale = sign_in(chair).post(to(approved, "confirm"), {"copy_hash": "0" * 64})
    assert (stale.status_code, "Läs kopian igen" in text(stale)) == (409, True)


def test_while_nobody_has_reviewed_only_the_members_are_offered_the_original_and_then_everybody_the_copy(
    sign_in, client, approved, secretary, chair
):
    marked(sign_in(secretary), approved)
    asked = sign_in(secretary).get(reverse("signoff-show", args=[approved.pk]))
    assert "väntar på att granskas" in text(asked) or "väntar på granskning" in text(asked)
    publication.publish(approved, by=secretary.user, restricted=True)
    assert to(approved) in sign_in(chair).get(reverse("meeting-show", args=[approved.pk])).content.decode()
    client.post(to(approved, "confirm"), {"copy_hash": client.get(to(approved)).context["copy_hash"]})
    assert client.post(to(approved, "publish")).status_code == 403
    sign_in(secretary).post(to(approved, "publish"))
    assert PublishedVersion.objects.filter(rendition="public").count() == 1
    assert client.get(to(approved)).status_code == 302


def test_a_text_that_is_sent_anew_says_that_the_one_before_was_masked(sign_in, meeting, secretary):
    signoff.send(meeting, by=secretary.user)
    desk = sign_in(secretary)
    marked(desk, meeting, words=[], more="Läget", items=[])
    signoff.recall(meeting, by=secretary.user, reason="Ett ord.")
    signoff.send(meeting, by=secretary.user)
    shown = desk.get(to(meeting))
    assert ("maskats i en tidigare text" in text(shown), "[maskat]" in text(shown)) == (True, True)
    assert "maskats i en tidigare text" not in text(marked(desk, meeting, words=[], more="", items=[]))


def test_who_holds_the_link_of_an_approver_reads_what_is_masked_when_she_has_proved_who_she_is(
    client, sign_in, meeting, secretary, adjuster
):
    def link():
        last = rounds.last(meeting)
        owed = SimpleNamespace(round=last, round_id=last.pk, person=adjuster, person_id=adjuster.pk)
        return f"/s/{links.new(owed)}/"

    meeting.items.filter(position=1).update(text="<p>Sökande Ylva Granlund.</p>")
    factories.Attachment(meeting=meeting, number=1, title="Skiss av badhuset")
    sealed = signoff.send(meeting, by=secretary.user)
    first = link()
    assert [words for words in ("Ylva Granlund", "Skiss") if words not in text(client.get(first))] == []
    signoff.read(meeting, by=adjuster.user, content_hash=sealed.content_hash)
    marked(sign_in(secretary), meeting, words=[], more="Ylva Granlund", items=["0"], attachments=["1"])
    client.logout()
    shown = text(client.get(first))
    assert [words for words in ("Granlund", "Valet förrättas", "Skiss") if words in shown] == []
    assert "Sökande [maskat]" in shown
    assert client.get(f"{first}pdf/").status_code == 302
    assert "Ylva Granlund" in text(sign_in(adjuster).get(first))
    client.logout()
    for words, item in (("Välj Nils.", meeting.items.get(position=0)), ("Bra skrivet.", None)):
        remark.add(meeting, by=adjuster.user, text=words, item=item)
    signoff.recall(meeting, by=secretary.user, reason="Ett ord.")
    shown = text(client.get(first))
    assert ("Välj Nils." in shown, "Bra skrivet." in shown) == (False, True)
    meeting.items.filter(position=1).update(text="<p>Sökanden Ylva Granlund, Mo.</p>")
    signoff.send(meeting, by=secretary.user)
    shown = text(client.get(link()))
    assert ("Granlund" in shown, "ord har ändrats" in shown) == (False, True)


def test_where_every_mark_has_been_taken_away_the_next_ones_follow(sign_in, approved, secretary):
    client = sign_in(secretary)
    marked(client, approved)
    form = marked(client, approved, seen=1, words=[], more="", items=[]).context["form"]
    assert (form["seen"].value(), form["words"].value()) == (2, [])
    assert marked(client, approved, seen=form["seen"].value()).status_code == 200
    assert Masking.objects.get().revision == 3


def test_bad_input_is_refused_and_never_an_error(sign_in, approved, secretary):
    client = sign_in(secretary)
    wrong = [
        {"seen": "x"},
        {"seen": "9" * 30},
        {"items": ["99"]},
        {"more": "\x00"},
        {"more": "a" * 5000},
        {"more": "[" * 9},
    ]
    assert {marked(client, approved, **given).status_code for given in wrong} <= {409, 422}
    assert marked(client, approved, words=["\x00", "\u202e", "😀"]).status_code in (200, 409)
