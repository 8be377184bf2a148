"""Published minutes are corrected by a new version, signed anew; the old one stays."""

import datetime

import pytest
from django.utils import timezone

from minutes.documents import load
from minutes.models import AuditEvent, Correction, Meeting, PublishedVersion, Signer
from minutes.services import Refused, correction, history, publication, signer, signoff
from tests import factories
from tests.signing import sign

pytestmark = pytest.mark.usefixtures("no_tasks", "no_pango")
WHAT, WHY = "Beloppet i § 2 är rättat.", "Två siffror hade bytt plats."


@pytest.fixture
def people(secretary, chair, adjuster):
    return {"secretary": secretary, "chair": chair, "adjuster": adjuster}


@pytest.fixture
def published(meeting, sealed, secretary, people):
    for person in people.values():
        sign(meeting, person)
    publication.publish(meeting, by=secretary.user)
    return meeting


def begin(meeting, by, **fields):
    given = {"kind": "correction", "clerical": True, "what": WHAT, "why": WHY} | fields
    return correction.begin(meeting, by=by.user, **given)


def put_right(meeting):
    meeting.items.filter(number=2).update(text="<p>Bryggan kostar 18 000 kronor.</p>")


def test_a_clerical_error_is_signed_by_the_writer_and_one_who_approves(published, people, secretary, body):
    begin(published, secretary)
    put_right(published)
    signoff.send(published, by=secretary.user)
    for name in ("secretary", "chair"):
        sign(published, people[name])
    published.refresh_from_db()
    assert published.state == Meeting.State.ADJUSTED
    version = publication.publish(published, by=secretary.user)
    first = PublishedVersion.objects.get(number=1)
    assert (version.number, version.corrects, version.correction_what) == (2, first, WHAT)
    minutes, proof = load.sealed(version.minutes_json), load.proof(version.proof_json)
    assert (minutes.correction.version, minutes.correction.why) == (1, WHY)
    assert minutes.correction.date == timezone.localdate().isoformat()
    assert [one.role for one in minutes.signers] == ["secretary", "chair"]
    assert proof.version == 2
    assert "18 000" not in first.html
    assert Correction.objects.get().state == "done"
    assert Signer.objects.filter(meeting=published).count() == 3
    assert AuditEvent.objects.filter(kind="correction.begin").count() == 1


def test_substance_is_signed_by_everybody(published, people, secretary):
    begin(published, secretary, clerical=False)
    put_right(published)
    signoff.send(published, by=secretary.user)
    for name in ("secretary", "chair"):
        sign(published, people[name])
    published.refresh_from_db()
    assert published.state == Meeting.State.IN_ADJUSTMENT


def test_who_rests_neither_signs_nor_can_be_chosen(published, people, secretary, adjuster, body):
    begin(published, secretary)
    with pytest.raises(Refused, match="undertecknar inte"):
        signer.choose(published, body.signoff_roles.get(key="adjuster"), adjuster, by=secretary.user)
    put_right(published)
    signoff.send(published, by=secretary.user)
    with pytest.raises(Refused):
        sign(published, adjuster)


def test_somebody_who_has_left_is_replaced(published, people, secretary, member, body):
    """By whoever was there, or has got the seat since."""
    since = factories.Membership(body=body, starts=published.date + datetime.timedelta(days=1)).person
    assert {since, member} <= set(signer.candidates(published))
    begin(published, secretary)
    signer.choose(published, body.signoff_roles.get(key="chair"), member, by=secretary.user)
    put_right(published)
    signoff.send(published, by=secretary.user)
    sign(published, secretary)
    sign(published, member)
    version = publication.publish(published, by=secretary.user)
    assert [one.name for one in load.sealed(version.minutes_json).signers] == ["Siv Lindblom", "Malte Hedqvist"]


def test_a_version_that_says_nothing_new_is_not_sent(published, secretary):
    begin(published, secretary)
    with pytest.raises(Refused, match="Ingenting har ändrats sedan version 1"):
        signoff.send(published, by=secretary.user)


def test_it_can_be_given_up_while_nothing_differs_and_the_version_stands(published, secretary):
    """What was written meanwhile is thinned then, as after the first publishing."""
    assert [history.thin_due(), history.thin_due()] == [1, 0]
    begin(published, secretary)
    assert history.thin_due() == 0
    before = published.items.get(number=2).text
    put_right(published)
    Meeting.objects.filter(pk=published.pk).update(time_and_place="Kl. 8.")
    with pytest.raises(Refused, match="§ 2 Läget vid badplatserna, tid och plats\\. "):
        correction.give_up(published, by=secretary.user)
    published.items.filter(number=2).update(text=before)
    Meeting.objects.filter(pk=published.pk).update(time_and_place="")
    correction.give_up(published, by=secretary.user)
    published.refresh_from_db()
    assert published.state == Meeting.State.PUBLISHED
    assert Signer.objects.filter(meeting=published).count() == 3
    assert AuditEvent.objects.filter(kind="correction.give_up").count() == 1
    assert [history.thin_due(), history.thin_due()] == [1, 0]


def test_only_what_is_published_is_corrected_and_once_at_a_time(meeting, published, secretary):
    begin(published, secretary)
    with pytest.raises(Refused, match="Bara ett publicerat protokoll"):
        begin(published, secretary)


def test_its_words_stand_once_it_is_sent(published, secretary):
    begun = begin(published, secretary)
    correction.edit(begun, by=secretary.user, what="Summan i § 2.", why=WHY)
    put_right(published)
    sealed = signoff.send(published, by=secretary.user)
    assert load.sealed(sealed.minutes_json).correction.what == "Summan i § 2."
    with pytest.raises(Refused, match="Återkalla"):
        correction.edit(begun, by=secretary.user, what="Annat", why=WHY)
