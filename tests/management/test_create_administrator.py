import pytest
from django.core.management import CommandError, call_command

from minutes import permissions
from minutes.models import AuditEvent, Organisation, Person, User

pytestmark = pytest.mark.django_db



def test_the_first_administrator_gets_a_login_an_organisation_and_no_password(capsys):
    call_command("create_administrator", "Eva@Tallmo.example", "--name", "Eva Ståhl", "--organisation", "Tallmo kommun")
    user, organisation = User.objects.get(), Organisation.objects.get()
    assert (user.email, user.get_full_name(), user.has_usable_password()) == ("eva@tallmo.example", "Eva Ståhl", False)
    assert permissions.can_add_organisation(user)
    assert permissions.can_administer(user, organisation)
    assert user.person.organisation == organisation
    assert "eva@tallmo.example" in capsys.readouterr().out
    kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == ["organisation.add", "person.add", "organisation.set_administrators"]


def test_again_it_changes_nothing(capsys):
    arguments = ["create_administrator", "eva@tallmo.example", "--name", "Eva Ståhl", "--organisation", "Tallmo kommun"]
    call_command(*arguments)
    before = AuditEvent.objects.count()
    call_command(*arguments)
    assert (User.objects.count(), Person.objects.count(), Organisation.objects.count()) == (1, 1, 1)
    assert AuditEvent.objects.count() == before


def test_an_organisation_can_wait(capsys):
    call_command("create_administrator", "eva@tallmo.example")
    assert permissions.can_add_organisation(User.objects.get())
    assert not Organisation.objects.exists()


def test_what_is_no_address_is_refused_and_leaves_nothing():
    for wrong in ("eva", "", "eva@", "eva\x00@tallmo.example"):
        with pytest.raises(CommandError):
            call_command("create_administrator", wrong, "--organisation", "Tallmo kommun")
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
