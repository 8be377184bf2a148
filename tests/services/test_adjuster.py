"""Choosing who approves: the roles and the decision that names them are one act."""

import pytest

from minutes.models import Body, SignoffRole, TextState
from minutes.services import Refused, signoff
from minutes.services import adjuster as service
from tests import factories

pytestmark = pytest.mark.django_db
SENTENCE = "{} utses att jämte ordföranden justera protokollet."


@pytest.fixture
def item(meeting):
    meeting.signers.filter(role__key="adjuster").delete()
    item = meeting.items.first()
    item.decisions.all().delete()
    return item


@pytest.fixture
def role(body):
    return body.signoff_roles.get(key="adjuster")


def words(item):
    return [decision.intro for decision in item.decisions.all()]


def test_the_role_and_the_sentence_are_one_act(item, role, secretary, member):
    service.choose(item, {role: member}, by=secretary.user)
    assert role.signer_set.get().person == member
    assert words(item) == [SENTENCE.format("Malte Hedqvist")]
    assert item.decisions.get().names_adjusters
    assert TextState.objects.get(item=item, field="decisions").by == secretary


def test_another_choice_changes_the_name_and_nobody_takes_the_sentence_away(item, role, secretary, member, adjuster):
    service.choose(item, {role: member}, by=secretary.user)
    service.choose(item, {role: adjuster}, by=secretary.user)
    assert words(item) == [SENTENCE.format("Jorunn Ask")]
    service.choose(item, {role: None}, by=secretary.user)
    assert words(item) == []
    assert not role.signer_set.exists()


def test_two_are_named_together(item, body, role, secretary, member, adjuster):
    chosen = SignoffRole.Source.CHOSEN
    second = factories.SignoffRole(body=body, key="second", label="Justerare", source=chosen, position=9)
    service.choose(item, {role: member, second: adjuster}, by=secretary.user)
    assert words(item) == [SENTENCE.format("Malte Hedqvist och Jorunn Ask")]


def test_words_of_ones_own_keep_their_wording_with_the_new_name(item, role, secretary, member, adjuster):
    service.choose(item, {role: member}, by=secretary.user)
    item.decisions.update(intro="Till justerare väljs Malte Hedqvist.", clauses=["att Malte Hedqvist justerar"])
    factories.Decision(item=item, intro="Malte Hedqvist tackas.", position=1)
    service.choose(item, {role: adjuster}, by=secretary.user)
    assert words(item) == ["Till justerare väljs Jorunn Ask.", "Malte Hedqvist tackas."]
    assert item.decisions.first().clauses == ["att Jorunn Ask justerar"]
    item.decisions.filter(position=0).update(intro="Samma som förra gången.", clauses=[])
    service.choose(item, {role: None}, by=secretary.user)
    assert words(item)[0] == "Samma som förra gången."


def test_the_sentence_fits_the_body(body, role):
    def says(**rules):
        Body.objects.filter(pk=body.pk).update(**rules)
        return service.sentence(Body.objects.get(pk=body.pk), ["Jorunn Ask"])

    assert says(document="notes") == "Jorunn Ask utses att jämte ordföranden justera anteckningarna."
    assert says(language="en") == "Appointed to approve the notes together with the chair: Jorunn Ask."
    body.signoff_roles.filter(key="chair").delete()
    assert says(language="sv") == "Jorunn Ask utses att justera anteckningarna."
    assert says(words={"adjusters": "Val av {names}."}) == "Val av Jorunn Ask."


@pytest.mark.parametrize(
    ("title", "is_about"),
    [("Val av justerare", True), ("Utse protokolljusterare", True), ("Justering av taxan", False), ("Läget", False)],
)
def test_an_item_about_it_is_known_by_its_title_until_a_decision_names_them(item, title, is_about):
    item.title = title
    assert service.is_chosen_in(item) == is_about
    factories.Decision(item=item.meeting.items.last(), names_adjusters=True)
    assert not service.is_chosen_in(item)


def test_nobody_is_chosen_in_sealed_minutes(item, meeting, role, secretary, member, adjuster, no_tasks):
    service.choose(item, {role: adjuster}, by=secretary.user)
    signoff.send(meeting, by=secretary.user)
    with pytest.raises(Refused):
        service.choose(item, {role: member}, by=secretary.user)
    assert words(item) == [SENTENCE.format("Jorunn Ask")]
