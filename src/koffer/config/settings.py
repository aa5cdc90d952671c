"""Django's settings. What a host may set comes from the environment: see docs/self-hosting.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from koffer.config.secret import secret_key
from koffer.config.sqlite import use_bundled_sqlite

SQLITE_VERSION = use_bundled_sqlite()
PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()

# What a host sets
DATA = Path(env.str("KOFFER_DATA", default="data")).resolve()
PUBLIC_URL = env.str("KOFFER_URL", default="").rstrip("/")
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
MOST_SEATS = env.int("KOFFER_MOST_SEATS", default=1000)
REDIS_URL = env.str("REDIS_URL", default="")

SECRET_KEY = env.str("KOFFER_SECRET_KEY", default="") or secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = env.list("KOFFER_HOSTS", default=["*"])
HTTPS = PUBLIC_URL.startswith("https://")
if PUBLIC_URL:
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROOT_URLCONF = "koffer.config.urls"
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "koffer.web",
    "koffer.organisation",
    "koffer.workshop",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "koffer.web.middleware.PrivateAnswers",
    "koffer.web.middleware.OneCharset",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "koffer.workshop.middleware.RefusedVerbs",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "koffer.web.context.page",
            ],
        },
    }
]

# Storage
if url := env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url_config(url) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "koffer.sqlite3",
            "CONN_MAX_AGE": None,
            # A file: writers in several threads would share a database in memory.
            "TEST": {"NAME": DATA / "test.sqlite3"},
            "OPTIONS": {
                "timeout": 10,
                "transaction_mode": "IMMEDIATE",
                # FULL: an acknowledged hand-in is on disk. secure_delete: what is cut is overwritten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One strictly necessary cookie: which seats and keys this browser holds. Nothing of it is stored here.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "koffer"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "koffer.web.views.stale_form"
LANGUAGE_COOKIE_NAME = "koffer_language"
LANGUAGE_COOKIE_AGE = SESSION_COOKIE_AGE

# Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = env.str("KOFFER_TIME_ZONE", default="Europe/Amsterdam")
USE_TZ = True

# Static files: served by the application itself, compressed and cached for ever by their hash
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "koffer.web.storage.Files"}}
WHITENOISE_MAX_AGE = 60 * 60 * 24

# Safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 160 * 1024  # a story of 10,000 emoji in a form without scripts takes 120 kB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# Logs hold no names, points or addresses: no access log, and no paths (they may hold a private link).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"pathless": {"()": "koffer.web.logs.Pathless"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["pathless"]}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "koffer": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
