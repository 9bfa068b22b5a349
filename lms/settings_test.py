"""What tests change in the settings, each line with its reason."""

import atexit
import os
import shutil
import tempfile

# Never the data or the services of a site that the developer runs.
os.environ["AULA_DATA"] = tempfile.mkdtemp(prefix="aula-tests-")
atexit.register(shutil.rmtree, os.environ["AULA_DATA"], ignore_errors=True)
os.environ["SECRET_KEY"] = "tests-only"  # noqa: S105 -- and no secret
for variable in ("AULA_DEMO", "DATABASE_URL", "REDIS_URL", "SITE_URL", "EMAIL_HOST", "PORT"):
    os.environ.pop(variable, None)

from lms.lib import env  # noqa: E402 -- the environment comes first
from lms.settings import *  # noqa: E402, F403 -- settings are names

# The servers that `make test` found or started; SQLite in memory where there are none.
DATABASES["default"] = env.postgresql("TEST_DATABASE_URL") or {  # noqa: F405 -- from the settings
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ":memory:",
}
# A database that is migrated already, for each process to copy: see tests/run.py.
if template := os.environ.get("TEST_DATABASE_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}  # noqa: F405 -- from the settings
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 -- from the settings
# Hashing a password slowly is for attackers.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing is written to disk, and each test process has its own cache.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Jobs run where they are queued; journeys and faults start real workers.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# A list that grows must not cost a query a row.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # noqa: F405 -- from the settings
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]  # noqa: F405 -- from the settings
ZEAL_RAISE = True
REQUIRE_MFA = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
# The server of static files wants its folder to be there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 -- from the settings
