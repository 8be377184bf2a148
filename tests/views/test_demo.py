import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from tests import factories

SIGN_IN, INBOX = "/demo/sign-in/", "/demo/inbox/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def send(settings, subject="Ämne", body="text"):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=settings.EMAIL_FILE_PATH)
    connection.send_messages([EmailMessage(subject, body, "a@x.example", ["b@x.example"])])


def test_one_click_signs_in_as_somebody_with_a_login(client, demo, secretary):
    assert client.post(SIGN_IN, {"person": secretary.pk}).url == reverse("todo-show")
    assert client.session["_auth_user_id"] == str(secretary.user_id)


def test_what_is_signed_after_one_click_says_so(client, demo, meeting, sealed, adjuster):
    client.post(SIGN_IN, {"person": adjuster.pk})
    given = {"content_hash": sealed.content_hash}
    receipt = client.post(reverse("signoff-sign", args=[meeting.pk]), given, follow=True)
    assert "Ett klick i demon" in receipt.content.decode()
    assert sealed.signatures.get().method == "demo"


def test_the_sign_in_page_offers_each_role_with_the_secretary_first(client, demo, chair, administrator, secretary):
    for path in ("/account/login/", SIGN_IN):
        page = client.get(path).content.decode()
        at = [page.index(name) for name in ("Siv Lindblom", "Asta Nordin", "Orvar Kjellgren")]
        assert at == sorted(at)
        assert "sekreterare, Styrgruppen för badplatser" in page


def test_at_most_eight_are_offered(client, demo, db):
    factories.Person.create_batch(9)
    assert client.get(SIGN_IN).content.decode().count('name="person"') == 8


@pytest.mark.parametrize("person", ["", "0", "999999", "x", "-1", "1e3", "\x00", "9" * 400, "٩٩٩٩٩٩"])
def test_nobody_becomes_somebody_unknown(client, demo, secretary, person):
    assert client.post(SIGN_IN, {"person": person}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_nobody_becomes_somebody_without_a_login_or_with_a_closed_one(client, demo, secretary):
    without = factories.Person(user=None)
    secretary.user.is_active = False
    secretary.user.save()
    for person in (without, secretary):
        assert client.post(SIGN_IN, {"person": person.pk}).status_code == 404


def test_looking_signs_nobody_in(client, demo, secretary):
    assert client.get(SIGN_IN, {"person": secretary.pk}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_on_a_real_server_there_is_no_demo(client, settings, secretary):
    settings.DEMO = False
    send(settings)
    for answer in (
        client.get(SIGN_IN), client.post(SIGN_IN, {"person": secretary.pk}), client.get(INBOX),
        client.get(reverse("demo-mail", args=["x"])),
    ):
        assert answer.status_code == 404
    page = client.get("/account/login/").content.decode()
    assert "Siv Lindblom" not in page
    assert "/demo/" not in page
    assert "_auth_user_id" not in client.session


def test_the_inbox_shows_mails_with_links_and_hostile_text_as_text(client, demo, settings, db):
    assert "Inga mejl" in client.get(INBOX).content.decode()
    send(settings, "Kod <b>1234</b>", "Gå till http://127.0.0.1:8000/account/login/?email=a%40b\n<script>alert(1)</script>")
    page = client.get(INBOX).content.decode()
    assert "Kod &lt;b&gt;1234&lt;/b&gt;" in page
    name = page.split(INBOX)[1].split("/")[0]
    mail = client.get(reverse("demo-mail", args=[name])).content.decode()
    assert '<a href="http://127.0.0.1:8000/account/login/?email=a%40b"' in mail
    assert "&lt;script&gt;alert(1)" in mail
    assert "<script>alert" not in mail


@pytest.mark.parametrize("name", ["..", "x", "..%2F..%2Fmanage.py", "%00", "a" * 300])
def test_only_mails_are_shown(client, demo, settings, db, name):
    send(settings)
    assert client.get(f"{INBOX}{name}/").status_code == 404
