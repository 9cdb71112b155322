"""All settings. What a keeper may change is an environment variable named RYDDIG_…;
docs/how-to/settings.md lists them.
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from ryddig.site import sign_in
from ryddig.site.database import database_settings
from ryddig.site.file_storage import file_storages

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("RYDDIG_VAR", "var")).absolute()


def _switch(name: str, *, default: bool = False) -> bool:
    given = os.environ.get(name, "").lower()
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off"}:
        return False
    if given:
        raise ImproperlyConfigured(f"{name} is “{given}”. Expected 1 or 0.")
    return default


def _number(name: str, default: int) -> int:
    given = os.environ.get(name, str(default))
    if not given.isdigit() or int(given) < 1:
        raise ImproperlyConfigured(f"{name} is “{given}”. Expected a whole number of at least 1.")
    return int(given)


def _secret(name: str, file: Path) -> str:
    given = os.environ.get(name, "")
    if given or not file.is_file():
        return given or ("for development only, never for people's data" if DEBUG else "")
    return file.read_text(encoding="ascii").strip()


def _keys(name: str, file: Path) -> list[str]:
    """Newest first: one a line in the file, with commas between them in the variable."""
    given = os.environ.get(name, "")
    if not given and file.is_file():
        given = file.read_text(encoding="ascii")
    if not given and DEBUG:
        return [urlsafe_b64encode(b"development only: not a secret!!").decode()]
    return given.replace(",", " ").split()


def _one_of(name: str, given: str, known: Mapping[str, object]) -> str:
    if given not in known:
        raise ImproperlyConfigured(f"{name} is “{given}”. Expected {' or '.join(known)}.")
    return given


def _address(host: str, *, secure: bool) -> str:
    """Where people reach us when RYDDIG_URL does not say: the first host, at home with the port of `ryddig serve`."""
    return f"https://{host.lstrip('.')}" if secure else f"http://{host}:8000"


MAIL_PORTS = {"starttls": 587, "tls": 465, "off": 25}
DEBUG = _switch("RYDDIG_DEBUG")
SECRET_KEY_FILE = Path(os.environ.get("RYDDIG_SECRET_KEY_FILE", str(VAR / "secret.key")))
SECRET_KEY = _secret("RYDDIG_SECRET_KEY", SECRET_KEY_FILE)
PSEUDONYM_KEY_FILE = Path(os.environ.get("RYDDIG_PSEUDONYM_KEY_FILE", str(VAR / "pseudonym.key")))
PSEUDONYM_KEY = _secret("RYDDIG_PSEUDONYM_KEY", PSEUDONYM_KEY_FILE)
KEYS_FILE = Path(os.environ.get("RYDDIG_KEYS_FILE", str(VAR / "keys")))
KEYS = _keys("RYDDIG_KEYS", KEYS_FILE)
EVIDENCE_FOLDER = Path(os.environ.get("RYDDIG_EVIDENCE_FOLDER", str(VAR / "evidence"))).absolute()
FILES = os.environ.get("RYDDIG_FILES", "")
FILES_URL = os.environ.get("RYDDIG_FILES_URL", "").rstrip("/")
EVIDENCE_DAYS = _number("RYDDIG_EVIDENCE_DAYS", 365)
PERSONS_DAYS = _number("RYDDIG_PERSONS_DAYS", 180)
STAFF_DAYS = _number("RYDDIG_STAFF_DAYS", 1825)
INTERVIEW_DAYS = _number("RYDDIG_INTERVIEW_DAYS", 90)
EVIDENCE_LARGEST = _number("RYDDIG_EVIDENCE_LARGEST_MB", 500) * 1_000_000
ARCHIVE_ACCESS_CODE = os.environ.get("RYDDIG_ARCHIVE_ACCESS_CODE", "UO")
ARCHIVE_LEGAL_BASE = os.environ.get("RYDDIG_ARCHIVE_LEGAL_BASE", "Offl. § 13, jf. fvl. § 13 første ledd nr. 1 og 2")
CLAMAV = os.environ.get("RYDDIG_CLAMAV", "")
ALLOWED_HOSTS = [host for host in os.environ.get("RYDDIG_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}
HTTPS = _switch("RYDDIG_HTTPS", default=not set(ALLOWED_HOSTS) <= LOOPBACK)
PROXIES = int(os.environ.get("RYDDIG_PROXIES", "1" if HTTPS else "0"))
METRICS_TOKEN = os.environ.get("RYDDIG_METRICS_TOKEN", "")
LOG_AS = _one_of("RYDDIG_LOG", os.environ.get("RYDDIG_LOG", "lines"), {"lines": 0, "json": 0})
LAYERS_FOLDER = os.environ.get("RYDDIG_LAYERS_FOLDER", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "ryddig.records.accounts",
    "ryddig.records.audit",
    "ryddig.records.contracts",
    "ryddig.records.lookups",
    "ryddig.records.evidence",
    "ryddig.records.correspondence",
    "ryddig.records.followup",
    "ryddig.records.deviations",
    "ryddig.records.selfreports",
    "ryddig.records.reviews",
    "ryddig.records.visits",
    "ryddig.records.dialogue",
    "ryddig.office",
    "ryddig.portal",
    "ryddig.api",
    "ryddig.worker",
    "ryddig.site",
]
MIDDLEWARE = [
    "ryddig.site.observing.ObservingMiddleware",
    "ryddig.api.frame.ApiMiddleware",
    "ryddig.site.file_view.CookielessMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ryddig.office.language.LanguageMiddleware",
    "ryddig.portal.frame.PortalMiddleware",
    "ryddig.office.sign_in_middleware.SignInMiddleware",
    "ryddig.site.pacing.PaceMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ryddig.office.errors.ErrorsMiddleware",
]
ROOT_URLCONF = "ryddig.site.urls"
WSGI_APPLICATION = "ryddig.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ryddig.office.desk.desk_for_templates",
            ]
        },
    }
]
FILE_UPLOAD_HANDLERS = [
    "ryddig.site.uploads.LargestFile",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

DATABASES = {"default": database_settings(os.environ.get("RYDDIG_DATABASE_URL", f"sqlite:///{VAR / 'ryddig.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

PUBLIC_URL = os.environ.get("RYDDIG_URL", _address(ALLOWED_HOSTS[0], secure=HTTPS)).rstrip("/")
MAIL_FROM = os.environ.get("RYDDIG_MAIL_FROM", f"ryddig@{urlsplit(PUBLIC_URL).hostname}")
MAIL_FOLDER = os.environ.get("RYDDIG_MAIL_FOLDER", "")
MAIL_TLS = os.environ.get("RYDDIG_MAIL_TLS", "starttls")
EMAIL_HOST = os.environ.get("RYDDIG_MAIL_HOST", "")
EMAIL_PORT = _number("RYDDIG_MAIL_PORT", MAIL_PORTS[_one_of("RYDDIG_MAIL_TLS", MAIL_TLS, MAIL_PORTS)])
EMAIL_HOST_USER = os.environ.get("RYDDIG_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("RYDDIG_MAIL_PASSWORD", "")
EMAIL_USE_TLS = MAIL_TLS == "starttls"
EMAIL_USE_SSL = MAIL_TLS == "tls"
EMAIL_TIMEOUT = _number("RYDDIG_MAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ryddig.records.accounts.login.ThrottledBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "ryddig.records.accounts.own_words.OwnWordsValidator"},
]
LOGIN_URL = "office:login"
LOGIN_REDIRECT_URL = "office:today"
LOGOUT_REDIRECT_URL = "office:login"
LOGIN_TRIES = 5
LOGIN_TRIES_PER_ADDRESS = 50
LOGIN_WAIT_MINUTES = 15
DOOR_TRIES_PER_ADDRESS = {"recovery": 50, "oidc": 600, "passkey": 600}  # a whole town hall may share one address
REQUESTS_A_MINUTE = _number("RYDDIG_REQUESTS_A_MINUTE", 600)
RECOVERY_SECONDS = 0.5  # every answer takes as long, so that its time tells nobody who has an account

ACCOUNT_ADAPTER = "ryddig.office.sign_in_adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by mail
ACCOUNT_RATE_LIMITS = False  # LoginTry counts, for all web processes together
MFA_RATE_LIMITS = False
MFA_ADAPTER = "ryddig.office.sign_in_adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # telephones' clocks
MFA_FORMS = {
    "authenticate": "ryddig.office.sign_in_forms.SecondCodeForm",
    "reauthenticate": "ryddig.office.sign_in_forms.AgainCodeForm",
    "activate_totp": "ryddig.office.sign_in_forms.AddAppForm",
    "authenticate_webauthn": "ryddig.office.sign_in_forms.SecondKeyForm",
    "reauthenticate_webauthn": "ryddig.office.sign_in_forms.AgainKeyForm",
    "login_webauthn": "ryddig.office.sign_in_forms.LogInKeyForm",
    "add_webauthn": "ryddig.office.sign_in_forms.AddKeyForm",
}
ACCOUNT_FORMS = {"reauthenticate": "ryddig.office.sign_in_forms.AgainPasswordForm"}
SOCIALACCOUNT_ADAPTER = "ryddig.office.sign_in_adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # our view takes POST only
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": sign_in.providers(os.environ)}}

IDLE_MINUTES = _number("RYDDIG_IDLE_MINUTES", 60)
COOKIE_PREFIX = "__Host-" if HTTPS else ""  # a browser takes such a cookie from this very host only, and over HTTPS
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGE_STORAGE = "ryddig.office.said_once.OfficeMessages"
SESSION_COOKIE_AGE = _number("RYDDIG_SESSION_HOURS", 10) * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'", *sign_in.form_targets(SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # a municipality's other names under the domain are not ours to force to HTTPS
    "security.W021",  # nor ours to put on the browsers' preload list
]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"), ("pl", "Polski"), ("lt", "Lietuvių")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
USE_THOUSAND_SEPARATOR = False  # ids stand in forms and anchors; what people read goes through `|number`

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [folder for folder in (PACKAGE / "site" / "static",) if folder.is_dir()]
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    **file_storages(FILES, folder=VAR / "files"),
    "staticfiles": {"BACKEND": PLAIN_STATIC if DEBUG else "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
if DEBUG:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "ryddig.site.logs.Careful"}, "json": {"()": "ryddig.site.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_AS}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "ryddig": {"level": "INFO"},
        "ryddig.request": {"level": "INFO" if LOG_AS == "json" else "WARNING"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"level": "INFO"},
    },
}
