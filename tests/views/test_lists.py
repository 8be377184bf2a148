"""As many queries for three of everything as for one, on every page that plans, lists or follows meetings."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from minutes.models import ActionItem, Meeting
from minutes.services import meeting as service
from minutes.services import publication, signoff
from tests import factories
from tests.looking import queries

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


class TestQueries:
    @pytest.mark.parametrize("reader", ["secretary", "member", "adjuster"])
    @pytest.mark.parametrize("sent", [False, True])
    def test_the_meeting(self, request, sign_in, meeting, secretary, reader, sent):
        more(meeting, 1)
        client = sign_in(request.getfixturevalue(reader))
        if sent:
            sealed = signoff.send(meeting, by=secretary.user)
            signoff.sign(meeting, by=secretary.user, content_hash=sealed.content_hash, method="mail_code")
        first = queries(client, url("meeting-show", meeting.pk))
        Meeting.objects.update(state=State.DRAFT)
        more(meeting, 2)
        if sent:
            Meeting.objects.update(state=State.IN_ADJUSTMENT)
        assert queries(client, url("meeting-show", meeting.pk)) == first

    @pytest.mark.parametrize(
        "name", ["meeting-carry", "meeting-history", "meeting-edit", "meeting-hand_over", "meeting-next"]
    )
    def test_its_other_pages(self, sign_in, meeting, planned, secretary, name):
        more(meeting, 1)
        client = sign_in(secretary)
        first = queries(client, url(name, planned.pk))
        more(meeting, 2)
        for n in range(2):
            factories.Membership(body=meeting.body)
            service.plan(meeting.body, by=secretary.user, date=DAY + datetime.timedelta(n + 1))
            service.edit(planned, by=secretary.user, place=f"Sal {n}")
        assert queries(client, url(name, planned.pk)) == first

    @pytest.mark.parametrize("name", ["meeting-list", "body-list", "todo-show", "action-index", "decision-index"])
    @pytest.mark.parametrize("reader", ["secretary", "member", "adjuster"])
    def test_lists_across_bodies(self, request, sign_in, body, secretary, chair, adjuster, member, name, reader):
        client = sign_in(request.getfixturevalue(reader))
        one_of_each_state(body, secretary, adjuster, member)
        first = queries(client, url(name))
        for n in range(2):
            other = factories.Body(organisation=body.organisation, name=f"Rådet {n}")
            for person, role in ((secretary, "secretary"), (member, "member"), (adjuster, "chair")):
                factories.Membership(body=other, person=person, role=role)
            one_of_each_state(other, secretary, adjuster, member)
        assert queries(client, url(name)) == first

    @pytest.mark.parametrize("name", ["body-show", "action-list", "decision-list", "meeting-plan"])
    def test_lists_of_one_body(self, sign_in, body, secretary, adjuster, member, name):
        client = sign_in(secretary)
        one_of_each_state(body, secretary, adjuster, member)
        first = queries(client, url(name, body.slug))
        for _ in range(2):
            one_of_each_state(body, secretary, adjuster, member)
        assert queries(client, url(name, body.slug)) == first


def one_of_each_state(body, secretary, adjuster, member):
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
                publication.publish(Meeting.objects.get(pk=meeting.pk), by=secretary.user)
        elif state == State.PLANNED:
            Meeting.objects.filter(pk=meeting.pk).update(state=state)
