import io

import pytest
from PIL import Image

from minutes.lib import files, limits
from minutes.models import AuditEvent, Organisation
from minutes.services import Refused
from minutes.services import organisation as service
from tests import factories


def png(size=(4, 4), **options):
    file = io.BytesIO()
    Image.new("RGB", size, "#0b5563").save(file, "PNG", **options)
    return file.getvalue()


@pytest.fixture
def superuser(db):
    return factories.User(is_superuser=True, is_staff=True)


def kinds():
    return list(AuditEvent.objects.values_list("kind", flat=True))


def test_add_makes_a_short_name_that_nobody_has(superuser):
    first = service.add(by=superuser, name="Åsviks kommun")
    second = service.add(by=superuser, name="Åsviks kommun")
    assert (first.slug, second.slug) == ("asviks-kommun", "asviks-kommun-2")
    assert kinds() == ["organisation.add", "organisation.add"]


def test_add_without_a_name_is_refused_and_leaves_nothing(superuser):
    with pytest.raises(Refused):
        service.add(by=superuser, name="\u200b")
    assert not Organisation.objects.exists()
    assert kinds() == []


def test_edit_records_which_fields_changed_and_nothing_when_none_did(organisation, administrator):
    service.edit(organisation, by=administrator.user, name=organisation.name, phone="0999-100 00")
    service.edit(organisation, by=administrator.user, phone="0999-100 00")
    assert [event.details for event in AuditEvent.objects.all()] == [{"fields": ["phone"]}]


def test_edit_with_a_colour_that_is_none_is_refused(organisation, administrator):
    with pytest.raises(Refused, match="0b5563"):
        service.edit(organisation, by=administrator.user, accent="red")
    assert Organisation.objects.get().accent == "#0b5563"


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_stored_under_its_hash(organisation, administrator, form):
    file = io.BytesIO()
    Image.new("RGB", (9, 3)).save(file, form)
    service.set_logo(organisation, io.BytesIO(file.getvalue()), by=administrator.user)
    organisation.refresh_from_db()
    assert files.read_stored(organisation.logo) == file.getvalue()
    assert kinds() == ["organisation.set_logo"]


@pytest.mark.parametrize(
    ("content", "words"),
    ids=["svg", "only a signature", "cut off", "gif", "nothing", "too large", "too many pixels"],
    argvalues=[
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "PNG"),
        (png()[:40], "PNG"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "PNG"),
        (b"", "PNG"),
        (b"x" * (limits.LOGO + 1), "MB"),
        (png((limits.LOGO_PIXELS + 1, 1)), str(limits.LOGO_PIXELS)),
    ],
)
def test_a_file_that_is_no_printable_image_is_refused(organisation, administrator, content, words):
    with pytest.raises(Refused, match=words):
        service.set_logo(organisation, io.BytesIO(content), by=administrator.user)
    assert Organisation.objects.get().logo == ""
    assert kinds() == []


def test_a_logo_can_be_removed(organisation, administrator):
    service.set_logo(organisation, io.BytesIO(png()), by=administrator.user)
    service.set_logo(organisation, None, by=administrator.user)
    assert Organisation.objects.get().logo == ""


def test_administrators_are_the_logins_with_these_addresses(organisation, administrator):
    person = factories.Person(organisation=organisation, email="berit@fjallvik.example")
    emails = ["BERIT@fjallvik.example ", administrator.email]
    service.set_administrators(organisation, emails, by=administrator.user)
    assert set(organisation.administrators.all()) == {person.user, administrator.user}
    assert AuditEvent.objects.get().details == {"added": [person.user.pk], "removed": []}


@pytest.mark.parametrize("emails", [[], ["  "], ["ingen@fjallvik.example"], ["ove@annanstans.example"]])
def test_an_administrator_from_nowhere_or_elsewhere_and_none_at_all_are_refused(
    organisation, administrator, outsider, emails
):
    with pytest.raises(Refused):
        service.set_administrators(organisation, emails, by=administrator.user)
    assert list(organisation.administrators.all()) == [administrator.user]
    assert kinds() == []


def test_the_refusal_is_the_same_for_an_unknown_address_and_for_one_of_another_organisation(
    organisation, administrator, outsider
):
    def words(email):
        with pytest.raises(Refused) as refusal:
            service.set_administrators(organisation, [email], by=administrator.user)
        return refusal.value.message.replace(email, "")

    assert words("ove@annanstans.example") == words("ingen@annanstans.example")


def test_a_superuser_may_choose_anybody(organisation, superuser, outsider):
    service.set_administrators(organisation, [outsider.email], by=superuser)
    assert list(organisation.administrators.all()) == [outsider.user]
