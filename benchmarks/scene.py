"""A draft of some length, and the secretary who writes it."""

from django.urls import reverse

from minutes.models import Phrase
from tests import factories

TEXT = "<p>" + "Vattnet är varmt, och bryggan ska lagas före midsommar. " * 25 + "</p>"
PEOPLE = 12


class Scene:
    def __init__(self, items):
        body = factories.Body()
        self.secretary = factories.Person(organisation=body.organisation)
        factories.Membership(body=body, person=self.secretary, role="secretary")
        self.meeting = factories.Meeting(body=body)
        people = [factories.Attendance(meeting=self.meeting, position=n) for n in range(PEOPLE)]
        for number in range(items):
            item = factories.AgendaItem(
                meeting=self.meeting, position=number, text=TEXT, responsible=people[number % PEOPLE],
                type=body.item_types.first(),
            )
            if number % 2:
                factories.Decision(item=item)
                factories.ActionItem(item=item, responsible=people[number % PEOPLE])
        Phrase.objects.create(body=body, text="Informationen noteras.")
        self.item = self.meeting.items.first()

    def address(self, name):
        return reverse(name, args=[self.meeting.pk if name == "writing-watch" else self.item.pk])
