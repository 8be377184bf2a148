from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


def install_guards(using, **_):
    from minutes.models import guards

    guards.install(using)


class MinutesConfig(AppConfig):
    name = "minutes"
    verbose_name = "Justera"

    def ready(self):
        post_migrate.connect(install_guards, sender=self)


class SupportConfig(AdminConfig):
    default_site = "minutes.admin.ReadOnlySite"
