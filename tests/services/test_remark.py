"""Remarks: per item, while the round is open, answered by the secretary."""

import pytest

from minutes.lib import limits
from minutes.models import Meeting, Notification
from minutes.services import Refused, remark, signoff, writing
from tests import factories
from tests.signing import kinds, sign

pytestmark = pytest.mark.usefixtures("no_tasks")


def test_remarks_belong_to_an_item_show_that_it_was_read_and_tell_the_secretary_once_a_day(meeting, sealed, adjuster):
    item = meeting.items.first()
    for text in ("Fel år.", "Fel ort."):
        remark.add(meeting, by=adjuster.user, item=item, text=text, wording="Rätt.")
    assert remark.add(meeting, by=adjuster.user, item=item, text="Fel ort.", wording="Rätt.") == sealed.remarks.last()
    assert sealed.remarks.count() == 2
    assert Notification.objects.filter(kind="remark").count() == 1
    assert kinds(meeting).count("remark.add") == 2
    assert sealed.readings.get().person == adjuster


def test_remarks_are_for_signers_of_an_open_round_about_its_own_items(meeting, sealed, adjuster, member, secretary):
    with pytest.raises(Refused, match="inte bland"):
        remark.add(meeting, by=member.user, text="Hej")
    with pytest.raises(Refused, match="ett annat möte"):
        remark.add(meeting, by=adjuster.user, text="Hej", item=factories.AgendaItem())
    with pytest.raises(Refused, match="behöver ändras"):
        remark.add(meeting, by=adjuster.user, text=" ")
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    with pytest.raises(Refused, match="återkallat"):
        remark.add(meeting, by=adjuster.user, text="För sent")
    assert sealed.remarks.count() == 0


def test_ones_own_remark_can_be_taken_back_while_the_round_is_open(
    meeting, sealed, adjuster, chair, secretary, monkeypatch
):
    mine, other = (remark.add(meeting, by=adjuster.user, text=text) for text in ("Ett", "Två"))
    monkeypatch.setattr(limits, "REMARKS", 2)
    with pytest.raises(Refused, match="högst 2"):
        remark.add(meeting, by=adjuster.user, text="Tre")
    with pytest.raises(Refused, match="Bara den"):
        remark.remove(mine, by=chair.user)
    remark.remove(mine, by=adjuster.user)
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    with pytest.raises(Refused, match="avslutad"):
        remark.remove(other, by=adjuster.user)
    assert list(sealed.remarks.all()) == [other]


def test_the_secretary_answers_remarks_also_after_the_recall(meeting, sealed, adjuster, secretary):
    wish = remark.add(meeting, by=adjuster.user, text="Fel år.")
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    remark.settle(wish, by=secretary.user, settled="accepted", note="Ändrat till 2026.")
    assert (wish.settled, wish.settled_note, wish.settled_at is None) == ("accepted", "Ändrat till 2026.", False)
    with pytest.raises(Refused, match="Välj"):
        remark.settle(wish, by=secretary.user, settled="maybe")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PUBLISHED)
    with pytest.raises(Refused, match="publicer"):
        remark.settle(wish, by=secretary.user, settled="rejected")


def test_an_accepted_wording_goes_into_the_item_at_the_recall_and_stays_in_its_history(
    meeting, sealed, adjuster, secretary
):
    first, second = meeting.items.order_by("position")
    intro = second.decisions.get().intro
    in_text = remark.add(meeting, by=adjuster.user, item=first, text="Fel ord.", wording="Valet förrättas nu.")
    in_decision = remark.add(meeting, by=adjuster.user, item=second, text="Fel.", wording=f"{intro} I maj.")
    left = remark.add(meeting, by=adjuster.user, item=second, text="Fel.", wording="Annat alls icke likt.")
    for one in (in_text, in_decision):
        assert remark.accept(one, by=secretary.user).taken_in_at is None
    signoff.recall(meeting, by=secretary.user, reason="Ändringar.")
    first.refresh_from_db()
    assert first.text == "<p>Valet förrättas nu.</p>"
    assert first.states.filter(field="text", value=first.text).exists()
    assert second.decisions.get().intro == f"{intro} I maj."
    remark.accept(left, by=secretary.user)
    second.refresh_from_db()
    assert second.text.endswith("<p>Annat alls icke likt.</p>")
    with pytest.raises(Refused, match="redan"):
        remark.accept(left, by=secretary.user)
    assert kinds(meeting).count("remark.accept") == 3


def test_a_wording_replaces_no_words_that_nobody_has_compared_it_with(meeting, sealed, adjuster, chair, secretary):
    item = meeting.items.order_by("position").first()
    given = {"item": item, "text": "Fel ord."}
    first, second = (
        remark.add(meeting, by=person.user, wording=wording, **given)
        for person, wording in ((adjuster, "Valet förrättas nu."), (chair, "Valet förrättas i maj."))
    )
    for one in (first, second):
        remark.accept(one, by=secretary.user)
    signoff.recall(meeting, by=secretary.user, reason="Ändringar.")
    second.refresh_from_db()
    assert (second.settled, second.takes_in, second.taken_in_at) == ("open", False, None)
    item.refresh_from_db()
    assert item.text == "<p>Valet förrättas nu.</p>"
    seen = item.revision
    writing.write(item, by=secretary.user, seen=None, text="<p>Valet förrättas sist.</p>")
    with pytest.raises(Refused, match="Titta på förslaget igen"):
        remark.accept(second, by=chair.user, seen=seen)
    item.refresh_from_db()
    assert item.text == "<p>Valet förrättas sist.</p>"


def test_only_a_wording_for_an_item_of_open_minutes_can_be_taken_in(meeting, sealed, adjuster, chair, secretary):
    item = meeting.items.first()
    bare = remark.add(meeting, by=adjuster.user, item=item, text="Fel.")
    late = remark.add(meeting, by=adjuster.user, item=item, text="Fel.", wording="Rätt.")
    with pytest.raises(Refused, match="ingen"):
        remark.accept(bare, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    with pytest.raises(Refused, match="avslutad"):
        remark.accept(late, by=secretary.user)
