"""The steering group's meetings: one published, one half written, one planned that carries the postponed item."""

import datetime

from minutes.documents import load
from minutes.documents.masking import Marks, mask
from minutes.lib import dates
from minutes.models import Attendance, SummonsReply
from minutes.services import action, attachment, carrying, masking, meeting, publication, reply, signoff, summons

from . import clock, drawn, steering_texts, writing

MAIL_CODE = "mail_code"
Status = Attendance.Status


def plan(cast, today):
    """The first meeting and the one after the coming, which the postponed item will wait for."""
    by = cast.secretary
    cast.first = meeting.plan(
        cast.steering,
        by=by,
        date=clock.weekday_near(today - datetime.timedelta(days=37), 3),
        place="videomöte",
        mode="remote",
        start=datetime.time(9),
        end=datetime.time(10, 30),
    )
    cast.coming = meeting.plan(
        cast.steering,
        by=by,
        date=clock.weekday_near(today + datetime.timedelta(days=32), 3),
        place="Sågverksgatan 3, Tallnäs",
        mode="hybrid",
        start=datetime.time(9),
        end=datetime.time(11),
    )


def hold(cast):
    """The first meeting takes place and is written on the day."""
    by, first = cast.secretary, cast.first
    *rows, last = steering_texts.FIRST
    rows.append(last | {"deferred_to_meeting": cast.coming})
    writing.prepare(first, rows, by=by)
    writing.roster(
        first,
        {
            "Petter Lagerlöv": {"status": Status.EXCUSED},
            "Susanna Kero": {"status": Status.ABSENT},
            "Ann-Charlotte Wiik": {"note": "adjungerad"},
        },
        by=by,
    )
    writing.write(first, rows, by=by)
    items = {item.title: item for item in first.items.all()}
    report = drawn.page("lagesrapport.pdf", "Lägesrapport för införandet", steering_texts.REPORT)
    bars = drawn.chart("svarstider.png", steering_texts.WAITING)
    attachment.add(first, by=by, title="Lägesrapport för införandet", file=report, item=items["Läget i införandet"])
    attachment.add(first, by=by, title="Svarstider i sekunder per kommun", file=bars, item=items["Läget i införandet"])
    attachment.add(first, by=by, title="Avtal om samverkan, undertecknat exemplar")


def issue(cast):
    """Three people sign, a name is masked, and the secretary publishes."""
    first, people = cast.first, cast.people
    with clock.at(first.date + datetime.timedelta(days=1), "14.20"):
        sealed = signoff.send(first, by=cast.secretary, message=steering_texts.MESSAGE)
    signings = (("elsa", 1, "14.31"), ("mikael", 4, "8.12"), ("farida", 5, "16.47"))
    for key, days, time in signings:
        with clock.at(first.date + datetime.timedelta(days=days), time):
            signoff.sign(first, by=people[key].user, content_hash=sealed.content_hash, method=MAIL_CODE)
    with clock.at(first.date + datetime.timedelta(days=5), "16.55"):
        _mask(first, sealed, by=cast.secretary, reviewer=people["farida"].user)
    with clock.at(first.date + datetime.timedelta(days=6), "9.05"):
        publication.publish(first, by=cast.secretary)
        postponed = carrying.offered_items(cast.steering, by=cast.secretary, into=cast.coming)
        meeting.carry(cast.coming, by=cast.secretary, items=postponed)
        writing.prepare(cast.coming, steering_texts.COMING, by=cast.secretary)
        sent = first.actions.get(text__startswith="Skicka underlag")
        action.set_status(sent, by=cast.secretary, status=sent.Status.DONE)


def _mask(first, sealed, *, by, reviewer):
    marks = Marks(words=steering_texts.MASKED)
    masking.mark(first, by=by, marks=marks, seen=0)
    copy = mask(load.sealed(sealed.minutes_json), marks)
    masking.confirm(first, by=reviewer, copy_hash=load.content_hash(copy))


def draft(cast, today):
    """The second meeting was held the other day; half of it is written."""
    by = cast.secretary
    day = clock.before(today, 2)
    with clock.at(cast.first.date + datetime.timedelta(days=7), "10.40"):
        unfinished = carrying.offered_actions(cast.steering, by=by)
        cast.second = meeting.plan(
            cast.steering,
            by=by,
            date=day,
            previous=cast.first,
            carry_actions=unfinished,
            place="videomöte",
            mode="remote",
            start=datetime.time(9),
            end=datetime.time(10, 30),
        )
        rows = _dated(steering_texts.SECOND, cast.first.date, day)
        writing.prepare(cast.second, rows, by=by)
    with clock.at(day, "9.04"):
        writing.roster(cast.second, {"Bengt-Olof Hägg": {"status": Status.EXCUSED}}, by=by)
        writing.write(cast.second, rows, by=by)


def call(cast, today):
    """The coming meeting has been called to: three have answered, the others are silent."""
    coming, day = cast.coming, clock.before(today, 1)
    coming.refresh_from_db()
    with clock.at(day, "13.40"):
        plan = drawn.page("bemanning.pdf", "Förslag till bemanning", steering_texts.STAFFING)
        item = coming.items.get(title="Läget i införandet")
        attachment.add(coming, by=cast.secretary, title="Förslag till bemanning", file=plan, item=item)
        coming.refresh_from_db()
        summons.send(coming, by=cast.secretary, message=steering_texts.CALL)
    for minutes, (name, given) in enumerate(steering_texts.ANSWERS.items()):
        with clock.at(day, f"14.{10 + 7 * minutes}"):
            reply.answer(SummonsReply.objects.select_related("meeting").get(attendance__name=name), **given)


def _dated(rows, previous, held):
    """The rows with the days of the meeting before, and of the three that are proposed, in their texts."""
    ahead = [clock.weekday_near(held + datetime.timedelta(days=days), 3) for days in (77, 140, 217)]
    names = dict(zip(("first", "second", "third"), map(_day, ahead), strict=True)) | {"previous": _day(previous)}
    return [row | {"text": row["text"].format(**names)} if "text" in row else row for row in rows]


def _day(date):
    return f"{date.day} {dates.MONTHS['sv'][date.month - 1]}"
