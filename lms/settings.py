"""The settings, read from the environment. `.env.example` lists every variable."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from lms.lib import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(env.text("AULA_DATA", str(BASE_DIR / "var"))).resolve()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("AULA_DEMO", default=False)
REQUIRE_MFA = env.flag("AULA_REQUIRE_MFA", default=not DEMO)


def made_once(path: Path) -> str:
    """Return the key kept in ``path``; the first call makes it, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = env.text("SECRET_KEY") or made_once(DATA / "secret_key")
SECRET_KEY_IS_GIVEN = bool(env.text("SECRET_KEY"))
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")

# Where people reach the site
PORT = env.whole("PORT", 8000, at_least=1)
SITE_URL = env.address("SITE_URL", schemes=("http", "https")) or f"http://127.0.0.1:{PORT}"
SITE_URL = SITE_URL.rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "lms.apps.ProjectConfig",
    "people.apps.PeopleConfig",
    "courses.apps.CoursesConfig",
    "tutoring.apps.TutoringConfig",
    "assessments.apps.AssessmentsConfig",
    "completion.apps.CompletionConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "lms.apps.SuperuserAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.middleware.SharedDeviceMiddleware",
    "lms.middleware.LoginWallMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "people.middleware.PrintedPinMiddleware",
    "lms.middleware.VerdictMiddleware",  # Behind all who may stop a request.
    "lms.middleware.TimeZoneMiddleware",
    "lms.middleware.FreshPagesMiddleware",
]
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.navigation.frame",
            ],
            "builtins": ["lms.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Storage: PostgreSQL and Redis where they are given, files in AULA_DATA elsewhere
REDIS_URL = env.address("REDIS_URL", schemes=("redis", "rediss", "unix"))
DATABASES = {
    "default": env.postgresql("DATABASE_URL")
    or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "aula.sqlite3",
        "OPTIONS": {
            # Writers queue at BEGIN instead of failing half-way through a transaction.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "lms.lib.cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA / "cache",
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = DATA / "media"  # Never served by address: views fetch, then stream.
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # An attendance sheet of 275 people has five fields a row.

# Background work
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 3600}
    if REDIS_URL
    else {
        "data_folder_in": str(DATA / "broker" / "queue"),
        "data_folder_out": str(DATA / "broker" / "queue"),
        "processed_folder": str(DATA / "broker" / "done"),
        "control_folder": str(DATA / "broker" / "control"),
        "polling_interval": 0.05,  # The default handles one job a second.
    }
)
if not REDIS_URL:
    for folder in ("queue", "done", "control"):
        (DATA / "broker" / folder).mkdir(parents=True, exist_ok=True)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "people.deliver_*": {"queue": "mail"},
    "assessments.render_*": {"queue": "documents"},
    "completion.render_*": {"queue": "documents"},
    "tutoring.render_*": {"queue": "documents"},
    "courses.render_*": {"queue": "documents"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat-schedule")
CELERY_TIMEZONE = "America/Mexico_City"

# Mail: SMTP where a host is given, one .eml file a message in AULA_DATA/mail elsewhere
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole("EMAIL_PORT", 587, at_least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 30
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "lms.lib.mail.FolderBackend"
)
MAIL_FOLDER = DATA / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "Aula ODS <aula@demo.test>")
# Letters that cannot be delivered come back here, and whoever reads them reports it, signed.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS")
BOUNCE_SECRET = env.text("BOUNCE_SECRET")
MAIL_PER_MINUTE = env.whole("MAIL_PER_MINUTE", 120, at_least=1)
HELP_EMAIL = env.text("HELP_EMAIL", "mesa@demo.test")
HELP_PHONE = env.text("HELP_PHONE", "55 0000 0000")

# Words, places and hours
LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
TIME_ZONE = "America/Mexico_City"
USE_TZ = True

# People
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "landing"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "people.adapters.NameCodeBackend",
]
# A session ends with the browser unless the person asked to be remembered.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Seconds without use after which it ends on a device that several people use.
SHARED_DEVICE_IDLE = 30 * 60

# Signing in (allauth): e-mail with a password or a mailed code; accounts come from invitations
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "request_login_code": "people.forms.CodeRequestForm",
    "confirm_login_code": "people.forms.CodeForm",
    "reset_password": "people.forms.PasswordForgottenForm",
    "reset_password_from_key": "people.forms.PasswordFromLinkForm",
    "change_password": "people.forms.PasswordChangeForm",
    "set_password": "people.forms.PasswordSetForm",
    "reauthenticate": "people.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # The address was verified by the invitation it received.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {
    # A whole town hall signs in behind one address; one list of passwords does not.
    "login": "120/m/ip",
    "login_failed": "100/10m/ip,10/5m/key",
    "request_login_code": "120/m/ip,3/m/key,20/h/key",
    "reset_password": "60/m/ip,3/m/key,20/h/key",
    "reset_password_from_key": "60/m/ip",
}
# How many proxies of ours stand before the site: they say the visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("TRUSTED_PROXIES", 1 if HTTPS else 0, at_least=0)
MFA_ADAPTER = "people.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "people.forms.SecondFactorForm",
    "reauthenticate": "people.forms.SecondFactorAgainForm",
    "activate_totp": "people.forms.ActivateAppForm",
}
MFA_TOTP_ISSUER = "Aula ODS"
MFA_TOTP_TOLERANCE = 1
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Limits that a country office may move
IMPORT_MAX_ROWS = env.whole("IMPORT_MAX_ROWS", 5000, at_least=1)
IMPORT_MAX_BYTES = 5 * 1024 * 1024
IMPORT_MAX_UNPACKED_BYTES = 50 * 1024 * 1024
IMPORT_MAX_COLUMNS = 60
IMPORT_MAX_CELL = 2000
INVITATION_DAYS = env.whole("INVITATION_DAYS", 14, at_least=1)
HANDBOOK_SECONDS = env.whole("HANDBOOK_SECONDS", 20, at_least=1)  # For each module.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        name: {"handlers": ["console"], "level": "INFO", "propagate": False}
        for name in ("people", "courses", "tutoring", "assessments", "completion", "lms")
    },
}
