"""An OpenID Connect provider that really runs: allauth's own, in a process of its own, with people of its own.

`python -m tests.provider REDIRECT` prints its address and serves until it is ended. Everybody has the same password.
"""

import subprocess
import sys
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET, PASSWORD, LEVEL = "justera", "a-secret-between-us", "for-the-suite-only", "http://id.example/loa3"
PEOPLE = {"jorunn@ljungdal.example": "Jorunn Ask", "siv@fjallvik.example": "Siv Lindblom"}
NUMBER = "https://id.example/claim/number"
NUMBERS = {"jorunn@ljungdal.example": "196408233234", "siv@fjallvik.example": "197010632391"}


@contextmanager
def running(back):
    """The address of a provider that comes back to `back`, while it is needed."""
    process = subprocess.Popen([sys.executable, "-m", "tests.provider", back], stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait()
    process.stdout.close()


def settings_of(issuer, **fields):
    """SIGN_OIDC for that provider."""
    ours = {"client_id": CLIENT, "client_secret": SECRET, "name": "BankID", "levels": (LEVEL,)}
    return ours | {"issuer": issuer} | fields


def settle():
    """Django as the provider needs it: in memory, with nothing of ours."""
    import django
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    apps = ("auth", "contenttypes", "sessions", "messages")
    apps = [*(f"django.contrib.{app}" for app in apps), "allauth", "allauth.account", "allauth.idp.oidc"]
    settings.configure(
        SECRET_KEY="of the provider", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF="tests.provider_urls", USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        INSTALLED_APPS=apps, MIGRATION_MODULES={app.rpartition(".")[2]: None for app in [*apps, "allauth_idp_oidc"]},
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware", "tests.provider_urls.noting",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_LOGIN_METHODS={"email"}, ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"], ACCOUNT_RATE_LIMITS=False,
        # Otherwise the question is asked for later, on another page.
        ACCOUNT_EMAIL_VERIFICATION="none", IDP_OIDC_ADAPTER="tests.provider_urls.Adapter",
        IDP_OIDC_PRIVATE_KEY=pem.decode(), SESSION_COOKIE_NAME="provider", CSRF_COOKIE_NAME="provider_csrf",
    )  # fmt: skip
    django.setup()


def fill(back):
    """Tables, people whose addresses are verified, and us as a client that comes back to `back`."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    for mail, name in PEOPLE.items():
        user = User.objects.create_user(mail, mail, PASSWORD, first_name=name)
        EmailAddress.objects.create(user=user, email=mail, verified=True, primary=True)
    client = Client(id=CLIENT, name="Justera", redirect_uris=back, scopes="openid\nemail\nprofile", skip_consent=True)
    client.set_secret(SECRET)
    client.save()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


if __name__ == "__main__":
    settle()
    fill(sys.argv[1])
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
