"""All settings, read from the environment: right by default, loud on a bad value. docs/deploying.md has their table."""

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from dossier_site import env

# Generic classes of Django take the type of their records here, as they do for the type checker: ModelAdmin[Revision].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# -- where the site runs ----------------------------------------------------------------------------------------

DEBUG = env.switch("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", "only-for-debug" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: give it 50 random characters (or set DEBUG=1 on your machine)")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
HTTPS = env.switch("HTTPS", default=not DEBUG)
BEHIND_PROXY = env.switch("BEHIND_PROXY", default=False)


def _database(url: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    try:
        # Kept for ten minutes: connecting takes longer than most pages. A kept one may be dead, and is asked first.
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: a transaction that will write takes its lock first, instead of failing half-way.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            # Seconds; a long import holds the writers' lock for some.
            "timeout": 20,
            # WAL: readers go on while one writes. NORMAL is safe with it: a loss of power may cost the last commits,
            # and breaks nothing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # A file needs no check, which would be a query each request.
        config["CONN_HEALTH_CHECKS"] = False
    elif config["ENGINE"] == "django.db.backends.postgresql":
        config["ENGINE"] = "dossier_site.postgresql"
        config["OPTIONS"] = {"connect_timeout": 4, **config.get("OPTIONS", {})}
    return config


def _replica(url: str) -> dict[str, Any]:
    """A replica is waited for briefly, and tests read the primary in its place."""
    config = _database(url, "DATABASE_REPLICA_URLS")
    if {config["ENGINE"], DATABASES["default"]["ENGINE"]} != {"dossier_site.postgresql"}:
        raise ImproperlyConfigured("DATABASE_REPLICA_URLS: replicas are of PostgreSQL, and so must DATABASE_URL be")
    config["OPTIONS"] = {**config["OPTIONS"], "connect_timeout": 2}
    return {**config, "TEST": {"MIRROR": "default"}}


DATABASES = {"default": _database(env.text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"))}
DATABASES |= {f"replica{number}": _replica(url) for number, url in enumerate(env.words("DATABASE_REPLICA_URLS"), 1)}
DATABASE_ROUTERS = ["organizations.replicas.ReplicaRouter"] if len(DATABASES) > 1 else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHED_PAGES_MB = env.number("CACHED_PAGES_MB", 32)

# -- what it is made of -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "organizations",
    "dossier_site.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",  # what it does, it does on PostgreSQL alone; the search index asks for it
    # Before staticfiles, whose `runserver` it replaces.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "markdownx",
    "adminsortable2",
    "axes",
    "csp",
]
# The order matters. Faults first, to bound and answer what fails in any other. BodyLimit before all that reads a body.
# Codings before the two that choose one. What is remembered is sent with the headers of the three behind it: these
# stand between RememberedMiddleware, which keeps them, and PublishedMiddleware, behind which only pages with a session
# come.
MIDDLEWARE = [
    "dossier_site.faults.FaultsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "dossier_site.refusals.BodyLimit",
    "dossier_site.codings.CodingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dossier_site.published.RememberedMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dossier_site.published.PublishedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "dossier_site.urls"
WSGI_APPLICATION = "dossier_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "organizations.templatetags.kept"},  # in the place of Django's
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# That two libraries are called `i18n`: the one above stands in for Django's.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "dossier_site.form_renderer.FormRenderer"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
LANGUAGE_CODE = "en"
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
# Django's English writes "Nov. 28, 2026": the site's own formats come first.
FORMAT_MODULE_PATH = ["dossier_site.formats"]
USE_TZ = True
MARKDOWNX_MARKDOWNIFY_FUNCTION = "organizations.markup.to_html"
MARKDOWNX_URLS_PATH = "/admin/markdown/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdown/upload/"

# -- files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / "media")))
# Where nothing was collected, files are served from their folders.
WHITENOISE_USE_FINDERS = DEBUG
DATA_ROOT = env.text("DATA_ROOT")
DATA_LICENCE = env.text("DATA_LICENCE")
EDITION_KEY = env.public_key("EDITION_KEY")

# -- what it asks of others -------------------------------------------------------------------------------------

LINK_CHECK_ORIGIN = env.origin("LINK_CHECK_ORIGIN")


def _uploads(bucket: str) -> dict[str, Any]:
    """Where uploaded pictures are kept: in MEDIA_ROOT, or in a bucket."""
    if not bucket:
        return {"BACKEND": "dossier_site.storage.LocalStorage"}
    try:
        from botocore.config import Config
        from storages.backends import s3
    except ImportError as error:
        raise ImproperlyConfigured("S3_BUCKET: install requirements-s3.txt in place of requirements.txt") from error
    endpoint = env.origin("S3_ENDPOINT_URL")
    client = Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"total_max_attempts": 2, "mode": "standard"},
        # What is not Amazon knows neither a host for each bucket nor the newer checksums for sure.
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    options = {"bucket_name": bucket, "endpoint_url": endpoint, "region_name": env.text("S3_REGION") or None}
    return {"BACKEND": f"{s3.__name__}.S3Storage", "OPTIONS": {**options, "client_config": client}}


STORAGES = {
    "default": _uploads(env.text("S3_BUCKET")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# -- safety -----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        # No 'unsafe-inline', for scripts neither: no page and no picture may carry a style or a handler of its own.
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Never without a proxy that sets it: anybody may send the header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# A balancer asks by HTTP from within, and would take a redirect for an answer.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Scripts read the token from the page's form, not from the cookie.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "dossier_site.admin.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # a dossier of 2 MB in a script that a form sends as nine bytes a letter
# The form of a dossier has a dozen or more for each claim: Django's 1,000 would refuse one of a hundred.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# axes first: it refuses before a password is looked at.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# By name and address together: a stranger cannot lock an editor out, nor one office lock the next.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
# Hours.
AXES_COOLOFF_TIME = 1
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_HANDLER = "dossier_site.logins.LoginHandler"
AXES_CLIENT_IP_CALLABLE = "dossier_site.logins.client_address"
AXES_USERNAME_CALLABLE = "dossier_site.logins.client_name"
AXES_LOCKOUT_CALLABLE = "dossier_site.admin.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login-password"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
