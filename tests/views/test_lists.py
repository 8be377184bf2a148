"""As many queries for three of everything as for one, on every page that plans, lists or follows meetings."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import ActionItem, Meeting
from minutes.services import meeting as service
from minutes.services import publication, signoff
from tests import factories
from tests import world as worlds
from tests.looking import queries
from tests.signing import follow

State = Meeting.State
DAY = datetime.date(2027, 2, 10)


pytestmark = pytest.mark.usefixtures("no_tasks")


def url(name, *args):
    return reverse(name, args=args)


def more(meeting, number):
    for n in range(number):
        item = factories.AgendaItem(meeting=meeting, deferred=True, responsible=meeting.attendances.first())
        factories.Decision(item=item)
        factories.ActionItem(item=item, responsible=meeting.attendances.first())
        factories.Attachment(meeting=meeting, item=item)
        row = factories.Attendance(meeting=meeting)
        row.movements.create(item=item, kind="leaves", time=datetime.time(10, n))
        service.edit(meeting, by=meeting.signers.first().person.user, place=f"Sal {meeting.items.count()}")


READERS = ("secretary", "member", "adjuster")


@pytest.fixture
def readers(request):
    """{role: person} of those who read; asked for only where the whole cast is wanted."""
    return {role: request.getfixturevalue(role) for role in READERS}


def each(sign_in, readers, pages):
    """{(page's address, reader): queries}."""
    return {(page, role): queries(sign_in(person), page) for role, person in readers.items() for page in pages}


@pytest.mark.parametrize("sent", [False, True])
def test_the_meeting(sign_in, meeting, readers, sent):
    more(meeting, 1)
    if sent:
        sealed = signoff.send(meeting, by=readers["secretary"].user)
        signoff.sign(meeting, by=readers["secretary"].user, content_hash=sealed.content_hash, method="mail_code")
    pages = [url("meeting-show", meeting.pk)]
    first = each(sign_in, readers, pages)
    Meeting.objects.update(state=State.DRAFT)
    more(meeting, 2)
    if sent:
        Meeting.objects.update(state=State.IN_ADJUSTMENT)
    assert each(sign_in, readers, pages) == first


def test_its_other_pages(sign_in, meeting, planned, secretary):
    names = ("meeting-carry", "meeting-history", "meeting-edit", "meeting-hand_over", "meeting-next")
    pages, reader = [url(name, planned.pk) for name in names], {"secretary": secretary}
    more(meeting, 1)
    first = each(sign_in, reader, pages)
    more(meeting, 2)
    for n in range(2):
        factories.Membership(body=meeting.body)
        service.plan(meeting.body, by=secretary.user, date=DAY + datetime.timedelta(n + 1))
        service.edit(planned, by=secretary.user, place=f"Sal {n}")
    assert each(sign_in, reader, pages) == first


def test_lists_across_bodies(sign_in, body, chair, readers):
    pages = [url(name) for name in ("meeting-list", "body-list", "todo-show", "action-index", "decision-index")]
    one_of_each_state(body, *readers.values())
    first = each(sign_in, readers, pages)
    for n in range(2):
        other = factories.Body(organisation=body.organisation, name=f"Rådet {n}")
        for reader, role in (("secretary", "secretary"), ("member", "member"), ("adjuster", "chair")):
            factories.Membership(body=other, person=readers[reader], role=role)
        one_of_each_state(other, *readers.values())
    assert each(sign_in, readers, pages) == first


def test_lists_of_one_body(sign_in, body, readers):
    pages = [url(name, body.slug) for name in ("body-show", "action-list", "decision-list", "meeting-plan")]
    reader = {"secretary": readers["secretary"]}
    one_of_each_state(body, *readers.values())
    first = each(sign_in, reader, pages)
    for _ in range(2):
        one_of_each_state(body, *readers.values())
    assert each(sign_in, reader, pages) == first


def one_of_each_state(body, secretary, member, adjuster):
    """A meeting in each state, with an item, a decision, an action and signers."""
    for state in State:
        meeting = factories.Meeting(body=body, state=State.DRAFT, date=datetime.date(2027, 1, 1))
        rows = [factories.Attendance(meeting=meeting, person=one, name=one.name) for one in (secretary, member)]
        item = factories.AgendaItem(meeting=meeting, deferred=True, edited=timezone.now())
        factories.Decision(item=item)
        for row in rows:
            ActionItem.objects.create(meeting=meeting, item=item, text="Beställa bojar", responsible=row)
        for role in body.signoff_roles.all():
            factories.Signer(meeting=meeting, role=role, person=secretary if role.key == "secretary" else adjuster)
        if state in (State.IN_ADJUSTMENT, State.ADJUSTED, State.PUBLISHED):
            sealed = signoff.send(meeting, by=secretary.user, deadline=datetime.date(2027, 2, 1))
            signoff.sign(meeting, by=secretary.user, content_hash=sealed.content_hash, method="mail_code")
            if state != State.IN_ADJUSTMENT:
                for _ in range(2):
                    signoff.sign(meeting, by=adjuster.user, content_hash=sealed.content_hash, method="mail_code")
            if state == State.PUBLISHED:
                follow(meeting)
                worlds.rendered()
                publication.publish(Meeting.objects.get(pk=meeting.pk), by=secretary.user)
        elif state == State.PLANNED:
            Meeting.objects.filter(pk=meeting.pk).update(state=state)
