from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db.models.signals import post_migrate


def install_guards(using, **_):
    from minutes.models import guards

    guards.install(using)


def check_seal(**_):
    """A wrong key is told by `check --deploy`, not first when something is to be published."""
    from minutes.lib import seals
    from minutes.services import seal

    try:
        seal.try_out()
    except seals.CannotSeal as error:
        return [checks.Error(f"PDFs cannot be sealed: {error}", id="minutes.E001")]
    return []


class MinutesConfig(AppConfig):
    name = "minutes"
    verbose_name = "Justera"

    def ready(self):
        post_migrate.connect(install_guards, sender=self)
        checks.register(check_seal, deploy=True)


class SupportConfig(AdminConfig):
    default_site = "minutes.admin.ReadOnlySite"
