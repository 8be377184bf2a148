"""The network's meetings: earlier notes that are published, notes under approval, and the next one planned."""

import datetime

from minutes.models import Attendance
from minutes.services import attachment, meeting, publication, signer, signoff

from . import clock, drawn, network_texts, writing

MAIL_CODE = "mail_code"
Status = Attendance.Status


def plan(cast, today):
    day = clock.weekday_near(today - datetime.timedelta(days=54), 1)
    cast.earlier = _planned(cast, day)


def issue(cast):
    """The first meeting is held, noted, approved and published within a week."""
    by, earlier = cast.secretary, cast.earlier
    rows = network_texts.EARLIER
    with clock.at(earlier.date, "12.50"):
        writing.prepare(earlier, rows, by=by)
        writing.roster(earlier, {"": {"status": Status.EXCUSED}, "Ahmed Khalil": {"status": Status.EXCUSED}}, by=by)
        writing.write(earlier, rows, by=by)
        demonstration = drawn.page("provning.pdf", "Så provade vi taktila kartor", network_texts.TRIAL)
        attachment.add(earlier, by=by, title="Så provade vi taktila kartor", file=demonstration, date=earlier.date)
    sealed = _send(cast, earlier, cast.people["jonna"], days=1, time="9.10")
    for key, days, time in (("elsa", 1, "9.14"), ("jonna", 3, "20.36")):
        with clock.at(earlier.date + datetime.timedelta(days=days), time):
            signoff.sign(earlier, by=cast.people[key].user, content_hash=sealed.content_hash, method=MAIL_CODE)
    with clock.at(earlier.date + datetime.timedelta(days=6), "8.40"):
        publication.publish(earlier, by=by)


def send(cast, today):
    """The last meeting's notes wait for the one who approves them; the secretary has signed."""
    by, day = cast.secretary, clock.before(today, 6)
    with clock.at(clock.before(today, 25), "15.05"):
        cast.waiting = _planned(cast, day, previous=cast.earlier)
    waiting, rows = cast.waiting, network_texts.WAITING
    with clock.at(day, "12.55"):
        writing.prepare(waiting, rows, by=by)
        writing.roster(
            waiting,
            {
                "Gunilla Sträng": {"status": Status.EXCUSED},
                "Ann-Charlotte Wiik": {"status": Status.EXCUSED},
                "": {"status": Status.EXCUSED},
            },
            network_texts.GUESTS,
            by=by,
        )
        writing.write(waiting, rows, by=by)
        items = {item.title: item for item in waiting.items.all()}
        bars = drawn.chart("nattbesok.png", network_texts.VISITS)
        attachment.add(waiting, by=by, title="Presentation av trygghetskameror", date=day)
        attachment.add(
            waiting,
            by=by,
            title="Nattliga besök före och efter",
            file=bars,
            date=day,
            item=items["Trygghetskameror på natten"],
        )
    sealed = _send(cast, waiting, cast.people["jonna"], days=1, time="10.15", message=network_texts.MESSAGE)
    with clock.at(day + datetime.timedelta(days=1), "10.22"):
        signoff.sign(waiting, by=cast.secretary, content_hash=sealed.content_hash, method=MAIL_CODE)
        coming = _planned(cast, clock.weekday_near(today + datetime.timedelta(days=47), 1), previous=waiting)
        writing.prepare(coming, network_texts.COMING, by=by)


def _planned(cast, day, previous=None):
    return meeting.plan(
        cast.network,
        by=cast.secretary,
        date=day,
        previous=previous,
        place=cast.network.default_place,
        start=cast.network.default_start,
        end=cast.network.default_end,
    )


def _send(cast, noted, adjuster, *, days, time, message=""):
    role = noted.body.signoff_roles.get(key="adjusted_by")
    with clock.at(noted.date + datetime.timedelta(days=days), time):
        signer.choose(noted, role, adjuster, by=cast.secretary)
        return signoff.send(noted, by=cast.secretary, message=message)
