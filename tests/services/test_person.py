import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from minutes.models import AuditEvent, Person, User
from minutes.services import Refused
from minutes.services import person as service
from tests import factories


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


def test_add_registers_somebody_without_a_login(organisation, administrator):
    person = service.add(organisation, by=administrator.user, name="Tea Molin", title="arkivarie")
    assert (person.name, person.title, person.user) == ("Tea Molin", "arkivarie", None)
    assert kinds() == ["person.add"]
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["", " ", "\u200b\u202e", "x" * 121])
def test_add_without_a_name_that_can_be_read_is_refused(organisation, administrator, name):
    with pytest.raises(Refused):
        service.add(organisation, by=administrator.user, name=name)
    assert not Person.objects.exclude(pk=administrator.pk).exists()
    assert kinds() == []


def test_add_with_an_address_that_is_registered_already_is_refused_whatever_its_case(organisation, administrator):
    with pytest.raises(Refused):
        service.add(organisation, by=administrator.user, name="En annan", email="ASTA@fjallvik.example")
    assert kinds() == []


def test_add_with_invite_makes_a_login_without_password_and_mails_a_link(organisation, administrator, settings):
    person = service.add(
        organisation, by=administrator.user, name="Tea Molin", email="Tea@Fjallvik.example", invite=True
    )
    person.refresh_from_db()
    assert person.user.email == "tea@fjallvik.example"
    assert not person.user.has_usable_password()
    assert (person.invited_at is None, person.invitation_failed) == (False, False)
    assert kinds() == ["person.add", "person.invite"]
    (message,) = mail.outbox
    assert message.to == ["Tea Molin <tea@fjallvik.example>"]
    assert f"{settings.SITE_URL}/account/login/?email=tea%40fjallvik.example" in message.body
    assert "Asta Nordin" in message.body


def test_a_mail_holds_names_as_they_are_written_and_no_line_of_its_own_in_the_subject(organisation, administrator):
    organisation.name = "Ek & <b>Co</b>\nBcc: ove@annanstans.example"
    organisation.save()
    organisation.refresh_from_db()
    service.add(organisation, by=administrator.user, name="Tea & Co", email="tea@fjallvik.example", invite=True)
    (message,) = mail.outbox
    assert "Tea & Co" in message.body
    assert "Ek & <b>Co</b> Bcc: ove@annanstans.example" in message.subject
    assert message.recipients() == ["Tea & Co <tea@fjallvik.example>"]


def test_invite_needs_an_address(organisation, administrator):
    person = factories.Person(organisation=organisation, email="", user=None)
    with pytest.raises(Refused, match="e-post"):
        service.invite(person, by=administrator.user)
    assert kinds() == []


def test_invite_again_sends_a_new_mail_until_the_person_has_signed_in(organisation, administrator):
    person = factories.Person(organisation=organisation, user=None)
    service.invite(person, by=administrator.user)
    service.invite(person, by=administrator.user)
    assert len(mail.outbox) == 2
    User.objects.filter(pk=person.user_id).update(last_login="2026-01-01T12:00Z")
    with pytest.raises(Refused):
        service.invite(Person.objects.get(pk=person.pk), by=administrator.user)
    assert len(mail.outbox) == 2
    assert User.objects.filter(email=person.email).count() == 1


def test_an_address_that_signs_in_for_another_organisation_is_refused_with_a_way_out(
    organisation, administrator, outsider
):
    person = factories.Person(organisation=organisation, name="Ove U", email="OVE@annanstans.example", user=None)
    with pytest.raises(Refused, match="annan adress"):
        service.invite(person, by=administrator.user)
    person.refresh_from_db()
    assert person.user is None
    assert mail.outbox == []


def test_a_login_that_belongs_to_nobody_is_taken_over_by_the_person_with_its_address(organisation, administrator):
    user = factories.User(email="rot@fjallvik.example", is_superuser=True)
    person = factories.Person(organisation=organisation, email="rot@fjallvik.example", user=None)
    service.invite(person, by=administrator.user)
    person.refresh_from_db()
    assert person.user == user


