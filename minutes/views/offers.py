"""What is offered while one writes: the people of the meeting, the body's phrases, days that are often written."""

from minutes.lib import dates
from minutes.models import Meeting

from . import presence

_LATER = 4  # meetings to come whose days are offered


def of(meeting, item, roster):
    """For the writing page of an item; `meeting` is what compose.load returned."""
    return {
        "people": people(meeting, item, roster),
        "phrases": [phrase.text for phrase in meeting.body.phrases.all()],
        "days": _days(meeting),
    }


def people(meeting, item, roster):
    """Everybody who has a name and whether they are here at the item; `label` is how a form names them."""
    groups = presence.at(meeting, item).values()
    lines = [line for group in groups for line in group["lines"] if line["row"].name]
    return [
        {
            "name": line["row"].name,
            "label": roster.labels[line["row"].pk],
            "organisation": line["row"].organisation,
            "here": line["here"],
        }
        for line in lines
    ]


def _days(meeting):
    """The day of the meeting and of those to come, in the words of the document."""
    later = Meeting.objects.filter(body=meeting.body_id, date__gt=meeting.date).order_by("date", "pk")
    found = [meeting.date, *later.values_list("date", flat=True)[:_LATER]]
    return [dates.long(day, meeting.body.language) for day in dict.fromkeys(found)]
