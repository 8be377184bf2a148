"""Django's admin, read-only: a window for support. Everything is changed in the product's own pages, on the record."""

from django.apps import apps
from django.contrib import admin


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


for model in apps.get_app_config("minutes").get_models():
    admin.site.register(model, ReadOnly)
