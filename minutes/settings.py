"""Settings, read from the environment; docs/running.md explains each variable."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags

from minutes.lib import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG")
# The demo shows its mails in the product and lets anybody sign in as anybody: never on a real server.
DEMO = env.flag("DEMO", DEBUG)
SECRET_KEY = env.text("SECRET_KEY", "development-only-never-on-a-real-server" if DEBUG else "")
if not SECRET_KEY:
    raise env.BadEnvironment("SECRET_KEY is missing: set it to a long random text, or DEBUG=1 to try the product.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}").rstrip("/")

INSTALLED_APPS = [
    "minutes.apps.MinutesConfig",
    "minutes.apps.SupportConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "minutes.views.gate.only_utf8",
    "minutes.views.gate.same_for_everybody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "minutes.views.gate.SignInRequired",
    "minutes.views.gate.private_when_signed_in",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "minutes.urls"
WSGI_APPLICATION = "minutes.wsgi.application"
ASGI_APPLICATION = "minutes.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "minutes.views.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "minutes.forms.renderer.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'justera.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # Threads of a live server must share one file; shared memory ignores the lock timeout.
    DATABASES["default"]["TEST"] = {"NAME": env.text("TEST_DATABASE") or None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Our own part of the rich-text editor; the name is that of the import map in templatetags/scripts.py.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": ["justera/language"], "extensions": {"Language": html_tags(["span"], {"span": ["lang"]})}}
]

# People and sign-in
AUTH_USER_MODEL = "minutes.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start-show"
ACCOUNT_LOGOUT_REDIRECT_URL = "start-show"
ACCOUNT_ADAPTER = "minutes.views.accounts.ClosedSignup"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up; that a password is named here is what gives the sign-in form its password field.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = False if DEMO else {"login_failed": "10/m/ip,5/5m/key", "request_login_code": "20/m/ip,5/5m/key"}
# A passkey asks for a finger or a PIN each time, which is what makes it two factors.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = "Justera"
MFA_ADAPTER = "minutes.views.accounts.Factors"
MFA_FORMS = {
    "activate_totp": "minutes.forms.accounts.ActivateApp",
    "add_webauthn": "minutes.forms.accounts.AddPasskey",
    "authenticate": "minutes.forms.accounts.Factor",
    "reauthenticate": "minutes.forms.accounts.FactorAgain",
}
ACCOUNT_FORMS = {
    "change_password": "minutes.forms.accounts.ChangePassword",
    "confirm_login_code": "minutes.forms.accounts.Code",
    "login": "minutes.forms.accounts.Password",
    "reauthenticate": "minutes.forms.accounts.PasswordAgain",
    "request_login_code": "minutes.forms.accounts.RequestCode",
    "reset_password": "minutes.forms.accounts.ResetPassword",
    "reset_password_from_key": "minutes.forms.accounts.NewPassword",
    "set_password": "minutes.forms.accounts.SetPassword",
}
SESSION_ENGINE = "minutes.lib.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12

# Language and time
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "minutes" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

# Files: uploads are served by a view that asks who reads, never by an address of their own.
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_PERMISSIONS = 0o600

# Mail: the demo keeps each mail as a file and shows it in the product.
EMAIL_URL_HOST = env.text("EMAIL_HOST")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_URL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = EMAIL_URL_HOST or "localhost"
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Justera <justera@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Seals on published PDFs: the key of a PKCS#12 file. Without one, development makes its own, and real use has none.
SEAL_P12 = env.text("SEAL_P12")
SEAL_P12_PASSWORD = env.text("SEAL_P12_PASSWORD")
SEAL_TSA_URL = env.text("SEAL_TSA_URL")
SEAL_TRUST = env.text("SEAL_TRUST")
SEAL_DEVELOPMENT_P12 = str(VAR_DIR / "seal-development.p12") if DEBUG and not SEAL_P12 else ""

# A service by which one proves who one is before signing, over OpenID Connect; without an issuer there is none.
SIGN_OIDC = {
    "issuer": env.address("SIGN_OIDC_ISSUER"),
    "client_id": env.needed("SIGN_OIDC_CLIENT_ID"),
    "client_secret": env.needed("SIGN_OIDC_CLIENT_SECRET"),
    "name": env.text("SIGN_OIDC_NAME") or "e-legitimation",
    "levels": tuple(env.words("SIGN_OIDC_LEVELS")),
    "claim": env.text("SIGN_OIDC_CLAIM", "email"),
    "scopes": env.text("SIGN_OIDC_SCOPES", "openid email profile"),
} if env.text("SIGN_OIDC_ISSUER") else {}

# Background work lies in the same database, enqueued in the same transaction.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

# Rate limits count across processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if DEBUG
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "justera_cache",
    },
    # Published pages as they were last made, in the memory of each process. A key names all that the page is made of.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

# Security. HTTPS=0 is for a server behind nothing but a local network.
HTTPS = env.flag("HTTPS", not DEBUG)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", True) else None
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
# How many proxies stand in front; the client's address is that many steps from the right of X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT = env.number("PROXY_COUNT", 0)
CSRF_FAILURE_VIEW = "minutes.views.gate.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        # The editor injects one style element; this is its hash (check at each upgrade).
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "failures": {"class": "logging.StreamHandler", "level": "WARNING"},
    },
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR", "CRITICAL"),
    },
    "loggers": {
        # The worker sets the level of this one to INFO, which is two lines for each task.
        "django_tasks": {"handlers": ["failures"], "propagate": False},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
