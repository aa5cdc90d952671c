"""Django's settings. What a host may set comes from the environment: see docs/self-hosting.md."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from koffer.bounds import LARGEST_BODY, LARGEST_FORM, MOST_FIELDS
from koffer.config.secret import secret_key
from koffer.database.sqlite import use_bundled_sqlite

SQLITE_VERSION = use_bundled_sqlite()
PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()

# What a host sets
DATA = Path(env.str("KOFFER_DATA", default="data")).resolve()
PUBLIC_URL = env.str("KOFFER_URL", default="").rstrip("/")
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
MOST_SEATS = env.int("KOFFER_MOST_SEATS", default=1200)
REDIS_URL = env.str("REDIS_URL", default="")
METRICS_TOKEN = env.str("KOFFER_METRICS_TOKEN", default="")
HOST_ADMIN = env.bool("KOFFER_ADMIN", default=False)  # Django's admin, for whoever runs the server
MAIL = env.str("KOFFER_MAIL", default="")  # such as smtp+tls://name:password@mail.example.org:587

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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "koffer.web",
    "koffer.organisation",
    "koffer.workshop",
    "koffer.journey",
    "koffer.one_to_one",
    "koffer.takeaway",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "koffer.web.middleware.SafeAnswers",
    "koffer.web.middleware.OneCharset",
    "koffer.web.middleware.Gzip",
    "koffer.workshop.device.RememberDevice",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "koffer.workshop.middleware.RefusedVerbs",
    "koffer.serving.away.DatabaseAway",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE],  # what belongs to a step stands in its folder: "workshop/steps/score/screen.html"
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["koffer.web.loaders.FilesystemLoader", "koffer.web.loaders.AppLoader"],
                )
            ],
            "builtins": ["koffer.web.templatetags.forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "koffer.web.context.page",
            ],
        },
    }
]

if HOST_ADMIN:
    INSTALLED_APPS += ["django.contrib.messages", "django.contrib.admin"]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("allauth.account.middleware.AccountMiddleware"),
        "django.contrib.messages.middleware.MessageMiddleware",
    )
    TEMPLATES[0]["OPTIONS"]["context_processors"] += [  # type: ignore[index]
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]

# Storage
LOCKED = 4  # seconds that a write waits for another; a process that is told to stop ends within five
if url := env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url_config(url) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": LOCKED,
        "tcp_user_timeout": LOCKED * 1000,  # a machine that vanished without a word is away, too
        "options": f"-c lock_timeout={LOCKED * 1000}",
    } | DATABASES["default"].get("OPTIONS", {})
else:
    DATABASES = {
        "default": {
            "ENGINE": "koffer.database",
            "NAME": DATA / "koffer.sqlite3",
            "CONN_MAX_AGE": None,
            # A file: writers in several threads would share a database in memory.
            "TEST": {"NAME": DATA / "test.sqlite3"},
            "OPTIONS": {
                "timeout": LOCKED,
                "transaction_mode": "IMMEDIATE",
                # FULL: an acknowledged hand-in is on disk. secure_delete: what is cut is overwritten. cache_size: half
                # a megabyte for each thread; the machine's own cache holds the file anyway.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-512;"
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: for organisations. No passwords: a code by mail, a passkey, or an organisation's own sign-in.
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "account"
SESSION_ENGINE = "koffer.organisation.account.sessions"
SESSION_COOKIE_NAME = "koffer_account"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
ACCOUNT_ADAPTER = "koffer.organisation.account.adapter.Accounts"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_FORMS = {
    "request_login_code": "koffer.organisation.account.forms.AddressForm",
    "confirm_login_code": "koffer.organisation.account.forms.LoginCodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key", "login": "30/m/ip"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
SOCIALACCOUNT_ADAPTER = "koffer.organisation.account.adapter.Providers"
# A link, not a form: our policy lets no form lead to another site. `sign_in_with` judges what a link may do.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "koffer.organisation.account.adapter.Passkeys"
MFA_FORMS = {
    "login_webauthn": "koffer.organisation.account.forms.PasskeyForm",
    "add_webauthn": "koffer.organisation.account.forms.NewPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a browser allows passkeys without HTTPS on localhost only
DEFAULT_FROM_EMAIL = env.str("KOFFER_MAIL_FROM", default="koffer@localhost")
if MAIL:
    vars().update(env.email_url_config(MAIL) | {"EMAIL_TIMEOUT": 5})

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "koffer.web.views.stale_form"
LANGUAGE_COOKIE_NAME = "koffer_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 400

# Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = env.str("KOFFER_TIME_ZONE", default="Europe/Amsterdam")
USE_TZ = True

# Static files: served by the application itself, compressed and cached for ever by their hash
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our pages and fonts come from one place
STATIC_ROOT = DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "koffer.web.storage.Files"}}
WHITENOISE_MAX_AGE = 60 * 60 * 24

# Safety
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind} 'self'" for kind in ("script-src", "style-src", "font-src", "connect-src", "form-action")),
        "img-src 'self' data:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FORM
DATA_UPLOAD_MAX_NUMBER_FIELDS = MOST_FIELDS
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
FILE_UPLOAD_HANDLERS = ["koffer.web.upload.SmallFiles"]
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES: dict[str, dict[str, object]] = {
    # Counts of what is limited: with a few hundred (Django's default) a stranger could push out those that matter.
    "default": {"BACKEND": LOCAL, "OPTIONS": {"MAX_ENTRIES": 20_000}},
    "drawings": {"BACKEND": LOCAL, "LOCATION": "drawings", "OPTIONS": {"MAX_ENTRIES": 2048}},  # never outside memory
}
if REDIS_URL:
    CACHES["shared"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }

# Logs hold no names, points or addresses: no access log, and no paths (they may hold a private link).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"pathless": {"()": "koffer.web.logs.Pathless"}},
    "formatters": {"valueless": {"()": "koffer.web.logs.Valueless"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["pathless"], "formatter": "valueless"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "koffer": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