def test_an_invitation_that_cannot_be_sent_is_told_on_the_person(organisation, administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    person = service.add(organisation, by=administrator.user, name="Tea", email="tea@fjallvik.example", invite=True)
    person.refresh_from_db()
    assert (person.invited_at, person.invitation_failed) == (None, True)


def test_edit_keeps_what_is_written_in_earlier_minutes(meeting, secretary, administrator):
    service.edit(secretary, by=administrator.user, name="Siv Lindblom Ask", title="kommunsekreterare")
    assert meeting.attendances.get(person=secretary).name == "Siv Lindblom"
    assert AuditEvent.objects.get().details == {"fields": ["name", "title"]}


def test_an_administrator_moves_a_login_and_both_addresses_are_told(organisation, administrator, secretary, body):
    EmailAddress.objects.create(user=secretary.user, email=secretary.email, verified=True, primary=True)
    service.edit(secretary, by=administrator.user, email="Siv.Ask@fjallvik.example")
    assert User.objects.get(pk=secretary.user_id).email == "siv.ask@fjallvik.example"
    assert not EmailAddress.objects.exists()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "Siv Lindblom <siv.ask@fjallvik.example>", "Siv Lindblom <siv@fjallvik.example>",
    ]


def test_a_secretary_cannot_move_the_login_of_a_signer(secretary, chair):
    with pytest.raises(Refused):
        service.edit(chair, by=secretary.user, email="mitt-eget@annanstans.example")
    assert User.objects.get(pk=chair.user_id).email == "orvar@fjallvik.example"
    assert Person.objects.get(pk=chair.pk).email == "orvar@fjallvik.example"
    assert (kinds(), mail.outbox) == ([], [])


def test_a_moved_login_is_signed_out_and_forgets_its_password(client, administrator, secretary):
    secretary.user.set_password("en lång mening om bryggor")
    secretary.user.save()
    client.force_login(secretary.user)
    service.edit(secretary, by=administrator.user, email="siv.ny@fjallvik.example")
    assert client.get(reverse("todo-show")).status_code == 302
    assert not User.objects.get(pk=secretary.user_id).has_usable_password()


def test_a_secretary_writes_the_address_of_somebody_without_a_login(secretary, body):
    person = factories.Person(organisation=body.organisation, user=None, email="")
    service.edit(person, by=secretary.user, email="ny@fjallvik.example")
    assert Person.objects.get(pk=person.pk).email == "ny@fjallvik.example"


def test_a_secretary_cannot_become_somebody_of_another_body_by_writing_her_own_address(secretary, body, administrator):
    person = factories.Membership(body=body, person__user=None, person__email="").person
    factories.Membership(body=factories.Body(organisation=body.organisation), person=person)
    with pytest.raises(Refused):
        service.edit(person, by=secretary.user, email="siv2@fjallvik.example")
    assert Person.objects.get(pk=person.pk).email == ""
    service.edit(person, by=administrator.user, email="ny@fjallvik.example")


def test_an_administrator_cannot_take_over_the_login_of_somebody_with_more_power(organisation, administrator):
    mighty = factories.Person(organisation=organisation, user=factories.User(is_superuser=True))
    neighbour = factories.Person(organisation=organisation)
    factories.Organisation().administrators.add(neighbour.user)
    for person in (mighty, neighbour):
        before = person.email
        with pytest.raises(Refused):
            service.edit(person, by=administrator.user, email="asta2@fjallvik.example")
        assert Person.objects.get(pk=person.pk).email == before


def test_a_login_keeps_an_address_and_none_that_somebody_else_signs_in_with(organisation, administrator, outsider):
    person = factories.Person(organisation=organisation)
    for email in ("", "OVE@annanstans.example"):
        with pytest.raises(Refused):
            service.edit(Person.objects.get(pk=person.pk), by=administrator.user, email=email)
    assert User.objects.get(pk=person.user_id).email == person.email


def test_an_address_with_letters_that_mail_does_not_know_is_invited_all_the_same(organisation, administrator):
    person = service.add(organisation, by=administrator.user, name="Åke Ö", email="ake@åsvik.example", invite=True)
    person.refresh_from_db()
    assert not person.invitation_failed
    assert mail.outbox[0].message()["To"].endswith("<ake@xn--svik-poa.example>")
