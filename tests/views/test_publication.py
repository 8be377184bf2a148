"""Publishing from the page: its button names who will read, and a refusal says why and where."""

import pytest
from django.urls import reverse

from minutes import compose
from minutes.models import Body, Notification, PublishedVersion
from minutes.notifications import messages
from minutes.services import remark, signoff
from tests import factories
from tests.looking import text
from tests.signing import NO_TASKS, sign


@pytest.fixture(autouse=True)
def no_tasks(settings, no_pango):
    settings.TASKS = NO_TASKS


@pytest.fixture
def approved(meeting, secretary, chair, adjuster):
    signoff.send(meeting, by=secretary.user)
    remark.add(meeting, by=chair.user, text="Årtalet är fel.")
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    return meeting


def address(meeting):
    return reverse("publication-publish", args=[meeting.pk])


@pytest.mark.parametrize(
    ("readers", "button"), [("public", "Publicera på webben"), ("members", "Skicka ut till ledamöterna")]
)
def test_the_button_names_who_will_read(sign_in, approved, secretary, readers, button):
    Body.objects.filter(pk=approved.body_id).update(readers=readers)
    client = sign_in(secretary)
    for page in (address(approved), reverse("signoff-show", args=[approved.pk])):
        shown = client.get(page).content.decode()
        assert button in shown
        assert "1 synpunkt är obesvarad." in shown


OWN = {"publish": "Lägg ut på anslagstavlan", "is_published": "Utlagt på anslagstavlan"}


@pytest.mark.parametrize(
    ("rules", "act", "done", "kept"),
    [
        ({"readers": "public", "words": OWN}, "Lägg ut på anslagstavlan", "Protokollet är utlagt på anslagstavlan.",
         "Protokollet är redan utlagt på anslagstavlan."),
        ({"readers": "members", "document": "notes"}, "Skicka ut till ledamöterna",
         "Anteckningarna är utskickade till ledamöterna.", "Anteckningarna är redan utskickade till ledamöterna."),
    ],
)
def test_publishing_has_one_name_wherever_it_is_named(sign_in, approved, secretary, rules, act, done, kept):
    Body.objects.filter(pk=approved.body_id).update(**rules)
    client, shown = sign_in(secretary), [reverse(page, args=[approved.pk]) for page in ("meeting-show", "signoff-show")]
    for page in (address(approved), *shown):
        assert act in text(client.get(page))
    told = text(client.post(address(approved), follow=True))
    assert done in told
    assert "ublicera" not in text(client.get(shown[1]))
    assert kept in text(client.post(address(approved)))
    subject = messages.build(Notification.objects.filter(kind="published").first()).subject
    assert subject.startswith(done.split(" är ")[1][:-1].capitalize())


def test_what_goes_to_the_members_alone_is_not_called_by_the_bodys_word_for_everybody(approved):
    Body.objects.filter(pk=approved.body_id).update(readers="public", words=OWN)
    body = Body.objects.get(pk=approved.body_id)
    assert compose.publishing(body, restricted=True).act == "Skicka ut till ledamöterna"


def test_only_a_post_publishes(sign_in, approved, secretary):
    client = sign_in(secretary)
    client.get(address(approved))
    assert PublishedVersion.objects.count() == 0
    answer = client.post(address(approved), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("meeting-show", args=[approved.pk])
    assert "Protokollet är publicerat." in answer.content.decode()
    assert reverse("published-show", args=[approved.pk]) in answer.content.decode()
    assert PublishedVersion.objects.count() == 1


def test_publishing_again_is_a_conflict(sign_in, approved, secretary):
    client = sign_in(secretary)
    client.post(address(approved))
    again = client.post(address(approved))
    assert (again.status_code, PublishedVersion.objects.count()) == (409, 1)
    assert "redan publicerat" in again.content.decode()


def test_signers_and_members_do_not_publish(sign_in, approved, adjuster, member, outsider):
    answers = [sign_in(person).post(address(approved)).status_code for person in (adjuster, member, outsider)]
    assert answers == [403, 403, 404]


def test_what_not_everybody_may_read_is_offered_to_the_members(sign_in, meeting, secretary, chair, adjuster, client):
    meeting.items.filter(position=1).update(confidential=True)
    signoff.send(meeting, by=secretary.user)
    for person in (secretary, chair, adjuster):
        sign(meeting, person)
    desk = sign_in(secretary)
    assert "§ 2 Läget vid badplatserna är märkt med sekretess" in desk.get(address(meeting)).content.decode()
    refused = desk.post(address(meeting))
    assert (refused.status_code, PublishedVersion.objects.count()) == (409, 0)
    assert "§ 2 Läget vid badplatserna är märkt med sekretess" in refused.content.decode()
    assert desk.post(address(meeting), {"restricted": "1"}).status_code == 302
    client.logout()
    assert client.get(reverse("published-show", args=[meeting.pk])).status_code == 404


@pytest.mark.parametrize("name", ["signoff-send", "checklist-show", "preview-show", "signer-choose"])
def test_more_items_take_no_more_queries(sign_in, meeting, secretary, name, django_assert_max_num_queries):
    client, counts = sign_in(secretary), []
    page = reverse(name, args=[meeting.pk])
    client.get(page)
    for _ in range(2):
        for number in range(5):
            item = factories.AgendaItem(meeting=meeting, text="")
            factories.Decision(item=item)
            factories.ActionItem(item=item, responsible_words="")
            factories.Attachment(meeting=meeting)
            person = factories.Person(organisation=meeting.body.organisation)
            factories.Attendance(meeting=meeting, person=person, name=f"{person.name} {number}")
        with django_assert_max_num_queries(50) as taken:
            assert client.get(page).status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1]
