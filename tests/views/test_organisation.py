import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from minutes.lib import colours
from minutes.models import AuditEvent, Organisation
from tests import factories

from .wild import NAMES, TEXTS, taken

LETTERHEAD = {
    "part": "letterhead", "name": "Fjällviks kommun", "registration_number": "", "postal_address": "Box 12",
    "visiting_address": "", "phone": "", "email": "", "web": "", "accent": "#0b5563", "pdf_variant": "pdf/a-3a",
}


def png(size=(9, 3)):
    file = io.BytesIO()
    Image.new("RGB", size).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def path(organisation):
    return reverse("organisation-edit", args=[organisation.slug])


@pytest.fixture
def admin(sign_in, administrator):
    return sign_in(administrator)


def test_the_letterhead_is_saved_and_leaves_its_trace(admin, path, organisation):
    assert admin.post(path, LETTERHEAD | {"phone": "0999-100 00"}).url == path
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.postal_address) == ("0999-100 00", "Box 12")
    assert AuditEvent.objects.get().kind == "organisation.edit"


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_wild_text_is_stored_clean_or_told_at_the_field(admin, path, organisation, text):
    fields = ("name", "phone", "email", "web", "accent", "pdf_variant")
    took = taken(lambda changes: admin.post(path, LETTERHEAD | changes), fields, text)
    assert set(took) <= {"name", "phone", "web"}
    stored = Organisation.objects.get(pk=organisation.pk)
    for field in fields:
        assert not set(getattr(stored, field)) & set("\x00\u202e\u2066\u200b")
    assert "<script>alert" not in admin.get(path).content.decode()


def test_a_name_of_nothing_visible_is_refused_at_the_field(admin, path, organisation):
    page = admin.post(path, LETTERHEAD | {"name": "\u200b"})
    assert 'id="id_name_error"' in page.content.decode()
    assert Organisation.objects.get(pk=organisation.pk).name == "Fjällviks kommun"


def test_a_logo_is_shown_to_everybody_with_its_own_type(admin, client, path, organisation):
    file = SimpleUploadedFile("x.html", png(), content_type="text/html")
    assert admin.post(path, {"part": "logo", "logo": file}).status_code == 302
    admin.logout()
    answer = admin.get(reverse("organisation-logo", args=[organisation.slug]))
    assert (answer["Content-Type"], answer.content) == ("image/png", png())
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"", b"\x89PNG", b"x" * (1024 * 1024 + 1)])
def test_what_is_no_image_or_too_large_is_told_and_not_stored(admin, path, organisation, content):
    answer = admin.post(path, {"part": "logo", "logo": SimpleUploadedFile("logo.png", content, "image/png")})
    assert answer.status_code in (409, 422)
    assert "notice--error" in answer.content.decode().partition('id="logo"')[2].partition("</section>")[0]
    assert Organisation.objects.get(pk=organisation.pk).logo == ""


def test_a_logo_is_removed(admin, path, organisation):
    admin.post(path, {"part": "logo", "logo": SimpleUploadedFile("logo.png", png())})
    admin.post(path, {"part": "logo", "remove": "on"})
    assert Organisation.objects.get(pk=organisation.pk).logo == ""
    assert admin.get(reverse("organisation-logo", args=[organisation.slug])).status_code == 404


def test_administrators_are_chosen_by_address(admin, path, organisation, administrator):
    person = factories.Person(organisation=organisation)
    admin.post(path, {"part": "administrators", "emails": f"{administrator.email}\r\n{person.email.upper()}"})
    assert set(organisation.administrators.all()) == {administrator.user, person.user}


@pytest.mark.parametrize("emails", ["", "inte en adress", "ingen@fjallvik.example", *TEXTS])
def test_administrators_that_cannot_be_are_told_and_what_was_typed_stays(
    admin, path, organisation, administrator, emails
):
    answer = admin.post(path, {"part": "administrators", "emails": emails})
    assert answer.status_code in (409, 422)
    assert list(organisation.administrators.all()) == [administrator.user]
    if emails == "ingen@fjallvik.example":
        assert answer.status_code == 409
        assert f">\n{emails}</textarea>" in answer.content.decode()


def test_who_leaves_the_administration_comes_to_a_page_that_she_may_see(admin, path, organisation):
    person = factories.Person(organisation=organisation)
    assert admin.post(path, {"part": "administrators", "emails": person.email}).url == reverse("todo-show")
    assert admin.get(path).status_code == 404


def test_others_see_nothing_of_an_organisation(sign_in, path, secretary, organisation):
    client = sign_in(secretary)
    assert client.get(path).status_code == 404
    assert client.post(path, LETTERHEAD | {"name": "Kapad"}).status_code == 404
    assert client.get(reverse("organisation-add")).status_code == 403
    assert Organisation.objects.get(pk=organisation.pk).name == "Fjällviks kommun"


def test_a_superuser_adds_an_organisation(sign_in, db):
    client = sign_in(factories.Person(user=factories.User(is_superuser=True)))
    path = reverse("organisation-add")
    assert 'id="id_name_error"' in client.post(path, LETTERHEAD | {"name": " "}).content.decode()
    answer = client.post(path, LETTERHEAD | {"name": "Åsviks kommun"})
    assert answer.url == reverse("organisation-edit", args=["asviks-kommun"])
    assert Organisation.objects.get(slug="asviks-kommun").postal_address == "Box 12"


def look(colour):
    return reverse("organisation-look", args=[colour[1:], colours.fingerprint(colour)])


def test_pages_wear_the_colour_of_the_organisation(sign_in, client, body, secretary):
    Organisation.objects.update(accent="#1f5a3f")
    todo, page = (sign_in(secretary).get(reverse(*at)) for at in (("todo-show",), ("body-show", None, [body.slug])))
    for answer in (todo, page):
        assert f'<link rel="stylesheet" href="{look("#1f5a3f")}">' in answer.content.decode()
    client.logout()
    style = client.get(look("#1f5a3f"))
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["Cache-Control"]
    assert "--accent: #1f5a3f;" in style.content.decode()


def test_a_style_sheet_of_an_earlier_release_is_not_kept(client, db):
    answer = client.get(reverse("organisation-look", args=["1f5a3f", "00000000"]))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "--accent: #1f5a3f;" in answer.content.decode()
