"""Django settings: facts of the house, with what the environment may change taken from `Environment`."""

import os
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config.environment import WEB_ROLE, Environment
from config.paths import PROJECT

ENVIRONMENT = Environment.read(dict(os.environ))
HOME = ENVIRONMENT.home_folder

DEBUG = False
SECRET_KEY = ENVIRONMENT.signing_key()
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.hosts.split(",") if host.strip()] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
SITE_URL = ENVIRONMENT.site_url or f"http://localhost:{ENVIRONMENT.site_port}"
SITE_IS_NAMED = bool(ENVIRONMENT.site_url)

# Upper rooms last; vikno.common carries template tags and the database's extensions.
ROOMS = [
    "vikno.common",
    "vikno.audit",
    "vikno.notifications",
    "vikno.accounts",
    "vikno.territories",
    "vikno.catalogue",
    "vikno.network",
    "vikno.applicants",
    "vikno.documents",
    "vikno.appointments",
    "vikno.queue",
    "vikno.cases",
    "vikno.consignments",
    "vikno.payments",
    "vikno.blanks",
    "vikno.correspondence",
    "vikno.opendata",
    "vikno.announcements",
    "vikno.feedback",
    "vikno.continuity",
    "vikno.indicators",
    "vikno.questionnaires",
    "vikno.assessments",
    "vikno.programmes",
    "vikno.selection",
    "vikno.support",
    "vikno.events",
    "vikno.practices",
    "vikno.reporting",
    "vikno.portal",
    "vikno.desk",
    "vikno.demo",
    "vikno.operations",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    *ROOMS,  # before allauth: our pages and words win over its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "vikno.common.middleware.headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",  # before files: an SVG is a page too
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vikno.common.middleware.no_nul",
    "vikno.common.shared_pages.shared_pages",  # outside compression and sessions: a kept page costs neither
    "vikno.common.middleware.Packed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vikno.common.middleware.choices",
    "vikno.common.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vikno.accounts.middleware.actor",
    "vikno.accounts.middleware.SessionLimits",
    "vikno.accounts.middleware.TenantTransaction",  # last: it runs the view inside one bound transaction
]

ROOT_URLCONF = "config.urls"
# Where boards hear of calls: the proxy leads there in production, a demo has a port for it. Neither: boards only ask.
EVENTS_ARE_PROXIED = ENVIRONMENT.is_production
EVENTS_HOSTS = [
    f"http://{host}:{ENVIRONMENT.events_port}"
    for host in ("localhost", "127.0.0.1")
    if ENVIRONMENT.events_port and not EVENTS_ARE_PROXIED
]
SHARED_PAGE_SECONDS = 5.0  # a point that has closed is seen as closed after at most so long; 0 draws each page anew
API_PATH = "/api/"  # below it a program comes by its key; a session there is nobody's
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "vikno.accounts.context.signed_in",
                "vikno.portal.context.navigation",
                "vikno.desk.context.rail",
            ],
        },
    }
]

DATABASES = {"default": {**ENVIRONMENT.database(), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DATABASES["default"].setdefault("OPTIONS", {}).update(ENVIRONMENT.statements())
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = ENVIRONMENT.is_pooled
DATABASES["default"]["TEST"] = {"NAME": ENVIRONMENT.test_database or "test_vikno", "TEMPLATE": "template0"}
if (_replica := ENVIRONMENT.replica()) is not None:
    DATABASES["replica"] = {**_replica, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["replica"].setdefault("OPTIONS", {}).update(ENVIRONMENT.statements())
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["vikno.common.replica.Router"]
DATABASE_DIRECT = ENVIRONMENT.direct()
DATABASE_WEB_ROLE = WEB_ROLE if ENVIRONMENT.is_embedded else ""
# A request waits at most this long for the database, then answers with a plain-language 503.
DATABASE_STATEMENT_TIMEOUT = "10s"
URLIZE_ASSUME_HTTPS = True  # «www.example.org» in an announcement leads to https, as Django itself will from 7.0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counters of attempts, shared by all processes; the table is made by a migration of accounts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},  # ASVS 5.0 V6.2: length instead of composition rules
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are added by their head, not by a letter
ACCOUNT_SESSION_REMEMBER = True  # no «remember me» on a shared desk: SESSION_COOKIE_AGE holds for everybody
ACCOUNT_ADAPTER = "vikno.accounts.adapter.StaffAdapter"
# A whole office may sit behind one address: the name, not the address, meets its limit first.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "vikno.accounts.forms.SignInForm",
    "reauthenticate": "vikno.accounts.forms.PasswordAgainForm",
    "change_password": "vikno.accounts.forms.OwnPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxy_count
MFA_ADAPTER = "vikno.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Вікно"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.is_production  # http://localhost of a demo
MFA_FORMS = {
    "authenticate": "vikno.accounts.forms.CodeForm",
    "reauthenticate": "vikno.accounts.forms.CodeOnceMoreForm",
    "activate_totp": "vikno.accounts.forms.AppCodeForm",
    "add_webauthn": "vikno.accounts.forms.KeyForm",
    "edit_webauthn": "vikno.accounts.forms.KeyNameForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "vikno.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # absolute limit of a working day, quality notes §2.5
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.is_production:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    CSRF_COOKIE_PATH = SESSION_COOKIE_PATH = "/"
# Nothing of theirs is loaded until somebody presses; then only their frame.
VIDEO_HOSTS = [host.strip() for host in ENVIRONMENT.video_hosts.split(",") if host.strip()]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *([ENVIRONMENT.tiles_url.split("{")[0]] if ENVIRONMENT.tiles_url else [])],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *EVENTS_HOSTS],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
    "frame-src": [f"https://{host}" for host in VIDEO_HOSTS] or [CSP.NONE],
}

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", _("Українська")), ("en", _("English"))]
LOCALE_PATHS = [PROJECT / "locale"]
TIME_ZONE = "Europe/Kyiv"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

FORM_RENDERER = "vikno.common.forms.GovukRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PROJECT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
OPENDATA_ROOT = HOME / "opendata"  # whole exports, made again when they are missed: no backup keeps them
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

FILE_UPLOAD_HANDLERS = [
    "vikno.documents.uploads.NoLargerThanAllowed",  # first: what is too large never reaches the disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CLAMD = ENVIRONMENT.clamd
FILM_MOST_BYTES = ENVIRONMENT.film_bytes

TILES_URL = ENVIRONMENT.tiles_url
MAILERS = {"default": ENVIRONMENT.mailer()}
AUDIT_EMAIL = ENVIRONMENT.audit_email
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from or "Вікно <no-reply@localhost>"
MESSAGE_ID_DOMAIN = urlsplit(SITE_URL).hostname or "localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "config.logs.WithoutValues" if ENVIRONMENT.is_production else "logging.Formatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "filters": {"away": {"()": "config.logs.DatabaseIsAway"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["away"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"vikno": {"level": "INFO"}, "django.request": {"level": "ERROR"}, "psycopg.pool": {"level": "ERROR"}},
}
# Joining the browsers' preload list binds a whole domain for years: its owner decides, not we.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
