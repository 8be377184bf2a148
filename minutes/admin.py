"""Django's admin, read-only: a window for support. Everything is changed in the product's own pages, on the record."""

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.decorators import method_decorator


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyUser(ReadOnly):
    exclude = ["password"]


class ReadOnlySite(admin.AdminSite):
    site_header = site_title = "Justera"
    # One way in: the product's own sign-in, with its codes and limits.
    login = method_decorator(secure_admin_login)(admin.AdminSite.login)

    def __init__(self, name="admin"):
        super().__init__(name)
        for model in apps.get_app_config("minutes").get_models():
            super().register(model, ReadOnlyUser if model._meta.model_name == "user" else ReadOnly)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Other apps (groups, addresses, tasks) bring pages that can write; they are left out."""

    def has_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
