"""The suite's settings: the product's, whatever the developer's own environment says.

A PostgreSQL in DATABASE_URL is tried after SQLite, which always comes first: `TRIED` has the databases by their names.
"""

import os

OWN = ("DEMO", "EMAIL_HOST", "HTTPS", "LOG_LEVEL", "PORT", "SECRET_KEY", "SITE_URL", "VAR_DIR")
OWN += ("SEAL_P12", "SEAL_P12_PASSWORD", "SEAL_TRUST", "SEAL_TSA_URL", "SIGN_OIDC_ISSUER")
for name in OWN:
    os.environ.pop(name, None)
os.environ["DEBUG"] = "1"
# Under another name, which the suite's own processes inherit: those that tests start are not meant to have it.
os.environ.setdefault("SUITE_DATABASE", os.environ.pop("DATABASE_URL", ""))

from minutes.lib import env  # noqa: E402
from minutes.lib.catalogue import compile_catalogue  # noqa: E402
from minutes.settings import *  # noqa: E402, F403
from minutes.settings import DATABASES, LOCALE_PATHS, LOGGING, STORAGES, VAR_DIR  # noqa: E402

# Before anything is translated: a catalogue that was missing then would stay missing.
for po in (po for folder in LOCALE_PATHS for po in folder.rglob("*.po")):
    compile_catalogue(po)

# Collected files are nothing that tests need, but WhiteNoise warns when their folder is missing.
(VAR_DIR / "static").mkdir(exist_ok=True)
# A file, since threads of a live server wait for each other's locks only there; one for each process of the suite.
(VAR_DIR / "tests").mkdir(exist_ok=True)
DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests" / f"{os.getpid()}.sqlite3")}
DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
TRIED = {"sqlite": DATABASES["default"]}
if os.environ["SUITE_DATABASE"].startswith("postgres"):
    served = env.database("SUITE_DATABASE", "")
    TRIED["postgresql"] = {**served, "TEST": {"NAME": f"test_{os.getpid()}"}}

# Cheap hashes of passwords, tasks at once, and files of the interface where they lie: for each test the same.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": False}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Refusals are what tests ask for by the thousand, each with its stack; errors are still told.
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}

# Sealing takes a tenth of a second each time; tests about seals name a key.
SEAL_DEVELOPMENT_P12 = ""

# As in every test; what is read while tests are collected must not differ.
DEBUG = False
