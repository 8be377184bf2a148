"""Remarks on the sign-off page and on the secretary's list: nothing that was written is lost."""

import pytest
from django.urls import reverse

from minutes.models import Remark
from minutes.services import remark, signoff
from tests import factories
from tests.looking import text

pytestmark = pytest.mark.usefixtures("no_tasks")


def page(name, meeting):
    return reverse(name, args=[meeting.pk])


def test_a_remark_is_sent_shown_and_taken_back(sign_in, meeting, sealed, adjuster):
    item = meeting.items.first()
    client = sign_in(adjuster)
    given = {"item": item.pk, "text": "Valet gällde två personer.", "wording": "Två justerare väljs."}
    response = client.post(page("remark-add", meeting), given)
    made = Remark.objects.get()
    assert response.url == page("signoff-show", meeting) + f"#remark-{made.pk}"
    assert "Två justerare väljs." in text(client.get(page("signoff-show", meeting)))
    client.post(reverse("remark-remove", args=[made.pk]))
    assert Remark.objects.count() == 0


def test_who_has_sent_a_remark_is_told_what_she_can_do_now(sign_in, meeting, sealed, adjuster):
    client, given = sign_in(adjuster), {"item": 0, "text": "Rubriken är fel."}
    page_after = client.post(page("remark-add", meeting), given, follow=True)
    assert "Du kan ändå skriva under texten som den står, eller vänta" in text(page_after)
    assert "Justera protokollet</button>" in page_after.content.decode()
    signoff.sign(meeting, by=adjuster.user, content_hash=sealed.content_hash, method="mail_code")
    signed = text(client.post(page("remark-add", meeting), given | {"text": "Och datumet."}, follow=True))
    assert "Synpunkten har gått till sekreteraren." in signed
    assert "skriva under texten som den står" not in signed


def test_a_remark_survives_a_recalled_round(sign_in, meeting, sealed, adjuster, secretary):
    signoff.recall(meeting, by=secretary.user, reason="Fel.")
    given = {"item": meeting.items.first().pk, "text": "Lång och viktig synpunkt", "wording": "Så här i stället"}
    response = sign_in(adjuster).post(page("remark-add", meeting), given)
    assert response.status_code == 409
    assert "Lång och viktig synpunkt" in text(response)
    assert "Så här i stället" in text(response)


def test_a_remark_survives_a_declined_round(sign_in, meeting, sealed, adjuster, chair):
    signoff.decline(meeting, by=chair.user, content_hash=sealed.content_hash, reason="Var sjuk.")
    response = sign_in(adjuster).post(page("remark-add", meeting), {"item": 0, "text": "Rubriken är fel"})
    assert response.status_code == 409
    assert "Rubriken är fel" in text(response)


@pytest.mark.parametrize(
    "wrong", [{"text": "\u200b"}, {"text": "x" * 4001}, {"text": "a\x00"}, {"item": "§"}, {"item": ""}]
)
def test_wild_remarks_are_answered_at_their_field(sign_in, meeting, sealed, adjuster, wrong):
    given = {"item": meeting.items.first().pk, "text": "Ja", "wording": "‮🎉<script>alert(1)</script>"} | wrong
    response = sign_in(adjuster).post(page("remark-add", meeting), given)
    assert response.status_code == 422
    assert "<script>alert" not in response.content.decode()
    assert Remark.objects.count() == 0


def test_a_remark_on_an_item_of_another_meeting_is_not_found(sign_in, meeting, sealed, adjuster):
    other = factories.AgendaItem()
    assert sign_in(adjuster).post(page("remark-add", meeting), {"item": other.pk, "text": "Hej"}).status_code == 404


def test_signers_see_their_own_remarks_and_the_secretary_all(sign_in, meeting, sealed, adjuster, chair, secretary):
    remark.add(meeting, by=adjuster.user, text="Från justeraren")
    remark.add(meeting, by=chair.user, text="Från ordföranden", item=meeting.items.first())
    seen = {p: text(sign_in(p).get(page("signoff-show", meeting))) for p in (adjuster, chair, secretary)}
    assert ["Från justeraren" in seen[p] for p in (adjuster, chair, secretary)] == [True, False, True]
    assert ["Från ordföranden" in seen[p] for p in (adjuster, chair, secretary)] == [False, True, True]


def test_nobody_removes_or_answers_in_anothers_name(sign_in, meeting, sealed, adjuster, chair, outsider):
    made = remark.add(meeting, by=adjuster.user, text="Min")
    assert sign_in(chair).post(reverse("remark-remove", args=[made.pk])).status_code == 409
    assert sign_in(outsider).post(reverse("remark-remove", args=[made.pk])).status_code == 404
    assert sign_in(adjuster).post(reverse("remark-settle", args=[made.pk]), {"settled": "accepted"}).status_code == 403
    assert Remark.objects.get().settled == "open"


def test_the_secretary_answers_on_the_list(sign_in, meeting, sealed, adjuster, secretary):
    made = remark.add(meeting, by=adjuster.user, text="Fel år", item=meeting.items.last())
    client = sign_in(secretary)
    assert "Läget vid badplatserna" in text(client.get(page("remark-list", meeting)))
    given = {"settled": "rejected", "note": "Året stämmer."}
    assert client.post(reverse("remark-settle", args=[made.pk]), {"settled": "?"}).status_code == 422
    assert client.post(reverse("remark-settle", args=[made.pk]), given).status_code == 302
    assert "Året stämmer." in text(client.get(page("remark-list", meeting)))


