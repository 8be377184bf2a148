"""Whoever was lent the pen of one meeting learns nothing of the body's other meetings from what there is to choose."""

import datetime
import re

import pytest
from django.urls import reverse

from minutes.models import Body, Meeting
from minutes.services import Refused, writing
from minutes.services import meeting as meetings
from tests import factories

pytestmark = pytest.mark.usefixtures("no_tasks")


@pytest.fixture
def pen(meeting, outsider):
    """Somebody without a seat who writes this one meeting of a members-only body."""
    Body.objects.filter(pk=meeting.body_id).update(readers="members")
    Meeting.objects.filter(pk=meeting.pk).update(writer=outsider)
    meeting.refresh_from_db()
    return outsider


@pytest.fixture
def others(meeting):
    """The meetings before and after."""
    days = datetime.date(2026, 10, 1), datetime.date(2026, 12, 1)
    return [factories.Meeting(body=meeting.body, title="Lönsamtal bakom stängda dörrar", date=day) for day in days]


def pages(meeting):
    """(address, name of the choice, the other meeting's place in `others`)"""
    return [
        (reverse("meeting-edit", args=[meeting.pk]), "previous", 0),
        (reverse("writing-item", args=[meeting.items.last().pk]), "deferred_to_meeting", 1),
    ]


def filled(page, **changes):
    """What the browser would send of the page's forms."""
    forms = [page.context["form"]]
    for rows in (page.context[name] for name in ("decisions", "actions") if name in page.context):
        forms += [rows.management_form, *rows.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return {name: "on" if value is True else value for name, value in sent.items()} | changes


def test_the_pen_holder_neither_sees_nor_can_choose_another_meeting(sign_in, meeting, pen, others):
    client = sign_in(pen)
    for address, name, place in pages(meeting):
        page = client.get(address)
        assert "Lönsamtal" not in page.content.decode()
        answer = client.post(address, filled(page, deferred="on", **{name: others[place].pk}))
        assert list(answer.context["form"].errors) == [name]
        assert "Lönsamtal" not in answer.content.decode()


def test_the_secretary_is_offered_every_meeting_of_the_body(sign_in, meeting, pen, others, secretary):
    client = sign_in(secretary)
    for address, name, place in pages(meeting):
        page = client.get(address)
        assert others[place] in page.context["form"].fields[name].queryset
        assert client.post(address, filled(page, deferred="on", **{name: others[place].pk})).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.previous, meeting.items.last().deferred_to_meeting) == tuple(others)


def test_what_is_chosen_already_stays_when_the_pen_holder_saves(sign_in, meeting, pen, others):
    Meeting.objects.filter(pk=meeting.pk).update(previous=others[0])
    meeting.items.update(deferred=True, deferred_to_meeting=others[1])
    client = sign_in(pen)
    (edit, *_), (write, *_) = pages(meeting)
    assert client.post(edit, filled(client.get(edit), place="Badhuset")).status_code == 302
    assert client.post(write, filled(client.get(write), title="Läget i höst")).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.previous) == ("Badhuset", others[0])
    assert (meeting.items.last().title, meeting.items.last().deferred_to_meeting) == ("Läget i höst", others[1])


def test_the_services_refuse_a_meeting_that_the_writer_does_not_see(meeting, pen, others):
    with pytest.raises(Refused):
        meetings.edit(meeting, by=pen.user, previous=others[0])
    with pytest.raises(Refused):
        writing.write(meeting.items.last(), by=pen.user, seen=None, deferred=True, deferred_to_meeting=others[1])
    meeting.refresh_from_db()
    assert (meeting.previous, meeting.items.last().deferred_to_meeting) == (None, None)


MINE = [
    "meeting-show", "meeting-edit", "agenda-edit", "attendance-edit", "attachment-list", "checklist-show",
    "preview-show", "signer-choose", "signoff-send", "writing-item",
]


def test_no_page_of_the_lent_meeting_links_to_what_the_pen_holder_may_not_open(sign_in, meeting, pen, others):
    Meeting.objects.filter(pk=meeting.pk).update(previous=others[0])
    Body.objects.filter(pk=meeting.body_id).update(numbering="year")  # so that the meeting before stands in the way
    meeting.body.signoff_roles.filter(key="adjuster").update(required=False)
    meeting.signers.filter(role__key="chair").update(person=factories.Person(user=None, email=""))
    client = sign_in(pen)
    addresses = {reverse(name, args=[meeting.items.first().pk if "item" in name else meeting.pk]) for name in MINE}
    pages = [client.get(address).content.decode() for address in addresses]
    links = {link for page in pages for link in re.findall(r'href="(/[^"#?]*)', page)}
    elsewhere = {link for link in links if not link.startswith((f"/meetings/{meeting.pk}/", "/items/", "/static/"))}
    assert elsewhere >= {"/todo/", "/meetings/"}
    assert {link: status for link in elsewhere if (status := client.get(link).status_code) not in (200, 302)} == {}
