"""The product's settings, with a database of its own and an address that does nothing but know who asks."""

import os

os.environ["DEBUG"] = "1"

from minutes.settings import *  # noqa: F403
from minutes.settings import DATABASES, VAR_DIR

DEBUG = False
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "benchmarks.urls"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": False}}
LOGGING = {"version": 1, "root": {"level": "CRITICAL"}}
(VAR_DIR / "static").mkdir(exist_ok=True)
(VAR_DIR / "bench").mkdir(exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "bench" / "bench.sqlite3")}
