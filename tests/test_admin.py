import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from minutes.models import Organisation
from tests import factories

MODELS = [model._meta.model_name for model in apps.get_app_config("minutes").get_models()]


@pytest.fixture
def support(client, db):
    user = factories.User(is_superuser=True, is_staff=True, email="rot@fjallvik.example")
    user.set_password("en lång hemlighet")
    user.save()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_support_sees_every_noun_and_nothing_of_other_apps(support):
    assert {model._meta.model_name for model in admin.site._registry} == set(MODELS)
    assert support.get("/admin/").status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_added_changed_or_deleted(support, meeting, model):
    assert support.get(reverse(f"admin:minutes_{model}_changelist")).status_code == 200
    assert support.post(reverse(f"admin:minutes_{model}_add"), {}).status_code == 403
    row = apps.get_model("minutes", model).objects.first()
    if row is not None:
        assert support.get(reverse(f"admin:minutes_{model}_change", args=[row.pk])).status_code == 200
        for act in ("change", "delete"):
            answer = support.post(reverse(f"admin:minutes_{model}_{act}", args=[row.pk]), {"post": "yes"})
            assert answer.status_code == 403


def test_a_mass_deletion_is_not_offered(support, organisation):
    data = {"action": "delete_selected", "_selected_action": organisation.pk, "post": "yes"}
    support.post(reverse("admin:minutes_organisation_changelist"), data)
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_the_hash_of_a_password_is_not_shown(support):
    user = apps.get_model("minutes", "user").objects.get()
    page = support.get(reverse("admin:minutes_user_change", args=[user.pk])).content.decode()
    assert "rot@fjallvik.example" in page
    assert user.password not in page
    assert "md5" not in page


def test_support_is_for_superusers_and_signs_in_where_all_do(client, sign_in, administrator):
    for path in ("/admin/", "/admin/login/"):
        assert client.get(path, follow=True).redirect_chain[-1][0].startswith("/account/login/")
    administrator.user.is_staff = True
    administrator.user.save()
    assert sign_in(administrator).get("/admin/").status_code in (302, 403)
    assert client.get("/admin/minutes/person/").status_code in (302, 403)


def test_a_password_is_changed_on_the_products_own_page(support):
    assert support.get("/admin/password_change/").url == reverse("account_change_password")
